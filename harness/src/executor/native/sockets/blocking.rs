//! Calls that may block: each ends at the deadline of its step, or earlier if the mode of its socket says so.
//!
//! A socket has one of the three modes of CPython's socket module: it blocks, it does not, or it waits for a given
//! time. In the last mode the descriptor does not block, and each call waits by poll until it will succeed.

use std::io;
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use socket2::SockAddr;

use super::super::failure::Failure;
use super::super::gate::{Admitted, Arrived, Held, Target};
use super::super::watchdog::{Deadline, Ended};
use super::clocks::Clock;
use super::file_object::FileObject;
use super::{NamedSocket, Sockets};
use crate::executor::budget::Amounts;
use crate::operation::Event;
use crate::platform::error_name::ErrorName;
use crate::sys::interrupt::{self, Call};
use crate::sys::poll::{BITS, Bits, TIMED_OUT};

/// The first pause before a call is made again although its socket was ready for it, and the longest.
const PAUSES: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(10)];

impl Sockets {
    /// The deadline of a step that begins now.
    pub(crate) fn begin(&self) -> Deadline<'_> {
        self.patience.begin()
    }

    /// Makes a call that may block, and ends it at the deadline.
    pub(crate) fn wait<T>(&self, call: Call, make: impl FnMut() -> io::Result<T>) -> Result<Ended<T>, Failure> {
        self.begin().enforce(call, make)
    }

    /// A step that begins now, with calls on the socket called `name`.
    pub(crate) fn turn(&self, name: &str) -> Result<Turn<'_>, Failure> {
        self.turn_by(self.begin(), name)
    }

    /// The calls on the socket called `name` of a step that has begun.
    pub(crate) fn turn_by<'s>(&'s self, deadline: Deadline<'s>, name: &str) -> Result<Turn<'s>, Failure> {
        Ok(Turn::new(self.timed(name)?, deadline, self))
    }

    /// Sends by a call on the socket called `name`, and ends it when the mode of the socket says so.
    pub(crate) fn send<T>(&self, name: &str, call: impl FnMut(Admitted) -> io::Result<T>) -> Result<Ended<T>, Failure> {
        self.turn(name)?.make(Event::Out, call)
    }

    /// Receives by a call on the socket called `name`, and ends it when the mode of the socket says so.
    pub(crate) fn receive<T>(
        &self,
        name: &str,
        call: impl FnMut(Admitted) -> io::Result<Arrived<T>>,
    ) -> Result<Ended<(T, Option<SockAddr>)>, Failure> {
        self.turn(name)?.receive(call)
    }

    /// Does something with the file object called `name` and its socket.
    pub(crate) fn with_file<T>(
        &self,
        name: &str,
        act: impl FnOnce(&mut FileObject, &mut Turn) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.with_file_by(self.begin(), name, act)
    }

    /// The same, in a step that has begun.
    pub(crate) fn with_file_by<T>(
        &self,
        deadline: Deadline,
        name: &str,
        act: impl FnOnce(&mut FileObject, &mut Turn) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let file = self.find_file(name)?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut turn = Turn::new(file.socket(), deadline, self);
        act(&mut file, &mut turn)
    }

    /// Waits by poll for one of these events, and returns the bits of those that happened; none if the time runs out. A
    /// signal that interrupts the wait does not prolong it.
    pub(crate) fn poll(&self, name: &str, events: Bits, timeout: Option<Duration>) -> Result<Bits, Failure> {
        let turn = self.turn(name)?;
        let until = timeout.map(after);
        Ok(turn.measure(Call::of_this_thread(), |socket| socket.poll(events, left(until)))?.value)
    }

    /// The same of several sockets at once. Returns what the call returned, and the bits of each socket.
    pub(crate) fn poll_several(
        &self,
        names: &[&str],
        events: Bits,
        timeout: Option<Duration>,
    ) -> Result<(i32, Vec<Bits>), Failure> {
        let deadline = self.begin();
        let sockets = names.iter().map(|name| self.find(name)).collect::<Result<Vec<_>, _>>()?;
        let sockets: Vec<&Held> = sockets.iter().map(|socket| &***socket).collect();
        let until = timeout.map(after);
        Ok(deadline.enforce(Call::of_this_thread(), || Held::poll_several(&sockets, events, left(until)))?.value)
    }
}

/// A socket, and the clock of its calls.
#[derive(Clone)]
pub(super) struct Timed {
    pub(super) socket: Arc<NamedSocket>,
    pub(super) clock: Arc<Clock>,
}

/// The calls that one step makes on one socket. All of them together end at the deadline.
pub(crate) struct Turn<'s> {
    timed: Timed,
    deadline: Deadline<'s>,
    sockets: &'s Sockets,
    begun: Instant,
    /// How long calls wait by poll; none if the descriptor itself has the right mode.
    limit: Option<Duration>,
    until: Option<Instant>,
}

