//! The files of a project, of a recording, and of whatever else the harness reads: everything is opened here.
//!
//! Only regular files are read, and only up to a size. What a path leads to is asked before it is opened, because
//! opening a pipe waits for its other end, opening a device may change it, and reading either may never end. Links are
//! not followed: one could lead to any file of this machine, or to a folder above without end. The folder that a path
//! begins at is the user's choice, so it may lie behind links; what is below it may not. What the program carries is
//! read here, too, by paths that begin at its root.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::built_in::{self, Node};
use crate::fault::Fault;

/// The most entries that a folder may have.
const MOST_ENTRIES: usize = 100_000;

/// What a path leads to. A link is itself, not what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        match kind {
            kind if kind.is_symlink() => Self::Link,
            kind if kind.is_dir() => Self::Folder,
            kind if kind.is_file() => Self::File,
            _ => Self::Other,
        }
    }
}

impl From<&Node> for Kind {
    fn from(node: &Node) -> Self {
        match node {
            Node::File(_) => Self::File,
            Node::Folder(_) => Self::Folder,
        }
    }
}

impl Kind {
    /// The kind of thing, for messages.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a link",
            Self::Other => "a pipe, a socket or a device",
        }
    }

    /// What is wrong with it where `wanted` belongs.
    fn fault(self, wanted: Self) -> Fault {
        let fault = Fault::new(format!("this is {}, and {} belongs here", self.noun(), wanted.noun()));
        fault.hint(match self {
            Self::Link => "put what it leads to in its place: links are not followed",
            Self::File | Self::Folder | Self::Other => "move it away",
        })
    }
}

/// What is in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, which need not be UTF-8.
    pub name: OsString,
    /// Its path below the root.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

impl Entry {
    /// Its name, if that is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.name.to_str()
    }

    /// Whether its name ends with this, in upper or lower case. A name that is not UTF-8 is compared too.
    #[must_use]
    pub fn ends_with(&self, end: &str) -> bool {
        self.name.to_string_lossy().to_ascii_lowercase().ends_with(end)
    }
}

/// Reads the regular file at the path `below` the folder `root`, of at most this many bytes. None if there is none.
///
/// # Errors
/// When there is something else, when the file is larger, or when it cannot be read.
pub fn read(root: &Path, below: &Path, most: u64) -> Result<Option<Vec<u8>>, Fault> {
    if is_there(root, below, Kind::File)? { read_listed(&root.join(below), most).map(Some) } else { Ok(None) }
}

/// Reads what was a regular file a moment ago, in a folder that [`entries`] has listed.
fn read_listed(path: &Path, most: u64) -> Result<Vec<u8>, Fault> {
    let bytes = match built_in::find(path) {
        Some(node) => match node.map_err(|error| unreadable(&error))? {
            Node::File(text) => text.clone().into_bytes(),
            node => return Err(Kind::from(node).fault(Kind::File)),
        },
        None => read_opened(open(path).map_err(|error| unreadable(&error))?, most)?,
    };
    if bytes.len() as u64 > most {
        let fault = Fault::new(format!("the file has more than {most} bytes, which is the limit"));
        return Err(fault.hint("split it, or remove it if it is not one of the project"));
    }
    Ok(bytes)
}

/// Reads a file, of which one byte more than it may have shows that there are more.
fn read_opened(file: File, most: u64) -> Result<Vec<u8>, Fault> {
    let metadata = file.metadata().map_err(|error| unreadable(&error))?;
    let kind = metadata.file_type().into();
    if kind != Kind::File {
        return Err(Kind::fault(kind, Kind::File));
    }
    // A size that the system reports may be out of date.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most) + 1).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

/// The same for a file of text.
///
/// # Errors
/// As [`read`], and when the text is not UTF-8.
pub fn read_text(root: &Path, below: &Path, most: u64) -> Result<Option<String>, Fault> {
    read(root, below, most)?.map(text).transpose()
}

/// Reads the text of what was a regular file a moment ago, in a folder that [`entries`] has listed.
///
/// # Errors
/// As [`read_text`].
pub fn read_listed_text(path: &Path, most: u64) -> Result<String, Fault> {
    text(read_listed(path, most)?)
}

fn text(bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|error| {
        let after = error.utf8_error().valid_up_to();
        Fault::new(format!("the file is not UTF-8 after its first {after} bytes"))
            .hint("it was changed by another program; take it from where it was made")
    })
}

