//! The temporary folder of one trial: the case's own folder, `$scratch`.

#[cfg(unix)]
use std::fs::{self, Permissions};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::super::failure::Failure;
use crate::temporary;

/// The case's own folder. It is made when it is first needed, and is removed with this value.
#[derive(Default)]
pub(super) struct Scratch(OnceLock<io::Result<Folder>>);

/// A folder, and whose it is.
enum Folder {
    /// That of this trial.
    Own(TempDir),
    /// That of the trial for which this process works.
    #[cfg(unix)]
    Parents(PathBuf),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            #[cfg(unix)]
            Self::Parents(folder) => folder,
        }
    }
}

impl Scratch {
    /// The folder of the trial for which this process works.
    #[cfg(unix)]
    pub(super) fn of_parent(path: PathBuf) -> Self {
        Self(OnceLock::from(Ok(Folder::Parents(path))))
    }

    /// The path of the folder.
    pub(super) fn path(&self) -> Result<&Path, Failure> {
        match self.0.get_or_init(|| temporary::make().map(Folder::Own)) {
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

/// Folders that the case closed would keep what is in them.
#[cfg(unix)]
impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(Ok(Folder::Own(folder))) = self.0.get() {
            open_up(folder.path());
        }
    }
}

/// Lets this user read and change a folder, and all that are in it. What is wrong with one shows when it is removed.
#[cfg(unix)]
fn open_up(folder: &Path) {
    let _ = fs::set_permissions(folder, Permissions::from_mode(0o700));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|found| found.is_dir()));
    folders.for_each(|entry| open_up(&entry.path()));
}
