//! What a socket is ready for.

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

operation! {
    /// Waits until a socket is ready: poll(2), or WSAPoll on Windows. Returns the events, joined by `|`, or `none`.
    pub struct Poll = "poll" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The events to wait for. POLLERR, POLLHUP and POLLNVAL are always reported.
        "events" => events: Events,
        /// The longest time to wait. No limit by default.
        "timeout" => timeout: Option<Timeout>,
    }
    returns ["events": Word]
}

/// The events to wait for.
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
        Some(Input::Word(join_events(&self.0)))
    }
}

/// The events as a record shows them.
#[must_use]
pub fn join_events(events: &[Event]) -> String {
    if events.is_empty() {
        return "none".to_owned();
    }
    events.iter().map(Event::to_string).collect::<Vec<_>>().join("|")
}
