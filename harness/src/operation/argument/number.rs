//! Integers and booleans.

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show, refers_to_nothing, shown_as_text};
use crate::fields;
use crate::operation::check::Reading;
use crate::yaml::Node;

/// An integer from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integer<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Integer<MIN, MAX> {
    /// The number as a count. It is 0 if the number is negative.
    #[must_use]
    pub fn count(self) -> usize {
        usize::try_from(self.0).unwrap_or(0)
    }
}

impl<const MIN: i64, const MAX: i64> Argument for Integer<MIN, MAX> {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        fields::number(node, MIN..=MAX, reading.findings).map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.into())
    }

    fn schema() -> Json {
        json!({"type": "integer", "minimum": MIN, "maximum": MAX})
    }
}

impl<const MIN: i64, const MAX: i64> Show for Integer<MIN, MAX> {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.to_string()))
    }
}

impl Argument for bool {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        fields::flag(node, reading.findings)
    }

    fn wire(&self) -> Option<Json> {
        Some((*self).into())
    }

    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

shown_as_text!(bool);
