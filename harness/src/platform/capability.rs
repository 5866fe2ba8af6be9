//! What a platform or this host may lack: a table of names, reasons and probes.
//!
//! A probe that fails in an unexpected way is not a "no": every trial that asked for it fails.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use socket2::Type;

use super::answer::Answer;
use super::attempt;
use super::child;
use super::constant::{self, Prefix};
use super::detect;
use super::host_table;
use super::identity::Platform;
use super::isolation;
use super::own_hosts;
use super::probe;
use super::selector::Selector;
use super::systems::holds;
use crate::address::Family;
use crate::named_enum::named_enum;

named_enum! {
    /// Something a case may need.
    pub enum Capability, "capability" {
        /// The loopback address of IPv4.
        Ipv4 = "ipv4",
        /// The loopback address of IPv6.
        Ipv6 = "ipv6",
        /// IPv6 sockets that carry IPv4 as well, once IPV6_V6ONLY is off.
        DualStack = "dual_stack",
        /// IPV6_V6ONLY at the default of the platform, unless a setting of this host has changed it.
        DefaultV6only = "default_v6only",
        /// The urgent pointer of TCP where nearly all systems put it, unless a setting of this host has changed it.
        DefaultUrgentPointer = "default_urgent_pointer",
        /// The congestion control reno for any process, unless a setting of this host forbids it.
        Reno = "reno",
        /// AF_UNIX stream sockets.
        UnixStream = "unix_stream",
        /// AF_UNIX datagram sockets.
        UnixDgram = "unix_dgram",
        /// AF_UNIX sequenced-packet sockets.
        UnixSeqpacket = "unix_seqpacket",
        /// AF_UNIX names that are not paths.
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
        /// Addresses of other hosts that cannot be bound, unless a setting of this host allows it.
        ForeignAddresses = "foreign_addresses",
        /// This program can start itself again, as a child process.
        ChildProcesses = "child_processes",
        /// Child processes that act on the sockets they inherited.
        ActingChildren = "acting_children",
        /// Files and sockets share one kind of descriptor.
        FileDescriptors = "file_descriptors",
        /// Files with permissions, and links: chmod(2), symlink(2).
        FileModes = "file_modes",
        /// The permissions of files hold for this process, which they do not for root: capabilities(7),
        /// CAP_DAC_OVERRIDE.
        HeldToPermissions = "held_to_permissions",
        /// sendfile(2).
        Sendfile = "sendfile",
        /// sendfile(2) of Linux, which can go on at the position of a file.
        SendfileOfLinux = "sendfile_of_linux",
        /// SO_PROTOCOL, or another way to ask a socket for its protocol.
        SoProtocol = "so_protocol",
        /// SOCK_NONBLOCK and SOCK_CLOEXEC as part of a type.
        TypeFlags = "type_flags",
        /// There are ports below 1024 that this process may not bind.
        RestrictedPorts = "restricted_ports",
        /// Ports that the system gives nobody unasked, unless a setting of this host leaves none.
        PortsToHold = "ports_to_hold",
        /// sendmsg(2) and recvmsg(2), WSASendMsg and WSARecvMsg on Windows.
        Messages = "messages",
        /// sendmmsg(2) and recvmmsg(2).
        SeveralMessages = "several_messages",
        /// MSG_FASTOPEN, unless a setting of this host forbids it: net.ipv4.tcp_fastopen of tcp(7).
        FastOpen = "fast_open",
        /// MSG_WAITALL that waits.
        Waitall = "waitall",
        /// Messages that pass sockets to another process: SCM_RIGHTS.
        ScmRights = "scm_rights",
        /// AI_V4MAPPED and AI_ALL of getaddrinfo.
        V4mappedAnswers = "ai_v4mapped",
        /// NI_NUMERICSCOPE of getnameinfo.
        NumericScope = "ni_numericscope",
        /// Addresses of several families in the default order of RFC 6724.
        AddressOrder = "address_order",
        /// The name localhost stands for 127.0.0.1, and for nothing else but ::1, according to a table of this host.
        Localhost = "localhost",
        /// The name localhost stands for 127.0.0.1 alone.
        LocalhostV4Only = "localhost_v4_only",
        /// A look-up with a table of hosts of its own: mount_namespaces(7), hosts(5).
        OwnHosts = "own_hosts",
        /// The services domain, http, exec and biff have the ports that IANA assigned to them.
        Services = "services",
        /// This is a program of 64 bits, in which the times in most structures are of numbers that have as many.
        SixtyFourBits = "sixty_four_bits",
        /// A number begins with its lowest byte in memory, as the bytes of options in the case files have it.
        LittleEndian = "little_endian",
        /// An IPv4 address that is not a loopback address.
        Ipv4BeyondLoopback = "ipv4_beyond_loopback",
        /// An IPv6 address that is not a loopback address.
        Ipv6BeyondLoopback = "ipv6_beyond_loopback",
        /// Permission to send to other hosts.
        Network = "network",
    }
}

