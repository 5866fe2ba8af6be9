//! The pending error of a socket: SO_ERROR, "Socket Options" in XSH 2.10.16 of POSIX.1-2024.

use std::fmt;

use crate::fault::Fault;
use crate::platform::error_name::ErrorName;

/// The error that is pending on a socket, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingError(pub Option<ErrorName>);

impl PendingError {
    /// Reads what was written in a record. The error may be one that no case can claim.
    pub(super) fn recorded(text: &str) -> Option<Self> {
        match text.strip_prefix("pending ") {
            Some(error) => ErrorName::in_record(error).map(|error| Self(Some(error))),
            None => (text == "none").then_some(Self(None)),
        }
    }

    /// Reads `none`, or `pending` and the name of an error.
    ///
    /// # Errors
    /// When it is neither. The name alone stands for a call that fails.
    pub fn named(text: &str) -> Result<Self, Fault> {
        match (text, text.strip_prefix("pending ")) {
            ("none", _) => Ok(Self(None)),
            (_, Some(name)) => ErrorName::named(name).map(|name| Self(Some(name))),
            (name, None) => {
                let fault = Fault::expected("a pending error", &format!("`{name}`"));
                let hint = match ErrorName::named(name) {
                    Ok(_) => format!("`pending {name}`, or {{error: {name}}} if the call itself fails"),
                    Err(_) => "`none`, or `pending` and the name of an error".to_owned(),
                };
                Err(fault.hint(hint))
            }
        }
    }
}

/// As in a transcript and in a case file.
impl fmt::Display for PendingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("none"),
            Some(error) => write!(f, "pending {error}"),
        }
    }
}
