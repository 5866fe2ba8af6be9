//! Constants that a case writes, or refers to as a part of what an earlier step saved.

use std::str::FromStr;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::operation::argument::{Argument, Input, Usual};
use crate::operation::check::Reading;
use crate::operation::outcome::{Kind, Value};
use crate::operation::program::Saved;
use crate::yaml::Node;

/// A constant as an argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Term<A> {
    /// As written in the case.
    Written(A),
    /// As a step saved it.
    Saved {
        /// What it was saved as, such as `answer.family`.
        name: String,
        /// What that is, once the step has run.
        value: Option<A>,
    },
}

impl<A: Copy> Term<A> {
    /// The constant.
    ///
    /// # Panics
    /// Before a saved one is known, which it is before anything is performed.
    #[must_use]
    pub fn get(&self) -> A {
        match self {
            Self::Written(value) => *value,
            Self::Saved { value, .. } => value.expect("references are resolved before an operation is performed"),
        }
    }
}

impl<A: Usual + Copy + FromStr> Usual for Term<A> {
    const USUAL: Self = Self::Written(A::USUAL);

    fn settle(&self, reading: &Reading) {
        if let Self::Written(value) = self {
            value.settle(reading);
        }
    }
}

impl<A: Argument + Copy + FromStr> Argument for Term<A> {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let Some(name) = node.text().and_then(|text| text.strip_prefix('$')) else {
            return A::read(node, reading).map(Self::Written);
        };
        let family = reading.use_saved(node.place, name, Kind::Word);
        if reading.family().is_none() {
            reading.set_family(family);
        }
        Some(Self::Saved { name: name.to_owned(), value: None })
    }

    fn input(&self) -> Option<Input> {
        match self {
            Self::Written(value) | Self::Saved { value: Some(value), .. } => value.input(),
            Self::Saved { name, value: None } => Some(Input::Word(format!("${name}"))),
        }
    }

    fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
        if let Self::Saved { name, value } = self {
            *value = match saved.value(name)? {
                Value::Word(word) => word.parse().ok(),
                _ => None,
            };
            value.ok_or_else(|| format!("`{name}` is no constant that can stand here"))?;
        }
        Ok(())
    }

    fn wire(&self) -> Option<Json> {
        match self {
            Self::Written(value) => value.wire(),
            Self::Saved { name, .. } => Some(format!("${name}").into()),
        }
    }

    fn schema() -> Json {
        json!({"anyOf": [A::schema(), {"$ref": "#/definitions/reference"}]})
    }
}
