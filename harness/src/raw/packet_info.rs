//! Where a datagram was sent to and where it is sent from: IP_PKTINFO of ip(7), IPV6_PKTINFO of RFC 3542.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use socket2::Socket;

use super::array;
use super::message::Control;

/// The two protocols, which tell the same in structures of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// IP_PKTINFO and `struct in_pktinfo`.
    V4,
    /// IPV6_RECVPKTINFO, IPV6_PKTINFO and `struct in6_pktinfo`.
    V6,
}

/// What comes with a datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketInfo {
    /// Where it was sent to, as its header has it.
    pub destination: IpAddr,
    /// The address of this host that took it, which IPv4 alone tells apart.
    pub local: Option<Ipv4Addr>,
    /// The index of the interface it came in by.
    pub interface: u32,
}

/// Asks for the information to come with every datagram, or not.
///
/// # Errors
/// Those of setsockopt(2).
pub fn request(socket: &Socket, version: Version, on: bool) -> io::Result<()> {
    system::set(socket, version, on.into())
}

/// Whether the information comes with every datagram.
///
/// # Errors
/// Those of getsockopt(2).
pub fn is_requested(socket: &Socket, version: Version) -> io::Result<bool> {
    system::get(socket, version).map(|value| value != 0)
}

/// The control message that lets a datagram be sent from this address, whatever the socket's own name is.
///
/// # Errors
/// On a platform without it.
pub fn from_source(source: IpAddr) -> io::Result<Control> {
    let (version, data) = match source {
        IpAddr::V4(ip) => (Version::V4, [[0; 4], ip.octets(), [0; 4]].concat()),
        IpAddr::V6(ip) => (Version::V6, [&ip.octets()[..], &[0; 4]].concat()),
    };
    let (level, kind) = system::message(version).ok_or(io::ErrorKind::Unsupported)?;
    Ok(Control { level, kind, data })
}

/// The protocol whose information a control message holds; none where it holds something else.
#[must_use]
pub fn version(control: &Control) -> Option<Version> {
    let is_of = |version: &Version| system::message(*version) == Some((control.level, control.kind));
    [Version::V4, Version::V6].into_iter().find(is_of)
}

/// Reads the data of a control message of this protocol; none where they were cut off.
#[must_use]
pub fn read(version: Version, data: &[u8]) -> Option<PacketInfo> {
    Some(match version {
        Version::V4 => PacketInfo {
            destination: Ipv4Addr::from(array(data, 8)?).into(),
            local: Some(Ipv4Addr::from(array(data, 4)?)),
            interface: u32::from_ne_bytes(array(data, 0)?),
        },
        Version::V6 => PacketInfo {
            destination: Ipv6Addr::from(array::<16>(data, 0)?).into(),
            local: None,
            interface: u32::from_ne_bytes(array(data, 16)?),
        },
    })
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::os::fd::AsRawFd;

    use socket2::Socket;

    use super::Version;

    /// Level and name of the option.
    fn option(version: Version) -> Option<(i32, i32)> {
        match version {
            Version::V4 => ip_pktinfo(),
            Version::V6 => Some((libc::IPPROTO_IPV6, libc::IPV6_RECVPKTINFO)),
        }
    }

    /// Level and type of the control message.
    pub(super) fn message(version: Version) -> Option<(i32, i32)> {
        match version {
            Version::V4 => ip_pktinfo(),
            Version::V6 => Some((libc::IPPROTO_IPV6, libc::IPV6_PKTINFO)),
        }
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    fn ip_pktinfo() -> Option<(i32, i32)> {
        Some((libc::IPPROTO_IP, libc::IP_PKTINFO))
    }

    /// NetBSD and Solaris have a structure of another form under that name, other systems none.
    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn ip_pktinfo() -> Option<(i32, i32)> {
        None
    }

    pub(super) fn set(socket: &Socket, version: Version, value: i32) -> io::Result<()> {
        let (level, name) = option(version).ok_or(io::ErrorKind::Unsupported)?;
        let length = size_of_val(&value) as libc::socklen_t;
        // SAFETY: the value has `length` bytes and outlives the call.
        let result = unsafe { libc::setsockopt(socket.as_raw_fd(), level, name, (&raw const value).cast(), length) };
        if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    pub(super) fn get(socket: &Socket, version: Version) -> io::Result<i32> {
        let (level, name) = option(version).ok_or(io::ErrorKind::Unsupported)?;
        let mut value = 0_i32;
        let mut length = size_of_val(&value) as libc::socklen_t;
        let (to, room) = ((&raw mut value).cast(), &raw mut length);
        // SAFETY: the value has room for `length` bytes, and both outlive the call.
        let result = unsafe { libc::getsockopt(socket.as_raw_fd(), level, name, to, room) };
        if result == 0 { Ok(value) } else { Err(io::Error::last_os_error()) }
    }
}

/// A system that the harness has no sendmsg and recvmsg for.
#[cfg(not(unix))]
mod system {
    use std::io;

    use socket2::Socket;

    use super::Version;

    pub(super) fn message(_: Version) -> Option<(i32, i32)> {
        None
    }

    pub(super) fn set(_: &Socket, _: Version, _: i32) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn get(_: &Socket, _: Version) -> io::Result<i32> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::v4("127.0.0.2", Version::V4, 12)]
    #[case::v6("::1", Version::V6, 20)]
    fn whole_data_alone_are_read(
        #[case] source: IpAddr,
        #[case] version: Version,
        #[case] length: usize,
    ) -> io::Result<()> {
        let control = from_source(source)?;
        assert_eq!(super::version(&control), Some(version));
        assert_eq!(control.data.len(), length);
        assert!(read(version, &control.data).is_some());
        assert_eq!(read(version, &control.data[1..]), None);
        Ok(())
    }

    #[test]
    fn the_source_goes_where_the_local_address_is_read() -> io::Result<()> {
        let source = Ipv4Addr::new(127, 0, 0, 2);
        let info = read(Version::V4, &from_source(source.into())?.data).expect("it is whole");
        assert_eq!(info.local, Some(source));
        Ok(())
    }
}
