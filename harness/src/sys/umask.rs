//! What permissions the files that this process makes do not have.

use rustix::fs::{Mode, RawMode};
use rustix::process;

/// Takes permissions, nine bits as in `st_mode`, from each file that this process makes from now on: umask(2).
pub fn set(without: u32) {
    // A mode has 16 bits on some systems, and 32 on others.
    let bits = (without & 0o777) as RawMode;
    process::umask(Mode::from_raw_mode(bits));
}
