//! The numbers behind the constants of this platform.

use serde_json::{Value as Json, json};

use super::argument::{Argument, Input};
use super::declare::operation;
use super::{Kind, Reading, Return};
use crate::document::Node;
use crate::fields;
use crate::platform::constant::Prefix;

/// What a constant has: no value where the platform has no such constant.
const CONSTANT: &[Return] = &[Return { name: "name", kind: Kind::Word }, Return { name: "value", kind: Kind::Number }];

operation! {
    /// The constants that begin with a prefix, in the same order on every platform.
    pub struct Constants = "constants" {
        /// The prefix.
        "prefix" => prefix: Prefix,
    }
    returns ["constants": Records(CONSTANT)]
}

impl Argument for Prefix {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = fields::text(node, "a prefix", reading.findings)?;
        reading.findings.note(node.place, Self::named(name))
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.to_string()))
    }

    fn schema() -> Json {
        json!({"enum": Self::NAMES})
    }
}
