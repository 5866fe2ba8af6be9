//! The constants of the Sockets API and their numbers on this platform, in one table. It serves cases, which name
//! constants, and answers of the system, which are numbers; the operation `constants` lists it.
//!
//! A name that the platform lacks stays in the table, without a number. So the tables of two platforms have the same
//! lines.

use super::errno;
use super::error_about;
use super::identity::Platform;
use super::systems::holds;
use crate::named_enum::named_enum;

/// A constant: its name, and its number if the platform has it.
pub type Constant = (&'static str, Option<i64>);

named_enum! {
    /// Constants that belong together. Most share the beginning of their names.
    pub enum Prefix, "prefix" {
        /// Address families: `sys/socket.h`.
        Family = "AF_",
        /// Types of sockets: `sys/socket.h`.
        SocketType = "SOCK_",
        /// Protocols: `netinet/in.h`.
        Protocol = "IPPROTO_",
        /// Flags of getaddrinfo: `netdb.h`.
        Addrinfo = "AI_",
        /// Flags of getnameinfo: `netdb.h`.
        Nameinfo = "NI_",
        /// Errors of both: `netdb.h`.
        Resolver = "EAI_",
        /// Flags of sending and receiving: `sys/socket.h`.
        Message = "MSG_",
        /// Options of any socket: `sys/socket.h`.
        SocketOption = "SO_",
        /// Errors of calls: `errno.h`.
        Errno = "errno",
        /// The sizes of addresses in bytes: `sys/socket.h`, `netinet/in.h`, `sys/un.h`.
        Sockaddr = "sockaddr",
    }
}

/// The constants with a prefix, in the same order on every platform.
#[must_use]
pub fn table(prefix: Prefix) -> Vec<Constant> {
    match prefix {
        Prefix::Errno => errno::numbers().collect(),
        _ => entries(prefix).iter().map(|(constant, _)| *constant).collect(),
    }
}

/// The constants with a prefix, each with the systems that have it, as a condition of [`super::systems`].
#[must_use]
pub fn conditions(prefix: Prefix) -> Vec<(&'static str, String)> {
    match prefix {
        Prefix::Errno => errno::conditions().collect(),
        _ => entries(prefix).iter().map(|((name, _), condition)| (*name, (*condition).to_owned())).collect(),
    }
}

/// The names of the constants with a prefix. They are the same on every platform.
pub fn names(prefix: Prefix) -> impl Iterator<Item = &'static str> {
    let errors = if prefix == Prefix::Errno { errno::NAMES } else { &[] };
    entries(prefix).iter().map(|((name, _), _)| *name).chain(errors.iter().copied())
}

/// The same, each with what it stands for: an error has a sentence, and the others have that of their prefix.
#[must_use]
pub fn words(prefix: Prefix) -> Vec<(&'static str, &'static str)> {
    let about = |name| match prefix {
        Prefix::Errno | Prefix::Resolver => error_about::about(name),
        _ => prefix.about(),
    };
    names(prefix).map(|name| (name, about(name))).collect()
}

/// Whether a platform has the constant with this name, which is not one of `errno`. A name that is in no table is taken
/// to be everywhere.
#[must_use]
pub fn is_on(name: &str, platform: Platform) -> bool {
    let mut entries = Prefix::ALL.iter().flat_map(|prefix| entries(*prefix));
    let found = entries.find(|((known, _), _)| *known == name);
    found.is_none_or(|(_, condition)| holds(condition, platform))
}

fn entries(prefix: Prefix) -> &'static [(Constant, &'static str)] {
    match prefix {
        Prefix::Family => FAMILIES,
        Prefix::SocketType => SOCKET_TYPES,
        Prefix::Protocol => PROTOCOLS,
        Prefix::Addrinfo => ADDRINFO,
        Prefix::Nameinfo => NAMEINFO,
        Prefix::Resolver => RESOLVER,
        Prefix::Message => MESSAGE,
        Prefix::SocketOption => SOCKET_OPTIONS,
        Prefix::Sockaddr => SOCKADDR,
        Prefix::Errno => &[],
    }
}

/// The number of a constant, if the platform has it.
#[must_use]
pub fn number(prefix: Prefix, name: &str) -> Option<i32> {
    let (_, number) = table(prefix).into_iter().find(|(known, _)| *known == name)?;
    number.and_then(|number| i32::try_from(number).ok())
}

/// The name of a number, if it has one; the first of several.
#[must_use]
pub fn find_name(prefix: Prefix, number: i32) -> Option<&'static str> {
    let constant = table(prefix).into_iter().find(|(_, known)| *known == Some(i64::from(number)));
    constant.map(|(name, _)| name)
}

