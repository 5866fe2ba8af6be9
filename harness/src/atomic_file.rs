//! Files that are written whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

/// Writes a file beside its place and moves it there, so that whoever reads it finds all of the old text or all of the new.
///
/// # Errors
/// When it cannot be written. What was there is as it was.
pub fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut name = OsString::from(file.as_os_str());
    name.push(".unfinished");
    let unfinished = Path::new(&name);
    let done = fs::write(unfinished, text).and_then(|()| fs::rename(unfinished, file));
    if done.is_err() {
        // Why it could not be written is what matters, not that its beginning is still there.
        let _ = fs::remove_file(unfinished);
    }
    done
}
