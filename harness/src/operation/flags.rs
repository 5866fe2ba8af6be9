//! The flags of sending and receiving calls, given and returned.

use std::fmt;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Reading;
use super::argument::{Argument, Input};
use crate::document::Node;
use crate::fields;
use crate::problem::Fault;
use crate::words::words;

words! {
    /// A flag of a message: `sys/socket.h` of POSIX, send(2), recv(2).
    pub enum MessageFlag, "message flag" {
        /// Out-of-band data.
        Oob = "MSG_OOB",
        /// What is received stays where it is.
        Peek = "MSG_PEEK",
        /// A datagram is longer than the buffer; as an argument, on Linux, its whole length is returned.
        Trunc = "MSG_TRUNC",
        /// Ancillary data had not room enough.
        Ctrunc = "MSG_CTRUNC",
        /// This call does not block.
        Dontwait = "MSG_DONTWAIT",
        /// The call waits until the buffer is full.
        Waitall = "MSG_WAITALL",
        /// A record ends here.
        Eor = "MSG_EOR",
        /// No SIGPIPE is raised.
        Nosignal = "MSG_NOSIGNAL",
    }
}

/// Flags of a message, each once, in the order they are declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flags(Vec<MessageFlag>);

/// What is written where there is no flag.
const NONE: &str = "none";

impl Flags {
    /// These flags.
    #[must_use]
    pub fn new(mut flags: Vec<MessageFlag>) -> Self {
        flags.sort_unstable();
        flags.dedup();
        Self(flags)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = MessageFlag> {
        self.0.iter().copied()
    }

    /// The flags in a text such as `MSG_TRUNC|MSG_CTRUNC`, or `none`.
    ///
    /// # Errors
    /// When a flag is unknown; the fault suggests one.
    pub fn named(text: &str) -> Result<Self, Fault> {
        if text == NONE {
            return Ok(Self::default());
        }
        text.split('|').map(MessageFlag::named).collect::<Result<_, _>>().map(Self::new)
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str(NONE);
        }
        let names: Vec<String> = self.iter().map(|flag| flag.to_string()).collect();
        f.write_str(&names.join("|"))
    }
}

/// A list of flags, each of which the platform has to have.
impl Argument for Flags {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let items = fields::items(node, "flags", reading.findings)?;
        let flags = items.iter().map(|item| {
            let name = fields::text(item, "a message flag", reading.findings)?;
            let flag = reading.findings.note(item.place, MessageFlag::named(name))?;
            if !flag.exists() {
                reading.lack(flag.name());
            }
            Some(flag)
        });
        flags.collect::<Vec<_>>().into_iter().collect::<Option<_>>().map(Self::new)
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.to_string()))
    }

    fn schema() -> Json {
        json!({"type": "array", "items": {"enum": MessageFlag::NAMES}})
    }
}

impl MessageFlag {
    /// Whether this platform has it. Winsock has no signals, no records, and no such mode for one call.
    fn exists(self) -> bool {
        match self {
            Self::Dontwait | Self::Eor | Self::Nosignal => cfg!(unix),
            Self::Oob | Self::Peek | Self::Trunc | Self::Ctrunc | Self::Waitall => true,
        }
    }

    fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Flags;

    #[rstest]
    #[case::none("none", Some("none"))]
    #[case::one("MSG_TRUNC", Some("MSG_TRUNC"))]
    #[case::order_is_ours("MSG_CTRUNC|MSG_TRUNC", Some("MSG_TRUNC|MSG_CTRUNC"))]
    #[case::once("MSG_OOB|MSG_OOB", Some("MSG_OOB"))]
    #[case::unknown("MSG_TRUNK", None)]
    #[case::empty("", None)]
    #[case::none_among_others("MSG_OOB|none", None)]
    fn reads_back(#[case] text: &str, #[case] read: Option<&str>) {
        assert_eq!(Flags::named(text).ok().map(|flags| flags.to_string()).as_deref(), read);
    }
}
