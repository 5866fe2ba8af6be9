//! What a step has at hand when it is written: the program so far, and names for what it uses.

use super::helper::Helper;
use super::notation::identifier;
use super::unit::Unit;
use crate::operation::{NameRoom, Null, OrNull};

/// A step that is being written.
pub(super) struct Step<'u> {
    pub(super) unit: &'u mut Unit,
    /// The name under which the case saves what it returns.
    pub(super) save: Option<&'u str>,
    /// The name of the call, if it runs on a thread of its own.
    pub(super) thread: Option<&'u str>,
    /// The steps that follow, as a transcript has them.
    pub(super) later: &'u [String],
}

/// An address, or room for one: a pointer and a length.
#[derive(Clone, Debug)]
pub(super) struct Pointer {
    pub(super) pointer: String,
    pub(super) length: String,
}

/// Room for a name that a call fills in.
pub(super) struct Room {
    /// Statements before the call.
    pub(super) before: Vec<String>,
    /// The two arguments of the call.
    pub(super) arguments: Pointer,
    /// The name, its length and its room, for the function that prints them.
    pub(super) printed: [String; 3],
    /// Whether the case says how much room there is.
    pub(super) is_told: bool,
    /// Statements after the call: a name that it did not save has no length.
    pub(super) after: Vec<String>,
}

impl Step<'_> {
    /// Whether a later step names something.
    pub(super) fn is_used_later(&self, name: &str) -> bool {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        self.later.iter().any(|step| step.split(|c| !is_part(c)).any(|word| word == name))
    }

    /// Whether a closed socket is named again when its number may be that of another descriptor, or is asked for.
    pub(super) fn may_be_another(&self, name: &str) -> bool {
        const MAKING: &[&str] = &[
            "accept",
            "create_connection",
            "detach",
            "dup",
            "fileno",
            "finish",
            "from_fileno",
            "hold_port",
            "in_child",
            "open",
            "recvmsg",
            "sendfile",
            "socket",
            "socketpair",
            "start",
            "start_child",
        ];
        let is_making = |step: &String| MAKING.contains(&step.split(' ').next().unwrap_or_default());
        self.is_used_later(name) && self.later.iter().any(is_making)
    }

    /// The name of a function, which the program gets.
    pub(super) fn helper(&mut self, helper: Helper) -> &'static str {
        self.unit.helper(helper)
    }

    /// A variable that steps have in common, except for those on threads of their own.
    pub(super) fn common(&mut self, kind: &'static str, name: &str, after: &str) -> String {
        let name = self.common_name(name);
        self.unit.share(kind, &name, after);
        name
    }

    /// What such a variable is called.
    pub(super) fn common_name(&self, name: &str) -> String {
        self.thread.map_or(name.to_owned(), |thread| format!("{}_{name}", identifier(thread)))
    }

    /// Room for a name: the variable under which it is saved, or one that steps have in common.
    pub(super) fn room(&mut self, no_name: Option<Null>, room: Option<OrNull<NameRoom>>) -> Room {
        self.unit.include(&["sys/socket.h"]);
        let (name, length) = match self.save {
            Some(saved) => {
                let (name, length) = (identifier(saved), format!("{}_length", identifier(saved)));
                self.unit.share("struct sockaddr_storage", &name, "");
                self.unit.share("socklen_t", &length, "");
                (name, length)
            }
            None => {
                let length = self.common("socklen_t", "length", "");
                let has_buffer = no_name.is_none().then(|| self.common("struct sockaddr_storage", "name", ""));
                (has_buffer.unwrap_or_default(), length)
            }
        };
        let told = room.map(|room| room.given().map(|told| told.0));
        let no_length = told == Some(None);
        let before = match told {
            None => vec![format!("{length} = sizeof {name};")],
            Some(None) => vec![],
            Some(Some(told)) => vec![format!("{length} = {told};")],
        };
        let pointer = if no_name.is_some() { "NULL".to_owned() } else { format!("(struct sockaddr *)&{name}") };
        let of_length = if no_length { "NULL".to_owned() } else { format!("&{length}") };
        let printed_name = if no_name.is_some() { "NULL".to_owned() } else { format!("&{name}") };
        let printed_length = if no_length { "0".to_owned() } else { length };
        let printed_room = match told.flatten() {
            _ if no_name.is_some() => "0".to_owned(),
            Some(told) => told.to_string(),
            None => format!("sizeof {name}"),
        };
        Room {
            before,
            arguments: Pointer { pointer, length: of_length },
            printed: [printed_name, printed_length, printed_room],
            is_told: told.is_some(),
            after: self.save.filter(|saved| self.is_used_later(saved)).map(forgotten).into_iter().collect(),
        }
    }

    /// What receives data: a buffer that steps have in common, with room for so many bytes.
    pub(super) fn buffer(&mut self, size: usize) -> String {
        let name = match self.thread {
            None => "buffer".to_owned(),
            Some(thread) => format!("{}_buffer", identifier(thread)),
        };
        self.unit.make_room(&name, size);
        name
    }
}

/// The statement by which a program knows that a name was not saved.
fn forgotten(saved: &str) -> String {
    format!("if (RESULT == -1)\n    {}_length = 0;", identifier(saved))
}
