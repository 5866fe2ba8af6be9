//! Names of sockets and connections between them: binding, listening, connecting, accepting.

use super::option::OptionName;
use crate::fault::Fault;
use crate::operation::argument::{
    AcceptFlags, Address, AddressLength, Destination, Integer, NameRoom, NewSocket, Null, OrNull, SavedPort,
    SocketName, SocketType, check_address, check_offer, check_room,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::platform::Need;
use crate::yaml::Place;

operation! {
    /// Finds a port that the system gives nobody unasked (ip(7), ip_local_port_range; RFC 6335, section 6), that nobody
    /// has, and that no other trial is going to use. A new socket of the other type holds its number on 127.0.0.1: of
    /// SOCK_DGRAM, if the port is one of SOCK_STREAM.
    pub struct HoldPort = "hold_port" {
        /// A name for the socket that holds the number.
        "as" => name: NewSocket,
        /// The type of the sockets that are going to use the port: SOCK_STREAM or SOCK_DGRAM.
        "type" => kind: SocketType,
    }
    needs [Ipv4, PortsToHold]
    checks check
    returns ["address": Address]
}

impl HoldPort {
    /// Only TCP and UDP have ports that the other does not see.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        if !matches!(self.kind, SocketType::Stream | SocketType::Dgram) {
            let fault = Fault::new(format!("a port of {} cannot be held", self.kind));
            reading.findings.add(place, fault.hint("`type` is SOCK_STREAM or SOCK_DGRAM"));
        }
    }
}

operation! {
    /// Leaves the system one port to choose for a socket: IP_LOCAL_PORT_RANGE of ip(7), with this port as the first and
    /// the last. The socket may then be bound and looked at.
    pub struct LimitPort = "limit_port" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The port of a saved address.
        "port" => port: SavedPort,
    }
    checks check
    returns []
}

impl LimitPort {
    /// Not every system has the option.
    #[expect(clippy::unused_self, reason = "it is the method that checks a call")]
    pub(in crate::operation) fn check(&self, _: Place, reading: &Reading) {
        reading.need(Need::Constant(OptionName::LocalPortRange.name()));
    }
}

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
        /// The flags of accept4(2), with nothing added: without SOCK_CLOEXEC, child processes inherit the socket.
        "flags" => flags: Option<AcceptFlags>,
    }
    checks check
    returns ["address": Address]
}

impl Accept {
    /// Notes what cannot be asked for at once.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        check_offer(self.no_name, self.name_room.is_some(), place, reading);
        if self.flags.is_some() && self.name_room.is_some() {
            let fault = Fault::new("`flags` and `name_room` are not for the same call of accept");
            reading.findings.add(place, fault.hint("leave one of them out"));
        }
    }
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
check_room!(Getsockname, Getpeername);
