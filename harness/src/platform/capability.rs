//! What a platform, or this host, may lack: one table of names, reasons and probes.
//!
//! A probe takes exactly one answer of the system for a "no". Anything else it did not expect is loud: the probe fails, and so does
//! whatever needed it.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::OnceLock;

use socket2::{Domain, Socket, Type};

use super::error_name::ErrorName;
use crate::words::words;

words! {
    /// Something a case may need.
    pub enum Capability, "capability" {
        /// The loopback address of IPv4.
        Ipv4 = "ipv4",
        /// The loopback address of IPv6.
        Ipv6 = "ipv6",
        /// IPv6 sockets that carry IPv4 as well, once IPV6_V6ONLY is off.
        DualStack = "dual_stack",
        /// IPV6_V6ONLY at the default of the platform, no setting of this host having changed it.
        DefaultV6only = "default_v6only",
        /// AF_UNIX stream sockets.
        UnixStream = "unix_stream",
        /// AF_UNIX datagram sockets.
        UnixDgram = "unix_dgram",
        /// AF_UNIX sequenced-packet sockets.
        UnixSeqpacket = "unix_seqpacket",
        /// AF_UNIX names that are no paths.
        AbstractNames = "abstract_names",
        /// socketpair(2).
        Socketpair = "socketpair",
        /// SO_REUSEPORT.
        ReusePort = "so_reuseport",
        /// SO_EXCLUSIVEADDRUSE.
        ExclusiveAddrUse = "so_exclusiveaddruse",
        /// Ports below 1024 that this process may not bind.
        RestrictedPorts = "restricted_ports",
        /// sendmsg(2) and recvmsg(2).
        Messages = "messages",
        /// IP_PKTINFO, with the address to send from.
        IpPktinfo = "ip_pktinfo",
        /// MSG_DONTWAIT.
        MsgDontwait = "msg_dontwait",
        /// MSG_EOR.
        MsgEor = "msg_eor",
        /// MSG_NOSIGNAL.
        MsgNosignal = "msg_nosignal",
        /// Leave to send to other hosts.
        Network = "network",
    }
}

