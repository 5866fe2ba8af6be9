//! The environment of this process, for libraries that can be configured in no other way.

use std::env;
use std::ffi::OsStr;

/// Sets a variable. Only the beginning of `main` may call this, before there is a second thread.
pub fn set(name: &str, value: &OsStr) {
    // SAFETY: there is no other thread that could read the environment meanwhile, if the caller obeys the doc.
    unsafe { env::set_var(name, value) };
}