/// The name of a number, or the number itself if it has no name.
#[must_use]
pub fn name(prefix: Prefix, number: i32) -> String {
    find_name(prefix, number).map_or_else(|| number.to_string(), str::to_owned)
}

/// A list of constants. Each line begins with the platforms that have them.
macro_rules! table {
    ($($platforms:meta: $($name:ident)+;)+) => {
        &[$($(((stringify!($name), {
            #[cfg($platforms)]
            { Some(system::$name as i64) }
            #[cfg(not($platforms))]
            { None }
        }), stringify!($platforms)),)+)+]
    };
}

/// A list of structures with their sizes. Each line begins with the platforms that have them.
macro_rules! sizes {
    ($($platforms:meta: $($name:ident)+;)+) => {
        &[$($(((stringify!($name), {
            #[cfg($platforms)]
            { Some(size_of::<system::$name>() as i64) }
            #[cfg(not($platforms))]
            { None }
        }), stringify!($platforms)),)+)+]
    };
}

const FAMILIES: &[(Constant, &str)] = table! {
    all(): AF_UNSPEC AF_UNIX AF_INET AF_INET6 AF_APPLETALK AF_IPX;
    known: AF_SNA;
    unix: AF_LOCAL AF_ROUTE;
    linux_kernel: AF_VSOCK;
    target_os = "linux": AF_XDP;
    linux_kernel: AF_NETLINK AF_PACKET AF_ALG AF_BLUETOOTH AF_CAN AF_TIPC;
    any(target_vendor = "apple", target_os = "freebsd", windows): AF_LINK AF_NETBIOS;
    target_vendor = "apple": AF_SYSTEM AF_NDRV;
    any(linux_kernel, windows): AF_IRDA;
    windows: AF_BTH AF_HYPERV;
};

const SOCKET_TYPES: &[(Constant, &str)] = table! {
    all(): SOCK_STREAM SOCK_DGRAM SOCK_RAW;
    known: SOCK_RDM;
    all(): SOCK_SEQPACKET;
    any(linux_kernel, target_os = "freebsd"): SOCK_CLOEXEC SOCK_NONBLOCK;
    linux_kernel: SOCK_DCCP;
};

const PROTOCOLS: &[(Constant, &str)] = table! {
    all(): IPPROTO_IP IPPROTO_ICMP IPPROTO_TCP IPPROTO_UDP IPPROTO_IPV6 IPPROTO_ICMPV6 IPPROTO_RAW;
    all(known, not(target_os = "illumos")): IPPROTO_IGMP IPPROTO_EGP IPPROTO_PUP IPPROTO_IDP IPPROTO_ROUTING
        IPPROTO_FRAGMENT IPPROTO_ESP IPPROTO_AH IPPROTO_NONE IPPROTO_DSTOPTS IPPROTO_PIM;
    any(linux_kernel, target_os = "freebsd", windows): IPPROTO_SCTP;
    all(known, not(target_os = "illumos")): IPPROTO_HOPOPTS;
    all(unix, known, not(target_os = "illumos")): IPPROTO_RSVP IPPROTO_GRE IPPROTO_TP;
    any(linux_kernel, target_os = "freebsd"): IPPROTO_UDPLITE;
    linux_kernel: IPPROTO_DCCP IPPROTO_MPTCP;
    target_os = "freebsd": IPPROTO_DIVERT;
    any(target_vendor = "apple", target_os = "freebsd", windows): IPPROTO_GGP IPPROTO_ND IPPROTO_ST IPPROTO_IGP
        IPPROTO_RDP IPPROTO_PGM;
    windows: IPPROTO_CBT IPPROTO_L2TP IPPROTO_RM;
};

const ADDRINFO: &[(Constant, &str)] = table! {
    all(): AI_CANONNAME;
    not(target_os = "illumos"): AI_PASSIVE AI_NUMERICHOST AI_NUMERICSERV AI_ADDRCONFIG;
    not(any(target_os = "illumos", target_os = "netbsd", target_os = "openbsd")): AI_V4MAPPED AI_ALL;
    any(target_vendor = "apple", target_os = "android"): AI_V4MAPPED_CFG AI_DEFAULT;
    target_vendor = "apple": AI_UNUSABLE;
    any(target_os = "openbsd", windows): AI_FQDN;
    windows: AI_DNS_ONLY AI_FORCE_CLEAR_TEXT AI_BYPASS_DNS_CACHE AI_RETURN_TTL AI_NON_AUTHORITATIVE AI_SECURE
        AI_RETURN_PREFERRED_NAMES AI_FILESERVER AI_DISABLE_IDN_ENCODING AI_SECURE_WITH_FALLBACK
        AI_EXCLUSIVE_CUSTOM_SERVERS AI_RETURN_RESPONSE_FLAGS AI_REQUIRE_SECURE AI_RESOLUTION_HANDLE AI_EXTENDED;
};

