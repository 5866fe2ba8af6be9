//! Connecting to a host that may have several addresses, one after the other.

use socket2::Type;

use super::failure::{Failure, Performed};
use super::gate::Held;
use super::lookup::look_up;
use super::sockets::Sockets;
use super::watchdog::Deadline;
use crate::address::{Family, FilledAddress, FilledPort};
use crate::operation::{CreateConnection, Destination, Filled, Remote};
use crate::sys::given_address::GivenAddress;
use crate::sys::lookup::{Answer, Hints};

pub(super) fn create_connection(call: &CreateConnection<Filled>, sockets: &Sockets) -> Performed {
    // getaddrinfo never returns an empty list (RFC 3493, section 6.1).
    let mut last = Failure::Impossible("the host has no address".to_owned());
    let deadline = sockets.begin();
    for answer in answers(&call.address, sockets)? {
        match connect(answer, call, sockets, deadline) {
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
type Remotely = Remote<Destination<FilledAddress>, FilledPort>;

/// The addresses to try. An address that the case spells out is not looked up: getaddrinfo may not know its family.
fn answers(remote: &Remotely, sockets: &Sockets) -> Result<Vec<Answer>, Failure> {
    let kind = i32::from(Type::STREAM);
    match remote {
        Remote::Address(address) => {
            let address = sockets.encode(&address.0)?;
            let family = i32::from(address.family());
            Ok(vec![Answer { family, kind, protocol: 0, address, canonical_name: None, flags: 0 }])
        }
        Remote::Named { host, port } => {
            let service = port.number().to_string();
            let question = sockets.gate().question(host.as_ref(), Family::Unspec, None, None)?;
            Ok(look_up(&question, Some(&service), Hints { flags: 0, family: 0, kind, protocol: 0 })?)
        }
    }
}

fn connect(
    answer: Answer,
    call: &CreateConnection<Filled>,
    sockets: &Sockets,
    deadline: Deadline,
) -> Result<(), Failure> {
    let protocol = Some(answer.protocol).filter(|protocol| *protocol != 0);
    let socket = Held::socket(answer.family, answer.kind, protocol)?;
    if let Some(source) = &call.source {
        socket.bind(&sockets.own_name(&socket, sockets.given(Some(source), None)?)?)?;
    }
    let name = &call.name.0;
    sockets.add(name, socket);
    if let Some(timeout) = call.timeout {
        sockets.set_timeout(name, timeout.0)?;
    }
    let target = sockets.target(name, GivenAddress::new(answer.address))?;
    sockets.turn_by(deadline, name)?.connect(&target)
}
