//! The kind of a socket in the allow list, by the numbers of this platform.

use socket2::Type;

use super::super::numbers;
use crate::address::Family;
use crate::operation::{KINDS, Reach, SocketKind, SocketType};

/// What is said of a socket that is not in the list.
pub(super) const OUTSIDE: &str = "sockets of this family, type and protocol may reach others";

/// The bits of a type that are not flags: `SOCK_TYPE_MASK` in include/linux/net.h. Others use higher bits for flags,
/// too: socket(2) of FreeBSD, NetBSD and OpenBSD.
const TYPE_BITS: i32 = 0xf;

/// What is no socket, or no longer one: each call returns an error.
pub(super) static NOTHING: SocketKind =
    SocketKind { family: Family::Unspec, types: &[], protocols: &[], reach: Reach::Nothing, talks: true };

/// What is not in the list, or not known.
pub(super) static UNKNOWN: SocketKind =
    SocketKind { family: Family::Unspec, types: &[], protocols: &[], reach: Reach::Unknown, talks: false };

/// The kind of a socket, as it is asked for: numbers of this platform, flags of the type included.
pub(super) fn find(family: i32, of_type: i32, protocol: i32) -> &'static SocketKind {
    let of_type = Type::from(of_type & TYPE_BITS);
    let is_it = |kind: &&SocketKind| fits(kind, family, of_type) && kind.protocols.contains(&protocol);
    KINDS.iter().find(is_it).unwrap_or(&UNKNOWN)
}

/// Whether a socket with this family and type may be of this kind.
pub(super) fn fits(kind: &SocketKind, family: i32, of_type: Type) -> bool {
    kind.family.number() == family && kind.types.iter().any(|known| numbers::of_type(*known) == of_type)
}

/// Whether it is a stream: TCP, among the kinds with ports.
pub(super) fn is_stream(kind: &SocketKind) -> bool {
    kind.types.contains(&SocketType::Stream)
}

/// Whether anybody who knows the name of such a socket may send to it, unless it is connected.
pub(super) fn hears_anybody(kind: &SocketKind) -> bool {
    matches!(kind.reach, Reach::Internet | Reach::Raw | Reach::Netlink) && !is_stream(kind)
}
