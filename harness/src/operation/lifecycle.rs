//! Making and unmaking sockets.

use super::declare::operation;
use super::{How, NewSocket, Protocol, SocketName, SocketType, Term};
use crate::address::Family;

operation! {
    /// Creates a socket: socket(2). Its descriptor is not inherited by child processes.
    pub struct Socket = "socket" {
        /// What to call it.
        "as" => name: NewSocket,
        /// The address family.
        "family" => family: Term<Family>,
        /// The type.
        "type" => kind: Term<SocketType>,
        /// The protocol; 0, the type's own, where nothing is said.
        "protocol" => protocol: Option<Term<Protocol>>,
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

/// The name of a socket that is there for the last time.
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
