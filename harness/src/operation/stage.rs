//! The two stages of an operation: as a case writes it, and with everything that it refers to filled in. They are
//! types, so that an operation with an open reference cannot be performed.

use std::fmt::Debug;

use super::argument::{Argument, Show};

/// A stage of an operation. It says which types the arguments have.
pub trait Stage: Clone + Debug + Eq {
    /// The type of an argument of this kind.
    type Of<A: Argument>: Show + Clone + Debug + Eq;

    /// An argument that refers to nothing. It is the same at every stage.
    fn plain<A: Argument<Filled = A>>(argument: &Self::Of<A>) -> &A;
}

/// As a case writes it: a saved value is referred to by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {}

/// Ready to be performed: every reference is replaced by the saved value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {}

impl Stage for Written {
    type Of<A: Argument> = A;

    fn plain<A: Argument<Filled = A>>(argument: &A) -> &A {
        argument
    }
}

impl Stage for Filled {
    type Of<A: Argument> = A::Filled;

    fn plain<A: Argument<Filled = A>>(argument: &A) -> &A {
        argument
    }
}
