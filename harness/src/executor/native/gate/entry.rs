//! What lies in the folder of a trial. Nobody else changes anything there.
//!
//! No path leads out of the folder: none has a part `..`, and a symbolic link leads to a path that the gate let pass.
//! None is the folder itself, which keeps other users out.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::{Gate, pass};
use crate::executor::native::failure::Failure;
#[cfg(unix)]
use crate::executor::native::sockets::Parent;
use crate::operation::{OpenAccess, PathKind, Permissions};

/// The path of something in the folder of a trial.
pub(crate) struct Entry(PathBuf);

impl Gate {
    /// What lies in this folder at a path.
    #[expect(clippy::unused_self, reason = "who has no gate gets none")]
    pub(crate) fn entry(&self, scratch: &Path, below: &str) -> Result<Entry, Failure> {
        let mut parts = below.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).peekable();
        let stays = parts.peek().is_some() && parts.all(|part| part != "..");
        pass(stays, "this path leads out of the folder of the trial")?;
        let mut path = scratch.as_os_str().to_owned();
        path.push("/");
        path.push(below);
        Ok(Entry(path.into()))
    }
}

impl Entry {
    /// Opens a file here: open(2). One that is written to is made or emptied.
    pub(crate) fn open(&self, access: OpenAccess) -> io::Result<File> {
        let (reads, writes) = (access != OpenAccess::Write, access != OpenAccess::Read);
        OpenOptions::new().read(reads).write(writes).create(writes).truncate(writes).open(&self.0)
    }

    /// Gives what lies here another name, and replaces what had it: rename(2).
    pub(crate) fn rename(&self, to: &Self) -> io::Result<()> {
        fs::rename(&self.0, &to.0)
    }

    /// Removes this name of a file: unlink(2).
    pub(crate) fn unlink(&self) -> io::Result<()> {
        fs::remove_file(&self.0)
    }

    /// Gives what lies here a second name: link(2).
    pub(crate) fn link(&self, to: &Self) -> io::Result<()> {
        fs::hard_link(&self.0, &to.0)
    }

    /// What lies here, or where this leads to: stat(2).
    pub(crate) fn kind(&self) -> io::Result<PathKind> {
        fs::metadata(&self.0).map(|found| kind(found.file_type()))
    }
}

#[cfg(unix)]
impl Entry {
    /// Makes a folder here, for this user alone: mkdir(2).
    pub(crate) fn make_folder(&self) -> io::Result<()> {
        use std::os::unix::fs::DirBuilderExt;
        fs::DirBuilder::new().mode(0o700).create(&self.0)
    }

    /// Makes a symbolic link here: symlink(2).
    pub(crate) fn lead_to(&self, target: &Self) -> io::Result<()> {
        std::os::unix::fs::symlink(&target.0, &self.0)
    }

    /// Sets who may do what: chmod(2).
    pub(crate) fn set_permissions(&self, to: Permissions) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&self.0, fs::Permissions::from_mode(to.bits()))
    }

    /// Makes this the working folder of a process that works for this parent, and so for a single trial: chdir(2).
    pub(crate) fn enter(&self, _: &Parent) -> io::Result<()> {
        std::env::set_current_dir(&self.0)
    }

    /// Who may do what: stat(2).
    pub(crate) fn permissions(&self) -> io::Result<Permissions> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(&self.0).map(|found| Permissions::of_mode(found.mode()))
    }
}

/// [`crate::platform::Capability::FileModes`] keeps cases away from all but the first.
#[cfg(not(unix))]
impl Entry {
    pub(crate) fn make_folder(&self) -> io::Result<()> {
        fs::create_dir(&self.0)
    }

    pub(crate) fn lead_to(&self, _: &Self) -> io::Result<()> {
        crate::executor::native::failure::unsupported()
    }

    pub(crate) fn set_permissions(&self, _: Permissions) -> io::Result<()> {
        crate::executor::native::failure::unsupported()
    }

    pub(crate) fn permissions(&self) -> io::Result<Permissions> {
        crate::executor::native::failure::unsupported()
    }
}

fn kind(found: fs::FileType) -> PathKind {
    #[cfg(unix)]
    let is_socket = std::os::unix::fs::FileTypeExt::is_socket(&found);
    #[cfg(not(unix))]
    let is_socket = false;
    match found {
        _ if is_socket => PathKind::Socket,
        found if found.is_file() => PathKind::File,
        found if found.is_dir() => PathKind::Folder,
        found if found.is_symlink() => PathKind::Link,
        _ => PathKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::up("../a")]
    #[case::up_and_down("a/../../b")]
    #[case::up_at_the_end("a/..")]
    #[case::up_on_windows("a\\..\\..\\b")]
    #[case::folder_itself("")]
    #[case::folder_itself_by_a_dot("./.")]
    fn what_leads_out_is_withheld(#[case] below: &str) {
        let entry = Gate::new(false).entry(Path::new("/folder"), below);
        assert!(matches!(entry, Err(Failure::Withheld(_))));
    }

    #[rstest]
    #[case::two_dots_in_a_name("a..b", "/folder/a..b")]
    #[case::slash_behind("a/", "/folder/a/")]
    #[case::no_root("/etc", "/folder//etc")]
    fn what_stays_passes(#[case] below: &str, #[case] path: &str) {
        let entry = Gate::new(false).entry(Path::new("/folder"), below);
        assert!(entry.is_ok_and(|entry| entry.0.as_os_str() == path));
    }
}
