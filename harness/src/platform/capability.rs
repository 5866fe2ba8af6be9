//! What a platform, or this host, may lack: one table of names, reasons and probes.
//!
//! A probe takes exactly one answer of the system for a "no". Anything else it did not expect is loud: the probe fails, and so does
//! whatever needed it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::OnceLock;

use socket2::{Domain, Protocol, Socket, Type};

use super::child;
use super::constant::{self, Prefix};
use super::error_name::ErrorName;
use super::host_table::{self, Localhost};
use crate::address::Family;
use crate::raw::interface;
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
        /// The urgent pointer of TCP where nearly everybody takes it to be, no setting of this host having changed it.
        DefaultUrgentPointer = "default_urgent_pointer",
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
        /// Raw sockets of IPv4 and IPv6: raw(7).
        RawSockets = "raw_sockets",
        /// AF_PACKET sockets: packet(7).
        PacketSockets = "packet_sockets",
        /// AF_NETLINK sockets: netlink(7).
        NetlinkSockets = "netlink_sockets",
        /// AF_VSOCK stream sockets that can be bound: vsock(7).
        VsockSockets = "vsock_sockets",
        /// Addresses of other hosts that cannot be bound, no setting of this host having changed it.
        ForeignAddresses = "foreign_addresses",
        /// This program can be started again, as a child process.
        ChildProcesses = "child_processes",
        /// Descriptors of files and of sockets that are numbers of one kind.
        FileDescriptors = "file_descriptors",
        /// sendfile(2).
        Sendfile = "sendfile",
        /// SO_PROTOCOL, or another way to ask a socket for its protocol.
        SoProtocol = "so_protocol",
        /// SOCK_NONBLOCK and SOCK_CLOEXEC as part of a type.
        TypeFlags = "type_flags",
        /// Ports below 1024 that this process may not bind.
        RestrictedPorts = "restricted_ports",
        /// sendmsg(2) and recvmsg(2), WSASendMsg and WSARecvMsg on Windows.
        Messages = "messages",
        /// Sockets that are passed on in messages: SCM_RIGHTS.
        ScmRights = "scm_rights",
        /// AI_V4MAPPED and AI_ALL of getaddrinfo.
        V4mappedAnswers = "ai_v4mapped",
        /// NI_NUMERICSCOPE of getnameinfo.
        NumericScope = "ni_numericscope",
        /// Addresses of several families in the default order of RFC 6724.
        AddressOrder = "address_order",
        /// The name localhost for 127.0.0.1, and for ::1 if for anything else, from a table of this host's own.
        Localhost = "localhost",
        /// The name localhost for 127.0.0.1 alone.
        LocalhostV4Only = "localhost_v4_only",
        /// The services domain, http, exec and biff, as IANA has them.
        Services = "services",
        /// An IPv4 address that is not the loopback's.
        Ipv4BeyondLoopback = "ipv4_beyond_loopback",
        /// An IPv6 address that is not the loopback's.
        Ipv6BeyondLoopback = "ipv6_beyond_loopback",
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
        Capability::DefaultUrgentPointer => Ok(here(!is_set("ipv4/tcp_stdurg"), "net.ipv4.tcp_stdurg is set, tcp(7)")),
        Capability::UnixStream => makes(Type::STREAM, "no AF_UNIX stream sockets"),
        Capability::UnixDgram => makes(Type::DGRAM, "no AF_UNIX datagram sockets"),
        Capability::UnixSeqpacket => makes(Type::SEQPACKET, "no AF_UNIX sequenced-packet sockets"),
        Capability::AbstractNames => Ok(known(
            cfg!(any(target_os = "linux", target_os = "android")),
            "no abstract names of AF_UNIX: they are Linux's",
        )),
        Capability::Socketpair => Ok(known(cfg!(unix), "no socketpair")),
        Capability::RawSockets => raw_sockets(),
        Capability::PacketSockets => of_linux(Family::Packet, Type::RAW),
        Capability::NetlinkSockets => of_linux(Family::Netlink, Type::RAW),
        Capability::VsockSockets => of_linux(Family::Vsock, Type::STREAM),
        Capability::ForeignAddresses => Ok(foreign_addresses()),
        Capability::ChildProcesses => Ok(if child::is_possible() {
            Answer::Yes
        } else {
            Answer::HostCannot("this program does not answer when it is started again")
        }),
        Capability::FileDescriptors => Ok(known(cfg!(unix), "a file has a handle, which cannot be taken for a socket")),
        Capability::Sendfile => Ok(known(
            cfg!(any(target_os = "linux", target_os = "android", target_os = "freebsd", target_vendor = "apple")),
            "no sendfile",
        )),
        Capability::SoProtocol => Ok(known(
            cfg!(any(
                windows,
                target_os = "linux",
                target_os = "android",
                target_os = "fuchsia",
                target_os = "freebsd"
            )),
            "no SO_PROTOCOL",
        )),
        Capability::TypeFlags => Ok(known(
            cfg!(all(unix, not(target_vendor = "apple"))),
            "no SOCK_NONBLOCK and SOCK_CLOEXEC in the type of a socket",
        )),
        Capability::RestrictedPorts => restricted_ports(),
        Capability::Messages => Ok(known(cfg!(any(unix, windows)), "no sendmsg and recvmsg")),
        Capability::ScmRights => Ok(known(cfg!(unix), "no SCM_RIGHTS: messages pass no sockets on")),
        Capability::V4mappedAnswers => {
            Ok(known(constant::number(Prefix::Addrinfo, "AI_V4MAPPED").is_some(), "no AI_V4MAPPED, and no AI_ALL"))
        }
        Capability::NumericScope => {
            Ok(known(constant::number(Prefix::Nameinfo, "NI_NUMERICSCOPE").is_some(), "no NI_NUMERICSCOPE"))
        }
        Capability::AddressOrder => Ok(here(host_table::sorts_by_default(), "/etc/gai.conf changes the order")),
        Capability::Localhost => Ok(localhost(Answer::Yes)),
        Capability::LocalhostV4Only => Ok(localhost(Answer::HostCannot("localhost is ::1, too"))),
        Capability::Services => Ok(here(host_table::has_services(), "its table of services lacks some, or has others")),
        Capability::Ipv4BeyondLoopback => beyond_loopback(IpAddr::is_ipv4, "no IPv4 address but the loopback's"),
        Capability::Ipv6BeyondLoopback => beyond_loopback(IpAddr::is_ipv6, "no IPv6 address but the loopback's"),
        Capability::Network => Ok(if std::env::var_os("SOCKSHAPE_NETWORK").is_some_and(|value| value == "1") {
            Answer::Yes
        } else {
            Answer::HostCannot("sends to other hosts: only under SOCKSHAPE_NETWORK=1")
        }),
    }
}

