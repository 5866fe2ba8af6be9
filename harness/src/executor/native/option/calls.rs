//! The number and the C type of each option, by the systems that have it: `sys/socket.h`, `netinet/in.h`,
//! `netinet/tcp.h` and the manual pages that the table of options names; `ws2def.h`, `ws2ipdef.h`. The compiler finds
//! an option that is missing here.
//!
//! Options that are structures of their own go by functions of [`special`].

use socket2::Socket;

use super::super::failure::{Failure, unsupported};
use super::convert::take;
use super::layout::{self, Layout};
use super::special;
use crate::operation::{Level, OptionName, Setting, Value};
use crate::sys::option::Number;

/// The constants of the headers.
mod c {
    #[cfg(unix)]
    pub(super) use libc::*;
    #[cfg(windows)]
    pub(super) use windows_sys::Win32::Networking::WinSock::*;

    /// Windows has one number for the option and the control message.
    #[cfg(windows)]
    pub(super) const IPV6_RECVPKTINFO: i32 = IPV6_PKTINFO;

    /// `linux/in.h`, since Linux 6.3; the libc crate lacks it.
    #[cfg(linux_kernel)]
    pub(super) const IP_LOCAL_PORT_RANGE: i32 = 51;

    /// macOS counts SO_LINGER in ticks of its clock, and this in seconds: <sys/socket.h>.
    #[cfg(target_os = "macos")]
    pub(super) const SO_LINGER: i32 = SO_LINGER_SEC;

    /// macOS has another name for it: tcp(4).
    #[cfg(target_os = "macos")]
    pub(super) const TCP_KEEPIDLE: i32 = TCP_KEEPALIVE;
}

/// IP_MULTICAST_TTL and IP_MULTICAST_LOOP are `u_char` on these systems: `IpV4MultiCastType` in
/// library/std/src/sys/net/connection/socket/mod.rs of Rust.
const MULTICAST: Layout = if cfg!(has_octet_multicast) { Layout::Octet } else { Layout::Int };

macro_rules! call_set {
    ($socket:ident, $setting:ident, [$level:ident $name:ident $layout:expr]) => {
        layout::set($socket, Number { level: c::$level, name: c::$name }, $layout, $setting)
    };
    ($socket:ident, $setting:ident, {get [$($get:path)?] set []}) => {
        Ok(unsupported()?)
    };
    ($socket:ident, $setting:ident, {get [$($get:path)?] set [$call:path]}) => {
        Ok($call($socket, take($setting)?)?)
    };
}

macro_rules! call_get {
    ($socket:ident, $option:ident, [$level:ident $name:ident $layout:expr]) => {
        layout::get($socket, Number { level: c::$level, name: c::$name }, $layout, $option.kind())
    };
    ($socket:ident, $option:ident, {get [] set [$($set:path)?]}) => {
        Ok(unsupported()?)
    };
    ($socket:ident, $option:ident, {get [$call:path] set [$($set:path)?]}) => {
        Ok($call($socket)?)
    };
}

/// Whether there is a call that gets the option, and one that sets it. A number serves for both.
#[cfg(test)]
macro_rules! there {
    ([$($number:tt)+]) => {
        None
    };
    ({get [$($get:path)?] set [$($set:path)?]}) => {
        Some((!stringify!($($get)?).is_empty(), !stringify!($($set)?).is_empty()))
    };
}

/// The number of an option, unless it goes by functions.
macro_rules! number {
    ([$level:ident $name:ident $layout:expr]) => {
        Some(Number { level: c::$level, name: c::$name })
    };
    ({get [$($get:path)?] set [$($set:path)?]}) => {
        None
    };
}

