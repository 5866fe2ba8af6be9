//! getaddrinfo and getnameinfo: from names to addresses and back.

use std::ffi::CString;
use std::io;

use super::failure::{Failure, Performed};
use super::gate::Question;
use super::numbers;
use super::sockets::Sockets;
use crate::address::Family;
use crate::operation::{Constant, Filled, Getaddrinfo, Getnameinfo, Record, Service, Size, Value, Vocabulary, Word};
use crate::platform::constant::Prefix;
use crate::platform::own_hosts::with_hosts;
use crate::sys::lookup::{self, Answer, Hints};

/// The sizes in bytes of buffers that are large enough for any host and any service: NI_MAXHOST and NI_MAXSERV of
/// getnameinfo(3).
const BUFFERS: [usize; 2] = [1025, 32];

pub(super) fn getaddrinfo(call: &Getaddrinfo<Filled>, sockets: &Sockets) -> Performed {
    let family = call.family.map_or(Family::Unspec, |family| family.0);
    let hints = Hints {
        flags: numbers::of_flags(call.flags.as_ref())?,
        family: family.number(),
        kind: call.kind.map_or(0, |kind| numbers::of_type(kind).into()),
        protocol: call.protocol.map_or(0, |protocol| numbers::of_protocol(protocol).into()),
    };
    let question = sockets.gate().question(call.host.as_ref(), family, call.flags.as_ref(), call.hosts.as_deref())?;
    let service = call.service.as_ref().map(|service| match service {
        Service::Text(text) => text.clone(),
        Service::Port(port) => port.number().to_string(),
    });
    let ask = || look_up(&question, service.as_deref(), hints);
    let answers = match question.table() {
        Some(lines) => {
            let table: String = lines.iter().map(|line| format!("{line}\n")).collect();
            let impossible = |error| Failure::Impossible(format!("there can be no table of hosts: {error}"));
            with_hosts(&table, ask).map_err(impossible)?
        }
        None => ask(),
    }?;
    Ok(vec![Value::Records(answers.into_iter().map(|answer| record(answer, sockets)).collect())])
}

/// The answers of getaddrinfo for a host and a service.
pub(super) fn look_up(question: &Question, service: Option<&str>, hints: Hints) -> Result<Vec<Answer>, Failure> {
    let [host, service] = [c_text(question.host())?, c_text(service)?];
    Ok(lookup::getaddrinfo(host.as_deref(), service.as_deref(), hints)?)
}

/// The text as the C library takes it.
///
/// # Errors
/// When it has a zero byte.
pub(super) fn c_text(text: Option<&str>) -> Result<Option<CString>, io::Error> {
    Ok(text.map(CString::new).transpose()?)
}

fn record(answer: Answer, sockets: &Sockets) -> Record {
    let constant = |prefix, number| Value::Word(Word::Constant(Constant::of_system(prefix, number)));
    let mut fields = vec![
        ("family", Value::Word(Word::of(Vocabulary::Family, &Family::numbered(answer.family)))),
        ("type", constant(Prefix::SocketType, answer.kind)),
        ("protocol", constant(Prefix::Protocol, answer.protocol)),
        ("address", Value::Address(sockets.observe(&answer.address))),
    ];
    fields.extend(answer.canonical_name.map(|name| ("canonical_name", Value::Text(name))));
    if answer.flags != 0 {
        fields.push(("flags", Value::Word(Word::AddrinfoFlags(numbers::to_flags(answer.flags)))));
    }
    Record(fields)
}

pub(super) fn getnameinfo(call: &Getnameinfo<Filled>, sockets: &Sockets) -> Performed {
    let address = sockets.encode(&call.address)?;
    let size = |given: Option<Size>, otherwise| given.map_or(otherwise, Size::count);
    let sizes = [size(call.host_size, BUFFERS[0]), size(call.service_size, BUFFERS[1])];
    let [host, service] = lookup::getnameinfo(&address, sizes, numbers::of_flags(call.flags.as_ref())?)?;
    let service = match service.parse() {
        Ok(port) => Value::Port(port),
        Err(_) => Value::Text(service),
    };
    Ok(vec![Value::Text(host), service])
}
