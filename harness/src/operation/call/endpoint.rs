//! Names of sockets and connections between them: binding, listening, connecting, accepting.

use crate::operation::argument::{
    Address, AddressLength, Destination, Integer, NameRoom, NewSocket, Null, OrNull, SocketName, check_address,
    check_room,
};
use crate::operation::declare::operation;

operation! {
    /// Gives a name to a socket: bind(2).
    pub struct Bind = "bind" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The name, or a null pointer.
        "address" => address: OrNull<Address>,
        /// The length in bytes that the call is told in place of that of the address. -1 is passed on, too.
        "address_length" => length: Option<AddressLength>,
    }
    checks check
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
        /// The name of the peer, or a null pointer.
        "address" => address: OrNull<Destination>,
        /// The length in bytes that the call is told in place of that of the address. -1 is passed on, too.
        "address_length" => length: Option<AddressLength>,
    }
    checks check
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
        /// A null pointer in place of the buffer for the name.
        "name" => no_name: Option<Null>,
        /// The length in bytes that the call is told for the name, in place of 128, or a null pointer. -1 is passed on,
        /// too.
        "name_room" => name_room: Option<OrNull<NameRoom>>,
    }
    checks check
    returns ["address": Address]
}

operation! {
    /// The name of a socket: getsockname(2).
    pub struct Getsockname = "getsockname" {
        /// The socket.
        "socket" => socket: SocketName,
        /// A null pointer in place of the buffer for the name.
        "name" => no_name: Option<Null>,
        /// The length in bytes that the call is told for the name, in place of 128, or a null pointer. -1 is passed on,
        /// too.
        "name_room" => name_room: Option<OrNull<NameRoom>>,
    }
    checks check
    returns ["address": Address]
}

operation! {
    /// The name of the peer that a socket is connected to: getpeername(2).
    pub struct Getpeername = "getpeername" {
        /// The socket.
        "socket" => socket: SocketName,
        /// A null pointer in place of the buffer for the name.
        "name" => no_name: Option<Null>,
        /// The length in bytes that the call is told for the name, in place of 128, or a null pointer. -1 is passed on,
        /// too.
        "name_room" => name_room: Option<OrNull<NameRoom>>,
    }
    checks check
    returns ["address": Address]
}

check_address!(Bind, Connect);
check_room!(Accept, Getsockname, Getpeername);
