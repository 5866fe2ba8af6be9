//! Address families.

use socket2::Domain;

use crate::named_enum::named_enum;

named_enum! {
    /// An address family: `sys/socket.h` in POSIX. For `socket` it is the domain.
    pub enum Family, "family" {
        /// No family in particular.
        Unspec = "AF_UNSPEC",
        /// Sockets of this host, named by paths: unix(7).
        Unix = "AF_UNIX",
        /// IPv4: ip(7).
        Inet = "AF_INET",
        /// IPv6: ipv6(7), RFC 3493.
        Inet6 = "AF_INET6",
        /// The kernel of Linux and its users: netlink(7).
        Netlink = "AF_NETLINK",
        /// Packets of a device, on Linux: packet(7).
        Packet = "AF_PACKET",
        /// Virtual machines and their hosts, on Linux: vsock(7).
        Vsock = "AF_VSOCK",
    } or number
}

impl Family {
    /// The number of the family on this platform.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            Self::Unspec => 0,
            Self::Unix => Domain::UNIX.into(),
            Self::Inet => Domain::IPV4.into(),
            Self::Inet6 => Domain::IPV6.into(),
            Self::Netlink => on_linux(16),
            Self::Packet => on_linux(17),
            Self::Vsock => on_linux(40),
            Self::Number(number) => number,
        }
    }

    /// The family with this number on this platform.
    #[must_use]
    pub fn numbered(number: i32) -> Self {
        let named = [Self::Unspec, Self::Unix, Self::Inet, Self::Inet6, Self::Netlink, Self::Packet, Self::Vsock];
        let is_it = |family: &Self| family.number() == number && number != ABSENT;
        named.into_iter().find(is_it).unwrap_or(Self::Number(number))
    }
}

/// Stands for the number of a family that the platform lacks. No family has this number.
const ABSENT: i32 = -1;

/// The number of a family that only Linux has: `bits/socket.h`.
fn on_linux(number: i32) -> i32 {
    if cfg!(linux_kernel) { number } else { ABSENT }
}
