//! The three modes of a socket, as CPython's socket module has them: it blocks, it does not, or it waits for so long and no longer.
//! In the last, the descriptor does not block, and each call waits by poll until it will succeed.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use socket2::{SockAddr, Socket};

use super::world::Sockets;
use super::{Failure, Performed, poll};
use crate::operation::{Event, Filled, Gettimeout, Setblocking, Settimeout, Timeout, Value, Waited};
use crate::platform::error_name::ErrorName;
use crate::sys::interrupt::Call;

/// What is kept of the time of each socket, by its name.
#[derive(Debug, Default)]
pub(super) struct Clocks(Mutex<HashMap<String, Clock>>);

/// The mode of a socket, and how long its last call took.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    timeout: Option<Duration>,
    waited: Duration,
}

impl Clocks {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Clock>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, name: &str) -> Clock {
        self.lock().get(name).copied().unwrap_or_default()
    }

    fn change(&self, name: &str, change: impl FnOnce(&mut Clock)) {
        change(self.lock().entry(name.to_owned()).or_default());
    }

    /// A new socket has this name: it blocks.
    pub(super) fn reset(&self, name: &str) {
        self.lock().remove(name);
    }
}

pub(super) fn setblocking(call: &Setblocking<Filled>, sockets: &Sockets) -> Performed {
    sockets.set_timeout(&call.socket.0, (!call.blocking).then_some(Duration::ZERO))?;
    Ok(Vec::new())
}

pub(super) fn settimeout(call: &Settimeout<Filled>, sockets: &Sockets) -> Performed {
    sockets.set_timeout(&call.socket.0, call.timeout.0)?;
    Ok(Vec::new())
}

pub(super) fn gettimeout(call: &Gettimeout<Filled>, sockets: &Sockets) -> Performed {
    sockets.find(&call.socket.0)?;
    let timeout = Timeout(sockets.clocks.of(&call.socket.0).timeout);
    Ok(vec![Value::Word(timeout.to_string())])
}

pub(super) fn waited(call: &Waited<Filled>, sockets: &Sockets) -> Performed {
    sockets.find(&call.socket.0)?;
    Ok(vec![Value::Elapsed(sockets.clocks.of(&call.socket.0).waited)])
}

impl Sockets {
    /// Sets the mode of the socket called `name`.
    pub(super) fn set_timeout(&self, name: &str, timeout: Option<Duration>) -> Result<(), Failure> {
        self.find(name)?.set_nonblocking(timeout.is_some())?;
        self.clocks.change(name, |clock| clock.timeout = timeout);
        Ok(())
    }

    /// Takes the time of a call on the socket called `name`.
    pub(super) fn time<T>(&self, name: &str, call: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let begun = Instant::now();
        let result = call();
        let waited = begun.elapsed();
        self.clocks.change(name, |clock| clock.waited = waited);
        result
    }

    /// Makes a call on the socket called `name` that may block until `event`, as long as the socket's mode allows.
    pub(super) fn wait_for<T>(
        &self,
        name: &str,
        event: Event,
        mut call: impl FnMut(&Socket) -> io::Result<T>,
    ) -> Result<T, Failure> {
        let socket = self.find(name)?;
        self.time(name, || match self.timeout(name) {
            None => self.wait(Call::on(&socket), || call(&socket)),
            Some(timeout) => {
                let end = Instant::now() + timeout;
                let mut left = timeout;
                loop {
                    poll::wait(self, &socket, event, left)?;
                    match self.wait(Call::on(&socket), || call(&socket)) {
                        // Somebody else took what was there.
                        Err(Failure::System(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                            left = end.saturating_duration_since(Instant::now());
                        }
                        result => return result,
                    }
                }
            }
        })
    }

    /// Connects the socket called `name`, as long as its mode allows.
    pub(super) fn connect(&self, name: &str, address: &SockAddr) -> Result<(), Failure> {
        let socket = self.find(name)?;
        self.time(name, || {
            let result = self.wait(Call::on(&socket), || socket.connect(address));
            match (result, self.timeout(name)) {
                (Err(Failure::System(error)), Some(timeout)) if is_in_progress(&error) => {
                    poll::wait(self, &socket, Event::Out, timeout)?;
                    socket.take_error()?.map_or(Ok(()), |error| Err(error.into()))
                }
                (result, _) => result,
            }
        })
    }

    /// Gives a second descriptor the mode of the first, as Python's `socket.dup` does. The system's part of it they share anyway.
    pub(super) fn copy_timeout(&self, from: &str, to: &str) {
        let timeout = self.clocks.of(from).timeout;
        self.clocks.change(to, |clock| clock.timeout = timeout);
    }

    /// How long calls wait by poll; none where the descriptor's own mode says it all.
    pub(super) fn timeout(&self, name: &str) -> Option<Duration> {
        self.clocks.of(name).timeout.filter(|timeout| !timeout.is_zero())
    }
}

/// Whether a connection is being made: EINPROGRESS of connect(2), WSAEWOULDBLOCK of connect on Microsoft Learn. (EAGAIN of connect(2) says
/// that none is being made: the queue of a listener of this host is full.)
fn is_in_progress(error: &io::Error) -> bool {
    ErrorName::of(error).is_any_of(&[if cfg!(windows) { "EAGAIN" } else { "EINPROGRESS" }])
}
