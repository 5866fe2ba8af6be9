//! What lies in the case's own folder: files, folders, links, and the files of AF_UNIX sockets.

use serde_json::{Value as Json, json};

use crate::address::SCRATCH;
use crate::fault::Fault;
use crate::fields;
use crate::operation::argument::{Argument, Input, Show, in_scratch, refers_to_nothing, shown_as_text};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::word::{Permissions, Vocabulary};
use crate::yaml::Node;

operation! {
    /// Makes a folder, which only this user may look into: mkdir(2).
    pub struct Mkdir = "mkdir" {
        /// The path of the folder.
        "path" => path: EntryPath,
    }
    returns []
}

operation! {
    /// Gives a file a second name: link(2).
    pub struct Link = "link" {
        /// The name that it has.
        "from" => from: EntryPath,
        /// The name that it gets.
        "to" => to: EntryPath,
    }
    needs [FileModes]
    returns []
}

operation! {
    /// Makes a symbolic link, whose target need not be there: symlink(2).
    pub struct Symlink = "symlink" {
        /// What it leads to.
        "target" => target: EntryPath,
        /// The path of the link.
        "path" => path: EntryPath,
    }
    needs [FileModes]
    returns []
}

operation! {
    /// Renames what lies at a path, and replaces what lies at the other: rename(2).
    pub struct Rename = "rename" {
        /// The name that it has.
        "from" => from: EntryPath,
        /// The name that it gets.
        "to" => to: EntryPath,
    }
    returns []
}

operation! {
    /// Removes the name of a file, but not of a folder: unlink(2), DeleteFileW on Windows.
    pub struct Unlink = "unlink" {
        /// The path.
        "path" => path: EntryPath,
    }
    returns []
}

operation! {
    /// Sets who may do what with a file: chmod(2). It has an effect on others only where `needs` says
    /// `held_to_permissions`.
    pub struct Chmod = "chmod" {
        /// The path.
        "path" => path: EntryPath,
        /// The permissions, such as `rwxr-x---`.
        "permissions" => permissions: Permissions,
    }
    needs [FileModes]
    returns []
}

operation! {
    /// Takes permissions from the files that a child process makes from now on, and gives back those it took before:
    /// umask(2).
    pub struct Umask = "umask" {
        /// The permissions that no new file has, such as `----w--w-`.
        "without" => without: PermissionsOfChild,
    }
    needs [FileModes]
    returns []
}

operation! {
    /// Makes a folder the working folder of a child process, where relative paths of it begin: chdir(2).
    pub struct Chdir = "chdir" {
        /// The path of the folder.
        "path" => path: FolderOfChild,
    }
    needs [FileModes]
    returns []
}

operation! {
    /// What lies at a path, which is followed if it is a symbolic link: S_IFMT of stat(2).
    pub struct Stat = "stat" {
        /// The path.
        "path" => path: EntryPath,
    }
    needs [FileModes]
    returns ["kind": Word(Vocabulary::PathKind)]
}

operation! {
    /// Who may do what with a file: the other bits of `st_mode`, stat(2). Those of a new file depend on the `umask` of
    /// the process that makes it.
    pub struct FilePermissions = "permissions" {
        /// The path.
        "path" => path: EntryPath,
    }
    needs [FileModes]
    returns ["permissions": Word(Vocabulary::Permissions)]
}

/// The path of something in the case's own folder, which is not the folder itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPath(String);

impl EntryPath {
    /// The path relative to that folder.
    #[must_use]
    pub fn below(&self) -> &str {
        self.0.strip_prefix(SCRATCH).unwrap_or(&self.0)
    }
}

impl Argument for EntryPath {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let path = Self(in_scratch(node, reading.findings)?);
        if path.below().split(['/', '\\']).all(|part| matches!(part, "" | ".")) {
            let fault = Fault::new(format!("`{}` is the case's own folder itself", path.0));
            reading.findings.add(node.place, fault.hint("name something in it, such as `$scratch/file`"));
            return None;
        }
        Some(path)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.as_str().into())
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^\\$scratch/", "description": "A path in `$scratch`."})
    }
}

impl Show for EntryPath {
    fn input(&self) -> Option<Input> {
        Some(Input::ScratchPath(self.below().to_owned()))
    }
}

impl Argument for Permissions {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let text = fields::text(node, Vocabulary::Permissions.noun(), reading.findings)?;
        reading.findings.note(node.place, text.parse())
    }

    fn wire(&self) -> Option<Json> {
        Some(self.to_string().into())
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": Self::PATTERN, "description": "Permissions, such as `rwxr-x---`."})
    }
}

shown_as_text!(Permissions);

/// Permissions that are up to a child process. What the process of a case does with its own concerns every other trial
/// in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionsOfChild(pub Permissions);

impl Argument for PermissionsOfChild {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        of_child(node, reading, "set its umask", "umask");
        Permissions::read(node, reading).map(Self)
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn schema() -> Json {
        Permissions::schema()
    }
}

impl Show for PermissionsOfChild {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

/// The folder that is to be the working folder of a child process. That of the process of a case is one of every other
/// trial in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderOfChild(pub EntryPath);

impl Argument for FolderOfChild {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        of_child(node, reading, "change its working folder", "chdir");
        EntryPath::read(node, reading).map(Self)
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn schema() -> Json {
        EntryPath::schema()
    }
}

impl Show for FolderOfChild {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

/// Notes a fault unless a child process is to do this, by an operation: what it does to itself concerns no other trial.
fn of_child(node: &Node, reading: &Reading, what: &str, operation: &str) {
    if !reading.is_in_child() {
        let fault = Fault::new(format!("only a child process may {what}"));
        let hint = format!("other trials share this one: write `in_child: {{child: …, step: {{{operation}: …}}}}`");
        reading.findings.add(node.place, fault.hint(hint));
    }
}
