//! What becomes of a step in C.

use super::helper::Helper;

/// An operation, or a use of one, that has no form in C yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoForm(pub String);

impl NoForm {
    /// The operation as a whole, or with an argument that is named.
    pub(super) fn of(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A step in C, or why it has no form.
pub(super) type Written = Result<Form, NoForm>;

/// The C of a step: a call between other statements, and what prints its result.
#[derive(Debug)]
pub(super) struct Form {
    /// Statements before the call.
    pub(super) before: Vec<String>,
    /// The call, an expression that is -1 if it fails.
    pub(super) call: String,
    /// The variable that gets what it returns, if the case goes on to use it.
    pub(super) into: Option<String>,
    /// Statements between the call and what prints its result.
    pub(super) between: Vec<String>,
    /// The function that prints the result.
    pub(super) say: Helper,
    /// What it gets besides the step and what the call returned, which is `RESULT` here and in statements.
    pub(super) rest: String,
    /// Statements after it.
    pub(super) after: Vec<String>,
}

impl Form {
    /// A call that returns nothing but whether it failed.
    pub(super) fn plain(call: String) -> Self {
        Self { before: vec![], call, into: None, between: vec![], say: Helper::Say, rest: String::new(), after: vec![] }
    }

    /// A call that returns a socket.
    pub(super) fn making(variable: String, call: String) -> Self {
        Self { into: Some(variable), ..Self::plain(call) }
    }

    /// A call with another way to print its result, which gets this.
    pub(super) fn said_by(call: String, say: Helper, rest: impl Into<String>) -> Self {
        Self { say, rest: rest.into(), ..Self::plain(call) }
    }

    /// A call whose result is a word. This makes the word, of what a call has filled in that did not fail.
    pub(super) fn worded(call: String, word: &str) -> Self {
        Self::said_by(call, Helper::SayWord, format!("RESULT == -1 ? NULL : {word}"))
    }

    /// The same after these statements.
    pub(super) fn after(self, mut before: Vec<String>) -> Self {
        before.extend(self.before);
        Self { before, ..self }
    }
}
