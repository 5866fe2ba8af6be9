//! The two stages of an operation: as a case writes it, and with everything that it refers to filled in. They are types, so an operation
//! that still refers to something cannot be performed.

use std::fmt::Debug;

use super::argument::{Argument, Show};

/// A stage of an operation, which says what its arguments are at that stage.
pub trait Stage: Clone + Debug + Eq {
    /// What an argument of this kind is.
    type Of<A: Argument>: Show + Clone + Debug + Eq;

    /// An argument that refers to nothing, which is the same at every stage.
    fn plain<A: Argument<Filled = A>>(argument: &Self::Of<A>) -> &A;
}

/// As a case writes it: what an earlier step saves goes by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {}

/// Ready to be performed: what an earlier step saved is there by its value.
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
