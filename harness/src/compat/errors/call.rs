//! The calls of the table.

use crate::case::Expectation;
use crate::named_enum::named_enum;
use crate::operation::Operation;

named_enum! {
    /// The calls of the table.
    pub enum SocketCall, "call" {
        /// Gives it a name.
        Bind = "bind",
        /// Makes it accept connections.
        Listen = "listen",
        /// Connects it.
        Connect = "connect",
        /// Connects it to AF_UNSPEC.
        Disconnect = "disconnect",
        /// Accepts a connection.
        Accept = "accept",
        /// Ends one direction or both.
        Shutdown = "shutdown",
        /// Sends to its peer.
        Send = "send",
        /// Sends to a name.
        Sendto = "sendto",
        /// Sends a message.
        Sendmsg = "sendmsg",
        /// Receives.
        Recv = "recv",
        /// Receives, and asks for the sender.
        Recvfrom = "recvfrom",
        /// Receives a message.
        Recvmsg = "recvmsg",
        /// Looks what it is ready for.
        Poll = "poll",
        /// Takes its pending error: SO_ERROR.
        TakeError = "take_error",
    }
}

impl SocketCall {
    /// The call that an operation is, if the table has it.
    pub(super) fn of(operation: &Operation) -> Option<Self> {
        // Asked of every step, so not by a search that suggests another name.
        Self::ALL.iter().copied().find(|call| call.name() == operation.name())
    }

    /// What of an outcome the table is about: the error, or that there is none. What poll and SO_ERROR return is their
    /// answer, and a stream that has ended shows as nothing received.
    pub(super) fn word(self, outcome: &str, is_success: bool) -> String {
        let has_nothing = outcome.starts_with("\"\"");
        match self {
            Self::Poll | Self::TakeError => outcome.to_owned(),
            Self::Recv | Self::Recvfrom | Self::Recvmsg if has_nothing => "ok, with nothing received".to_owned(),
            _ if is_success => "ok".to_owned(),
            _ => outcome.split(' ').next().unwrap_or_default().trim_end_matches([':', ',']).to_owned(),
        }
    }

    /// The same of a claim.
    pub(super) fn claimed_word(self, claim: &Expectation) -> String {
        match (self, claim) {
            (Self::Poll | Self::TakeError, _) => claim.to_string(),
            (_, Expectation::Returns(_)) => self.word(&claim.to_string(), true),
            _ => claim.to_string(),
        }
    }
}
