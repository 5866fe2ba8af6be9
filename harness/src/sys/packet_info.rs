//! Control messages that say where a datagram was sent to, or where it is to be sent from: IP_PKTINFO of ip(7),
//! IPV6_PKTINFO of RFC 3542; both on Microsoft Learn.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::message::Control;
use crate::bytes::array;

/// The two protocols. Each has a structure of its own for the same information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// IP_PKTINFO and `struct in_pktinfo`.
    V4,
    /// IPV6_PKTINFO and `struct in6_pktinfo`.
    V6,
}

/// The information that comes with a datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketInfo {
    /// The destination in its header.
    pub destination: IpAddr,
    /// The address of this host that received it. Only IPv4 has this, and not on Windows.
    pub local: Option<Ipv4Addr>,
    /// The index of the interface that received it.
    pub interface: u32,
}

/// The control message that makes a datagram come from this address, whatever the name of the socket is.
///
/// # Errors
/// On a platform without such a message.
pub fn from_source(source: IpAddr) -> io::Result<Control> {
    let (version, data) = match source {
        IpAddr::V4(ip) => (Version::V4, system::write_v4(ip)),
        IpAddr::V6(ip) => (Version::V6, [&ip.octets()[..], &[0; 4]].concat()),
    };
    let (level, kind) = system::message(version).ok_or(io::ErrorKind::Unsupported)?;
    Ok(Control { level, kind, data })
}

/// Reads the data of a control message of this protocol; none if the data was cut off.
#[must_use]
pub fn read(version: Version, data: &[u8]) -> Option<PacketInfo> {
    match version {
        Version::V4 => system::read_v4(data),
        Version::V6 => read_v6(data),
    }
}

/// `struct in6_pktinfo`, which is the same on all systems: address, interface.
fn read_v6(data: &[u8]) -> Option<PacketInfo> {
    Some(PacketInfo {
        destination: Ipv6Addr::from(array::<16>(data, 0)?).into(),
        local: None,
        interface: u32::from_ne_bytes(array(data, 16)?),
    })
}

#[cfg(unix)]
mod system {
    use std::net::Ipv4Addr;

    use super::{PacketInfo, Version};
    use crate::bytes::array;

    /// Level and type of the control message.
    pub(super) fn message(version: Version) -> Option<(i32, i32)> {
        match version {
            Version::V4 => ip_pktinfo(),
            Version::V6 => Some((libc::IPPROTO_IPV6, libc::IPV6_PKTINFO)),
        }
    }

    #[cfg(has_ip_pktinfo)]
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    fn ip_pktinfo() -> Option<(i32, i32)> {
        Some((libc::IPPROTO_IP, libc::IP_PKTINFO))
    }

    /// NetBSD and illumos have another structure of that name. Other systems have none.
    #[cfg(not(has_ip_pktinfo))]
    fn ip_pktinfo() -> Option<(i32, i32)> {
        None
    }

    /// `struct in_pktinfo` of ip(7): interface, local address, destination.
    pub(super) fn write_v4(source: Ipv4Addr) -> Vec<u8> {
        [[0; 4], source.octets(), [0; 4]].concat()
    }

    pub(super) fn read_v4(data: &[u8]) -> Option<PacketInfo> {
        Some(PacketInfo {
            destination: Ipv4Addr::from(array(data, 8)?).into(),
            local: Some(Ipv4Addr::from(array(data, 4)?)),
            interface: u32::from_ne_bytes(array(data, 0)?),
        })
    }
}

/// "IPPROTO_IP Socket Options", "IPPROTO_IPV6 Socket Options" and "WSARecvMsg" on Microsoft Learn.
#[cfg(windows)]
mod system {
    use std::net::Ipv4Addr;

    use windows_sys::Win32::Networking::WinSock::{IP_PKTINFO, IPPROTO_IP, IPPROTO_IPV6, IPV6_PKTINFO};

    use super::{PacketInfo, Version};
    use crate::bytes::array;

    /// Level and type of the control message.
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    pub(super) fn message(version: Version) -> Option<(i32, i32)> {
        Some(match version {
            Version::V4 => (IPPROTO_IP, IP_PKTINFO),
            Version::V6 => (IPPROTO_IPV6, IPV6_PKTINFO),
        })
    }

    /// `in_pktinfo` on Microsoft Learn: one address, interface.
    pub(super) fn write_v4(source: Ipv4Addr) -> Vec<u8> {
        [source.octets(), [0; 4]].concat()
    }

    pub(super) fn read_v4(data: &[u8]) -> Option<PacketInfo> {
        Some(PacketInfo {
            destination: Ipv4Addr::from(array(data, 0)?).into(),
            local: None,
            interface: u32::from_ne_bytes(array(data, 4)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::v4("127.0.0.2", Version::V4, if cfg!(windows) { 8 } else { 12 })]
    #[case::v6("::1", Version::V6, 20)]
    fn whole_data_alone_are_read(
        #[case] source: IpAddr,
        #[case] version: Version,
        #[case] length: usize,
    ) -> io::Result<()> {
        let control = from_source(source)?;
        assert_eq!(control.data.len(), length);
        assert!(read(version, &control.data).is_some());
        assert_eq!(read(version, &control.data[1..]), None);
        Ok(())
    }

    /// Windows has one address: the source when it sends, the destination when it receives.
    #[test]
    fn the_source_goes_where_the_local_address_is_read() -> io::Result<()> {
        let source = Ipv4Addr::new(127, 0, 0, 2);
        let info = read(Version::V4, &from_source(source.into())?.data).expect("it is whole");
        let local = if cfg!(windows) { info.destination } else { info.local.expect("it has one").into() };
        assert_eq!(local, source);
        Ok(())
    }
}
