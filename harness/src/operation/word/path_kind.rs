//! The kinds of files.

use crate::named_enum::named_enum;

named_enum! {
    /// What lies at a path: `<sys/stat.h>` of POSIX.1-2024.
    pub enum PathKind, "kind of file" {
        /// A file with data.
        File = "file",
        /// A folder.
        Folder = "folder",
        /// A symbolic link.
        Link = "link",
        /// The file that bind makes for an AF_UNIX socket.
        Socket = "socket",
        /// Anything else.
        Other = "other",
    }
}
