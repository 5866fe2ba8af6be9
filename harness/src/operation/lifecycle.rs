//! Making and unmaking sockets.

use super::declare::operation;
use super::{Destination, How, NewSocket, OrUsual, Protocol, SocketName, SocketType, TypeFlags};
use crate::address::Family;

operation! {
    /// Creates a socket: socket(2). Its descriptor is not inherited by child processes. What is left out is as in Python's `socket.socket`.
    pub struct Socket = "socket" {
        /// What to call it.
        "as" => name: NewSocket,
        /// The address family; AF_INET where nothing is said.
        "family" => family: OrUsual<Family>,
        /// The type; SOCK_STREAM where nothing is said.
        "type" => kind: OrUsual<SocketType>,
        /// The protocol; 0, the type's own, where nothing is said.
        "protocol" => protocol: Option<Protocol>,
        /// Flags that go with the type.
        "flags" => flags: Option<TypeFlags>,
    }
    returns []
}

operation! {
    /// Creates two sockets connected to each other: socketpair(2).
    pub struct Socketpair = "socketpair" {
        /// The address family.
        "family" => family: Family,
        /// The type.
        "type" => kind: SocketType,
        /// The protocol; 0, the type's own, where nothing is said.
        "protocol" => protocol: Option<Protocol>,
        /// What to call the two.
        "as" => names: [NewSocket; 2],
    }
    needs [Socketpair]
    returns []
}

operation! {
    /// Creates a stream socket and connects it, as Python's `socket.create_connection` does.
    pub struct CreateConnection = "create_connection" {
        /// What to call the socket.
        "as" => name: NewSocket,
        /// Where to connect to.
        "address" => address: Destination,
    }
    returns []
}

operation! {
    /// Closes a socket: close(2).
    pub struct Close = "close" {
        /// The socket.
        "socket" => socket: Closing,
    }
    returns []
}

operation! {
    /// Shuts down one or both directions of a connection: shutdown(2).
    pub struct Shutdown = "shutdown" {
        /// The socket.
        "socket" => socket: SocketName,
        /// Which directions.
        "how" => how: How,
    }
    returns []
}

/// The name of a socket that is there for the last time: what follows finds it closed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Closing(pub SocketName);

impl super::Argument for Closing {
    fn read(node: &crate::document::Node, reading: &super::Reading) -> Option<Self> {
        let name = SocketName::read(node, reading)?;
        reading.close_socket(node.place);
        Some(Self(name))
    }

    fn input(&self) -> Option<super::Input> {
        self.0.input()
    }

    fn schema() -> serde_json::Value {
        SocketName::schema()
    }
}
