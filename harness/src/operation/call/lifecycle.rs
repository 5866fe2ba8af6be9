//! Creating, closing and shutting down sockets.

use crate::address::Family;
use crate::fault::Fault;

use crate::operation::argument::{
    Direction, NewSocket, ObjectToClose, OrDefault, OrReference, Protocol, SocketName, SocketType, TypeFlags,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::yaml::Place;

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
    checks harmless
    returns []
}

/// AF_NETLINK as a number: `bits/socket.h` of Linux. It is a literal so that every platform refuses the same cases.
const AF_NETLINK: i32 = 16;

/// AF_PACKET, in the same way.
const AF_PACKET: i32 = 17;

/// The only protocol of AF_NETLINK that sends nothing to the kernel: `linux/netlink.h`.
const NETLINK_USERSOCK: i32 = 2;

/// An obsolete type that sends packets through any interface: packet(7), "SOCK_PACKET".
const SOCK_PACKET: i32 = 10;

impl Socket {
    /// Refuses sockets with which a case could change this machine, send to destinations that are not checked, or
    /// receive what is not for this host.
    fn harmless(&self, place: Place, reading: &Reading) {
        if let Some(fault) = self.harm().filter(|_| !reading.network) {
            reading.findings.add(place, fault);
        }
    }

    /// The harm that the socket could do. A family or type that an answer of getaddrinfo will give does none.
    fn harm(&self) -> Option<Fault> {
        let is_of = |families: [Family; 2]| families.map(OrReference::Written).contains(&self.family.value());
        if is_of([Family::Netlink, Family::Number(AF_NETLINK)]) && self.has_other_protocol_than(NETLINK_USERSOCK) {
            let fault = Fault::new("an AF_NETLINK socket may change this machine");
            Some(fault.hint("use protocol 2, NETLINK_USERSOCK, which does not reach the kernel"))
        } else if is_of([Family::Packet, Family::Number(AF_PACKET)]) && self.has_other_protocol_than(0) {
            let fault = Fault::new("an AF_PACKET socket with a protocol receives from every interface");
            Some(fault.hint("leave `protocol` out: packet(7)"))
        } else if self.kind.value() == OrReference::Written(SocketType::Number(SOCK_PACKET)) {
            let fault = Fault::new("a SOCK_PACKET socket may send to other hosts");
            Some(fault.hint("use AF_PACKET, whose destinations are checked"))
        } else {
            None
        }
    }

    /// Whether the protocol is not, or may turn out not to be, the one with this number.
    fn has_other_protocol_than(&self, number: i32) -> bool {
        match self.protocol {
            None => number != 0,
            Some(OrReference::Written(Protocol::Number(given))) => given != number,
            Some(_) => true,
        }
    }
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
        /// Which directions to shut down.
        "how" => how: Direction,
    }
    returns []
}
