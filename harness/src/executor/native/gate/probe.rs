//! Asks the system, by sockets of the harness's own, who may have an address or a port.

use std::io;
use std::net::{IpAddr, SocketAddr};

use socket2::{Domain, Socket, Type};

use super::kind;
use crate::operation::SocketKind;
use crate::platform::error_name::ErrorName;

/// Whether no interface of this host has this address, so that nobody has it, and nobody can send from it. A stream is
/// asked, for Wine lets a socket of datagrams have any.
pub(super) fn is_foreign(ip: IpAddr) -> bool {
    let bound = bind_by_itself(Type::STREAM, SocketAddr::new(ip, 0), false);
    bound.is_err_and(|error| ErrorName::of(&error).is_any_of(&["EADDRNOTAVAIL"]))
}

/// Whether no program has this address and port of TCP or UDP: then a socket can have it by itself, or none can. (What
/// is left of a connection that has ended is in nobody's way. Windows would not see a listener either.)
pub(super) fn is_nobodys(kind: &SocketKind, address: SocketAddr) -> bool {
    let is_stream = kind::is_stream(kind);
    let of_type = if is_stream { Type::STREAM } else { Type::DGRAM };
    bind_by_itself(of_type, address, is_stream && !cfg!(windows)).is_ok() || is_foreign(address.ip())
}

/// Whether a socket of this kind at one address has its port at the other one, too. Wine 8 binds the wildcard for a
/// socket of datagrams that asks for an IPv4 address other than 127.0.0.1, and Wine 10 only if it is that of an
/// interface: `bind_to_interface` in its server/sock.c. Such a socket is in the way of any other on its port.
#[cfg(windows)]
pub(super) fn has_all_addresses(kind: &SocketKind, one: IpAddr, other: IpAddr) -> bool {
    let are_v4 = one.to_canonical().is_ipv4() && other.to_canonical().is_ipv4();
    are_v4 && !kind::is_stream(kind) && crate::sys::version::wine().is_some_and(|wine| wine.starts_with("Wine 8."))
}

/// Whether a socket of this kind at one address has its port at the other one, too: on Wine alone.
#[cfg(not(windows))]
pub(super) fn has_all_addresses(_: &SocketKind, _: IpAddr, _: IpAddr) -> bool {
    false
}

/// Binds a socket with or without SO_REUSEADDR, which is closed again.
pub(super) fn bind_by_itself(of_type: Type, address: SocketAddr, reuses: bool) -> io::Result<()> {
    let socket = Socket::new(Domain::for_address(address), of_type, None)?;
    socket.set_reuse_address(reuses)?;
    socket.bind(&address.into())
}
