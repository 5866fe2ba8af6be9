//! Sending files through sockets, and reading and writing sockets like files.

use crate::fault::Fault;
use crate::named_enum::named_enum;
use crate::operation::argument::{Data, FileName, Integer, MOST_BYTES, NewFile, Size, SocketName, word_argument};
use crate::operation::call::descriptor::{Descriptor, FileDescriptor};
use crate::operation::call::folder::EntryPath;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::word::{SendfileMethod, Vocabulary};
use crate::platform::Capability;
use crate::yaml::Place;

named_enum! {
    /// What an open file is for: open(2).
    pub enum OpenAccess, "way to open a file" {
        /// Reading what is there, a folder too. Nothing is made or truncated.
        Read = "O_RDONLY",
        /// Writing.
        Write = "O_WRONLY",
        /// Reading and writing.
        Both = "O_RDWR",
    }
}

word_argument!(OpenAccess, "a way to open a file");

operation! {
    /// Creates a file in the case's own folder, or truncates an existing one, and opens it for reading and writing:
    /// open(2).
    pub struct Open = "open" {
        /// The path, in `$scratch`.
        "path" => path: EntryPath,
        /// What it is opened for. O_RDWR by default. With O_RDONLY it has to be there, and stays as it is.
        "access" => access: Option<OpenAccess>,
        /// What to write into it. Nothing by default.
        "data" => data: Option<Data>,
    }
    checks check
    returns ["descriptor": File]
}

impl Open {
    /// Who writes needs a file to write to. Other systems than those with permissions open files in other ways.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        if self.access.is_some() {
            reading.need(Capability::FileModes);
        }
        if self.access == Some(OpenAccess::Read) && self.data.is_some() {
            let fault = Fault::new("nothing can be written into a file that is opened with O_RDONLY");
            reading.findings.add(place, fault.hint("leave `data` out, or write it by an `open` before"));
        }
    }
}

operation! {
    /// One call of sendfile(2) as Linux has it, from a file or from a socket that was detached. Returns how many bytes
    /// it sent.
    pub struct SendfileOnce = "sendfile_once" {
        /// The socket, which must block.
        "socket" => socket: SocketName,
        /// The descriptor to read from.
        "from" => from: Descriptor,
        /// The offset to start at; -1 is passed on, too. Without it the pointer is NULL: the call starts at the
        /// position of the file, and moves it.
        "offset" => offset: Option<Integer<-1, MOST_BYTES>>,
        /// The most bytes to send.
        "count" => count: Size,
    }
    needs [SendfileOfLinux]
    returns ["sent": Count]
}

operation! {
    /// Sends a file through a socket, to its end or until `count` bytes are sent, like `sendfile` of Python's sockets.
    /// Uses sendfile(2) on a system that has it. Elsewhere it reads the file and calls send(2). Returns how many bytes
    /// were sent, and by which of the two.
    pub struct Sendfile = "sendfile" {
        /// The socket, which must block.
        "socket" => socket: SocketName,
        /// The descriptor of the file.
        "file" => file: FileDescriptor,
        /// The offset in the file to start at, in bytes. 0 by default.
        "offset" => offset: Option<Size>,
        /// The most bytes to send. The rest of the file by default.
        "count" => count: Option<Integer<1, MOST_BYTES>>,
        /// Which call to use. The system's own by default, if there is one.
        "by" => by: Option<SendfileMethod>,
    }
    returns ["sent": Count, "by": Word(Vocabulary::SendfileMethod)]
}

operation! {
    /// Makes a file object for a socket, with one buffer for reading and one for writing: `makefile("rwb")` of Python's
    /// sockets.
    pub struct Makefile = "makefile" {
        /// The socket, which must block.
        "socket" => socket: SocketName,
        /// A name for the file object.
        "as" => name: NewFile,
    }
    returns []
}

operation! {
    /// Reads up to and including the next line feed, or to the end.
    pub struct Readline = "readline" {
        /// The file object.
        "file" => file: FileName,
        /// The most bytes to read. The whole line by default.
        "size" => size: Option<Size>,
    }
    returns ["line": Data]
}

operation! {
    /// Reads `size` bytes, or fewer if the peer sends fewer before it ends the stream.
    pub struct ReadFile = "read" {
        /// The file object.
        "file" => file: FileName,
        /// How many bytes to read. By default everything to the end.
        "size" => size: Option<Size>,
    }
    returns ["data": Data]
}

operation! {
    /// Writes into the buffer of a file object. The buffer has 8192 bytes and is sent once it is full.
    pub struct WriteFile = "write" {
        /// The file object.
        "file" => file: FileName,
        /// What to write.
        "data" => data: Data,
    }
    returns ["written": Count]
}

operation! {
    /// Sends the content of a file object's buffer.
    pub struct Flush = "flush" {
        /// The file object.
        "file" => file: FileName,
    }
    returns []
}

word_argument!(SendfileMethod, "a way to send a file", then note_needs);

/// Takes note of what a way to send a file needs.
fn note_needs(method: &SendfileMethod, reading: &Reading) {
    match method {
        SendfileMethod::Sendfile => reading.need(Capability::Sendfile),
        SendfileMethod::Send => {}
    }
}
