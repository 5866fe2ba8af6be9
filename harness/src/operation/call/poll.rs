//! What a socket is ready for.

use serde_json::{Value as Json, json};

use crate::fields;
use crate::operation::argument::{Argument, SocketName, refers_to_nothing, shown_as_text};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::word::{Event, Events, Timeout, Vocabulary};
use crate::platform::Need;
use crate::schema_parts::words_schema;
use crate::yaml::Node;

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
    returns ["events": Word(Vocabulary::Events)]
}

operation! {
    /// Waits until one of several sockets is ready: poll(2), or WSAPoll on Windows. Returns what the call returned, and
    /// the events of each socket, in order.
    pub struct PollSeveral = "poll_several" {
        /// The sockets. One that is named twice is asked twice.
        "sockets" => sockets: Vec<SocketName>,
        /// The events to wait for, of each socket. POLLERR, POLLHUP and POLLNVAL are always reported.
        "events" => events: Events,
        /// The longest time to wait. No limit by default.
        "timeout" => timeout: Option<Timeout>,
    }
    returns ["ready": Count, "sockets": Records(EVENTS)]
}

/// A socket of a call of poll, and its events.
const EVENTS: &[Return] =
    &[Return { name: "socket", kind: Kind::Text }, Return { name: "events", kind: Kind::Word(Vocabulary::Events) }];

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
        json!({"type": "array", "items": words_schema(Event::WORDS.iter().copied())})
    }
}

shown_as_text!(Events);
