//! Ports that a trial has to itself, on every address. One that the system chose for an address may belong to somebody
//! else on another; and no socket can have it on all of them and let others of the trial share it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use socket2::{Domain, Type};

use super::probe::bind_by_itself;
use super::{Held, Name};
use crate::platform::error_name::ErrorName;
use crate::platform::quiet_ports;
use crate::sys::given_address::GivenAddress;

/// How many ports this process has looked for. Whoever looks next begins behind them.
static LOOKED: AtomicUsize = AtomicUsize::new(0);

/// How many ports lie between those at which two processes with neighbouring ids begin.
const STRIDE: usize = 7;

/// Finds a port of TCP or UDP that nobody has, and that the system gives nobody unasked. The socket that is returned is
/// of the other protocol, and has the number on 127.0.0.1: as long as it has, no trial of any process finds that port.
/// The gate knows the number from then on as one of the trial's. None if all are taken.
pub(crate) fn hold_port(is_stream: bool) -> io::Result<Option<Held>> {
    // Each protocol has numbers of its own, or what holds one would be in the way of the other protocol.
    let ports: Vec<u16> = quiet_ports().filter(|port| (port % 2 == 1) == is_stream).collect();
    let first = LOOKED.fetch_add(1, Ordering::Relaxed).wrapping_add(process::id() as usize * STRIDE);
    for index in 0..ports.len() {
        let port = ports[first.wrapping_add(index) % ports.len()];
        let holder = Held::socket(Domain::IPV4.into(), of_type(!is_stream).into(), None)?;
        let address = GivenAddress::new(SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into());
        let holds = holder.bind(&Name { address, taint: None, lasts: false }).is_ok();
        if holds && !is_taken(of_type(is_stream), port)? {
            return Ok(Some(holder));
        }
    }
    Ok(None)
}

/// Whether somebody has this port, on any address: a wildcard cannot have it then.
fn is_taken(of_type: Type, port: u16) -> io::Result<bool> {
    let wildcards: [IpAddr; 2] = [Ipv6Addr::UNSPECIFIED.into(), Ipv4Addr::UNSPECIFIED.into()];
    for ip in wildcards {
        if is_refused(bind_by_itself(of_type, SocketAddr::new(ip, port), false))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a bind was refused because somebody has the port. Nobody has that of a family which this host lacks.
fn is_refused(bound: io::Result<()>) -> io::Result<bool> {
    let Err(error) = bound else { return Ok(false) };
    let name = ErrorName::of(&error);
    match () {
        () if name.is_any_of(&["EADDRINUSE", "EACCES"]) => Ok(true),
        () if name.is_any_of(&["EAFNOSUPPORT", "EADDRNOTAVAIL"]) => Ok(false),
        () => Err(error),
    }
}

fn of_type(is_stream: bool) -> Type {
    if is_stream { Type::STREAM } else { Type::DGRAM }
}

#[cfg(all(test, unix))]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::taken(libc::EADDRINUSE, Some(true))]
    #[case::may_not_be_had(libc::EACCES, Some(true))]
    #[case::no_such_family(libc::EAFNOSUPPORT, Some(false))]
    #[case::no_such_address(libc::EADDRNOTAVAIL, Some(false))]
    #[case::too_many_descriptors(libc::EMFILE, None)]
    #[case::no_memory(libc::ENOBUFS, None)]
    fn only_some_errors_tell_of_a_port(#[case] number: i32, #[case] told: Option<bool>) {
        assert_eq!(is_refused(Err(io::Error::from_raw_os_error(number))).ok(), told);
    }
}
