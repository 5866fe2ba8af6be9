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
use crate::operation::{Destination, Reach};
use crate::raw;

impl Sockets {
    /// The address to send to from the socket called `name`.
    pub(super) fn destination(&self, name: &str, destination: &Destination) -> Result<SockAddr, Failure> {
        let address = self.encode(&destination.0)?;
        let stays = match (destination.1, target(&address)) {
            (Reach::Anywhere, _) | (Reach::OwnHost, None) => true,
            (Reach::OwnHost, Some(target)) => {
                let ip = target.ip().to_canonical();
                ip.is_loopback()
                    || ip.is_unspecified()
                    || (ip.is_multicast() && by_loopback(&*self.find(name)?, target)?)
            }
        };
        if stays { Ok(address) } else { Err(Failure::WouldLeave) }
    }
}

/// The Internet address that bytes mean as a destination. Linux takes AF_UNSPEC for AF_INET: `udp_sendmsg` in net/ipv4/udp.c.
fn target(address: &SockAddr) -> Option<SocketAddr> {
    address.as_socket().or_else(|| {
        let bytes = raw::address::to_bytes(address);
        let ip: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
        (address.family() == 0).then(|| SocketAddr::from((ip, 0)))
    })
}

/// Whether a multicast from this socket leaves by the loopback interface. A socket of another family has no such option, and sends none.
fn by_loopback(socket: &Socket, target: SocketAddr) -> io::Result<bool> {
    match target {
        SocketAddr::V4(_) => Ok(socket.multicast_if_v4().is_ok_and(|interface| interface == Ipv4Addr::LOCALHOST)),
        SocketAddr::V6(target) => {
            let loopback = raw::interface::loopback()?;
            let scope_fits = [0, loopback].contains(&target.scope_id());
            Ok(scope_fits && socket.multicast_if_v6().is_ok_and(|interface| interface == loopback))
        }
    }
}