impl<'s> Turn<'s> {
    fn new(timed: Timed, deadline: Deadline<'s>, sockets: &'s Sockets) -> Self {
        let limit = timed.limit();
        Self { timed, deadline, sockets, begun: Instant::now(), limit, until: limit.map(after) }
    }

    /// Makes a call that may block until `event`, and ends it when the mode of the socket says so. The calls of one
    /// turn have the timeout of the socket together, unless [`Self::restart`] is called between them.
    pub(crate) fn make<T>(
        &self,
        event: Event,
        mut call: impl FnMut(Admitted) -> io::Result<T>,
    ) -> Result<Ended<T>, Failure> {
        let [mut pause, longest] = PAUSES;
        let admitted = self.timed.socket.admit()?;
        self.measure(self.timed.socket.call(), |socket| {
            let Some(until) = self.until else { return call(admitted) };
            wait_until_ready(socket, event, until)?;
            match call(admitted) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let error = ready_in_vain(until, pause);
                    pause = (2 * pause).min(longest);
                    Err(error)
                }
                result => result,
            }
        })
    }

    /// Receives by a call that may block, and ends it when the mode of the socket says so. Returns what came, and the
    /// name of the sender if the call has it.
    pub(crate) fn receive<T>(
        &self,
        call: impl FnMut(Admitted) -> io::Result<Arrived<T>>,
    ) -> Result<Ended<(T, Option<SockAddr>)>, Failure> {
        self.make(Event::In, call)?.and_then(|arrived| self.sockets.open(arrived))
    }

    /// The timeout of the socket begins anew.
    pub(crate) fn restart(&mut self) -> &Self {
        self.until = self.limit.map(after);
        self
    }

    /// Notes that so many bytes are kept.
    pub(super) fn keep(&self, bytes: usize) -> Result<(), Failure> {
        self.sockets.spend(Amounts::bytes(bytes))
    }

    /// Whether calls wait for the timeout of the socket.
    pub(crate) fn has_timeout(&self) -> bool {
        self.limit.is_some()
    }

    /// Connects the socket, and gives up when its mode says so.
    pub(crate) fn connect(&self, target: &Target) -> Result<(), Failure> {
        let mut begun = false;
        let admitted = self.timed.socket.admit()?;
        let connect = |socket: &Held| {
            let Some(until) = self.until else { return admitted.connect(target) };
            if !begun {
                match admitted.connect(target) {
                    Err(error) if is_in_progress(&error) => begun = true,
                    result => return result,
                }
            }
            wait_until_ready(socket, Event::Out, until)?;
            socket.take_error()?.map_or(Ok(()), Err)
        };
        self.measure(self.timed.socket.call(), connect).map(|ended| ended.value)
    }

    /// Makes a call, and notes how long the step has taken with it.
    fn measure<T>(&self, call: Call, mut make: impl FnMut(&Held) -> io::Result<T>) -> Result<Ended<T>, Failure> {
        let result = self.deadline.enforce(call, || make(&self.timed.socket));
        let waited = self.begun.elapsed();
        self.timed.clock.change(|times| times.waited = waited);
        result
    }
}

/// The bit of an event.
pub(crate) fn bit(event: Event) -> Bits {
    BITS[event as usize]
}

/// Waits until a call that this event allows will not block.
///
/// # Errors
/// ETIMEDOUT when the time runs out before that.
fn wait_until_ready(socket: &Held, event: Event, until: Instant) -> io::Result<()> {
    match socket.poll(bit(event), left(Some(until)))? {
        // Once it is closed, the answer may be about another descriptor with its number: the call itself will tell.
        0 if !socket.is_closed() => Err(timed_out()),
        _ => Ok(()),
    }
}

/// What becomes of a call that would have to wait although its socket was ready for it: it is made again after a pause,
/// unless its time has run out.
///
/// Another call may have taken what was there. Or poll and the call do not mean the same, and that lasts: a datagram
/// socket after SHUT_RD is readable and has nothing to read; a datagram socket of AF_UNIX is writable, but the queue of
/// the receiver that a call names is full.
fn ready_in_vain(until: Instant, pause: Duration) -> io::Error {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return timed_out();
    }
    thread::sleep(pause.min(left));
    interrupt::interruption()
}

fn timed_out() -> io::Error {
    io::Error::from_raw_os_error(TIMED_OUT)
}

/// The moment after this time, which is rounded up to milliseconds as CPython does, so that a short one does not become
/// 0.
fn after(time: Duration) -> Instant {
    Instant::now() + whole_millis(time)
}

fn left(until: Option<Instant>) -> Option<Duration> {
    until.map(|until| until.saturating_duration_since(Instant::now()))
}

fn whole_millis(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX))
}

/// Whether this error says that a connection is being made: EINPROGRESS of connect(2), WSAEWOULDBLOCK of connect on
/// Microsoft Learn. (EAGAIN of connect(2) says that none is being made, because the queue of a listener on this host is
/// full.)
fn is_in_progress(error: &io::Error) -> bool {
    ErrorName::of(error).is_any_of(&[if cfg!(windows) { "EAGAIN" } else { "EINPROGRESS" }])
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