fn known(there: bool, otherwise: &'static str) -> Answer {
    if there { Answer::Yes } else { Answer::PlatformCannot(otherwise) }
}

fn here(there: bool, otherwise: &'static str) -> Answer {
    if there { Answer::Yes } else { Answer::HostCannot(otherwise) }
}

/// Whether localhost is 127.0.0.1, `both` where it is ::1 as well.
fn localhost(both: Answer) -> Answer {
    match host_table::localhost() {
        Ok(Localhost::V4Only) => Answer::Yes,
        Ok(Localhost::Both) => both,
        Err(why) => Answer::HostCannot(why),
    }
}

/// Whether an interface has an address of this family that others could know.
fn beyond_loopback(family: fn(&IpAddr) -> bool, otherwise: &'static str) -> Result<Answer, String> {
    match interface::addresses() {
        Ok(addresses) => Ok(here(addresses.iter().any(|ip| family(ip) && !ip.is_loopback()), otherwise)),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Answer::HostCannot("its addresses are not known"))
        }
        Err(error) => Err(ErrorName::of(&error).to_string()),
    }
}

/// What an error means for a probe: a "no" if it is one of these, else nothing we know.
fn no(error: &io::Error, noes: &[&str], answer: Answer) -> Result<Answer, String> {
    let name = ErrorName::of(error);
    if name.is_any_of(noes) { Ok(answer) } else { Err(name.to_string()) }
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
        Err(error) if ErrorName::of(&error).is_any_of(&["EAFNOSUPPORT"]) => Ok(Answer::HostCannot("no IPv6")),
        Err(error) => no(&error, &["EINVAL"], Answer::PlatformCannot("IPV6_V6ONLY cannot be turned off")),
    }
}

/// Linux lets the host decide: net.ipv6.bindv6only, ipv6(7).
fn default_v6only() -> Answer {
    if is_set("ipv6/bindv6only") { Answer::HostCannot("net.ipv6.bindv6only is set") } else { Answer::Yes }
}

/// Linux lets the host decide: net.ipv4.ip_nonlocal_bind, ip(7), and its twin for IPv6.
fn foreign_addresses() -> Answer {
    if is_set("ipv4/ip_nonlocal_bind") || is_set("ipv6/ip_nonlocal_bind") {
        Answer::HostCannot("ip_nonlocal_bind is set, so addresses of other hosts can be bound")
    } else {
        Answer::Yes
    }
}

/// Whether a setting of Linux's network is there and not 0.
fn is_set(name: &str) -> bool {
    std::fs::read_to_string(format!("/proc/sys/net/{name}")).is_ok_and(|value| value.trim() != "0")
}

fn makes(kind: Type, otherwise: &'static str) -> Result<Answer, String> {
    match Socket::new(Domain::UNIX, kind, None) {
        Ok(_) => Ok(Answer::Yes),
        Err(error) => {
            no(&error, &["EAFNOSUPPORT", "ESOCKTNOSUPPORT", "EPROTONOSUPPORT"], Answer::PlatformCannot(otherwise))
        }
    }
}

fn raw_sockets() -> Result<Answer, String> {
    match Socket::new(Domain::IPV4, Type::RAW, Some(Protocol::ICMPV4)) {
        Ok(_) => Ok(Answer::Yes),
        Err(error) => no(&error, &["EPERM", "EACCES"], Answer::HostCannot("this process may not have such sockets")),
    }
}

/// A family whose addresses the harness knows from Linux alone.
fn of_linux(family: Family, kind: Type) -> Result<Answer, String> {
    if !cfg!(any(target_os = "linux", target_os = "android")) {
        return Ok(Answer::PlatformCannot("a family of Linux"));
    }
    match Socket::new(Domain::from(family.number()), kind, None) {
        Ok(_) => Ok(Answer::Yes),
        Err(error) => {
            let noes = ["EPERM", "EACCES", "EAFNOSUPPORT", "ESOCKTNOSUPPORT", "EPROTONOSUPPORT"];
            no(&error, &noes, Answer::HostCannot("this process may not have such sockets, or the kernel has none"))
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
