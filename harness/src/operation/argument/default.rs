//! Arguments with a default value.

use serde_json::Value as Json;

use super::input::Input;
use super::kind::{Argument, Show};
use crate::operation::check::Reading;
use crate::operation::saved::{Saved, Unfilled};
use crate::yaml::Node;

/// A kind of argument with a default value.
pub trait WithDefault: Argument {
    /// The default value.
    const DEFAULT: Self;

    /// Notes what follows from the value, be it given or the default: the family of the step, and what the step needs.
    fn note_implications(&self, reading: &Reading);
}

/// An optional argument with a default value. If it is given, a transcript shows it like a required one; if not, not at
/// all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrDefault<A>(pub Option<A>);

impl<A: WithDefault> OrDefault<A> {
    /// The value that was given, or the default.
    #[must_use]
    pub fn value(&self) -> A {
        self.0.clone().unwrap_or(A::DEFAULT)
    }
}

impl<A: WithDefault> Argument for OrDefault<A> {
    type Filled = OrDefault<A::Filled>;

    const REQUIRED: bool = false;
    const BARE: bool = true;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        A::read(node, reading).map(|value| Self(Some(value)))
    }

    fn absent(reading: &Reading) -> Option<Self> {
        A::DEFAULT.note_implications(reading);
        Some(Self(None))
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        Ok(OrDefault(self.0.fill(saved)?))
    }

    fn wire(&self) -> Option<Json> {
        self.0.as_ref().and_then(A::wire)
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        filled.0.as_ref().and_then(A::wire_filled)
    }

    fn schema() -> Json {
        A::schema()
    }
}

impl<A: Show> Show for OrDefault<A> {
    fn input(&self) -> Option<Input> {
        self.0.as_ref().and_then(A::input)
    }
}