/// Makes matches over all options out of their calls.
macro_rules! calls {
    ($(on $systems:meta { $($option:ident: $call:tt;)+ })+) => {
        /// Sets an option.
        pub(crate) fn set(socket: &Socket, option: OptionName, setting: &Setting) -> Result<(), Failure> {
            match option {
                $($(#[cfg($systems)] OptionName::$option => call_set!(socket, setting, $call),)+
                #[cfg(not($systems))] $(OptionName::$option)|+ => Ok(unsupported()?),)+
            }
        }

        /// The value of an option.
        pub(crate) fn get(socket: &Socket, option: OptionName) -> Result<Value, Failure> {
            match option {
                $($(#[cfg($systems)] OptionName::$option => call_get!(socket, option, $call),)+
                #[cfg(not($systems))] $(OptionName::$option)|+ => Ok(unsupported()?),)+
            }
        }

        /// Each option of this system, with its number unless it goes by functions.
        const NUMBERS: &[(OptionName, Option<Number>)] =
            &[$($(#[cfg($systems)] (OptionName::$option, number!($call)),)+)+];

        /// Each option of this system that goes by functions: whether one gets it, and whether one sets it.
        #[cfg(test)]
        const CALLS: &[(OptionName, Option<(bool, bool)>)] =
            &[$($(#[cfg($systems)] (OptionName::$option, there!($call)),)+)+];

        /// Whether this system has an option.
        pub(crate) fn is_here(option: OptionName) -> bool {
            match option { $($(OptionName::$option)|+ => cfg!($systems),)+ }
        }

        /// The systems that have an option, as a condition of [`crate::platform::systems`].
        #[must_use]
        pub fn condition(option: OptionName) -> &'static str {
            match option { $($(OptionName::$option)|+ => stringify!($systems),)+ }
        }
    };
}

calls! {
    on all() {
        ReuseAddr: [SOL_SOCKET SO_REUSEADDR Layout::Int];
        Broadcast: [SOL_SOCKET SO_BROADCAST Layout::Int];
        Keepalive: [SOL_SOCKET SO_KEEPALIVE Layout::Int];
        Oobinline: [SOL_SOCKET SO_OOBINLINE Layout::Int];
        Linger: [SOL_SOCKET SO_LINGER Layout::Linger];
        Rcvbuf: [SOL_SOCKET SO_RCVBUF Layout::Int];
        Sndbuf: [SOL_SOCKET SO_SNDBUF Layout::Int];
        Rcvlowat: [SOL_SOCKET SO_RCVLOWAT Layout::Int];
        Sndlowat: [SOL_SOCKET SO_SNDLOWAT Layout::Int];
        Rcvtimeo: [SOL_SOCKET SO_RCVTIMEO Layout::Time];
        Sndtimeo: [SOL_SOCKET SO_SNDTIMEO Layout::Time];
        Type: [SOL_SOCKET SO_TYPE Layout::Type];
        Ttl: [IPPROTO_IP IP_TTL Layout::Int];
    }
    on all(known) {
        Tos: [IPPROTO_IP IP_TOS Layout::Int];
    }
    on all() {
        Hdrincl: [IPPROTO_IP IP_HDRINCL Layout::Int];
        MulticastIf: [IPPROTO_IP IP_MULTICAST_IF Layout::InAddr];
        MulticastLoop: [IPPROTO_IP IP_MULTICAST_LOOP MULTICAST];
        MulticastTtl: [IPPROTO_IP IP_MULTICAST_TTL MULTICAST];
        AddMembership: {get [] set [special::join]};
        DropMembership: {get [] set [special::leave]};
        V6only: [IPPROTO_IPV6 IPV6_V6ONLY Layout::Int];
        UnicastHops: [IPPROTO_IPV6 IPV6_UNICAST_HOPS Layout::Int];
        MulticastHops: [IPPROTO_IPV6 IPV6_MULTICAST_HOPS Layout::Int];
        MulticastIf6: [IPPROTO_IPV6 IPV6_MULTICAST_IF Layout::Unsigned];
        MulticastLoop6: [IPPROTO_IPV6 IPV6_MULTICAST_LOOP Layout::Unsigned];
        JoinGroup: {get [] set [special::join]};
        LeaveGroup: {get [] set [special::leave]};
        Recvpktinfo: [IPPROTO_IPV6 IPV6_RECVPKTINFO Layout::Int];
        Nodelay: [IPPROTO_TCP TCP_NODELAY Layout::Int];
    }
    on all(unix, not(target_os = "illumos")) {
        ReusePort: [SOL_SOCKET SO_REUSEPORT Layout::Int];
    }
    on all(unix) {
        Maxseg: [IPPROTO_TCP TCP_MAXSEG Layout::Int];
    }
    on all(unix, known) {
        Tclass: [IPPROTO_IPV6 IPV6_TCLASS Layout::Int];
    }
    on all(has_keepalive_times) {
        Keepidle: [IPPROTO_TCP TCP_KEEPIDLE Layout::Int];
        Keepintvl: [IPPROTO_TCP TCP_KEEPINTVL Layout::Int];
        Keepcnt: [IPPROTO_TCP TCP_KEEPCNT Layout::Int];
    }
    on all(has_recvtos) {
        Recvtos: [IPPROTO_IP IP_RECVTOS Layout::Int];
        Recvtclass: [IPPROTO_IPV6 IPV6_RECVTCLASS Layout::Int];
    }
    on all(has_recvttl) {
        Recvttl: [IPPROTO_IP IP_RECVTTL Layout::Int];
    }
    on all(has_ip_pktinfo) {
        Pktinfo: [IPPROTO_IP IP_PKTINFO Layout::Int];
    }
    on all(has_recvhoplimit) {
        Recvhoplimit: [IPPROTO_IPV6 IPV6_RECVHOPLIMIT Layout::Int];
    }
    on all(has_source_membership) {
        AddSourceMembership: {get [] set [special::join_source]};
        DropSourceMembership: {get [] set [special::leave_source]};
    }
    on all(has_ipv6_hdrincl) {
        Hdrincl6: [IPPROTO_IPV6 IPV6_HDRINCL Layout::Int];
    }
    on all(has_so_protocol) {
        Protocol: {get [special::protocol] set []};
    }
    on all(has_acceptconn) {
        Acceptconn: [SOL_SOCKET SO_ACCEPTCONN Layout::Int];
    }
    on all(has_tcp_congestion) {
        Congestion: [IPPROTO_TCP TCP_CONGESTION Layout::Text];
    }
    on all(has_original_dst) {
        OriginalDst: {get [special::original_dst] set []};
        OriginalDst6: {get [special::original_dst_v6] set []};
    }
    on all(linux_kernel) {
        Domain: [SOL_SOCKET SO_DOMAIN Layout::Family];
        Priority: [SOL_SOCKET SO_PRIORITY Layout::Int];
        Mark: [SOL_SOCKET SO_MARK Layout::Unsigned];
        Bindtodevice: {get [special::device] set [special::bind_device]};
        Bindtoifindex: [SOL_SOCKET SO_BINDTOIFINDEX Layout::Int];
        AttachFilter: {get [] set [special::attach_filter]};
        DetachFilter: {get [] set [special::detach_filter]};
        Transparent: [IPPROTO_IP IP_TRANSPARENT Layout::Int];
        Transparent6: [IPPROTO_IPV6 IPV6_TRANSPARENT Layout::Int];
        Freebind: [IPPROTO_IP IP_FREEBIND Layout::Int];
        Freebind6: [IPPROTO_IPV6 IPV6_FREEBIND Layout::Int];
        BindAddressNoPort: [IPPROTO_IP IP_BIND_ADDRESS_NO_PORT Layout::Int];
        LocalPortRange: [IPPROTO_IP IP_LOCAL_PORT_RANGE Layout::Unsigned];
        Recverr: [IPPROTO_IP IP_RECVERR Layout::Int];
        Recverr6: [IPPROTO_IPV6 IPV6_RECVERR Layout::Int];
        Recvorigdstaddr: [IPPROTO_IP IP_RECVORIGDSTADDR Layout::Int];
        Recvorigdstaddr6: [IPPROTO_IPV6 IPV6_RECVORIGDSTADDR Layout::Int];
        Mtu: [IPPROTO_IP IP_MTU Layout::Int];
        Addrform: [IPPROTO_IPV6 IPV6_ADDRFORM Layout::Int];
        UdpCork: [IPPROTO_UDP UDP_CORK Layout::Int];
        DeferAccept: [IPPROTO_TCP TCP_DEFER_ACCEPT Layout::Int];
        Syncnt: [IPPROTO_TCP TCP_SYNCNT Layout::Int];
        Linger2: [IPPROTO_TCP TCP_LINGER2 Layout::Int];
        Timestamp: [SOL_SOCKET SO_TIMESTAMP Layout::Int];
        Cork: [IPPROTO_TCP TCP_CORK Layout::Int];
        Quickack: [IPPROTO_TCP TCP_QUICKACK Layout::Int];
        ThinLinearTimeouts: [IPPROTO_TCP TCP_THIN_LINEAR_TIMEOUTS Layout::Int];
        NotsentLowat: [IPPROTO_TCP TCP_NOTSENT_LOWAT Layout::Unsigned];
        UserTimeout: [IPPROTO_TCP TCP_USER_TIMEOUT Layout::Millis];
    }
    on all(target_os = "linux") {
        Peercred: [SOL_SOCKET SO_PEERCRED Layout::Credentials];
        Passcred: [SOL_SOCKET SO_PASSCRED Layout::Int];
        Cookie: [SOL_SOCKET SO_COOKIE Layout::Cookie];
        IncomingCpu: [SOL_SOCKET SO_INCOMING_CPU Layout::Int];
        BusyPoll: [SOL_SOCKET SO_BUSY_POLL Layout::Int];
        MulticastAll: [IPPROTO_IP IP_MULTICAST_ALL Layout::Int];
        MulticastAll6: [IPPROTO_IPV6 IPV6_MULTICAST_ALL Layout::Int];
        DccpService: [SOL_DCCP DCCP_SOCKOPT_SERVICE Layout::Unsigned];
        DccpCcid: [SOL_DCCP DCCP_SOCKOPT_CCID Layout::Octet];
        DccpAvailableCcids: {get [special::available_ccids] set []};
        DccpTxCcid: [SOL_DCCP DCCP_SOCKOPT_TX_CCID Layout::Int];
        DccpRxCcid: [SOL_DCCP DCCP_SOCKOPT_RX_CCID Layout::Int];
        DccpServerTimewait: [SOL_DCCP DCCP_SOCKOPT_SERVER_TIMEWAIT Layout::Int];
        DccpSendCscov: [SOL_DCCP DCCP_SOCKOPT_SEND_CSCOV Layout::Int];
        DccpRecvCscov: [SOL_DCCP DCCP_SOCKOPT_RECV_CSCOV Layout::Int];
        DccpQpolicyTxqlen: [SOL_DCCP DCCP_SOCKOPT_QPOLICY_TXQLEN Layout::Int];
        DccpGetCurMps: [SOL_DCCP DCCP_SOCKOPT_GET_CUR_MPS Layout::Int];
    }
    on all(target_os = "macos") {
        Nosigpipe: [SOL_SOCKET SO_NOSIGPIPE Layout::Int];
    }
    on all(has_ip_bound_if) {
        BoundIf: [IPPROTO_IP IP_BOUND_IF Layout::Unsigned];
    }
    on all(target_os = "freebsd") {
        ReusePortLb: [SOL_SOCKET SO_REUSEPORT_LB Layout::Int];
        Setfib: [SOL_SOCKET SO_SETFIB Layout::Int];
    }
    on all(windows) {
        ExclusiveAddrUse: [SOL_SOCKET SO_EXCLUSIVEADDRUSE Layout::Int];
        AckFrequency: {get [] set [Socket::set_tcp_ack_frequency]};
    }
}

/// The numbers of options that go by functions, on systems where their structures are known: <netinet/in.h>,
/// <sys/socket.h>.
const OF_FUNCTIONS: &[(OptionName, Number)] = &[
    (OptionName::AddMembership, Number { level: c::IPPROTO_IP, name: c::IP_ADD_MEMBERSHIP }),
    (OptionName::DropMembership, Number { level: c::IPPROTO_IP, name: c::IP_DROP_MEMBERSHIP }),
    #[cfg(linux_kernel)]
    (OptionName::JoinGroup, Number { level: c::IPPROTO_IPV6, name: c::IPV6_ADD_MEMBERSHIP }),
    #[cfg(linux_kernel)]
    (OptionName::LeaveGroup, Number { level: c::IPPROTO_IPV6, name: c::IPV6_DROP_MEMBERSHIP }),
    #[cfg(linux_kernel)]
    (OptionName::Bindtodevice, Number { level: c::SOL_SOCKET, name: c::SO_BINDTODEVICE }),
    #[cfg(linux_kernel)]
    (OptionName::Protocol, Number { level: c::SOL_SOCKET, name: c::SO_PROTOCOL }),
];

/// The option SO_ERROR. What is pending is no option in the language, but an operation of its own.
pub(crate) const ERROR: Number = Number { level: c::SOL_SOCKET, name: c::SO_ERROR };

fn numbers() -> impl Iterator<Item = (OptionName, Number)> {
    let numbers = NUMBERS.iter().filter_map(|(option, number)| Some((*option, (*number)?)));
    numbers.chain(OF_FUNCTIONS.iter().copied())
}

/// The number of an option on this system, if it has the option and its value is bytes alone.
pub(crate) fn number_of(option: OptionName) -> Option<Number> {
    numbers().find(|(known, _)| *known == option).map(|(_, number)| number)
}

/// The option with this number.
pub(crate) fn numbered(number: Number) -> Option<OptionName> {
    numbers().find(|(_, known)| *known == number).map(|(option, _)| option)
}

/// The number of a level that has a name.
pub(crate) fn level(level: Level) -> i32 {
    match level {
        Level::Socket => c::SOL_SOCKET,
        Level::Ip => c::IPPROTO_IP,
        Level::Ipv6 => c::IPPROTO_IPV6,
        Level::Tcp => c::IPPROTO_TCP,
        Level::Udp => c::IPPROTO_UDP,
        Level::Number(number) => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of options says what can be read and set, and this one how.
    #[test]
    fn what_can_be_read_and_set_has_a_call() {
        for (option, calls) in CALLS {
            if let Some(calls) = calls {
                assert_eq!((option.can_be_read(), option.can_be_set()), *calls, "{option}");
            }
        }
    }

    /// What a number may do is judged as what the option may do that has it.
    #[test]
    fn no_two_options_have_one_number() {
        for (option, number) in numbers() {
            assert_eq!(numbered(number), Some(option));
        }
    }
}
