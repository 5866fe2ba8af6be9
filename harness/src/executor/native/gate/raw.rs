//! Options by number, with any bytes: what is known by name is judged as what has that name, in the bytes that the
//! system may read; what nobody has by number does nothing; anything else is withheld.

use std::net::Ipv4Addr;

use super::super::option::{ERROR, numbered};
use super::setting::{self, Effect};
use super::{is_harmless_index, is_here};
use crate::operation::{OptionName, Reach, Setting, SocketKind};
#[cfg(linux_kernel)]
use crate::sys::interface;
use crate::sys::option::Number;

/// What is said of an option that is neither known nor nobody's.
pub(super) const UNKNOWN: &str = "nobody can say what this option does";

/// Levels and options that no system has: the headers of those that the harness knows stay below, those of vendors
/// (SO_VENDOR of FreeBSD's sys/socket.h) above.
const NOBODYS: std::ops::Range<i32> = 1_000_000..2_000_000;

fn is_nobodys(option: Number) -> bool {
    NOBODYS.contains(&option.level) || NOBODYS.contains(&option.name)
}

/// Whether a number means on a socket of this kind what it means elsewhere. Levels of other families than those in the
/// list of kinds have the numbers of protocols: SOL_L2CAP of Bluetooth is IPPROTO_TCP.
fn has_usual_levels(kind: &SocketKind) -> bool {
    kind.reach != Reach::Unknown
}

/// Whether the bytes of an option may be asked for. What differs from run to run is no part of a record.
pub(super) fn may_be_asked(option: Number, kind: &SocketKind) -> bool {
    let is_known = match numbered(option) {
        Some(option) => !matches!(option, OptionName::Cookie | OptionName::Peercred),
        None => option == ERROR || is_nobodys(option),
    };
    is_known && has_usual_levels(kind)
}

/// What it makes of a socket of this kind to set an option to these bytes. Behind them there are zeros.
pub(super) fn effect(option: Number, bytes: &[u8], kind: &SocketKind) -> Effect {
    if !has_usual_levels(kind) {
        return Effect::Withhold(UNKNOWN);
    }
    match numbered(option) {
        Some(option) => of_known(option, bytes, kind),
        None if option == ERROR || is_nobodys(option) => Effect::None,
        None => Effect::Withhold(UNKNOWN),
    }
}

/// What it does to set an option that has a name to these bytes.
fn of_known(option: OptionName, bytes: &[u8], kind: &SocketKind) -> Effect {
    match option {
        OptionName::Bindtodevice => setting::device(is_harmless_device(bytes)),
        OptionName::Bindtoifindex | OptionName::BoundIf => setting::device(is_harmless_index(number(bytes, 0))),
        OptionName::MulticastIf => setting::multicasts(is_loopback_address(bytes)),
        OptionName::MulticastIf6 => setting::multicasts(is_loopback_index(number(bytes, 0))),
        OptionName::AddMembership => setting::membership(is_loopback_member(bytes)),
        OptionName::JoinGroup => setting::membership(is_loopback_index(number(bytes, 16))),
        _ => setting::effect(option, &Setting::Flag(bytes.iter().any(|byte| *byte != 0)), kind),
    }
}

/// Whether this is the name of no interface in particular, or of the loopback interface. It ends with its first zero
/// byte: `sock_setbindtodevice` in net/core/sock.c.
fn is_harmless_device(bytes: &[u8]) -> bool {
    let name = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    #[cfg(linux_kernel)]
    let is_loopback = name == interface::LOOPBACK.as_bytes();
    #[cfg(not(linux_kernel))]
    let is_loopback = false;
    name.is_empty() || is_loopback
}

/// Whether these bytes are the loopback address as IP_MULTICAST_IF reads them: an address, or a membership of which
/// Linux ignores the group, and others may take it for the address (`do_ip_setsockopt` in net/ipv4/ip_sockglue.c).
fn is_loopback_address(bytes: &[u8]) -> bool {
    let is_address = address(bytes, 0) == Ipv4Addr::LOCALHOST;
    if bytes.len() < MREQ { is_address } else { (cfg!(linux_kernel) || is_address) && is_loopback_member(bytes) }
}

/// Whether the interface of a membership is the loopback interface: `struct ip_mreq` and `struct ip_mreqn` of ip(7),
/// where an index counts before an address.
fn is_loopback_member(bytes: &[u8]) -> bool {
    let interface = address(bytes, 4);
    is_here(interface.into()) && !interface.is_unspecified() && is_harmless_index(number(bytes, 8))
}

/// Whether this is the index of the loopback interface, or of one that does not exist; 0 leaves the choice to the
/// system.
fn is_loopback_index(index: u32) -> bool {
    index != 0 && is_harmless_index(index)
}

/// The bytes of `struct ip_mreq`.
const MREQ: usize = 8;

/// The number at this place. What is cut off is 0.
fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(word(bytes, at))
}

fn address(bytes: &[u8], at: usize) -> Ipv4Addr {
    word(bytes, at).into()
}

fn word(bytes: &[u8], at: usize) -> [u8; 4] {
    std::array::from_fn(|offset| bytes.get(at + offset).copied().unwrap_or(0))
}
