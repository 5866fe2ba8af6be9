//! The allow list: the sockets that a case may use for more than to look at them. And which operations do more.

use super::Operation;
use super::argument::{Protocol, SocketType};
use super::call::{Attachment, OptionName, Socket};
use crate::address::Family;

/// How far the sockets of a kind reach, and so how their addresses are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
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
pub struct SocketKind {
    /// Its family.
    pub family: Family,
    /// Its types, without flags.
    pub types: &'static [SocketType],
    /// The numbers of its protocols.
    pub protocols: &'static [i32],
    /// How far it reaches.
    pub reach: Reach,
    /// Whether it may send and receive. If not, it may have a name.
    pub talks: bool,
}

const STREAM: &[SocketType] = &[SocketType::Stream];
const DGRAM: &[SocketType] = &[SocketType::Dgram];
const RAW: &[SocketType] = &[SocketType::Raw];
const RAW_OR_DGRAM: &[SocketType] = &[SocketType::Raw, SocketType::Dgram];
const ALL: &[SocketType] = &[SocketType::Stream, SocketType::Dgram, SocketType::Seqpacket, SocketType::Raw];

const fn kind(
    family: Family,
    types: &'static [SocketType],
    protocols: &'static [i32],
    reach: Reach,
    talks: bool,
) -> SocketKind {
    SocketKind { family, types, protocols, reach, talks }
}

/// The list.
pub static KINDS: &[SocketKind] = &[
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
    kind(Family::Unix, ALL, &[0, 1], Reach::Unix, true),
    // NETLINK_USERSOCK of netlink(7): no part of the kernel listens. Any other protocol changes this host.
    kind(Family::Netlink, RAW_OR_DGRAM, &[2], Reach::Netlink, true),
    // This machine alone, by VMADDR_CID_LOCAL.
    kind(Family::Vsock, STREAM, &[0], Reach::Vsock, true),
    // May have a name, without a protocol. What it sends is not judged by any stack, and it would hear what others
    // send.
    kind(Family::Packet, RAW_OR_DGRAM, &[0], Reach::Packet, false),
];

impl Socket {
    /// Whether no socket that is made like this may send or receive, as far as that is known before the case runs.
    pub(super) fn is_silent(&self) -> bool {
        let (Some(family), Some(of_type)) = (self.family.value().written(), self.kind.value().written()) else {
            return false;
        };
        let protocol = self.protocol.as_ref().map_or(Some(0), |protocol| protocol.written().map(Protocol::number));
        let (Some(protocol), false, false) =
            (protocol, matches!(family, Family::Number(_)), matches!(of_type, SocketType::Number(_)))
        else {
            return false;
        };
        let is_it = |kind: &SocketKind| {
            kind.family == family && kind.types.contains(&of_type) && kind.protocols.contains(&protocol)
        };
        !KINDS.iter().any(|kind| kind.talks && is_it(kind))
    }
}

impl Operation {
    /// The name of the socket that the step makes, if that can neither send nor receive.
    #[must_use]
    pub fn makes_silent(&self) -> Option<&str> {
        match self {
            Self::Socket(socket) => socket.is_silent().then_some(socket.name.0.as_str()),
            _ => None,
        }
    }

    /// The name of the socket that may be of another family once the step is done: IPV6_ADDRFORM of ipv6(7).
    #[must_use]
    pub fn changes_family(&self) -> Option<&str> {
        match self {
            Self::Setsockopt(call) if call.option.0 == OptionName::Addrform => Some(call.socket.0.as_str()),
            Self::SetsockoptBytes(call) if call.option.is_addrform() => Some(call.socket.0.as_str()),
            Self::InChild(call) => call.step.operation().changes_family(),
            _ => None,
        }
    }

    /// The sockets that the step connects, sends or receives with, or hands on.
    #[must_use]
    pub fn talkers(&self) -> Vec<&str> {
        let socket = match self {
            Self::Listen(call) => &call.socket,
            Self::Connect(call) => &call.socket,
            Self::Disconnect(call) => &call.socket,
            Self::Accept(call) => &call.socket,
            Self::Send(call) => &call.socket,
            Self::Sendall(call) => &call.socket,
            Self::Sendto(call) => &call.socket,
            Self::Sendmsg(call) => {
                let handed_on = call.ancillary.iter().flatten().flat_map(|attachment| match attachment {
                    Attachment::Rights(sockets) => sockets.as_slice(),
                    Attachment::Source(_) | Attachment::Field(..) => &[],
                });
                return handed_on.chain([&call.socket]).map(|socket| socket.0.as_str()).collect();
            }
            Self::Recv(call) => &call.socket,
            Self::RecvInto(call) => &call.socket,
            Self::Recvfrom(call) => &call.socket,
            Self::RecvfromInto(call) => &call.socket,
            Self::Recvmsg(call) => &call.socket,
            Self::Sendmmsg(call) => &call.socket,
            Self::Recvmmsg(call) => &call.socket,
            Self::Sendfile(call) => &call.socket,
            Self::SendfileOnce(call) => &call.socket,
            Self::Start(start) => return start.step.0.talkers(),
            Self::StartChild(start) => return start.sockets.iter().map(|socket| socket.0.as_str()).collect(),
            Self::InChild(call) => return call.step.operation().talkers(),
            _ => return Vec::new(),
        };
        vec![&socket.0]
    }
}
