//! Why a call returned nothing, and what becomes of that in a transcript.

use std::io;

use crate::operation::{Outcome, Value};
use crate::platform::error_name::ErrorName;
use crate::sys::lookup::Refusal;

/// How a call went: what it returned, or why it returned nothing.
pub(super) type Performed = Result<Vec<Value>, Failure>;

/// Why a call returned nothing.
pub(super) enum Failure {
    /// The system returned an error.
    System(io::Error),
    /// The system returned an error to a child process, by its name here.
    Named(ErrorName),
    /// The resolver returned this number of EAI_.
    Resolver(i32),
    /// The call blocked until the deadline, and then returned this part of its result; nothing if it did no part of its
    /// work.
    TimedOut(Vec<Value>),
    /// The call is not made, because of what it would do.
    Withheld(String),
    /// No earlier step made the socket with this name.
    NoSocket(String),
    /// The call cannot be made, for this reason.
    Impossible(String),
}

/// An error without a number is none of the system's: the call was not made.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.raw_os_error().is_some() { Self::System(error) } else { Self::Impossible(error.to_string()) }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Resolver(number) => Self::Resolver(number),
            Refusal::System(error) => Self::System(error),
        }
    }
}

impl From<Performed> for Outcome {
    fn from(performed: Performed) -> Self {
        match performed {
            Ok(values) => Self::Returned(values),
            Err(Failure::System(error)) => Self::Failed(ErrorName::of(&error)),
            Err(Failure::Named(error)) => Self::Failed(error),
            Err(Failure::Resolver(number)) => Self::Failed(ErrorName::of_resolver(number)),
            Err(Failure::TimedOut(part)) => Self::TimedOut(part),
            Err(Failure::Withheld(why)) => Self::Withheld(why),
            Err(Failure::NoSocket(name)) => Self::NotRun(format!("there is no socket `{name}`")),
            Err(Failure::Impossible(why)) => Self::NotRun(why),
        }
    }
}

/// The result of a call that this platform does not have. Cases that need it are not run there.
pub(super) fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}
