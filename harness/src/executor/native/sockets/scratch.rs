//! The temporary folder of one trial: the case's own folder, `$scratch`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;

use super::super::failure::Failure;

/// The bytes in the path of the folder. They are as many on every host, so that lengths of AF_UNIX names in a record
/// are the same everywhere.
const PATH_LENGTH: usize = 64;

/// The case's own folder. It is made when it is first needed, and is removed with this value.
#[derive(Default)]
pub(super) struct Scratch(OnceLock<io::Result<TempDir>>);

impl Scratch {
    /// The path of the folder.
    pub(super) fn path(&self) -> Result<&Path, Failure> {
        match self.0.get_or_init(make) {
            Ok(folder) => Ok(folder.path()),
            // This is not an error of the step: the system was not even asked for what the case wants to know.
            Err(error) => Err(Failure::Impossible(format!("the case's own folder cannot be made: {error}"))),
        }
    }

    /// The path of the folder as bytes, if the folder was made.
    pub(super) fn existing_path(&self) -> Option<&[u8]> {
        let folder = self.0.get()?.as_ref().ok()?;
        Some(folder.path().as_os_str().as_encoded_bytes())
    }
}

/// Makes a folder whose path has [`PATH_LENGTH`] bytes. It lies in the system's temporary folder or, if there is no
/// room for a path of this length, in `/tmp`.
fn make() -> io::Result<TempDir> {
    const PREFIX: &str = "/sockshape-";
    const LEAST_RANDOM: usize = 8;
    let room = |folder: &PathBuf| PATH_LENGTH.checked_sub(folder.as_os_str().len() + PREFIX.len());
    let folder = [std::env::temp_dir(), PathBuf::from("/tmp")];
    let fitting = folder.iter().find_map(|folder| {
        let random = room(folder).filter(|random| *random >= LEAST_RANDOM)?;
        Some((folder, random))
    });
    let (folder, random) = fitting.ok_or_else(|| io::Error::other("no temporary folder with a short enough path"))?;
    tempfile::Builder::new().prefix(&PREFIX[1..]).rand_bytes(random).tempdir_in(folder)
}
