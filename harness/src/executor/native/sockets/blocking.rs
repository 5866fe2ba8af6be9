//! Calls that may block: each ends at the deadline of the trial, or earlier if the mode of its socket says so.
//!
//! A socket has one of the three modes of CPython's socket module: it blocks, it does not, or it waits for a given
//! time. In the last mode the descriptor does not block, and each call waits by poll until it will succeed.

use std::io;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use socket2::{SockAddr, Socket};

use super::super::failure::Failure;
use super::super::watchdog::Ended;
use super::{FileObject, Sockets};
use crate::operation::Event;
use crate::platform::error_name::ErrorName;
use crate::sys::interrupt::Call;
use crate::sys::poll::{BITS, Bits, TIMED_OUT, poll};

impl Sockets {
    /// Makes a call that may block, and ends it at the deadline.
    pub(crate) fn wait<T>(&self, call: Call, make: impl FnMut() -> io::Result<T>) -> Result<Ended<T>, Failure> {
        self.deadline.enforce(call, make)
    }

    /// Makes a call on a file object that may block, and ends it at the deadline.
    pub(crate) fn with_file<T>(
        &self,
        name: &str,
        mut call: impl FnMut(&mut FileObject) -> io::Result<T>,
    ) -> Result<Ended<T>, Failure> {
        let file = self.find_file(name)?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        self.wait(Call::on(&file.socket()), || call(&mut file))
    }

    /// Makes a call on the socket called `name` that may block until `event`, and ends it when the mode of the socket
    /// says so.
    pub(crate) fn wait_for<T>(
        &self,
        name: &str,
        event: Event,
        mut call: impl FnMut(&Socket) -> io::Result<T>,
    ) -> Result<Ended<T>, Failure> {
        let socket = self.find(name)?;
        self.time(name, || match self.time_limit(name) {
            None => self.wait(Call::on(&socket), || call(&socket)),
            Some(limit) => {
                let end = Instant::now() + limit;
                let mut left = limit;
                loop {
                    self.wait_until_ready(&socket, event, left)?;
                    match self.wait(Call::on(&socket), || call(&socket)) {
                        // Another call took what was there.
                        Err(Failure::System(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                            left = end.saturating_duration_since(Instant::now());
                        }
                        result => return result,
                    }
                }
            }
        })
    }

    /// Connects the socket called `name`, and gives up when the mode of the socket says so.
    pub(crate) fn connect(&self, name: &str, address: &SockAddr) -> Result<(), Failure> {
        let socket = self.find(name)?;
        self.time(name, || {
            let result = self.wait(Call::on(&socket), || socket.connect(address));
            match (result, self.time_limit(name)) {
                (Err(Failure::System(error)), Some(limit)) if is_in_progress(&error) => {
                    self.wait_until_ready(&socket, Event::Out, limit)?;
                    socket.take_error()?.map_or(Ok(()), |error| Err(error.into()))
                }
                (result, _) => result.map(|ended| ended.value),
            }
        })
    }

    /// Waits by poll for one of these events, and returns the bits of those that happened; none if the time runs out. A
    /// signal that interrupts the wait does not prolong it.
    pub(crate) fn poll(&self, socket: &Socket, events: Bits, timeout: Option<Duration>) -> Result<Bits, Failure> {
        let end = timeout.map(|timeout| Instant::now() + whole_millis(timeout));
        let ended = self.wait(Call::of_this_thread(), || {
            poll(socket, events, end.map(|end| end.saturating_duration_since(Instant::now())))
        })?;
        Ok(ended.value)
    }

    /// Waits until a call that this event allows will not block.
    ///
    /// # Errors
    /// ETIMEDOUT when the time runs out before that.
    fn wait_until_ready(&self, socket: &Socket, event: Event, timeout: Duration) -> Result<(), Failure> {
        match self.poll(socket, bit(event), Some(timeout))? {
            0 => Err(io::Error::from_raw_os_error(TIMED_OUT).into()),
            _ => Ok(()),
        }
    }

    /// Measures how long a call on the socket called `name` takes.
    pub(crate) fn time<T>(&self, name: &str, call: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let begun = Instant::now();
        let result = call();
        let waited = begun.elapsed();
        self.clocks.change(name, |clock| clock.waited = waited);
        result
    }

    /// How long the last call on the socket called `name` took.
    pub(crate) fn waited(&self, name: &str) -> Duration {
        self.clocks.get(name).waited
    }

    /// Sets the mode of the socket called `name`: it blocks without a timeout, and does not block with one of zero.
    pub(crate) fn set_timeout(&self, name: &str, timeout: Option<Duration>) -> Result<(), Failure> {
        self.find(name)?.set_nonblocking(timeout.is_some())?;
        self.clocks.change(name, |clock| clock.timeout = timeout);
        Ok(())
    }

    /// The mode of the socket called `name`, as [`Self::set_timeout`] takes it.
    pub(crate) fn timeout(&self, name: &str) -> Option<Duration> {
        self.clocks.get(name).timeout
    }

    /// Gives a second descriptor the mode of the first, as Python's `socket.dup` does. (The two share the mode that the
    /// system knows.)
    pub(crate) fn copy_timeout(&self, from: &str, to: &str) {
        let timeout = self.timeout(from);
        self.clocks.change(to, |clock| clock.timeout = timeout);
    }

    /// How long calls wait by poll; none if the descriptor itself has the right mode.
    pub(crate) fn time_limit(&self, name: &str) -> Option<Duration> {
        self.timeout(name).filter(|timeout| !timeout.is_zero())
    }
}

/// The bit of an event.
pub(crate) fn bit(event: Event) -> Bits {
    BITS[event as usize]
}

/// A time, rounded up to milliseconds as CPython does, so that a short one does not become 0.
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
