//! The allow list: the sockets that a case may use for more than to look at them.

use socket2::Type;

use crate::address::Family;

/// How far the sockets of a kind reach, and so how their addresses are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// IPv4 and IPv6, with ports.
    Internet,
    /// IPv4 and IPv6 without ports.
    Raw,
    /// Names of AF_UNIX.
    Unix,
    /// Ports and groups of AF_NETLINK.
    Netlink,
    /// Machines and ports of AF_VSOCK.
    Vsock,
    /// Interfaces of AF_PACKET.
    Packet,
    /// Nothing: what is no socket refuses each call.
    Nothing,
    /// Whatever a kind reaches that is not in the list.
    Unknown,
}

/// A kind of socket.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its family.
    pub(super) family: Family,
    /// Its types, without flags.
    types: &'static [Type],
    /// Its protocols.
    protocols: &'static [i32],
    /// How far it reaches.
    pub(super) reach: Reach,
    /// Whether it may send and receive. If not, it may have a name.
    pub(super) talks: bool,
}

/// What is said of a socket that is not in the list.
pub(super) const OUTSIDE: &str = "sockets of this family, type and protocol may reach others";

/// The bits of a type that are not flags: `SOCK_TYPE_MASK` in include/linux/net.h. Others use higher bits for flags,
/// too: socket(2) of FreeBSD, NetBSD and OpenBSD.
const TYPE_BITS: i32 = 0xf;

const STREAM: &[Type] = &[Type::STREAM];
const DGRAM: &[Type] = &[Type::DGRAM];
const RAW: &[Type] = &[Type::RAW];

const fn kind(family: Family, types: &'static [Type], protocols: &'static [i32], reach: Reach, talks: bool) -> Kind {
    Kind { family, types, protocols, reach, talks }
}

/// The list.
static KINDS: &[Kind] = &[
    // TCP: each end is a socket of the trial, by its address and port.
    kind(Family::Inet, STREAM, &[0, 6], Reach::Internet, true),
    kind(Family::Inet6, STREAM, &[0, 6], Reach::Internet, true),
    // UDP: the same.
    kind(Family::Inet, DGRAM, &[0, 17], Reach::Internet, true),
    kind(Family::Inet6, DGRAM, &[0, 17], Reach::Internet, true),
    // Numbers for experiments (RFC 3692), which no program uses: nobody else hears them, and nobody else is heard.
    kind(Family::Inet, RAW, &[253, 254], Reach::Raw, true),
    kind(Family::Inet6, RAW, &[253, 254], Reach::Raw, true),
    // ICMP may have a name. It would hear all the ICMP of this host, and an error that it sends ends connections of
    // others.
    kind(Family::Inet, RAW, &[1], Reach::Raw, false),
    kind(Family::Inet6, RAW, &[58], Reach::Raw, false),
    // Names of AF_UNIX are in the folder of the trial. Linux makes SOCK_DGRAM of SOCK_RAW; protocol 1 is PF_UNIX:
    // `unix_create` in net/unix/af_unix.c.
    kind(Family::Unix, &[Type::STREAM, Type::DGRAM, Type::SEQPACKET, Type::RAW], &[0, 1], Reach::Unix, true),
    // NETLINK_USERSOCK of netlink(7): no part of the kernel listens. Any other protocol changes this host.
    kind(Family::Netlink, &[Type::RAW, Type::DGRAM], &[2], Reach::Netlink, true),
    // This machine alone, by VMADDR_CID_LOCAL.
    kind(Family::Vsock, STREAM, &[0], Reach::Vsock, true),
    // May have a name, without a protocol. What it sends is not judged by any stack, and it would hear what others
    // send.
    kind(Family::Packet, &[Type::RAW, Type::DGRAM], &[0], Reach::Packet, false),
];

/// What is no socket, or no longer one: each call returns an error.
pub(super) static NOTHING: Kind = kind(Family::Unspec, &[], &[], Reach::Nothing, true);

/// What is not in the list.
pub(super) static UNKNOWN: Kind = kind(Family::Unspec, &[], &[], Reach::Unknown, false);

/// The kind of a socket, as it is asked for: numbers of this platform, flags of the type included.
pub(super) fn find(family: i32, kind: i32, protocol: i32) -> &'static Kind {
    let kind = Type::from(kind & TYPE_BITS);
    let is_it = |known: &&Kind| {
        known.family.number() == family && known.types.contains(&kind) && known.protocols.contains(&protocol)
    };
    KINDS.iter().find(is_it).unwrap_or(&UNKNOWN)
}

impl Kind {
    /// Whether a socket with this family and type may be of this kind.
    pub(super) fn fits(&self, family: i32, kind: Type) -> bool {
        self.family.number() == family && self.types.contains(&kind)
    }

    /// Whether it is a stream: TCP, among the kinds with ports.
    pub(super) fn is_stream(&self) -> bool {
        self.types.contains(&Type::STREAM)
    }

    /// Whether anybody who knows the name of such a socket may send to it, unless it is connected.
    pub(super) fn hears_anybody(&self) -> bool {
        matches!(self.reach, Reach::Internet | Reach::Raw | Reach::Netlink) && !self.is_stream()
    }
}
