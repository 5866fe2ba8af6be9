//! What a kind of argument has to be able to do, and lists and optional arguments of every kind.

use std::fmt::Debug;

use serde_json::{Value as Json, json};

use super::input::Input;
use crate::fields;
use crate::operation::check::Reading;
use crate::operation::saved::Saved;
use crate::yaml::Node;

/// What a transcript can show.
pub trait Show {
    /// How a transcript shows it, if it was given.
    fn input(&self) -> Option<Input>;
}

/// A kind of argument, as a case writes it.
pub trait Argument: Show + Clone + Debug + Eq {
    /// What it is once everything that it refers to is filled in.
    type Filled: Show + Clone + Debug + Eq;

    /// Whether it must be given.
    const REQUIRED: bool = true;

    /// Whether a transcript shows it without its key.
    const BARE: bool = Self::REQUIRED;

    /// Reads it, noting what is wrong with it.
    fn read(node: &Node, reading: &Reading) -> Option<Self>;

    /// What it is when it is not given, if it need not be.
    #[must_use]
    fn absent(_: &Reading) -> Option<Self> {
        None
    }

    /// Fills in what it refers to.
    ///
    /// # Errors
    /// When that has no value: a sentence that says so.
    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String>;

    /// What a case file has for it, in its one canonical form, if it was given: [`Self::read`] reads it back.
    fn wire(&self) -> Option<Json>;

    /// The JSON Schema of its value.
    #[must_use]
    fn schema() -> Json;
}

/// Within the implementation of [`Argument`]: it refers to nothing, and so is filled in as it stands.
macro_rules! refers_to_nothing {
    () => {
        type Filled = Self;

        fn fill(&self, _: &$crate::operation::Saved) -> Result<Self, String> {
            Ok(self.clone())
        }
    };
}
pub(in crate::operation) use refers_to_nothing;

impl<A: Argument> Argument for Option<A> {
    type Filled = Option<A::Filled>;

    const REQUIRED: bool = false;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        A::read(node, reading).map(Some)
    }

    fn absent(_: &Reading) -> Option<Self> {
        Some(None)
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String> {
        self.as_ref().map(|argument| argument.fill(saved)).transpose()
    }

    fn wire(&self) -> Option<Json> {
        self.as_ref().and_then(A::wire)
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

impl<A: Argument> Argument for Vec<A> {
    type Filled = Vec<A::Filled>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let items = fields::items(node, reading.findings)?;
        let items: Vec<_> = items.iter().map(|item| A::read(item, reading)).collect();
        items.into_iter().collect()
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String> {
        self.iter().map(|item| item.fill(saved)).collect()
    }

    fn wire(&self) -> Option<Json> {
        self.iter().map(A::wire).collect::<Option<_>>().map(Json::Array)
    }

    fn schema() -> Json {
        json!({"type": "array", "items": A::schema()})
    }
}

impl<A: Show> Show for Vec<A> {
    fn input(&self) -> Option<Input> {
        self.iter().map(A::input).collect::<Option<_>>().map(Input::List)
    }
}
