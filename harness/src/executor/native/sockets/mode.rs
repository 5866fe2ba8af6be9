//! The mode of a socket: that of the system, and a timeout that the system does not know.

use std::io;
use std::time::Duration;

use super::super::failure::Failure;
use super::super::gate::Held;
use super::Sockets;
use super::blocking::Timed;
use super::clocks::Clock;

impl Sockets {
    /// The socket called `name` with its clock.
    pub(super) fn timed(&self, name: &str) -> Result<Timed, Failure> {
        Ok(Timed { socket: self.find(name)?, clock: self.clocks.get(name) })
    }

    /// How long the last step that waited for the socket called `name` took.
    pub(crate) fn waited(&self, name: &str) -> Result<Duration, Failure> {
        Ok(self.timed(name)?.clock.times().waited)
    }

    /// Sets the mode of the socket called `name`: it blocks without a timeout, and does not block with one of zero.
    pub(crate) fn set_timeout(&self, name: &str, timeout: Option<Duration>) -> Result<(), Failure> {
        let timed = self.timed(name)?;
        timed.socket.set_nonblocking(timeout.is_some())?;
        timed.clock.change(|times| times.timeout = timeout);
        Ok(())
    }

    /// The mode of the socket called `name`, as [`Self::set_timeout`] takes it.
    pub(crate) fn timeout(&self, name: &str) -> Result<Option<Duration>, Failure> {
        Ok(self.timed(name)?.mode()?)
    }

    /// Gives a second descriptor the timeout of the first, as Python's `socket.dup` does. (Whether they block, the
    /// system knows: they share that.)
    pub(crate) fn copy_timeout(&self, from: &str, to: &str) {
        let timeout = self.clocks.get(from).times().timeout;
        self.clocks.get(to).change(|times| times.timeout = timeout);
    }
}

impl Timed {
    /// How long calls wait by poll; none if the descriptor itself has the right mode. A call on a closed socket does
    /// not wait, and returns its error.
    pub(super) fn limit(&self) -> Option<Duration> {
        self.mode().ok().flatten().filter(|timeout| !timeout.is_zero())
    }

    fn mode(&self) -> io::Result<Option<Duration>> {
        mode(&self.socket, &self.clock)
    }
}

/// The mode of a socket. Whether it blocks is up to the system: it may be so from birth, or since another descriptor of
/// it was set. How long it waits is known here alone.
fn mode(socket: &Held, clock: &Clock) -> io::Result<Option<Duration>> {
    let timeout = clock.times().timeout;
    Ok(match socket.is_nonblocking()? {
        Some(false) => None,
        Some(true) => Some(timeout.unwrap_or_default()),
        None => timeout,
    })
}
