//! What sockets are ready for.

use super::failure::Performed;
use super::sockets::{Sockets, bit};
use crate::operation::{Event, Events, Filled, Poll, PollSeveral, Record, Value, Word};
use crate::sys::poll::Bits;

pub(super) fn poll(call: &Poll<Filled>, sockets: &Sockets) -> Performed {
    let timeout = call.timeout.and_then(|timeout| timeout.0);
    let ready = sockets.poll(&call.socket.0, bits(&call.events), timeout)?;
    Ok(vec![events(ready)])
}

pub(super) fn poll_several(call: &PollSeveral<Filled>, sockets: &Sockets) -> Performed {
    let timeout = call.timeout.and_then(|timeout| timeout.0);
    let names: Vec<&str> = call.sockets.iter().map(|socket| socket.0.as_str()).collect();
    let (count, ready) = sockets.poll_several(&names, bits(&call.events), timeout)?;
    let record = |(name, ready): (&&str, Bits)| {
        Record(vec![("socket", Value::Text((*name).to_owned())), ("events", events(ready))])
    };
    let records = names.iter().zip(ready).map(record).collect();
    Ok(vec![Value::Number(count.into()), Value::Records(records)])
}

fn bits(events: &Events) -> Bits {
    events.0.iter().fold(0, |bits, event| bits | bit(*event))
}

fn events(ready: Bits) -> Value {
    let ready = Event::ALL.iter().copied().filter(|event| ready & bit(*event) != 0).collect();
    Value::Word(Word::Events(Events(ready)))
}
