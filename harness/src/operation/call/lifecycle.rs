//! Making and unmaking sockets.

use crate::address::Family;
use crate::fault::Fault;

use crate::operation::argument::{
    Closing, How, NewSocket, OrDefault, OrReference, Protocol, SocketName, SocketType, TypeFlags,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::yaml::Place;

operation! {
    /// Creates a socket: socket(2). Its descriptor is not inherited by child processes. What is left out is as in Python's `socket.socket`.
    pub struct Socket = "socket" {
        /// What to call it.
        "as" => name: NewSocket,
        /// The address family; AF_INET where nothing is said.
        "family" => family: OrDefault<OrReference<Family>>,
        /// The type; SOCK_STREAM where nothing is said.
        "type" => kind: OrDefault<OrReference<SocketType>>,
        /// The protocol; 0, the type's own, where nothing is said.
        "protocol" => protocol: Option<OrReference<Protocol>>,
        /// Flags that go with the type.
        "flags" => flags: Option<TypeFlags>,
    }
    checks harmless
    returns []
}

/// AF_NETLINK as a number: `bits/socket.h` of Linux. A case is refused on every platform or on none.
const AF_NETLINK: i32 = 16;

/// The only protocol of AF_NETLINK by which the kernel is told nothing: `linux/netlink.h`.
const NETLINK_USERSOCK: i32 = 2;

/// A type of old, by which packets leave through any interface: packet(7), "SOCK_PACKET".
const SOCK_PACKET: i32 = 10;

impl Socket {
    /// Refuses sockets by which a case could change this machine, or send past the checks of its destinations.
    fn harmless(&self, place: Place, reading: &Reading) {
        let (OrReference::Written(family), OrReference::Written(kind)) = (self.family.value(), self.kind.value())
        else {
            return;
        };
        let protocol = match self.protocol {
            None => Some(0),
            Some(OrReference::Written(Protocol::Number(number))) => Some(number),
            Some(_) => None,
        };
        let is_netlink = matches!(family, Family::Netlink | Family::Number(AF_NETLINK));
        let fault = if is_netlink && protocol != Some(NETLINK_USERSOCK) {
            Fault::new("a socket of AF_NETLINK may change this machine")
                .hint("protocol 2, NETLINK_USERSOCK, reaches no kernel")
        } else if kind == SocketType::Number(SOCK_PACKET) {
            Fault::new("a socket of SOCK_PACKET may send to other hosts")
                .hint("AF_PACKET, whose destinations are checked")
        } else {
            return;
        };
        if !reading.network {
            reading.findings.add(place, fault);
        }
    }
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
    /// Closes a socket: close(2). Closes a file object, having sent what is left in it; a socket that is closed before its file objects
    /// lasts as long as they do, as in Python.
    pub struct Close = "close" {
        /// The socket, or the file object.
        "socket" => name: Closing,
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
