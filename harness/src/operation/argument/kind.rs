//! The traits of arguments, and their implementations for lists and optional arguments.

use std::fmt::Debug;

use serde_json::{Value as Json, json};

use super::input::Input;
use crate::fields;
use crate::operation::check::Reading;
use crate::operation::saved::{Saved, Unfilled};
use crate::yaml::Node;

/// A value that a transcript can show.
pub trait Show {
    /// How a transcript shows it. `None` if it was not given.
    fn input(&self) -> Option<Input>;
}

/// A kind of argument, as a case writes it.
pub trait Argument: Show + Clone + Debug + Eq {
    /// Its type when everything that it refers to is filled in.
    type Filled: Show + Clone + Debug + Eq;

    /// Whether it is required.
    const REQUIRED: bool = true;

    /// Whether a transcript shows it without its key.
    const BARE: bool = Self::REQUIRED;

    /// Reads it. What is wrong with it is noted.
    fn read(node: &Node, reading: &Reading) -> Option<Self>;

    /// Its value if it is not given. `None` if it is required.
    #[must_use]
    fn absent(_: &Reading) -> Option<Self> {
        None
    }

    /// Fills in what it refers to.
    ///
    /// # Errors
    /// When something that it refers to has no value.
    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled>;

    /// Its canonical form in a case file, which [`Self::read`] reads back. `None` if it was not given.
    fn wire(&self) -> Option<Json>;

    /// The same of one that is filled in. A port, a descriptor or an address that an earlier step returned says so, if
    /// a case could not have written it: see [`Returned`](crate::operation::Returned).
    fn wire_filled(filled: &Self::Filled) -> Option<Json>;

    /// The JSON Schema of its value.
    #[must_use]
    fn schema() -> Json;
}

/// For an implementation of [`Argument`] that refers to nothing: it is filled in as it is.
macro_rules! refers_to_nothing {
    () => {
        type Filled = Self;

        fn fill(&self, _: &$crate::operation::Saved) -> Result<Self, $crate::operation::Unfilled> {
            Ok(self.clone())
        }

        fn wire_filled(filled: &Self) -> Option<serde_json::Value> {
            $crate::operation::Argument::wire(filled)
        }
    };
}
pub(in crate::operation) use refers_to_nothing;

/// Implements [`Show`] for a type with a text form, which a transcript shows as it is.
macro_rules! shown_as_text {
    ($type:ty) => {
        impl $crate::operation::Show for $type {
            fn input(&self) -> Option<$crate::operation::Input> {
                Some($crate::operation::Input::Word(self.to_string()))
            }
        }
    };
}
pub(in crate::operation) use shown_as_text;

impl<A: Argument> Argument for Option<A> {
    type Filled = Option<A::Filled>;

    const REQUIRED: bool = false;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        A::read(node, reading).map(Some)
    }

    fn absent(_: &Reading) -> Option<Self> {
        Some(None)
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        self.as_ref().map(|argument| argument.fill(saved)).transpose()
    }

    fn wire(&self) -> Option<Json> {
        self.as_ref().and_then(A::wire)
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        filled.as_ref().and_then(A::wire_filled)
    }

    fn schema() -> Json {
        A::schema()
    }
}

impl<A: Show> Show for Option<A> {
    fn input(&self) -> Option<Input> {
        self.as_ref().and_then(A::input)
    }
}

/// The schema of a list. A variable of the matrix may stand for an item.
pub(super) fn list_schema(item: &Json) -> Json {
    json!({"type": "array", "items": {"anyOf": [item, {"$ref": "#/definitions/variable"}]}})
}

impl<A: Argument> Argument for Vec<A> {
    type Filled = Vec<A::Filled>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let items = fields::items(node, reading.findings)?;
        let items: Vec<_> = items.iter().map(|item| A::read(item, reading)).collect();
        items.into_iter().collect()
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        self.iter().map(|item| item.fill(saved)).collect()
    }

    fn wire(&self) -> Option<Json> {
        self.iter().map(A::wire).collect::<Option<_>>().map(Json::Array)
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        filled.iter().map(A::wire_filled).collect::<Option<_>>().map(Json::Array)
    }

    fn schema() -> Json {
        list_schema(&A::schema())
    }
}

impl<A: Show> Show for Vec<A> {
    fn input(&self) -> Option<Input> {
        self.iter().map(A::input).collect::<Option<_>>().map(Input::List)
    }
}