const NAMEINFO: &[(Constant, &str)] = table! {
    all(): NI_NUMERICHOST NI_NUMERICSERV NI_NOFQDN NI_NAMEREQD NI_DGRAM;
    any(target_vendor = "apple", target_os = "netbsd", all(target_os = "linux", target_env = "musl")): NI_NUMERICSCOPE;
};

const RESOLVER: &[(Constant, &str)] = table! {
    all(): EAI_AGAIN EAI_BADFLAGS EAI_FAIL EAI_FAMILY EAI_MEMORY EAI_NONAME EAI_SERVICE EAI_SOCKTYPE;
    unix: EAI_OVERFLOW EAI_SYSTEM;
    any(linux_kernel, target_os = "macos", target_os = "netbsd", target_os = "openbsd", target_os = "dragonfly",
        target_os = "illumos"): EAI_ADDRFAMILY EAI_NODATA;
    any(bsd, target_os = "android"): EAI_BADHINTS EAI_PROTOCOL;
    target_os = "linux": EAI_IDN_ENCODE;
    windows: EAI_IPSECPOLICY EAI_NOSECURENAME;
};

const MESSAGE: &[(Constant, &str)] = table! {
    all(): MSG_OOB MSG_PEEK MSG_DONTROUTE MSG_WAITALL MSG_TRUNC MSG_CTRUNC;
    unix: MSG_EOR MSG_DONTWAIT MSG_NOSIGNAL;
    any(linux_kernel, windows): MSG_ERRQUEUE;
    linux_kernel: MSG_CONFIRM MSG_FASTOPEN MSG_MORE;
    target_os = "linux": MSG_ZEROCOPY;
    any(linux_kernel, target_os = "freebsd"): MSG_CMSG_CLOEXEC MSG_WAITFORONE;
    any(target_vendor = "apple", target_os = "freebsd", target_os = "android"): MSG_EOF;
    windows: MSG_BCAST MSG_INTERRUPT MSG_MCAST MSG_PARTIAL MSG_PUSH_IMMEDIATE;
};

const SOCKET_OPTIONS: &[(Constant, &str)] = table! {
    all(): SO_BROADCAST SO_DEBUG SO_DONTROUTE SO_ERROR SO_KEEPALIVE SO_LINGER SO_OOBINLINE SO_RCVBUF SO_RCVLOWAT
        SO_RCVTIMEO SO_REUSEADDR SO_SNDBUF SO_SNDLOWAT SO_SNDTIMEO SO_TYPE SO_ACCEPTCONN;
    known: SO_TIMESTAMP;
    not(any(target_os = "illumos", windows)): SO_REUSEPORT;
    any(linux_kernel, target_os = "freebsd"): SO_DOMAIN SO_PROTOCOL;
    linux_kernel: SO_ATTACH_FILTER SO_BINDTODEVICE SO_BUSY_POLL SO_COOKIE SO_INCOMING_CPU SO_MARK SO_PASSCRED
        SO_PEERCRED SO_PEERSEC SO_PRIORITY SO_RXQ_OVFL SO_ZEROCOPY;
    any(target_vendor = "apple", target_os = "freebsd"): SO_NOSIGPIPE;
    any(target_vendor = "apple", target_os = "freebsd", windows): SO_USELOOPBACK;
    target_vendor = "apple": SO_LINGER_SEC SO_NREAD SO_NWRITE;
    target_os = "freebsd": SO_REUSEPORT_LB SO_SETFIB;
    windows: SO_BSP_STATE SO_COMPARTMENT_ID SO_CONDITIONAL_ACCEPT SO_CONNECT_TIME SO_DONTLINGER SO_EXCLUSIVEADDRUSE
        SO_GROUP_ID SO_GROUP_PRIORITY SO_MAX_MSG_SIZE SO_PAUSE_ACCEPT SO_PORT_SCALABILITY SO_PROTOCOL_INFOA
        SO_PROTOCOL_INFOW SO_RANDOMIZE_PORT SO_REUSE_MULTICASTPORT SO_REUSE_UNICASTPORT SO_UPDATE_ACCEPT_CONTEXT
        SO_UPDATE_CONNECT_CONTEXT;
};

