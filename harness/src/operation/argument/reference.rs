//! Constants that a case writes, or that it takes from what an earlier step saved.

use std::str::FromStr;

use serde_json::{Value as Json, json};

use super::constant::{Protocol, SocketType};
use super::default::WithDefault;
use super::input::Input;
use super::kind::{Argument, Show};
use crate::address::Family;
use crate::operation::check::Reading;
use crate::operation::outcome::{Kind, Value};
use crate::operation::saved::{Saved, Unfilled};
use crate::operation::word::Vocabulary;
use crate::yaml::Node;

/// A constant, or a reference to a saved one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrReference<A> {
    /// A constant that the case writes.
    Written(A),
    /// A constant that a step saves under this name, such as `answer.family`.
    Saved(String),
}

impl<A: Copy> OrReference<A> {
    /// The constant that the case writes, if it does.
    #[must_use]
    pub fn written(&self) -> Option<A> {
        match self {
            Self::Written(value) => Some(*value),
            Self::Saved(_) => None,
        }
    }
}

/// A kind of constant that operations also return.
pub trait ReturnedConstant: Argument<Filled = Self> + Copy + FromStr {
    /// What such a constant is a word of.
    const VOCABULARY: Vocabulary;
}

impl ReturnedConstant for Family {
    const VOCABULARY: Vocabulary = Vocabulary::Family;
}

impl ReturnedConstant for SocketType {
    const VOCABULARY: Vocabulary = Vocabulary::SocketType;
}

impl ReturnedConstant for Protocol {
    const VOCABULARY: Vocabulary = Vocabulary::Protocol;
}

impl<A: WithDefault<Filled = A> + ReturnedConstant> WithDefault for OrReference<A> {
    const DEFAULT: Self = Self::Written(A::DEFAULT);

    fn note_implications(&self, reading: &Reading) {
        if let Self::Written(value) = self {
            value.note_implications(reading);
        }
    }
}

impl<A: ReturnedConstant> Argument for OrReference<A> {
    type Filled = A;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let Some(name) = node.text().and_then(|text| text.strip_prefix('$')) else {
            return A::read(node, reading).map(Self::Written);
        };
        let family = reading.use_saved(node.place, name, Kind::Word(A::VOCABULARY));
        if reading.family().is_none() {
            reading.set_family(family);
        }
        Some(Self::Saved(name.to_owned()))
    }

    fn fill(&self, saved: &Saved) -> Result<A, Unfilled> {
        let name = match self {
            Self::Written(value) => return Ok(*value),
            Self::Saved(name) => name,
        };
        let constant = match saved.value(name)? {
            Value::Word(word) => word.to_string().parse().ok(),
            _ => None,
        };
        constant.ok_or_else(|| Unfilled::Missing(format!("`{name}` is not a constant that is allowed here")))
    }

    fn wire(&self) -> Option<Json> {
        match self {
            Self::Written(value) => value.wire(),
            Self::Saved(name) => Some(format!("${name}").into()),
        }
    }

    fn wire_filled(filled: &A) -> Option<Json> {
        filled.wire()
    }

    fn schema() -> Json {
        json!({"anyOf": [A::schema(), {"$ref": "#/definitions/reference"}]})
    }
}

impl<A: Show> Show for OrReference<A> {
    fn input(&self) -> Option<Input> {
        match self {
            Self::Written(value) => value.input(),
            Self::Saved(name) => Some(Input::Word(format!("${name}"))),
        }
    }
}
