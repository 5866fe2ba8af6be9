//! The temporary folder of this host. It is looked for once, and tried: what cannot be used is found out before any
//! trial needs it.

use std::env;
use std::fs;
#[cfg(unix)]
use std::fs::Permissions;
use std::io;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use socket2::{Domain, SockAddr, Socket, Type};
use tempfile::TempDir;

use crate::fault::Fault;

/// The bytes in the path of a folder that [`make`] makes. They are as many on every host, so that lengths of AF_UNIX
/// names in a record are the same everywhere.
pub const PATH_LENGTH: usize = 64;

/// How the names of such folders begin. Random letters and digits follow.
const PREFIX: &str = "sockshape-";

/// The fewest of these.
const LEAST_RANDOM: usize = 8;

/// Makes a new folder in the temporary folder. Its path is absolute and has [`PATH_LENGTH`] bytes.
///
/// # Errors
/// When the host has no usable temporary folder, or when this one cannot be made there.
pub fn make() -> io::Result<TempDir> {
    let folder = found().as_ref().map_err(|why| io::Error::other(why.to_string()))?;
    make_in(folder)
}

/// The real path of the temporary folder.
///
/// # Errors
/// When there is none that can be used: why, and what to do.
pub fn find() -> Result<&'static Path, Fault> {
    found().as_deref().map_err(Clone::clone)
}

fn found() -> &'static Result<PathBuf, Fault> {
    static FOUND: OnceLock<Result<PathBuf, Fault>> = OnceLock::new();
    FOUND.get_or_init(|| first_usable(&candidates()))
}

/// That of the system, which on Unix is `TMPDIR`, then `/tmp`. An empty `TMPDIR` counts as none.
fn candidates() -> Vec<PathBuf> {
    let mut candidates = vec![env::temp_dir(), PathBuf::from("/tmp")];
    candidates.retain(|folder| !folder.as_os_str().is_empty());
    candidates.dedup();
    candidates
}

fn first_usable(candidates: &[PathBuf]) -> Result<PathBuf, Fault> {
    let mut faults = Vec::new();
    for folder in candidates {
        match usable(folder) {
            Ok(folder) => return Ok(folder),
            Err(why) => faults.push(format!("{}: {why}", folder.display())),
        }
    }
    let longest = PATH_LENGTH - LEAST_RANDOM - PREFIX.len() - 1;
    Err(Fault::new(format!("this host has no temporary folder that can be used: {}", faults.join("; ")))
        .hint(format!("set TMPDIR to a folder that you can write to, whose path has at most {longest} bytes")))
}

/// The folder by its real path. It counts as usable if a folder can be made in it, and a file and an AF_UNIX name in
/// that.
fn usable(folder: &Path) -> io::Result<PathBuf> {
    let folder = real(folder)?;
    let trial = make_in(&folder)?;
    fs::write(trial.path().join("file"), "x")?;
    if let Ok(socket) = Socket::new(Domain::UNIX, Type::STREAM, None) {
        socket
            .bind(&SockAddr::unix(trial.path().join("socket"))?)
            .map_err(|error| io::Error::new(error.kind(), format!("no AF_UNIX socket can be bound in it: {error}")))?;
    }
    trial.close()?;
    Ok(folder)
}

/// The path without links, and without `.`, `..` and separators that have no meaning.
#[cfg(not(windows))]
fn real(folder: &Path) -> io::Result<PathBuf> {
    folder.canonicalize()
}

/// The same for Windows, where links are left alone: a path without them begins with `\\?\`, and not everything takes
/// such a path ("Naming Files, Paths, and Namespaces" on Microsoft Learn).
#[cfg(windows)]
fn real(folder: &Path) -> io::Result<PathBuf> {
    Ok(std::path::absolute(folder)?.components().collect())
}

fn make_in(folder: &Path) -> io::Result<TempDir> {
    // What counts is the path that results: a root ends with a separator, and other folders do not.
    let shortest = folder.join(PREFIX).as_os_str().len() + LEAST_RANDOM;
    let spare = PATH_LENGTH.checked_sub(shortest).ok_or_else(|| io::Error::other("its path is too long"))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(LEAST_RANDOM + spare);
    // What lies in it, AF_UNIX sockets among that, is for no other user of the host.
    #[cfg(unix)]
    builder.permissions(Permissions::from_mode(0o700));
    builder.tempdir_in(folder)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// The length of the path of a folder made in this one.
    fn length_in(folder: &Path) -> usize {
        let folder = usable(folder).expect("a usable folder");
        make_in(&folder).expect("a new folder").path().as_os_str().len()
    }

    #[test]
    fn paths_have_the_same_length_however_the_folder_is_written() {
        let folder = tempfile::tempdir_in("/tmp").expect("a temporary folder");
        let link = folder.path().join("link");
        symlink("/tmp", &link).expect("a link");
        let texts = ["/tmp", "/tmp/", "/tmp//", "/tmp/.", "../../../../../../../../tmp"].map(PathBuf::from);
        for path in texts.iter().chain([&link]) {
            assert_eq!(length_in(path), PATH_LENGTH, "{}", path.display());
        }
    }

    #[test]
    fn only_this_user_can_look_into_a_folder() {
        let folder = make_in(Path::new("/tmp")).expect("a new folder");
        assert_eq!(folder.path().metadata().expect("its metadata").permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn path_that_is_not_utf8_counts_in_bytes() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir_in("/tmp").expect("a temporary folder");
        let odd = folder.path().join(OsStr::from_bytes(b"\xff\xfe"));
        fs::create_dir(&odd).expect("a folder");
        assert_eq!(length_in(&odd), PATH_LENGTH);
    }

    #[test]
    fn link_does_not_stand_in_the_path() {
        let folder = tempfile::tempdir_in("/tmp").expect("a temporary folder");
        let link = folder.path().join("link");
        symlink("/", &link).expect("a link");
        assert_eq!(
            usable(&link.join("tmp")).expect("a usable folder"),
            Path::new("/tmp").canonicalize().expect("/tmp")
        );
    }

    #[test]
    fn first_folder_that_can_be_used_is_taken() {
        let candidates = ["/nowhere", "/dev/null", "/proc", "/tmp"].map(PathBuf::from);
        assert_eq!(first_usable(&candidates), Ok(Path::new("/tmp").canonicalize().expect("/tmp")));
    }

    #[test]
    fn all_that_cannot_be_used_are_named() {
        let folder = tempfile::tempdir_in("/tmp").expect("a temporary folder");
        let long = folder.path().join("x".repeat(60));
        fs::create_dir(&long).expect("a folder");
        let fault = first_usable(&[long, PathBuf::from("/nowhere")]).expect_err("none can be used").with_hint();
        assert!(fault.contains(": its path is too long; /nowhere: "), "{fault}");
        assert!(fault.ends_with("; set TMPDIR to a folder that you can write to, whose path has at most 45 bytes"));
    }
}