impl Capability {
    /// Whether a case may ask for a host that lacks it: the system refuses what takes it, and nothing comes of that.
    /// Without another one, a step could reach what is not the trial's: without `localhost` it would ask a name server.
    #[must_use]
    pub fn may_be_lacked(self) -> bool {
        matches!(self, Self::RawSockets | Self::PacketSockets | Self::VsockSockets)
    }

    /// Whether some host of a platform can have it. A platform that is not known to lack it has it.
    #[must_use]
    pub fn is_on(self, platform: Platform) -> bool {
        match self {
            Self::AbstractNames
            | Self::PacketSockets
            | Self::NetlinkSockets
            | Self::VsockSockets
            | Self::SendfileOfLinux
            | Self::OwnHosts => holds("linux_kernel", platform),
            Self::Socketpair
            | Self::ActingChildren
            | Self::FileDescriptors
            | Self::FileModes
            | Self::HeldToPermissions
            | Self::ScmRights => holds("unix", platform),
            Self::Sendfile => holds("has_sendfile", platform),
            Self::SoProtocol => holds("has_so_protocol", platform),
            Self::SeveralMessages => holds("has_mmsg", platform),
            Self::TypeFlags => holds("has_type_flags", platform),
            Self::FastOpen => {
                holds("linux_kernel", platform) && !platform.lineage().any(|name| name == Selector::Gvisor)
            }
            Self::Waitall => platform.lineage().all(|selector| selector != Selector::Wine),
            Self::LocalhostV4Only => !holds("windows", platform),
            Self::V4mappedAnswers => constant::is_on("AI_V4MAPPED", platform),
            Self::NumericScope => constant::is_on("NI_NUMERICSCOPE", platform),
            _ => true,
        }
    }
}

/// Finds out whether the platform and this host have `capability`.
#[must_use]
pub fn find_out(capability: Capability) -> Answer {
    ask(capability).unwrap_or_else(Answer::Unclear)
}

