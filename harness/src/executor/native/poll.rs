//! What a socket is ready for.

use super::failure::Performed;
use super::sockets::{Sockets, bit};
use crate::operation::{Event, Events, Filled, Poll, Value, Word};

pub(super) fn poll(call: &Poll<Filled>, sockets: &Sockets) -> Performed {
    let events = call.events.0.iter().fold(0, |bits, event| bits | bit(*event));
    let timeout = call.timeout.and_then(|timeout| timeout.0);
    let ready = sockets.poll(&call.socket.0, events, timeout)?;
    let ready = Event::ALL.iter().copied().filter(|event| ready & bit(*event) != 0).collect();
    Ok(vec![Value::Word(Word::Events(Events(ready)))])
}