/// What is in the folder at the path `below` the folder `root`, by name. None if there is no such folder.
///
/// # Errors
/// When there is something else, when the folder cannot be listed, or when it has too many entries.
pub fn entries(root: &Path, below: &Path) -> Result<Option<Vec<Entry>>, Fault> {
    if !is_there(root, below, Kind::Folder)? {
        return Ok(None);
    }
    let listed = listed(&root.join(below)).map_err(|error| unlisted(&error))?;
    let entry = |(name, kind): (OsString, Kind)| Entry { path: below.join(&name), name, kind };
    let mut entries: Vec<Entry> = listed.into_iter().map(entry).collect();
    if entries.len() > MOST_ENTRIES {
        let fault = Fault::new(format!("the folder has more than {MOST_ENTRIES} entries, which is the limit"));
        return Err(fault.hint("remove what does not belong to the project"));
    }
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Some(entries))
}

/// The names and kinds of what is in a folder: one more than it may have, if it has too many.
fn listed(folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
    let of_system = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.file_name(), entry.file_type()?.into()))
    };
    match built_in::find(folder).transpose()? {
        Some(Node::Folder(inside)) => Ok(inside.iter().map(|(name, node)| (name.into(), node.into())).collect()),
        Some(Node::File(_)) => Err(ErrorKind::NotADirectory.into()),
        None => fs::read_dir(folder)?.take(MOST_ENTRIES + 1).map(of_system).collect(),
    }
}

/// What shows that a file was written: its size in bytes, and the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(u64, SystemTime);

impl Stamp {
    /// That of what a path leads to. None if nobody can tell, as where there is nothing.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self(metadata.len(), metadata.modified().ok()?))
    }
}

/// Whether there is anything that a path of the user's leads to.
#[must_use]
pub fn leads_somewhere(path: &Path) -> bool {
    path.exists()
}

/// Whether there is something at the path `below` the folder `root`.
///
/// # Errors
/// When there is something that is not of the `wanted` kind, or when a part of the path is not a folder.
pub fn is_there(root: &Path, below: &Path, wanted: Kind) -> Result<bool, Fault> {
    let mut path = root.to_owned();
    let parts: Vec<&OsStr> = below.iter().collect();
    for (index, part) in parts.iter().enumerate() {
        path.push(part);
        let wanted = if index + 1 == parts.len() { wanted } else { Kind::Folder };
        match kind_of(&path) {
            Ok(kind) if kind == wanted => {}
            Ok(kind) if index + 1 == parts.len() => return Err(kind.fault(wanted)),
            Ok(kind) => return Err(in_the_way(&parts[..=index].iter().collect::<PathBuf>(), kind)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(unreadable(&error)),
        }
    }
    Ok(true)
}

/// What a path leads to.
fn kind_of(path: &Path) -> io::Result<Kind> {
    match built_in::find(path) {
        Some(node) => node.map(Kind::from),
        None => path.symlink_metadata().map(|metadata| metadata.file_type().into()),
    }
}

/// A part of a path that does not lead on.
fn in_the_way(part: &Path, kind: Kind) -> Fault {
    let fault = Fault::new(format!("{} above it is {}, and must be a folder", part.display(), kind.noun()));
    fault.hint(kind.fault(Kind::Folder).help())
}

/// Opens what was a regular file a moment ago. If it is something else by now, neither is a link followed nor does
/// opening wait for the other end of a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options.open(path)
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::new(format!("the file cannot be read: {error}")).hint(remedy(error))
}

fn unlisted(error: &io::Error) -> Fault {
    let hint = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "name a folder that exists",
        _ => remedy(error),
    };
    Fault::new(format!("the folder cannot be read: {error}")).hint(hint)
}

/// What to do about an error of the file system.
#[must_use]
pub fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied => "give this user the right to, with chmod or chown",
        _ => "see whether its file system is sound, and try again",
    }
}
