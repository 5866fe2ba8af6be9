//! Files sent through sockets, and sockets read and written like files.

use serde_json::{Value as Json, json};

use crate::address::SCRATCH;
use crate::named_enum::named_enum;
use crate::operation::argument::{
    Argument, Data, FileName, Input, Integer, MOST_BYTES, NewFile, Show, Size, SocketName, in_scratch,
    refers_to_nothing, word_argument,
};
use crate::operation::call::descriptor::FileDescriptor;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::platform::Capability;
use crate::yaml::Node;

operation! {
    /// Makes a file in the case's own folder, or empties the one that is there, and opens it for reading and writing: open(2).
    pub struct Open = "open" {
        /// The path, in `$scratch`.
        "path" => path: ScratchPath,
        /// What to write into it; nothing where nothing is said.
        "data" => data: Option<Data>,
    }
    returns ["descriptor": File]
}

operation! {
    /// Sends a file through a socket until its end, or until so many bytes are sent, as `sendfile` of Python's sockets does: by
    /// sendfile(2) where there is one, else by reading and send(2). Returns how many bytes were sent, and by which of the two.
    pub struct Sendfile = "sendfile" {
        /// The socket, which must block.
        "socket" => socket: SocketName,
        /// The file.
        "file" => file: FileDescriptor,
        /// Where in the file to begin, in bytes; 0 where nothing is said.
        "offset" => offset: Option<Size>,
        /// How many bytes to send at most; all of them where nothing is said.
        "count" => count: Option<Integer<1, MOST_BYTES>>,
        /// By which call; the system's own where nothing is said and there is one.
        "by" => by: Option<Means>,
    }
    returns ["sent": Number, "by": Word]
}

operation! {
    /// Makes a file object of a socket, with a buffer each for what is read and what is written: `makefile("rwb")` of Python's sockets.
    pub struct Makefile = "makefile" {
        /// The socket, which must block.
        "socket" => socket: SocketName,
        /// What to call the file object.
        "as" => name: NewFile,
    }
    returns []
}

operation! {
    /// Reads until the next line feed, which is part of the line, or until the end.
    pub struct Readline = "readline" {
        /// The file object.
        "file" => file: FileName,
        /// How many bytes to read at most; the whole line where nothing is said.
        "size" => size: Option<Size>,
    }
    returns ["line": Data]
}

operation! {
    /// Reads so many bytes, fewer only where the peer has sent no more before its end.
    pub struct ReadFile = "read" {
        /// The file object.
        "file" => file: FileName,
        /// How many bytes; all until the end where nothing is said.
        "size" => size: Option<Size>,
    }
    returns ["data": Data]
}

operation! {
    /// Writes into the buffer of a file object, which is sent once it is full: 8192 bytes.
    pub struct WriteFile = "write" {
        /// The file object.
        "file" => file: FileName,
        /// What to write.
        "data" => data: Data,
    }
    returns ["written": Number]
}

operation! {
    /// Sends what is in the buffer of a file object.
    pub struct Flush = "flush" {
        /// The file object.
        "file" => file: FileName,
    }
    returns []
}

named_enum! {
    /// How a file is sent.
    pub enum Means, "way to send a file" {
        /// The system's own call, which copies no data into the process.
        Sendfile = "sendfile",
        /// Reading and sending, piece by piece.
        Send = "send",
    }
}

/// A path in the case's own folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScratchPath(String);

impl ScratchPath {
    /// The path below the folder, without a separator before it.
    #[must_use]
    pub fn below(&self) -> &str {
        self.0.strip_prefix(SCRATCH).unwrap_or(&self.0)
    }
}

impl Argument for ScratchPath {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        in_scratch(node, reading.findings).map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.as_str().into())
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^\\$scratch/"})
    }
}

impl Show for ScratchPath {
    fn input(&self) -> Option<Input> {
        Some(Input::ScratchPath(self.below().to_owned()))
    }
}

word_argument!(Means, "a way to send a file", then Means::settle);

impl Means {
    /// Takes note of what it needs.
    fn settle(&self, reading: &Reading) {
        match self {
            Self::Sendfile => reading.need(Capability::Sendfile),
            Self::Send => {}
        }
    }
}
