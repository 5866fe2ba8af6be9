//! The corpus that the program carries: the cases and recordings of the checkout that it was built from, for where
//! there is no checkout. The build script packs them, in release builds alone.
//!
//! They are read from memory. They have a root as every project has, [`ROOT`], which is a path that no file system can
//! have: `files` looks here for what lies below it, and whoever hands such a path to the system gets an error.

mod pack;

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::OnceLock;

pub use pack::pack;

/// The root of the corpus.
pub const ROOT: &str = "built-in\0";

/// The archive. It is empty if the program carries nothing.
static ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus"));

/// The most bytes that an archive may unpack to.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// A file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The text of a file.
    File(String),
    /// What is in a folder, by name.
    Folder(BTreeMap<String, Node>),
}

impl Node {
    /// Unpacks an archive.
    ///
    /// # Errors
    /// What is wrong with it, when `pack` cannot have made it of files that lie beside each other in folders.
    pub fn unpack(archive: &[u8]) -> Result<Self, String> {
        let text = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(archive, MOST_BYTES);
        let text = text.map_err(|error| error.to_string())?;
        let files: Vec<(String, String)> = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        let mut root = Self::Folder(BTreeMap::new());
        for (path, text) in files {
            root.add(&path, text).ok_or_else(|| format!("it has no place for the file {path}"))?;
        }
        Ok(root)
    }

    /// Adds a file and the folders above it. None if its path leads elsewhere than to a new place below this folder.
    fn add(&mut self, path: &str, text: String) -> Option<()> {
        let Self::Folder(inside) = self else { return None };
        let (name, rest) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
        if ["", ".", ".."].contains(&name) || name.contains(['\\', ':', '\0']) {
            return None;
        }
        match rest {
            Some(rest) => {
                inside.entry(name.to_owned()).or_insert_with(|| Self::Folder(BTreeMap::new())).add(rest, text)
            }
            None => inside.insert(name.to_owned(), Self::File(text)).is_none().then_some(()),
        }
    }

    /// What is at a path below this folder.
    #[must_use]
    pub fn at(&self, below: &Path) -> Option<&Self> {
        below.iter().try_fold(self, |node, part| match node {
            Self::File(_) => None,
            Self::Folder(inside) => inside.get(part.to_str()?),
        })
    }
}

/// Whether the program carries a corpus.
#[must_use]
pub fn is_there() -> bool {
    !ARCHIVE.is_empty()
}

/// What is at a path, if that is [`ROOT`] or below it. A corpus that is not there is an empty folder.
#[must_use]
pub fn find(path: &Path) -> Option<io::Result<&'static Node>> {
    let below = path.strip_prefix(ROOT).ok()?;
    Some(corpus().and_then(|corpus| corpus.at(below).ok_or_else(|| ErrorKind::NotFound.into())))
}

/// The corpus, which is unpacked when it is first needed.
fn corpus() -> io::Result<&'static Node> {
    static CORPUS: OnceLock<Result<Node, String>> = OnceLock::new();
    let unpack = || if is_there() { Node::unpack(ARCHIVE) } else { Ok(Node::Folder(BTreeMap::new())) };
    let damaged = |why| io::Error::new(ErrorKind::InvalidData, format!("this program is damaged: {why}"));
    CORPUS.get_or_init(unpack).as_ref().map_err(damaged)
}