/// What a probe found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Yes,
    /// The platform has no such thing, on any host.
    PlatformCannot(&'static str),
    /// The platform may have it, this host does not.
    HostCannot(&'static str),
    /// The probe met something it has no word for.
    Unclear(String),
}

/// What this process found out so far; each probe runs when somebody first asks, and once.
#[derive(Debug, Default)]
pub struct Facts([OnceLock<Answer>; Capability::ALL.len()]);

impl Facts {
    /// Whether `capability` is there.
    #[must_use]
    pub fn ask(&self, capability: Capability) -> &Answer {
        self.0[capability as usize].get_or_init(|| probe(capability).unwrap_or_else(Answer::Unclear))
    }
}

fn probe(capability: Capability) -> Result<Answer, String> {
    match capability {
        Capability::Ipv4 => loopback(Domain::IPV4, (Ipv4Addr::LOCALHOST, 0).into(), "127.0.0.1 cannot be reached"),
        Capability::Ipv6 => loopback(Domain::IPV6, (Ipv6Addr::LOCALHOST, 0).into(), "::1 cannot be reached"),
        Capability::DualStack => dual_stack(),
        Capability::DefaultV6only => Ok(default_v6only()),
        Capability::UnixStream => makes(Type::STREAM, "no AF_UNIX stream sockets"),
        Capability::UnixDgram => makes(Type::DGRAM, "no AF_UNIX datagram sockets"),
        Capability::UnixSeqpacket => makes(Type::from(SOCK_SEQPACKET), "no AF_UNIX sequenced-packet sockets"),
        Capability::AbstractNames => Ok(known(
            cfg!(any(target_os = "linux", target_os = "android")),
            "no abstract names of AF_UNIX: they are Linux's",
        )),
        Capability::Socketpair => Ok(known(cfg!(unix), "no socketpair")),
        Capability::ReusePort => {
            Ok(known(cfg!(all(unix, not(any(target_os = "illumos", target_os = "solaris")))), "no SO_REUSEPORT"))
        }
        Capability::ExclusiveAddrUse => Ok(known(cfg!(windows), "no SO_EXCLUSIVEADDRUSE: it is Windows'")),
        Capability::RestrictedPorts => restricted_ports(),
        Capability::Messages => {
            Ok(known(cfg!(unix), "no sendmsg and recvmsg: Winsock has WSASendMsg and WSARecvMsg in their place"))
        }
        Capability::IpPktinfo => Ok(known(
            cfg!(any(target_os = "linux", target_os = "android", target_vendor = "apple")),
            "no IP_PKTINFO with the address to send from",
        )),
        Capability::MsgDontwait => Ok(known(cfg!(unix), "no MSG_DONTWAIT")),
        Capability::MsgEor => Ok(known(cfg!(unix), "no MSG_EOR")),
        Capability::MsgNosignal => Ok(known(cfg!(unix), "no MSG_NOSIGNAL: there are no signals")),
        Capability::Network => Ok(if std::env::var_os("SOCKSHAPE_NETWORK").is_some_and(|value| value == "1") {
            Answer::Yes
        } else {
            Answer::HostCannot("sends to other hosts: only under SOCKSHAPE_NETWORK=1")
        }),
    }
}

/// SOCK_SEQPACKET has this number on every platform there is a header of.
const SOCK_SEQPACKET: i32 = 5;

fn known(there: bool, otherwise: &'static str) -> Answer {
    if there { Answer::Yes } else { Answer::PlatformCannot(otherwise) }
}

/// What an error means for a probe: a "no" if it is one of these, else nothing we know.
fn no(error: &io::Error, noes: &[&str], answer: Answer) -> Result<Answer, String> {
    let name = ErrorName::of(error).to_string();
    if noes.contains(&name.as_str()) { Ok(answer) } else { Err(name) }
}

/// A datagram socket is bound to the address and connected to itself, which sends nothing.
fn loopback(domain: Domain, address: SocketAddr, otherwise: &'static str) -> Result<Answer, String> {
    let connected = || {
        let socket = Socket::new(domain, Type::DGRAM, None)?;
        socket.bind(&address.into())?;
        socket.connect(&socket.local_addr()?)
    };
    match connected() {
        Ok(()) => Ok(Answer::Yes),
        Err(error) => no(&error, &["EAFNOSUPPORT", "EADDRNOTAVAIL", "ENETUNREACH"], Answer::HostCannot(otherwise)),
    }
}

fn dual_stack() -> Result<Answer, String> {
    let cleared = || Socket::new(Domain::IPV6, Type::STREAM, None)?.set_only_v6(false);
    match cleared() {
        Ok(()) => Ok(Answer::Yes),
        Err(error) if ErrorName::of(&error).to_string() == "EAFNOSUPPORT" => Ok(Answer::HostCannot("no IPv6")),
        Err(error) => no(&error, &["EINVAL"], Answer::PlatformCannot("IPV6_V6ONLY cannot be turned off")),
    }
}

/// Linux lets the host decide: net.ipv6.bindv6only, ipv6(7).
fn default_v6only() -> Answer {
    let changed = std::fs::read_to_string("/proc/sys/net/ipv6/bindv6only").is_ok_and(|value| value.trim() != "0");
    if changed { Answer::HostCannot("net.ipv6.bindv6only was changed") } else { Answer::Yes }
}

fn makes(kind: Type, otherwise: &'static str) -> Result<Answer, String> {
    match Socket::new(Domain::UNIX, kind, None) {
        Ok(_) => Ok(Answer::Yes),
        Err(error) => {
            no(&error, &["EAFNOSUPPORT", "ESOCKTNOSUPPORT", "EPROTONOSUPPORT"], Answer::PlatformCannot(otherwise))
        }
    }
}

/// Port 1 is below the limit on every system that has one: ip(7), ip_unprivileged_port_start.
fn restricted_ports() -> Result<Answer, String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let bound = || Socket::new(Domain::IPV4, Type::DGRAM, None)?.bind(&address.into());
    match bound() {
        Ok(()) => Ok(Answer::HostCannot("this process may bind ports below 1024")),
        Err(error) => no(&error, &["EACCES"], Answer::Yes),
    }
}
