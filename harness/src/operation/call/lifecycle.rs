//! Creating, closing and shutting down sockets.

use crate::address::Family;

use crate::operation::argument::{
    Direction, NewSocket, ObjectToClose, OrDefault, OrReference, Protocol, SocketName, SocketType, TypeFlags,
};
use crate::operation::declare::operation;

operation! {
    /// Creates a socket: socket(2). Child processes do not inherit its descriptor. The defaults are those of Python's
    /// `socket.socket`.
    pub struct Socket = "socket" {
        /// A name for the socket.
        "as" => name: NewSocket,
        /// The address family. AF_INET by default.
        "family" => family: OrDefault<OrReference<Family>>,
        /// The type. SOCK_STREAM by default.
        "type" => kind: OrDefault<OrReference<SocketType>>,
        /// The protocol. By default 0, the protocol of the type.
        "protocol" => protocol: Option<OrReference<Protocol>>,
        /// Flags that are combined with the type.
        "flags" => flags: Option<TypeFlags>,
    }
    returns []
}

operation! {
    /// Creates two sockets that are connected to each other: socketpair(2).
    pub struct Socketpair = "socketpair" {
        /// The address family.
        "family" => family: Family,
        /// The type.
        "type" => kind: SocketType,
        /// The protocol. By default 0, the protocol of the type.
        "protocol" => protocol: Option<Protocol>,
        /// Names for the two sockets.
        "as" => names: [NewSocket; 2],
    }
    needs [Socketpair]
    returns []
}

operation! {
    /// Closes a socket: close(2). Before it closes a file object, it sends what is left in the buffer. A socket that is
    /// closed before its file objects stays open until they are closed, as in Python.
    pub struct Close = "close" {
        /// The socket or the file object.
        "socket" => name: ObjectToClose,
    }
    returns []
}

operation! {
    /// Shuts down one or both directions of a connection: shutdown(2).
    pub struct Shutdown = "shutdown" {
        /// The socket.
        "socket" => socket: SocketName,
        /// Which directions to shut down. A number is passed on, also one that stands for none.
        "how" => how: Direction,
    }
    returns []
}
