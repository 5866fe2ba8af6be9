//! Files that are written completely or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// The ending of a file that is being written. A program that is killed leaves it.
pub const UNFINISHED: &str = "unfinished";

/// Writes `text` to a new file beside `file` and renames it to `file`. So a reader finds all of the old text or all of
/// the new one.
///
/// # Errors
/// When the file cannot be written or renamed. The old file is then unchanged.
pub fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut name = OsString::from(file.as_os_str());
    name.push(".");
    name.push(UNFINISHED);
    let unfinished = Path::new(&name);
    // What a program left that was killed is in the way. If it is a link, writing would go through it.
    let _ = fs::remove_file(unfinished);
    let written = File::create_new(unfinished).and_then(|mut file| file.write_all(text.as_bytes()));
    let done = written.and_then(|()| fs::rename(unfinished, file));
    if done.is_err() {
        // The first error is what matters. If the unfinished file cannot be removed either, it stays.
        let _ = fs::remove_file(unfinished);
    }
    done
}
