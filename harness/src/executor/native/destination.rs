//! Keeps what a case sends on this host.
//!
//! Destinations that a case spells out are checked when it is read. Here every one is checked as the bytes that the system gets, for
//! an address that was saved, or has raw bytes, is known no earlier; and a multicast is let through only if the socket, asked this
//! very moment, would send it by the loopback interface. (Cases cannot set IP_MULTICAST_IF to another one, so what was connected
//! through it stays there.)

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use socket2::{SockAddr, Socket};

use super::Failure;
use super::world::Sockets;
use crate::address::{Family, FilledAddress};
use crate::bytes::array;
use crate::operation::Destination;
use crate::sys;

/// The machine itself: `linux/vm_sockets.h`.
const VMADDR_CID_LOCAL: u32 = 1;

impl Sockets {
    /// The address to send to from the socket called `name`.
    pub(super) fn destination(
        &self,
        name: &str,
        destination: &Destination<FilledAddress>,
    ) -> Result<SockAddr, Failure> {
        let address = self.encode(&destination.0)?;
        let stays = match target(&address) {
            _ if self.network => true,
            None => !is_other_interface(&address) && !is_other_machine(&address),
            Some(target) => {
                let ip = target.ip().to_canonical();
                ip.is_loopback()
                    || ip.is_unspecified()
                    || (ip.is_multicast() && by_loopback(&*self.find(name)?, target)?)
            }
        };
        if stays { Ok(address) } else { Err(Failure::WouldLeave) }
    }

    /// The address to bind a socket to. One of AF_PACKET would send by the interface it is bound to.
    pub(super) fn own_name(&self, given: &FilledAddress) -> Result<SockAddr, Failure> {
        let address = self.encode(given)?;
        if is_other_interface(&address) { Err(Failure::WouldLeave) } else { Ok(address) }
    }
}

/// Whether this is an address of AF_PACKET with an interface that there is, other than the loopback interface: packet(7).
fn is_other_interface(address: &SockAddr) -> bool {
    let index = number(address, Family::Packet, 4).filter(|index| sys::interface::name(*index).is_some());
    index.is_some_and(|index| sys::interface::loopback().ok() != Some(index))
}

/// Whether this is an address of AF_VSOCK that leads out of this machine: to any but VMADDR_CID_LOCAL of vsock(7).
fn is_other_machine(address: &SockAddr) -> bool {
    number(address, Family::Vsock, 8).is_some_and(|cid| cid != VMADDR_CID_LOCAL)
}

/// The number of 32 bits at this place of an address, if it is of this family and has so many bytes.
fn number(address: &SockAddr, family: Family, at: usize) -> Option<u32> {
    let bytes = sys::address::to_bytes(address);
    let bytes = array(&bytes, at)?;
    (Family::numbered(address.family().into()) == family).then(|| u32::from_ne_bytes(bytes))
}

/// The Internet address that bytes mean as a destination. Linux takes AF_UNSPEC for AF_INET: `udp_sendmsg` in net/ipv4/udp.c.
fn target(address: &SockAddr) -> Option<SocketAddr> {
    address.as_socket().or_else(|| {
        let bytes = sys::address::to_bytes(address);
        let ip: [u8; 4] = array(&bytes, 4)?;
        (address.family() == 0).then(|| SocketAddr::from((ip, 0)))
    })
}

/// Whether a multicast from this socket leaves by the loopback interface. A socket of another family has no such option, and sends none.
fn by_loopback(socket: &Socket, target: SocketAddr) -> io::Result<bool> {
    match target {
        SocketAddr::V4(_) => Ok(socket.multicast_if_v4().is_ok_and(|interface| interface == Ipv4Addr::LOCALHOST)),
        SocketAddr::V6(target) => {
            let loopback = sys::interface::loopback()?;
            let scope_fits = [0, loopback].contains(&target.scope_id());
            Ok(scope_fits && socket.multicast_if_v6().is_ok_and(|interface| interface == loopback))
        }
    }
}
