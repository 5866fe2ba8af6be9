//! What others reach the sockets of a trial by, and which names, addresses and ports are therefore its own.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};
use socket2::SockAddr;

use super::bytes::{internet, is_refused_unix, number};
use super::kind;
use super::probe::{self, is_nobodys};
use super::{Gate, Trial, is_here};
use crate::operation::{Reach, SocketKind};
use crate::sys;

/// What others reach a socket of this trial by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Own {
    /// An address and a port of TCP or of UDP.
    Port(Port),
    /// An abstract name, without the zero byte that begins it.
    Abstract(Vec<u8>),
    /// A port of AF_NETLINK.
    Netlink(u32),
    /// A port of AF_VSOCK.
    Vsock(u32),
}

/// An address and a port of a socket of TCP or of UDP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Port {
    pub(super) is_stream: bool,
    pub(super) ip: IpAddr,
    pub(super) port: u16,
    /// Whether the wildcard is that of IPv4, too.
    pub(super) is_dual: bool,
}

impl Port {
    fn is_of(&self, kind: &SocketKind, port: u16) -> bool {
        (self.is_stream, self.port) == (kind::is_stream(kind), port)
    }

    /// Whether this is the wildcard of the stack of an address.
    fn is_wildcard_of(&self, ip: IpAddr) -> bool {
        self.ip.is_unspecified() && (self.is_dual || self.ip.is_ipv4() == ip.is_ipv4())
    }
}

/// Ports that nobody serves, so that cases may write them: what is sent to discard is thrown away (RFC 863), and those
/// below it that nothing uses are unassigned or historic: registry of IANA.
const UNSERVED: [u16; 5] = [0, 1, 2, 3, 9];

/// Whether no program serves this port, so that whoever has it takes no other's place.
pub(crate) fn is_unserved(port: u16) -> bool {
    UNSERVED.contains(&port)
}

impl Gate {
    /// Notes the name of a socket of this trial that is closed.
    pub(crate) fn note(&self, name: Own) {
        let mut had = self.had.lock().unwrap_or_else(PoisonError::into_inner);
        if !had.contains(&name) {
            had.push(name);
        }
    }

    /// Whether a socket of this trial has or had such a name.
    pub(super) fn had(&self, trial: &Trial, is_it: impl Fn(&Own) -> bool) -> bool {
        (trial.names)().iter().any(&is_it) || self.had.lock().unwrap_or_else(PoisonError::into_inner).iter().any(is_it)
    }

    /// Whether what is sent to this address and port reaches a socket of this trial, or nobody.
    pub(super) fn is_open(&self, kind: &SocketKind, to: SocketAddr, trial: &Trial) -> bool {
        // On Wine, who wants the broadcast address gets the wildcard, and cannot have it beside another socket.
        let is_broadcast = cfg!(windows) && to.ip() == Ipv4Addr::new(127, 255, 255, 255);
        has_port(kind, to, trial, |own| own.ip == to.ip() || is_broadcast) || self.is_free(kind, to, trial)
    }

    /// Whether a socket of this kind may have this address and port beside those that the trial has.
    pub(super) fn may_have(&self, kind: &SocketKind, name: SocketAddr, trial: &Trial) -> bool {
        // Who has a wildcard or a group besides takes nothing away from the others.
        let is_wide = name.ip().is_unspecified() || name.ip().is_multicast();
        let is_it = |own: &Port| is_wide || own.ip == name.ip() || probe::has_all_addresses(kind, own.ip, name.ip());
        has_port(kind, name, trial, is_it) || self.is_free(kind, name, trial)
    }

    /// Whether nobody has this address and port. Only of a port whose number this trial has at another address or for
    /// another protocol, because the system has chosen it or `hold_port` has found it: for any other, the tables of
    /// this host may have a use.
    pub(super) fn is_free(&self, kind: &SocketKind, address: SocketAddr, trial: &Trial) -> bool {
        let is_known = || self.had(trial, |own| matches!(own, Own::Port(own) if own.port == address.port()));
        UNSERVED.contains(&address.port()) || (is_known() && is_nobodys(kind, address))
    }

    /// Whether a socket of this trial sent from this address and port.
    pub(super) fn sent(&self, kind: &SocketKind, from: SocketAddr, trial: &Trial) -> bool {
        let ip = from.ip();
        let is_source = || self.sources.lock().unwrap_or_else(PoisonError::into_inner).contains(&ip);
        let is_it = |own: &Port| own.ip == ip || own.is_wildcard_of(ip) || is_source();
        self.had(trial, |own| matches!(own, Own::Port(own) if own.is_of(kind, from.port()) && is_it(own)))
    }

    /// Whether a socket of this trial sent to this name, or to nobody, and this host alone says what came of it.
    pub(super) fn returned(&self, kind: &SocketKind, to: &SockAddr, by: Option<&SockAddr>, trial: &Trial) -> bool {
        let is_sent = |ip: SocketAddr| UNSERVED.contains(&ip.port()) || self.sent(kind, ip, trial);
        let is_this_host = |by: &SockAddr| internet(by, kind.family).is_none_or(|by| is_here(by.ip()));
        by.is_none_or(is_this_host)
            && internet(to, kind.family).is_none_or(|to| is_here(to.ip()) && (kind.reach == Reach::Raw || is_sent(to)))
    }

    /// Whether this name of AF_UNIX is in the folder of the trial, or one that the system chose for one of its sockets.
    /// A relative path is, once this process works there.
    pub(super) fn is_own_unix(&self, address: &SockAddr, trial: &Trial) -> bool {
        if is_refused_unix(address) {
            return true;
        }
        let bytes = sys::address::to_bytes(address);
        let stays = |below: &[u8]| !below.split(|byte| b"/\\".contains(byte)).any(|part| part == b"..");
        let in_scratch = |path: &[u8]| {
            let below = trial.scratch.and_then(|scratch| path.strip_prefix(scratch)?.strip_prefix(b"/"));
            below.is_some_and(stays)
        };
        let in_working_folder = |path: &[u8]| trial.works_in_scratch && !path.starts_with(b"/") && stays(path);
        match bytes.get(2..) {
            None | Some([]) => true,
            Some([0, name @ ..]) => {
                in_scratch(name) || self.had(trial, |own| matches!(own, Own::Abstract(known) if known == name))
            }
            Some(path) => {
                let path = path.split(|byte| *byte == 0).next().unwrap_or(path);
                in_scratch(path) || in_working_folder(path)
            }
        }
    }

    /// Whether this name of AF_NETLINK is the kernel's, which does not answer (see [`kind`]), or one of this trial. A
    /// group has the sockets of others.
    pub(super) fn is_own_netlink(&self, address: &SockAddr, trial: &Trial) -> bool {
        let (port, groups) = (number(address, 4), number(address, 8));
        groups == 0 && (port == 0 || self.had(trial, |own| *own == Own::Netlink(port)))
    }
}

/// Whether a socket of this trial has this port, at the wildcard of this address or where `is_it` holds.
fn has_port(kind: &SocketKind, name: SocketAddr, trial: &Trial, is_it: impl Fn(&Port) -> bool) -> bool {
    let fits = |own: &Port| own.is_of(kind, name.port()) && (own.is_wildcard_of(name.ip()) || is_it(own));
    (trial.names)().iter().any(|own| matches!(own, Own::Port(own) if fits(own)))
}
