//! Asking what a socket is ready for.

use std::io;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::world::Sockets;
use super::{Failure, Performed};
use crate::operation::{Event, Filled, Poll, Value, join_events};
use crate::sys::interrupt::Call;
use crate::sys::poll::{BITS, Bits, poll as ask};

pub(super) fn poll(call: &Poll<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    let events = call.events.0.iter().fold(0, |bits, event| bits | of(*event));
    let timeout = call.timeout.and_then(|timeout| timeout.0);
    let ready = sockets.time(&call.socket.0, || until(sockets, &socket, events, timeout))?;
    let ready: Vec<Event> = Event::ALL.iter().copied().filter(|event| ready & of(*event) != 0).collect();
    Ok(vec![Value::Word(join_events(&ready))])
}

fn of(event: Event) -> Bits {
    BITS[event as usize]
}

/// Waits until a call that this event allows will not block.
///
/// # Errors
/// ETIMEDOUT when the time runs out before that.
pub(super) fn wait(sockets: &Sockets, socket: &Socket, event: Event, timeout: Duration) -> Result<(), Failure> {
    match until(sockets, socket, of(event), Some(timeout))? {
        0 => Err(io::Error::from_raw_os_error(crate::sys::poll::TIMED_OUT).into()),
        _ => Ok(()),
    }
}

/// A time rounded up to what the system can wait, as CPython does: the shortest is no 0.
fn whole_millis(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX))
}

/// What is ready when something is, or when the time has run out. A signal that interrupts it gains no time.
fn until(sockets: &Sockets, socket: &Socket, events: Bits, timeout: Option<Duration>) -> Result<Bits, Failure> {
    let end = timeout.map(|timeout| Instant::now() + whole_millis(timeout));
    sockets.wait(Call::of_this_thread(), || {
        ask(socket, events, end.map(|end| end.saturating_duration_since(Instant::now())))
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Duration::ZERO, 0)]
    #[case(Duration::from_nanos(1), 1)]
    #[case(Duration::from_micros(1000), 1)]
    #[case(Duration::from_micros(1001), 2)]
    fn rounds_up(#[case] time: Duration, #[case] millis: u64) {
        assert_eq!(whole_millis(time), Duration::from_millis(millis));
    }
}
