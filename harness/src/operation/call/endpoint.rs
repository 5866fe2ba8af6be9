//! Names of sockets and connections between them: binding, listening, connecting, accepting.

use crate::operation::argument::{Address, Destination, Integer, NameRoom, NewSocket, SocketName};
use crate::operation::declare::operation;

operation! {
    /// Gives a name to a socket: bind(2).
    pub struct Bind = "bind" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The name.
        "address" => address: Address,
    }
    returns []
}

operation! {
    /// Makes a socket accept connections: listen(2).
    pub struct Listen = "listen" {
        /// The socket.
        "socket" => socket: SocketName,
        /// How many connections may wait to be accepted. 128 by default.
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
    /// Accepts the first waiting connection: accept(2).
    pub struct Accept = "accept" {
        /// The listening socket.
        "socket" => socket: SocketName,
        /// A name for the socket of the connection.
        "as" => name: NewSocket,
        /// The length in bytes that the call is told for the name, in place of 128. -1 is passed on, too.
        "name_room" => name_room: Option<NameRoom>,
    }
    returns ["address": Address]
}

operation! {
    /// The name of a socket: getsockname(2).
    pub struct Getsockname = "getsockname" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The length in bytes that the call is told for the name, in place of 128. -1 is passed on, too.
        "name_room" => name_room: Option<NameRoom>,
    }
    returns ["address": Address]
}

operation! {
    /// The name of the peer that a socket is connected to: getpeername(2).
    pub struct Getpeername = "getpeername" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The length in bytes that the call is told for the name, in place of 128. -1 is passed on, too.
        "name_room" => name_room: Option<NameRoom>,
    }
    returns ["address": Address]
}
