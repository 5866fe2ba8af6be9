//! Asking what a socket is ready for.

use serde_json::{Value as Json, json};

use crate::fields;
use crate::named_enum::named_enum;
use crate::operation::argument::{Argument, Input, Show, SocketName, refers_to_nothing};
use crate::operation::call::timeout::Timeout;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::platform::Need;
use crate::yaml::Node;

named_enum! {
    /// What a socket can be ready for: poll(2), WSAPoll on Microsoft Learn.
    pub enum Event, "event" {
        /// Data, a connection or the end of the stream is there.
        In = "POLLIN",
        /// Urgent data is there.
        Pri = "POLLPRI",
        /// Data can be sent.
        Out = "POLLOUT",
        /// The peer has shut down its sending.
        Rdhup = "POLLRDHUP",
        /// An error waits.
        Err = "POLLERR",
        /// The connection is over in both directions.
        Hup = "POLLHUP",
        /// The descriptor is none.
        Nval = "POLLNVAL",
    }
}

operation! {
    /// Waits until a socket is ready: poll(2), WSAPoll on Windows. Returns what for, joined by `|`, or `none`.
    pub struct Poll = "poll" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to wait for; POLLERR, POLLHUP and POLLNVAL are told in any case.
        "events" => events: Events,
        /// How long to wait at most; for ever where nothing is said.
        "timeout" => timeout: Option<Timeout>,
    }
    returns ["events": Word]
}

/// What to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events(pub Vec<Event>);

impl Argument for Events {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let event = |node: &Node| {
            let event = fields::word(node, "an event", Event::named, reading.findings)?;
            if event == Event::Rdhup {
                reading.need(Need::Constant("POLLRDHUP"));
            }
            Some(event)
        };
        let events = fields::items(node, reading.findings)?;
        events.iter().map(event).collect::<Option<_>>().map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.iter().map(Event::to_string).collect())
    }

    fn schema() -> Json {
        json!({"type": "array", "items": {"enum": Event::NAMES}})
    }
}

impl Show for Events {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(join(&self.0)))
    }
}

/// Events as a record has them.
#[must_use]
pub fn join(events: &[Event]) -> String {
    if events.is_empty() {
        return "none".to_owned();
    }
    events.iter().map(Event::to_string).collect::<Vec<_>>().join("|")
}
