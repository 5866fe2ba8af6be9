//! Addresses as the system reads them: as bytes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use socket2::SockAddr;

use crate::address::Family;
use crate::bytes::array;
use crate::operation::Reach;
use crate::sys;

/// The bytes of a `sockaddr_in` and of a `sockaddr_in6`.
const SOCKADDR_IN: usize = 16;
const SOCKADDR_IN6: usize = 28;

/// The address that the stack behind a socket of this family reads from these bytes, v4-mapped ones as those of IPv4,
/// to which they lead; none if it refuses the family. It takes AF_UNSPEC for its own: `udp_sendmsg` in net/ipv4/udp.c,
/// `rawv6_sendmsg` in net/ipv6/raw.c of Linux. AF_INET6 sockets take AF_INET: `ip6_datagram_connect` in
/// net/ipv6/datagram.c. An address that is too short is refused, so that the bytes behind it do not matter.
pub(super) fn internet(address: &SockAddr, socket: Family) -> Option<SocketAddr> {
    match (socket, Family::numbered(address.family().into())) {
        (Family::Inet, Family::Inet | Family::Unspec) | (Family::Inet6, Family::Inet) => {
            of_family(address, Family::Inet)
        }
        (Family::Inet6, Family::Inet6 | Family::Unspec) => of_family(address, Family::Inet6),
        _ => None,
    }
}

/// All addresses that the stack of this family behind a socket may read from these bytes.
pub(super) fn readings(address: &SockAddr, socket: Family, reach: Reach) -> Vec<SocketAddr> {
    let of_socket = ignores_family(address, socket, reach).then(|| of_family(address, socket)).flatten();
    internet(address, socket).into_iter().chain(of_socket).collect()
}

/// Whether the stack of this family may take an address of another for one of its own. On Linux, `raw_bind` in
/// net/ipv4/raw.c does. XNU looks at the length alone: `in_pcbbind` in bsd/netinet/in_pcb.c; what is not known better
/// is taken to do the same. Windows refuses another family ("LPWSPBind callback function" on Microsoft Learn).
fn ignores_family(address: &SockAddr, socket: Family, reach: Reach) -> bool {
    let has_length = || address.len() as usize == if socket == Family::Inet { SOCKADDR_IN } else { SOCKADDR_IN6 };
    if cfg!(linux_kernel) { reach == Reach::Raw } else { cfg!(not(windows)) && has_length() }
}

/// The address in these bytes, if they are one of this family.
fn of_family(address: &SockAddr, family: Family) -> Option<SocketAddr> {
    let bytes = padded::<28>(address);
    let port = u16::from_be_bytes(array(&bytes, 2)?);
    if family == Family::Inet {
        return Some(SocketAddr::from((Ipv4Addr::from(array::<4>(&bytes, 4)?), port)));
    }
    let ip = Ipv6Addr::from(array::<16>(&bytes, 8)?);
    let scope = u32::from_ne_bytes(array(&bytes, 24)?);
    Some(match IpAddr::V6(ip).to_canonical() {
        IpAddr::V4(ip) => SocketAddr::from((ip, port)),
        IpAddr::V6(ip) => SocketAddr::V6(SocketAddrV6::new(ip, port, 0, scope)),
    })
}

/// Whether AF_UNIX refuses an address because of its family: EINVAL of unix(7). Other systems than Linux may not look.
pub(super) fn is_refused_unix(address: &SockAddr) -> bool {
    cfg!(linux_kernel) && Family::numbered(address.family().into()) != Family::Unix
}

/// The first bytes of an address, and zero bytes behind them.
pub(super) fn padded<const N: usize>(address: &SockAddr) -> [u8; N] {
    let (mut padded, bytes) = ([0; N], sys::address::to_bytes(address));
    let length = bytes.len().min(N);
    padded[..length].copy_from_slice(&bytes[..length]);
    padded
}

/// The 32-bit number at this place of an address.
pub(super) fn number(address: &SockAddr, at: usize) -> u32 {
    array(&padded::<16>(address), at).map_or(0, u32::from_ne_bytes)
}

#[cfg(all(test, linux_kernel))]
mod tests {
    use rstest::rstest;

    use super::*;

    /// 198.51.100.1:9 of this family.
    fn address(family: i32) -> SockAddr {
        let family = (family as u16).to_ne_bytes();
        sys::address::from_bytes(&[&family[..], &[0, 9, 198, 51, 100, 1], &[0; 8]].concat())
    }

    #[rstest]
    #[case::unknown(77)]
    #[case::of_ipv6(Family::Inet6.number())]
    fn family_that_raw_sockets_do_not_look_at(#[case] family: i32) {
        assert_eq!(readings(&address(family), Family::Inet, Reach::Raw), [SocketAddr::from(([198, 51, 100, 1], 9))]);
        assert!(readings(&address(family), Family::Inet, Reach::Internet).is_empty());
    }
}
