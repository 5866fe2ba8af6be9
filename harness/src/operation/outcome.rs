//! What comes back from an operation.

use serde::Serialize;

use crate::address::Observed;
use crate::platform::error_name::ErrorName;

/// The kinds of thing that an operation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a socket.
    Address,
    /// A number.
    Number,
    /// Bytes.
    Data,
    /// The value of a socket option: a boolean or a number.
    Setting,
}

/// A thing that an operation returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Value {
    /// The name of a socket.
    Address(Observed),
    /// A number.
    Number(i64),
    /// A boolean.
    Flag(bool),
    /// Bytes.
    Data(Vec<u8>),
}

/// How an operation ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// It succeeded and returned these, in the order of the operation's `returns`.
    Returned(Vec<Value>),
    /// It failed.
    Failed(ErrorName),
    /// It blocked until the deadline.
    TimedOut,
    /// It could not be begun, because of this: a socket that was never made, a reference without a value.
    NotRun(String),
}

impl Outcome {
    /// The address among the things returned.
    #[must_use]
    pub fn address(&self) -> Option<&Observed> {
        let Self::Returned(values) = self else {
            return None;
        };
        values.iter().find_map(|value| match value {
            Value::Address(address) => Some(address),
            Value::Number(_) | Value::Flag(_) | Value::Data(_) => None,
        })
    }
}
