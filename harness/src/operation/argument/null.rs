//! Null pointers, in the place of what a call is usually given.

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show, refers_to_nothing};
use crate::fault::Fault;
use crate::operation::check::Reading;
use crate::operation::saved::{Saved, Unfilled};
use crate::yaml::{Content, Node};

/// How a case and a transcript write a null pointer.
const NULL: &str = "null";

/// A null pointer, where there is nothing else to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

/// Something, or a null pointer in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrNull<A> {
    /// What the call is given.
    Given(A),
    /// A null pointer.
    Null,
}

impl<A> OrNull<A> {
    /// What the call is given; none for a null pointer.
    #[must_use]
    pub fn given(&self) -> Option<&A> {
        match self {
            Self::Given(given) => Some(given),
            Self::Null => None,
        }
    }
}

impl Argument for Null {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let is_null = node.content == Content::Null;
        if !is_null {
            let fault = Fault::expected(NULL, &node.said());
            reading.findings.add(node.place, fault.hint("leave it out, and the call has a buffer"));
        }
        is_null.then_some(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(Json::Null)
    }

    fn schema() -> Json {
        json!({"type": "null"})
    }
}

impl Show for Null {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(NULL.to_owned()))
    }
}

impl<A: Argument> Argument for OrNull<A> {
    type Filled = OrNull<A::Filled>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        match node.content {
            Content::Null => Some(Self::Null),
            _ => A::read(node, reading).map(Self::Given),
        }
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        Ok(match self {
            Self::Given(given) => OrNull::Given(given.fill(saved)?),
            Self::Null => OrNull::Null,
        })
    }

    fn wire(&self) -> Option<Json> {
        match self {
            Self::Given(given) => given.wire(),
            Self::Null => Null.wire(),
        }
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        match filled {
            OrNull::Given(given) => A::wire_filled(given),
            OrNull::Null => Null.wire(),
        }
    }

    fn schema() -> Json {
        json!({"anyOf": [A::schema(), Null::schema()]})
    }
}

impl<A: Show> Show for OrNull<A> {
    fn input(&self) -> Option<Input> {
        match self {
            Self::Given(given) => given.input(),
            Self::Null => Null.input(),
        }
    }
}
