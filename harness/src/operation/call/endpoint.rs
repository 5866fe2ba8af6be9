//! Giving names to sockets and asking for them.

use crate::operation::argument::{Address, Destination, Integer, NewSocket, SocketName};
use crate::operation::declare::operation;

operation! {
    /// Gives a socket a name: bind(2).
    pub struct Bind = "bind" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The name.
        "address" => address: Address,
    }
    returns []
}

operation! {
    /// Lets a socket take connections: listen(2).
    pub struct Listen = "listen" {
        /// The socket.
        "socket" => socket: SocketName,
        /// How many connections may wait; 128 where nothing is said.
        "backlog" => backlog: Option<Integer<-2147483648, 2147483647>>,
    }
    returns []
}

operation! {
    /// Connects a socket to a peer: connect(2).
    pub struct Connect = "connect" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The name of the peer.
        "address" => address: Destination,
    }
    returns []
}

operation! {
    /// Dissolves a connection by connecting to AF_UNSPEC: connect(2), section "Description".
    pub struct Disconnect = "disconnect" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns []
}

operation! {
    /// Takes the first connection that waits: accept(2).
    pub struct Accept = "accept" {
        /// The socket that listens.
        "socket" => socket: SocketName,
        /// What to call the socket of the connection.
        "as" => name: NewSocket,
    }
    returns ["address": Address]
}

operation! {
    /// The name of a socket: getsockname(2).
    pub struct Getsockname = "getsockname" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["address": Address]
}

operation! {
    /// The name of the peer a socket is connected to: getpeername(2).
    pub struct Getpeername = "getpeername" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["address": Address]
}
