//! The events of poll: poll(2).

use std::fmt;

use crate::fault::Fault;
use crate::named_enum::named_enum;
use crate::notation;
use crate::platform::Platform;
use crate::platform::systems::holds;

named_enum! {
    /// What a socket can be ready for: poll(2), WSAPoll on Microsoft Learn.
    pub enum Event, "event" {
        /// Data, a connection or the end of the stream is waiting.
        In = "POLLIN",
        /// Urgent data is waiting.
        Pri = "POLLPRI",
        /// Data can be sent.
        Out = "POLLOUT",
        /// The peer has shut down sending.
        Rdhup = "POLLRDHUP",
        /// An error is pending.
        Err = "POLLERR",
        /// Both directions of the connection have ended.
        Hup = "POLLHUP",
        /// The descriptor is not open.
        Nval = "POLLNVAL",
    }
}

/// Events to wait for, or that have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events(pub Vec<Event>);

/// As a record shows it.
impl fmt::Display for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&notation::write_set(&self.0))
    }
}

impl Events {
    /// Reads events from a text such as `POLLIN|POLLHUP` or `none`. Puts them in the order of their declaration.
    ///
    /// # Errors
    /// When an event is unknown. The fault suggests a known one.
    pub fn named(text: &str) -> Result<Self, Fault> {
        let mut events = notation::read_set(text, Event::named)?;
        events.sort_unstable();
        events.dedup();
        Ok(Self(events))
    }
}

impl Event {
    /// Whether a platform has it.
    #[must_use]
    pub fn is_on(self, platform: Platform) -> bool {
        self != Self::Rdhup || holds("has_pollrdhup", platform)
    }
}
