//! How long calls on a socket may wait. A socket has three modes, as in Python's socket module: see "Notes on socket
//! timeouts" in its documentation.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::fault::Fault;
use crate::fields;
use crate::notation;
use crate::operation::argument::{Argument, SocketName, refers_to_nothing, shown_as_text};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::word::{Timeout, Vocabulary};
use crate::yaml::{Content, Node};

/// The longest timeout a case may set.
const LONGEST: Duration = Duration::from_secs(10);

operation! {
    /// Sets whether calls on a socket block, like Python's `socket.setblocking`: O_NONBLOCK of fcntl(2), or FIONBIO of
    /// ioctlsocket on Windows.
    pub struct Setblocking = "setblocking" {
        /// The socket.
        "socket" => socket: SocketName,
        /// Whether they block.
        "blocking" => blocking: bool,
    }
    returns []
}

operation! {
    /// Sets how long calls on a socket may wait, like Python's `socket.settimeout`. A call that waits longer fails with
    /// ETIMEDOUT.
    pub struct Settimeout = "settimeout" {
        /// The socket.
        "socket" => socket: SocketName,
        /// How long. `none` means without limit, and 0 means not at all.
        "timeout" => timeout: Timeout,
    }
    returns []
}

operation! {
    /// How long calls on a socket may wait, like Python's `socket.gettimeout`: `none`, `0 ms` or a time.
    pub struct Gettimeout = "gettimeout" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["timeout": Word(Vocabulary::Timeout)]
}

operation! {
    /// How long the last connect, accept, send, receive or poll call on a socket took, whether it succeeded or failed.
    pub struct Waited = "waited" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["time": Elapsed]
}

impl Argument for Timeout {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let time = match &node.content {
            Content::Text(text) if text == "none" => return Some(Self(None)),
            Content::Number(0) => return Some(Self(Some(Duration::ZERO))),
            Content::Number(number) if *number < 0 => {
                reading
                    .findings
                    .add(node.place, Fault::new("a timeout cannot be negative").hint("`none` waits without limit"));
                None
            }
            _ => fields::time(node, reading.findings),
        }?;
        if time > LONGEST {
            let fault = Fault::new(format!("a case may not wait for {}", notation::write_time(time)));
            reading.findings.add(node.place, fault.hint(format!("at most {}", notation::write_time(LONGEST))));
        }
        Some(Self(Some(time)))
    }

    fn wire(&self) -> Option<Json> {
        Some(match self.0 {
            Some(Duration::ZERO) => 0.into(),
            _ => self.to_string().into(),
        })
    }

    fn schema() -> Json {
        let text = json!({"type": "string", "pattern": "^(none|[0-9]+ (us|ms|s)|\\$.*)$"});
        json!({"description": "`none`, 0, or a time such as `200 ms`.", "anyOf": [{"const": 0}, text]})
    }
}

shown_as_text!(Timeout);