const SOCKADDR: &[(Constant, &str)] = sizes! {
    all(): sockaddr sockaddr_in sockaddr_in6 sockaddr_un sockaddr_storage;
    linux_kernel: sockaddr_ll sockaddr_nl sockaddr_vm;
};

#[cfg(unix)]
mod system {
    pub(super) use libc::*;

    // Constants of `netdb.h` and `sys/socket.h` that the libc crate lacks.
    #[cfg(target_os = "linux")]
    pub(super) const EAI_ADDRFAMILY: i32 = -9;
    #[cfg(all(target_os = "linux", target_env = "musl"))]
    pub(super) const EAI_NODATA: i32 = -5;
    #[cfg(all(target_os = "linux", target_env = "musl"))]
    pub(super) const NI_NUMERICSCOPE: i32 = 0x100;
    #[cfg(all(target_os = "linux", target_env = "musl"))]
    pub(super) const AF_VSOCK: i32 = 40;
    #[cfg(all(target_os = "linux", target_env = "musl"))]
    pub(super) const AF_XDP: i32 = 44;
    #[cfg(target_os = "linux")]
    pub(super) const EAI_IDN_ENCODE: i32 = -105;
    #[cfg(any(target_os = "macos", target_os = "netbsd", target_os = "dragonfly", target_os = "illumos"))]
    pub(super) const EAI_ADDRFAMILY: i32 = 1;
    #[cfg(target_os = "openbsd")]
    pub(super) const EAI_ADDRFAMILY: i32 = -9;
    #[cfg(target_os = "dragonfly")]
    pub(super) const EAI_NODATA: i32 = 7;
    #[cfg(all(bsd, not(target_os = "openbsd")))]
    pub(super) const EAI_BADHINTS: i32 = 12;
    #[cfg(all(bsd, not(target_os = "openbsd")))]
    pub(super) const EAI_PROTOCOL: i32 = 13;
    #[cfg(target_os = "openbsd")]
    pub(super) const EAI_BADHINTS: i32 = -12;
    #[cfg(target_os = "openbsd")]
    pub(super) const EAI_PROTOCOL: i32 = -13;

    // Android's `netdb.h`, `sys/socket.h` and `asm-generic/socket.h`, in libc/ of platform/bionic.
    #[cfg(target_os = "android")]
    pub(super) const EAI_ADDRFAMILY: i32 = 1;
    #[cfg(target_os = "android")]
    pub(super) const EAI_BADHINTS: i32 = 12;
    #[cfg(target_os = "android")]
    pub(super) const EAI_PROTOCOL: i32 = 13;
    #[cfg(target_os = "android")]
    pub(super) const MSG_EOF: i32 = 0x200;
    #[cfg(target_os = "android")]
    pub(super) const SO_INCOMING_CPU: i32 = 49;
    #[cfg(target_os = "android")]
    pub(super) const SO_COOKIE: i32 = 57;
    #[cfg(target_os = "android")]
    pub(super) const SO_ZEROCOPY: i32 = 60;
}

#[cfg(windows)]
mod system {
    pub(super) use windows_sys::Win32::Networking::WinSock::*;
    pub(super) use windows_sys::Win32::Networking::WinSock::{
        SOCKADDR as sockaddr, SOCKADDR_IN as sockaddr_in, SOCKADDR_IN6 as sockaddr_in6,
        SOCKADDR_STORAGE as sockaddr_storage, SOCKADDR_UN as sockaddr_un,
    };

    // `ws2tcpip.h` defines these as errors of Winsock; windows-sys leaves them out.
    pub(super) const EAI_AGAIN: i32 = WSATRY_AGAIN;
    pub(super) const EAI_BADFLAGS: i32 = WSAEINVAL;
    pub(super) const EAI_FAIL: i32 = WSANO_RECOVERY;
    pub(super) const EAI_FAMILY: i32 = WSAEAFNOSUPPORT;
    pub(super) const EAI_MEMORY: i32 = WSA_NOT_ENOUGH_MEMORY;
    pub(super) const EAI_NONAME: i32 = WSAHOST_NOT_FOUND;
    pub(super) const EAI_SERVICE: i32 = WSATYPE_NOT_FOUND;
    pub(super) const EAI_SOCKTYPE: i32 = WSAESOCKTNOSUPPORT;
    pub(super) const EAI_IPSECPOLICY: i32 = WSA_IPSEC_NAME_POLICY_ERROR;
    pub(super) const EAI_NOSECURENAME: i32 = WSA_SECURE_HOST_NOT_FOUND;

    /// Bluetooth: `ws2bth.h`.
    pub(super) const AF_BTH: u16 = 32;
}
