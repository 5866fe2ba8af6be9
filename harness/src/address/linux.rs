//! Names of the families that the harness knows on Linux only: AF_NETLINK, AF_PACKET, AF_VSOCK.

use std::ops::Range;

use super::family::Family;
use crate::bytes::array;
use crate::sys::interface;

/// How many bytes `struct sockaddr_ll` has for the hardware address.
const HARDWARE_ADDRESS: usize = 8;

/// A name of a family of Linux.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinuxName {
    /// `struct sockaddr_nl` of `linux/netlink.h`.
    Netlink {
        /// The port id. That of the kernel is 0.
        port: u32,
        /// The multicast groups, one bit for each.
        groups: u32,
    },
    /// `struct sockaddr_ll` of `linux/if_packet.h`.
    Packet {
        /// The protocol: `linux/if_ether.h`.
        protocol: u16,
        /// The index of the interface; 0 is any.
        interface: u32,
        /// The kind of hardware: `linux/if_arp.h`.
        hardware: u16,
        /// The kind of packet: `linux/if_packet.h`.
        kind: u8,
        /// The hardware address.
        address: Vec<u8>,
    },
    /// `struct sockaddr_vm` of `linux/vm_sockets.h`.
    Vsock {
        /// The machine.
        cid: u32,
        /// The port.
        port: u32,
    },
}

impl LinuxName {
    /// Reads what follows the family in an address; none if the family is another, or if the address is too short.
    pub(super) fn read(family: Family, rest: &[u8]) -> Option<Self> {
        match family {
            Family::Netlink => Some(Self::Netlink { port: number(rest, 2)?, groups: number(rest, 6)? }),
            Family::Packet => Self::read_packet(rest),
            Family::Vsock => Some(Self::Vsock { port: number(rest, 2)?, cid: number(rest, 6)? }),
            Family::Unspec | Family::Unix | Family::Inet | Family::Inet6 | Family::Number(_) => None,
        }
    }

    /// Unused bytes of the hardware address may be missing: packet(7).
    fn read_packet(rest: &[u8]) -> Option<Self> {
        let [kind, length] = array(rest, 8)?;
        Some(Self::Packet {
            protocol: u16::from_be_bytes(array(rest, 0)?),
            interface: number(rest, 2)?,
            hardware: u16::from_ne_bytes(array(rest, 6)?),
            kind,
            address: rest.get(10..10 + usize::from(length))?.to_vec(),
        })
    }

    /// AF_PACKET: the loopback interface. All bytes of the hardware address are there, because bind(2) wants all of
    /// them: packet(7).
    pub(super) fn loopback() -> Self {
        // If there is no loopback interface, index 0 stands for any interface.
        let interface = interface::loopback().unwrap_or(0);
        Self::Packet { protocol: 0, interface, hardware: 0, kind: 0, address: vec![0; HARDWARE_ADDRESS] }
    }

    /// The family.
    #[must_use]
    pub fn family(&self) -> Family {
        match self {
            Self::Netlink { .. } => Family::Netlink,
            Self::Packet { .. } => Family::Packet,
            Self::Vsock { .. } => Family::Vsock,
        }
    }

    /// The bytes behind the family that [`Self::read`] reads. Around them is padding.
    pub(super) fn used(&self) -> Range<usize> {
        match self {
            Self::Netlink { .. } | Self::Vsock { .. } => 2..10,
            Self::Packet { address, .. } => 0..10 + address.len(),
        }
    }

    /// What [`Self::read`] reads. Fields that it does not read are zero.
    pub(super) fn body(&self) -> Vec<u8> {
        match self {
            Self::Netlink { port, groups } => [&[0; 2][..], &port.to_ne_bytes(), &groups.to_ne_bytes()].concat(),
            Self::Packet { protocol, interface, hardware, kind, address } => [
                &protocol.to_be_bytes()[..],
                &interface.to_ne_bytes(),
                &hardware.to_ne_bytes(),
                &[*kind, address.len() as u8],
                address,
            ]
            .concat(),
            Self::Vsock { cid, port } => [&[0; 2][..], &port.to_ne_bytes(), &cid.to_ne_bytes()].concat(),
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_ne_bytes)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::netlink(LinuxName::Netlink { port: 77, groups: 3 })]
    #[case::packet(LinuxName::Packet {
        protocol: 0x0800,
        interface: 1,
        hardware: 772,
        kind: 4,
        address: vec![1, 2, 3, 4, 5, 6],
    })]
    #[case::vsock(LinuxName::Vsock { cid: 2, port: 1024 })]
    fn reads_what_it_writes(#[case] name: LinuxName) {
        assert_eq!(LinuxName::read(name.family(), &name.body()), Some(name));
    }

    #[rstest]
    #[case(Family::Netlink, 9)]
    #[case(Family::Packet, 9)]
    #[case(Family::Vsock, 9)]
    fn is_none_where_bytes_are_missing(#[case] family: Family, #[case] length: usize) {
        assert_eq!(LinuxName::read(family, &vec![0; length]), None);
    }
}
