//! Flags of accept4: accept(2).

use serde_json::{Value as Json, json};

use super::constant::{constant, wire_constant};
use super::input::Input;
use super::kind::{Argument, Show, list_schema, refers_to_nothing};
use crate::fields;
use crate::named_enum::named_enum;
use crate::notation;
use crate::operation::check::Reading;
use crate::platform::Capability;
use crate::schema_parts::words_schema;
use crate::yaml::Node;

named_enum! {
    /// A flag of accept4: accept(2).
    pub enum AcceptFlag, "accept flag" {
        /// Calls on the new socket do not block.
        Nonblock = "SOCK_NONBLOCK",
        /// Child processes do not inherit the new socket.
        Cloexec = "SOCK_CLOEXEC",
    } or number
}

/// All the flags of a call of accept4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptFlags(pub Vec<AcceptFlag>);

impl Argument for AcceptFlags {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        // The systems that have the flags have the call.
        reading.need(Capability::TypeFlags);
        let flag = |item: &Node| constant(item, reading, "an accept flag", AcceptFlag::named, AcceptFlag::Number);
        let items = fields::items(node, reading.findings)?;
        items.iter().map(flag).collect::<Option<Vec<_>>>().map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.iter().map(|flag| wire_constant(&flag.to_string())).collect())
    }

    fn schema() -> Json {
        list_schema(&json!({"anyOf": [words_schema(AcceptFlag::WORDS.iter().copied()), {"type": "integer"}]}))
    }
}

impl Show for AcceptFlags {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(notation::write_set(&self.0)))
    }
}
