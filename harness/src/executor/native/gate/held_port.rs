//! Ports that a trial has to itself, on every address. One that the system chose for an address may belong to somebody
//! else on another; and no socket can have it on all of them and let others of the trial share it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use socket2::{Domain, Socket, Type};

use super::{Gate, Held, Name, Own, Port, Trial, kind};
use crate::operation::SocketKind;
use crate::platform::error_name::ErrorName;
use crate::platform::quiet_ports;
use crate::sys::given_address::GivenAddress;

/// How many ports this process has looked for. Whoever looks next begins behind them.
static LOOKED: AtomicUsize = AtomicUsize::new(0);

/// How many ports lie between those at which two processes with neighbouring ids begin.
const STRIDE: usize = 7;

impl Gate {
    /// Finds a port of TCP or UDP that nobody has, and that the system gives nobody unasked. The socket that is
    /// returned is of the other protocol, and has the number on 127.0.0.1: as long as it has, no trial of any process
    /// finds that port. None if all are taken.
    pub(crate) fn hold_port(&self, is_stream: bool) -> io::Result<Option<Held>> {
        // Each protocol has numbers of its own, or what holds one would be in the way of the other protocol.
        let ports: Vec<u16> = quiet_ports().filter(|port| (port % 2 == 1) == is_stream).collect();
        let first = LOOKED.fetch_add(1, Ordering::Relaxed).wrapping_add(process::id() as usize * STRIDE);
        for index in 0..ports.len() {
            let port = ports[first.wrapping_add(index) % ports.len()];
            let holder = Held::socket(Domain::IPV4.into(), of_type(!is_stream).into(), None)?;
            let address = GivenAddress::new(SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into());
            if holder.bind(&Name { address, taint: None, lasts: false }).is_ok() && !is_taken(of_type(is_stream), port)
            {
                self.note(Own::HeldPort { is_stream, port });
                return Ok(Some(holder));
            }
        }
        Ok(None)
    }

    /// Whether the trial holds this port of TCP or UDP, so that its sockets may have it on any address.
    pub(super) fn holds_port(&self, kind: &SocketKind, port: u16, trial: &Trial) -> bool {
        let is_stream = kind::is_stream(kind);
        let is_holder = |own: &Own| {
            matches!(own, Own::Port(Port { is_stream: other, ip, port: held, .. })
                if *other != is_stream && *ip == Ipv4Addr::LOCALHOST && *held == port)
        };
        (trial.names)().iter().any(is_holder) && self.had(trial, |own| *own == Own::HeldPort { is_stream, port })
    }
}

/// Whether somebody has this port, on any address: a wildcard cannot have it then. That of a family which this host
/// lacks is not asked.
fn is_taken(of_type: Type, port: u16) -> bool {
    let wildcards: [IpAddr; 2] = [Ipv6Addr::UNSPECIFIED.into(), Ipv4Addr::UNSPECIFIED.into()];
    let is_refused = |error: io::Error| ErrorName::of(&error).is_any_of(&["EADDRINUSE", "EACCES"]);
    wildcards.into_iter().any(|ip| bind(of_type, SocketAddr::new(ip, port)).is_err_and(is_refused))
}

/// Binds a socket that shares its port with none.
fn bind(of_type: Type, address: SocketAddr) -> io::Result<()> {
    Socket::new(Domain::for_address(address), of_type, None)?.bind(&address.into())
}

fn of_type(is_stream: bool) -> Type {
    if is_stream { Type::STREAM } else { Type::DGRAM }
}
