//! Errors that wait: MSG_ERRQUEUE of recv(2), IP_RECVERR of ip(7).

use socket2::SockAddr;

use super::address;
use super::message::Ancillary;
use crate::bytes::array;

/// An error that waited, as a control message reports it: `struct sock_extended_err` of `linux/errqueue.h`, and the
/// address of who caused it.
#[derive(Clone, Debug)]
pub struct Queued {
    /// `ee_errno`.
    pub error: i32,
    /// `ee_origin`, by its name.
    pub origin: &'static str,
    /// `ee_type`: the type of an ICMP message.
    pub icmp_type: u8,
    /// `ee_code`: the code of an ICMP message.
    pub icmp_code: u8,
    /// SO_EE_OFFENDER: who sent the ICMP message; none if nobody did.
    pub offender: Option<SockAddr>,
}

impl Queued {
    /// Whether an ICMP message brought it.
    #[must_use]
    pub fn is_of_icmp(&self) -> bool {
        matches!(self.origin, ICMP | ICMP6)
    }
}

const ICMP: &str = "SO_EE_ORIGIN_ICMP";
const ICMP6: &str = "SO_EE_ORIGIN_ICMP6";

/// The bytes of `struct sock_extended_err`.
const HEADER: usize = 16;

/// The bytes of `struct sockaddr_in`, which is followed by those of another address only in longer ones.
const SHORTEST: usize = 16;

/// Reads the data of such a control message; none if it was cut off, or has an origin without a name.
#[must_use]
pub fn read(data: &[u8]) -> Option<Queued> {
    let error = i32::from_ne_bytes(array(data, 0)?);
    let [origin, icmp_type, icmp_code, _] = array(data, 4)?;
    let origin = match origin {
        0 => "SO_EE_ORIGIN_NONE",
        1 => "SO_EE_ORIGIN_LOCAL",
        2 => ICMP,
        3 => ICMP6,
        _ => return None,
    };
    let offender = data.get(HEADER..).filter(|address| address.len() >= SHORTEST)?;
    // AF_UNSPEC says that nobody did: `ip_recv_error` in net/ipv4/ip_sockglue.c.
    let offender = Some(address::from_bytes(offender)).filter(|address| address.family() != 0);
    Some(Queued { error, origin, icmp_type, icmp_code, offender })
}

/// Whether a call with these flags receives an error that waits.
#[must_use]
pub fn is_asked(flags: i32) -> bool {
    system::MSG_ERRQUEUE != 0 && flags & system::MSG_ERRQUEUE != 0
}

/// Who caused the error that these messages report.
#[must_use]
pub fn offender(ancillary: &[Ancillary]) -> Option<SockAddr> {
    let queued = ancillary.iter().find_map(|message| match message {
        Ancillary::Other(control) if system::TYPES.contains(&(control.level, control.kind)) => read(&control.data),
        Ancillary::Other(_) | Ancillary::Rights(_) => None,
    });
    queued.and_then(|queued| queued.offender)
}

#[cfg(linux_kernel)]
mod system {
    pub(super) use libc::MSG_ERRQUEUE;

    /// Level and type of the messages that report errors.
    pub(super) const TYPES: &[(i32, i32)] =
        &[(libc::IPPROTO_IP, libc::IP_RECVERR), (libc::IPPROTO_IPV6, libc::IPV6_RECVERR)];
}

/// Linux alone has such a queue.
#[cfg(not(linux_kernel))]
mod system {
    pub(super) const MSG_ERRQUEUE: i32 = 0;
    pub(super) const TYPES: &[(i32, i32)] = &[];
}

#[cfg(all(test, linux_kernel))]
mod tests {
    use super::*;

    #[test]
    fn offender_is_read_and_what_is_cut_off_is_not() {
        let data = [&[111, 0, 0, 0, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &[2, 0, 0, 0, 127, 0, 0, 1], &[0; 8]];
        let data = data.concat();
        let queued = read(&data).expect("an error");
        assert_eq!((queued.error, queued.icmp_type, queued.icmp_code, queued.is_of_icmp()), (111, 3, 3, true));
        let offender = queued.offender.and_then(|offender| offender.as_socket_ipv4());
        assert_eq!(offender.map(|offender| *offender.ip()), Some(std::net::Ipv4Addr::LOCALHOST));
        assert!(read(&data[..data.len() - 1]).is_none());
    }
}
