//! Connecting to a host that may have several addresses, one after the other.

use socket2::{Domain, Protocol, SockAddr, Socket, Type};

use super::failure::{Failure, Performed};
use super::lookup::look_up;
use super::sockets::Sockets;
use super::watchdog::Deadline;
use crate::address::{FilledAddress, FilledPort};
use crate::operation::{CreateConnection, Destination, Filled, Remote};
use crate::sys::lookup::{Answer, Hints};

pub(super) fn create_connection(call: &CreateConnection<Filled>, sockets: &Sockets) -> Performed {
    let source = call.source.as_ref().map(|source| sockets.own_name(source)).transpose()?;
    // getaddrinfo never returns an empty list (RFC 3493, section 6.1).
    let mut last = Failure::Impossible("the host has no address".to_owned());
    let deadline = sockets.begin();
    for answer in answers(&call.address, sockets)? {
        match connect(&answer, source.as_ref(), call, sockets, deadline) {
            Ok(()) => return Ok(Vec::new()),
            Err(failure) => last = failure,
        }
        sockets.discard(&call.name.0);
        if matches!(last, Failure::TimedOut(_)) {
            break;
        }
    }
    Err(last)
}

/// Where to connect to, filled in.
type Target = Remote<Destination<FilledAddress>, FilledPort>;

/// The addresses to try. An address that the case spells out is not looked up: getaddrinfo may not know its family.
fn answers(remote: &Target, sockets: &Sockets) -> Result<Vec<Answer>, Failure> {
    let kind = i32::from(Type::STREAM);
    match remote {
        Remote::Address(address) => {
            let address = sockets.encode(&address.0)?;
            let family = i32::from(address.family());
            Ok(vec![Answer { family, kind, protocol: 0, address, canonical_name: None, flags: 0 }])
        }
        Remote::Named { host, port } => {
            let service = port.number().to_string();
            let host = host.as_ref().map(|host| host.0.as_str());
            Ok(look_up(host, Some(&service), Hints { flags: 0, family: 0, kind, protocol: 0 })?)
        }
    }
}

fn connect(
    answer: &Answer,
    source: Option<&SockAddr>,
    call: &CreateConnection<Filled>,
    sockets: &Sockets,
    deadline: Deadline,
) -> Result<(), Failure> {
    let protocol = Some(answer.protocol).filter(|protocol| *protocol != 0).map(Protocol::from);
    let socket = Socket::new(Domain::from(answer.family), Type::from(answer.kind), protocol)?;
    if let Some(source) = source {
        socket.bind(source)?;
    }
    let name = &call.name.0;
    sockets.add(name, socket);
    if let Some(timeout) = call.timeout {
        sockets.set_timeout(name, timeout.0)?;
    }
    let turn = sockets.turn_by(deadline, name)?;
    match &call.address {
        Remote::Address(address) => turn.connect(&sockets.destination(name, address)?),
        Remote::Named { .. } => turn.connect(&answer.address),
    }
}
