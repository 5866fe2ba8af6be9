//! Reads the arguments of an operation.

use super::kind::Argument;
use crate::fields::Fields;
use crate::operation::check::Reading;
use crate::operation::declare::Signature;
use crate::yaml::{Content, Node, Place};

/// The arguments of one operation, taken out one by one.
pub(in crate::operation) struct Arguments<'a> {
    place: Place,
    given: Shape<'a>,
    signature: &'static Signature,
    reading: &'a Reading<'a>,
}

/// A map of all arguments, or the value of the only one that is required.
enum Shape<'a> {
    Map(Fields<'a>),
    Alone(Option<&'a Node>),
}

impl<'a> Arguments<'a> {
    /// The arguments that `node` gives. If they cannot be those of this operation, that is noted.
    pub(in crate::operation) fn of(
        node: &'a Node,
        signature: &'static Signature,
        reading: &'a Reading<'a>,
    ) -> Option<Self> {
        let alone = signature.parameters.iter().skip(1).all(|parameter| !parameter.required);
        let given = if matches!(node.content, Content::Map(_)) || !alone {
            Shape::Map(Fields::of(node, signature.name, reading.findings)?)
        } else {
            Shape::Alone(Some(node))
        };
        Some(Self { place: node.place, given, signature, reading })
    }

    pub(in crate::operation) fn reading(&self) -> &Reading<'a> {
        self.reading
    }

    /// Reads the argument with this key.
    pub(in crate::operation) fn take<A: Argument>(&mut self, key: &'static str) -> Option<A> {
        let node = match &mut self.given {
            Shape::Map(fields) if A::REQUIRED => Some(fields.required(key)?),
            Shape::Map(fields) => fields.optional(key),
            Shape::Alone(node) if self.signature.parameters[0].name == key => node.take(),
            Shape::Alone(_) => None,
        };
        match node {
            Some(node) => A::read(node, self.reading),
            None => A::absent(self.reading),
        }
    }

    /// Ends the reading. Arguments that were not taken are noted as unknown. Returns the place of the arguments, and
    /// the reading of their step.
    pub(in crate::operation) fn finish(self) -> (Place, &'a Reading<'a>) {
        if let Shape::Map(fields) = self.given {
            fields.finish();
        }
        (self.place, self.reading)
    }
}
