//! What an option that is set makes of a socket.

use std::net::Ipv4Addr;

use super::{is_harmless_index, is_here, kind};
use crate::operation::{GroupInterface, Interface, KINDS, OptionName, Reach, Setting, SocketKind};
use crate::sys::interface;

/// What a setting makes of a socket.
pub(super) enum Effect {
    /// It stays what it was.
    None,
    /// It can only be looked at.
    Taint(&'static str),
    /// It can only be looked at, unless the case may reach other hosts.
    TaintOnThisHost(&'static str),
    /// The system would tell other hosts of it at once.
    Tell(&'static str),
    /// Nobody can say what it would do.
    Withhold(&'static str),
}

/// What it makes of a socket of this kind to set this option.
pub(super) fn effect(option: OptionName, setting: &Setting, kind: &SocketKind) -> Effect {
    let is_off = matches!(setting, Setting::Flag(false) | Setting::Number(0));
    match option {
        OptionName::Bindtodevice | OptionName::Bindtoifindex | OptionName::BoundIf => {
            let is_harmless = matches!(setting, Setting::Interface(interface) if is_harmless_interface(*interface));
            device(is_harmless)
        }
        OptionName::MulticastIf | OptionName::MulticastIf6 => {
            let is_harmless = match setting {
                Setting::Ip(ip) => *ip == Ipv4Addr::LOCALHOST,
                Setting::Interface(interface) => *interface != Interface::Any && is_harmless_interface(*interface),
                _ => false,
            };
            multicasts(is_harmless)
        }
        OptionName::Transparent | OptionName::Transparent6 | OptionName::Freebind | OptionName::Freebind6 => {
            taint(is_off, "this socket may have the address of another host")
        }
        OptionName::Hdrincl | OptionName::Hdrincl6 => taint(is_off, "the case would write the headers of IP itself"),
        OptionName::Addrform => addrform(kind),
        // Among sockets that share ports, the case could choose that of another program.
        OptionName::LocalPortRange => taint(is_off, "this socket may choose its port"),
        OptionName::Mark | OptionName::Setfib => taint(is_off, "this socket may have a route of its own"),
        // Reports of membership, of IGMP (RFC 3376) and MLD (RFC 3810), leave by the interface at once.
        OptionName::AddMembership | OptionName::AddSourceMembership | OptionName::JoinGroup => {
            let is_harmless = matches!(setting, Setting::Group(group) if match group.interface {
                GroupInterface::Address(ip) => is_here(ip.into()) && !ip.is_unspecified(),
                GroupInterface::Index(interface) => interface != Interface::Any && is_harmless_interface(interface),
            });
            membership(is_harmless)
        }
        // Named one by one, so that whoever adds an option has to say what it does.
        OptionName::ReuseAddr
        | OptionName::Broadcast
        | OptionName::Keepalive
        | OptionName::Oobinline
        | OptionName::Linger
        | OptionName::Rcvbuf
        | OptionName::Sndbuf
        | OptionName::Rcvlowat
        | OptionName::Sndlowat
        | OptionName::Rcvtimeo
        | OptionName::Sndtimeo
        | OptionName::Type
        | OptionName::Ttl
        | OptionName::Tos
        | OptionName::MulticastLoop
        | OptionName::MulticastTtl
        | OptionName::DropMembership
        | OptionName::V6only
        | OptionName::UnicastHops
        | OptionName::MulticastHops
        | OptionName::MulticastLoop6
        | OptionName::LeaveGroup
        | OptionName::Recvpktinfo
        | OptionName::Nodelay
        | OptionName::ReusePort
        | OptionName::Maxseg
        | OptionName::Tclass
        | OptionName::Keepidle
        | OptionName::Keepintvl
        | OptionName::Keepcnt
        | OptionName::Recvtos
        | OptionName::Recvtclass
        | OptionName::Recvttl
        | OptionName::Pktinfo
        | OptionName::Recvhoplimit
        | OptionName::DropSourceMembership
        | OptionName::Protocol
        | OptionName::Acceptconn
        | OptionName::Congestion
        | OptionName::OriginalDst
        | OptionName::OriginalDst6
        | OptionName::Domain
        | OptionName::Priority
        | OptionName::AttachFilter
        | OptionName::DetachFilter
        | OptionName::BindAddressNoPort
        | OptionName::Recverr
        | OptionName::Recverr6
        | OptionName::Recvorigdstaddr
        | OptionName::Recvorigdstaddr6
        | OptionName::Mtu
        | OptionName::UdpCork
        | OptionName::DeferAccept
        | OptionName::Syncnt
        | OptionName::Linger2
        | OptionName::Timestamp
        | OptionName::Peercred
        | OptionName::Cork
        | OptionName::Quickack
        | OptionName::ThinLinearTimeouts
        | OptionName::NotsentLowat
        | OptionName::UserTimeout
        | OptionName::Passcred
        | OptionName::Cookie
        | OptionName::IncomingCpu
        | OptionName::BusyPoll
        | OptionName::MulticastAll
        | OptionName::MulticastAll6
        | OptionName::DccpService
        | OptionName::DccpCcid
        | OptionName::DccpAvailableCcids
        | OptionName::DccpTxCcid
        | OptionName::DccpRxCcid
        | OptionName::DccpServerTimewait
        | OptionName::DccpSendCscov
        | OptionName::DccpRecvCscov
        | OptionName::DccpQpolicyTxqlen
        | OptionName::DccpGetCurMps
        | OptionName::Nosigpipe
        | OptionName::ReusePortLb
        | OptionName::ExclusiveAddrUse
        | OptionName::AckFrequency => Effect::None,
    }
}

/// Whether a socket of any kind with this setting reaches no more than without.
pub(crate) fn is_harmless(option: OptionName, setting: &Setting) -> bool {
    KINDS.iter().all(|kind| matches!(effect(option, setting, kind), Effect::None))
}

/// What an interface makes of a socket that is tied to it.
pub(super) fn device(is_harmless: bool) -> Effect {
    taint(is_harmless, "this socket would send by another interface than the loopback interface")
}

/// What an interface makes of a socket that sends multicasts by it.
pub(super) fn multicasts(is_harmless: bool) -> Effect {
    let why = "this socket would send multicasts by another interface than the loopback interface";
    if is_harmless { Effect::None } else { Effect::TaintOnThisHost(why) }
}

/// What it does to join a group on an interface.
pub(super) fn membership(is_harmless: bool) -> Effect {
    if is_harmless { Effect::None } else { Effect::Tell("this would tell other hosts of the membership") }
}

fn taint(is_harmless: bool, why: &'static str) -> Effect {
    if is_harmless { Effect::None } else { Effect::Taint(why) }
}

/// IPV6_ADDRFORM: of what a socket without a connection sends, the destination would be read at another place.
fn addrform(kind: &SocketKind) -> Effect {
    match kind.reach {
        Reach::Internet if !kind::is_stream(kind) => Effect::Withhold("this would change how addresses are read"),
        _ => Effect::None,
    }
}

/// Whether the interface that stands for one that does not exist does not exist.
fn is_missing() -> bool {
    #[cfg(linux_kernel)]
    let has_name = interface::index(interface::NONEXISTENT_NAME).is_ok();
    #[cfg(not(linux_kernel))]
    let has_name = false;
    !has_name && interface::name(interface::NONEXISTENT).is_none()
}

/// Whether this interface is none in particular, none at all, or the loopback interface.
fn is_harmless_interface(interface: Interface) -> bool {
    match interface {
        Interface::Any | Interface::Loopback => true,
        Interface::Nonexistent => is_missing(),
        Interface::Number(number) => u32::try_from(number).is_ok_and(|number| number != 0 && is_harmless_index(number)),
    }
}