fn ask(capability: Capability) -> Result<Answer, String> {
    match capability {
        Capability::Ipv4 => probe::loopback(Ipv4Addr::LOCALHOST.into(), "127.0.0.1 cannot be reached"),
        Capability::Ipv6 => probe::loopback(Ipv6Addr::LOCALHOST.into(), "::1 cannot be reached"),
        Capability::DualStack => probe::dual_stack(),
        Capability::DefaultV6only => attempt::default_v6only(),
        // The setting decides. To try would show nothing: the two ends of a connection on this host agree on it.
        Capability::DefaultUrgentPointer => {
            probe::settings_are_zero(&["ipv4/tcp_stdurg"], "net.ipv4.tcp_stdurg is set, tcp(7)")
        }
        Capability::Reno => attempt::reno(),
        Capability::UnixStream => probe::unix_sockets(Type::STREAM, "no AF_UNIX stream sockets"),
        Capability::UnixDgram => probe::unix_sockets(Type::DGRAM, "no AF_UNIX datagram sockets"),
        Capability::UnixSeqpacket => probe::unix_sockets(Type::SEQPACKET, "no AF_UNIX sequenced-packet sockets"),
        Capability::AbstractNames => attempt::abstract_names(),
        Capability::Socketpair => attempt::socketpair(),
        Capability::RawSockets => probe::raw_sockets(),
        Capability::PacketSockets => probe::sockets_of_linux(Family::Packet, Type::RAW),
        Capability::NetlinkSockets => probe::sockets_of_linux(Family::Netlink, Type::RAW),
        Capability::VsockSockets => attempt::vsock(),
        Capability::ForeignAddresses => attempt::foreign_addresses(),
        Capability::ChildProcesses => Ok(child::check().map_or_else(Answer::HostCannot, |()| Answer::Yes)),
        Capability::ActingChildren => Ok(attempt::acting_children()),
        Capability::FileDescriptors => {
            Ok(Answer::of_platform(cfg!(unix), "a file has a handle, which cannot be taken for a socket"))
        }
        Capability::FileModes => Ok(Answer::of_platform(cfg!(unix), "no permissions of files as POSIX has them")),
        Capability::HeldToPermissions => attempt::held_to_permissions(),
        Capability::Sendfile => attempt::sendfile(),
        Capability::SendfileOfLinux if cfg!(linux_kernel) => attempt::sendfile(),
        Capability::SendfileOfLinux => Ok(Answer::of_platform(false, "no sendfile as Linux has it")),
        Capability::SoProtocol => attempt::so_protocol(),
        Capability::TypeFlags => attempt::type_flags(),
        Capability::RestrictedPorts => probe::restricted_ports(),
        Capability::PortsToHold => probe::ports_to_hold(),
        Capability::Messages => attempt::messages(),
        Capability::SeveralMessages => attempt::several_messages(),
        Capability::FastOpen => probe::fast_open(),
        // The platform decides. A probe could not: how much a call returns that does not wait depends on when data
        // arrives.
        Capability::Waitall => {
            Ok(Answer::of_platform(detect::running_on().0 != "wine", "MSG_WAITALL is taken, and does not wait"))
        }
        Capability::ScmRights => attempt::scm_rights(),
        // The C library decides about these two. One that has the flag and refuses it says so in the records.
        Capability::V4mappedAnswers => Ok(Answer::of_platform(
            constant::number(Prefix::Addrinfo, "AI_V4MAPPED").is_some(),
            "no AI_V4MAPPED, and no AI_ALL",
        )),
        Capability::NumericScope => Ok(Answer::of_platform(
            constant::number(Prefix::Nameinfo, "NI_NUMERICSCOPE").is_some(),
            "no NI_NUMERICSCOPE",
        )),
        // Tables decide about these. To ask for a name that a table lacks could ask a name server.
        Capability::AddressOrder => {
            Ok(Answer::of_host(host_table::sorts_by_default(), "/etc/gai.conf changes the order"))
        }
        Capability::Localhost => Ok(probe::localhost(Answer::Yes)),
        Capability::LocalhostV4Only => Ok(probe::localhost(if cfg!(windows) {
            Answer::PlatformCannot("no table says what localhost is: the system does".to_owned())
        } else {
            Answer::HostCannot("localhost is also ::1".to_owned())
        })),
        Capability::OwnHosts => own_hosts::check(),
        Capability::Services => {
            Ok(Answer::of_host(host_table::has_services(), "its table of services differs from the registry of IANA"))
        }
        Capability::SixtyFourBits => {
            Ok(Answer::of_host(cfg!(target_pointer_width = "64"), "this is a program of 32 bits"))
        }
        Capability::LittleEndian => {
            Ok(Answer::of_host(cfg!(target_endian = "little"), "a number begins with its highest byte here"))
        }
        Capability::Ipv4BeyondLoopback => probe::beyond_loopback(IpAddr::is_ipv4, "no IPv4 address but loopback ones"),
        Capability::Ipv6BeyondLoopback => probe::beyond_loopback(IpAddr::is_ipv6, "no IPv6 address but loopback ones"),
        Capability::Network => Ok(network()),
    }
}

/// Whether this process may send to other hosts. No variable brings them back into a network of its own.
fn network() -> Answer {
    if isolation::is_in_force() {
        return Answer::HostCannot("this run is isolated, in a network that has no other host".to_owned());
    }
    let is_allowed = std::env::var_os("SOCKSHAPE_NETWORK").is_some_and(|value| value == "1");
    Answer::of_host(is_allowed, "sending to other hosts needs SOCKSHAPE_NETWORK=1")
}

#[cfg(test)]
mod tests {
    use super::super::detect::identify;
    use super::*;

    /// What a platform lacks is not found on any of its hosts.
    #[test]
    fn no_host_has_what_its_platform_lacks() {
        let platform = identify().expect("a platform").platform;
        for capability in Capability::ALL.iter().filter(|capability| !capability.is_on(platform)) {
            assert!(!matches!(find_out(*capability), Answer::Yes), "{capability} is on {platform}");
        }
    }
}
