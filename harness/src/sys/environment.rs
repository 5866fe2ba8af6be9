//! Variables of this process' own environment, for libraries that are told by nothing else.

use std::env;
use std::ffi::OsStr;

/// Sets a variable. For the beginning of `main` alone, while there is no other thread.
pub fn set(name: &str, value: &OsStr) {
    // SAFETY: the caller keeps to the doc: no other thread can read the environment meanwhile.
    unsafe { env::set_var(name, value) };
}
