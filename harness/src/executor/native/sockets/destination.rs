//! Keeps on this host what a case sends.
//!
//! A destination that a case spells out is checked when the case is read. Here every destination is checked, as the
//! bytes that the system gets: only now an address that was saved is known, or one that has raw bytes. A multicast is
//! allowed only if the socket would send it by the loopback interface, which is asked at this very moment. (Cases
//! cannot set IP_MULTICAST_IF to another interface. So the multicasts of a connected socket stay on the loopback
//! interface as well.)

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use socket2::{SockAddr, Socket};

use super::super::failure::Failure;
use super::Sockets;
use crate::address::{Family, FilledAddress};
use crate::bytes::array;
use crate::operation::Destination;
use crate::sys;

/// This machine: `linux/vm_sockets.h`.
const VMADDR_CID_LOCAL: u32 = 1;

/// The bytes of `struct sockaddr_ll`: `linux/if_packet.h`.
const SOCKADDR_LL: usize = 20;

impl Sockets {
    /// The address to send to from the socket called `name`.
    pub(crate) fn destination(
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
        if stays { Ok(address) } else { Err(Failure::would_leave()) }
    }

    /// The address to bind a socket to. A socket of AF_PACKET would send by the interface that it is bound to, and
    /// receive from there what is not for this host.
    pub(crate) fn own_name(&self, given: &FilledAddress) -> Result<SockAddr, Failure> {
        let address = self.encode(given)?;
        let stays = !is_other_interface(&address) && !is_every_interface(&address);
        if stays { Ok(address) } else { Err(Failure::would_leave()) }
    }
}

/// Whether this is an address of AF_PACKET with an interface that exists and is not the loopback interface: packet(7).
fn is_other_interface(address: &SockAddr) -> bool {
    let index = number(address, Family::Packet, 4).filter(|index| sys::interface::name(*index).is_some());
    index.is_some_and(|index| sys::interface::loopback().ok() != Some(index))
}

/// Whether a bind to this address of AF_PACKET means every interface: the index 0 of packet(7). Linux refuses one that
/// is shorter than its structure: `packet_bind` in net/packet/af_packet.c.
fn is_every_interface(address: &SockAddr) -> bool {
    let is_whole = sys::address::to_bytes(address).len() >= SOCKADDR_LL;
    is_whole && number(address, Family::Packet, 4) == Some(0)
}

/// Whether this is an address of AF_VSOCK that leads to another machine: any but VMADDR_CID_LOCAL of vsock(7).
fn is_other_machine(address: &SockAddr) -> bool {
    number(address, Family::Vsock, 8).is_some_and(|cid| cid != VMADDR_CID_LOCAL)
}

/// The 32-bit number at this place of an address, if the address is of this family and long enough.
fn number(address: &SockAddr, family: Family, at: usize) -> Option<u32> {
    let bytes = sys::address::to_bytes(address);
    let bytes = array(&bytes, at)?;
    (Family::numbered(address.family().into()) == family).then(|| u32::from_ne_bytes(bytes))
}

/// The Internet address that a destination means, if it means one. Linux takes AF_UNSPEC for AF_INET: `udp_sendmsg` in
/// net/ipv4/udp.c.
fn target(address: &SockAddr) -> Option<SocketAddr> {
    address.as_socket().or_else(|| {
        let bytes = sys::address::to_bytes(address);
        let ip: [u8; 4] = array(&bytes, 4)?;
        (address.family() == 0).then(|| SocketAddr::from((ip, 0)))
    })
}

/// Whether this socket sends a multicast by the loopback interface. A socket of another family has no such option, and
/// sends no multicasts.
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
