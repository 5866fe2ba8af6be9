//! The names of errors: POSIX names on every platform, whatever number the system has for them.

use std::fmt;
use std::io;

use super::constant::{self, Prefix};
use super::errno::{self, NAMES, WINDOWS, WINSOCK};
use crate::fault::Fault;

/// The name of an error: its POSIX name on every platform, or its number if the harness has no name for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorName(String);

impl ErrorName {
    /// The error with this name.
    ///
    /// # Errors
    /// When no error has this name. The fault suggests one, or says which name the error goes by.
    pub fn named(name: &str) -> Result<Self, Fault> {
        if is_known(name) {
            return Ok(Self(name.to_owned()));
        }
        let name_without_wsa = name.strip_prefix("WSA").unwrap_or(name);
        match name_without_wsa {
            "EWOULDBLOCK" => Err(Fault::new("`EWOULDBLOCK` goes by the name of `EAGAIN`").hint("write `EAGAIN`")),
            "ENOTSUP" => Err(Fault::new("`ENOTSUP` goes by the name of `EOPNOTSUPP`").hint("write `EOPNOTSUPP`")),
            _ => {
                let posix = name.strip_prefix("WSA").filter(|rest| NAMES.contains(rest));
                let fault = Fault::unknown("error", name, known());
                Err(posix.map_or(fault.clone(), |posix| fault.hint(format!("the POSIX name: `{posix}`"))))
            }
        }
    }

    /// The numbers of Windows, and the names that the errors go by.
    pub fn of_windows() -> impl Iterator<Item = (i32, &'static str)> {
        WINSOCK.iter().chain(WINDOWS).copied()
    }

    /// The error that is written like this in a record or on the wire. It may be a number that has no name.
    #[must_use]
    pub fn recorded(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The error that a record shows as `text`, if that is a name, or a number after a word. None if it is not.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let number = text.strip_prefix(NUMBERED).and_then(|number| number.parse::<i32>().ok());
        (number.is_some() || is_known(text)).then(|| Self::recorded(text))
    }

    /// The error that a record shows as `text`, if that is the number of an error of the resolver, or a kind of error
    /// of the standard library. Both could be values of an operation that returns numbers or words.
    #[must_use]
    pub fn without_name(text: &str) -> Option<Self> {
        let is_kind = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(char::is_alphabetic);
        (is_kind || text.parse::<i32>().is_ok()).then(|| Self::recorded(text))
    }

    /// The name of an error that a call returned.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        Self(match error.raw_os_error() {
            Some(number) => errno::name(number).map_or_else(|| format!("{NUMBERED}{number}"), str::to_owned),
            None => format!("{:?}", error.kind()),
        })
    }

    /// Whether this is one of these names.
    #[must_use]
    pub fn is_any_of(&self, names: &[&str]) -> bool {
        names.contains(&self.0.as_str())
    }

    /// The name of an error that getaddrinfo or getnameinfo returned: RFC 3493, sections 6.1 and 6.2. On Windows that
    /// can be any error, because the numbers of EAI_ are errors of Winsock.
    #[must_use]
    pub fn of_resolver(number: i32) -> Self {
        let other = errno::name(number).filter(|_| cfg!(windows));
        let name = constant::find_name(Prefix::Resolver, number).or(other);
        Self(name.map_or_else(|| number.to_string(), str::to_owned))
    }
}

/// What stands before the number of an error that has no name here.
const NUMBERED: &str = "error ";

fn is_known(name: &str) -> bool {
    name.starts_with(['E', 'W']) && known().any(|known| known == name)
}

/// All names of errors.
fn known() -> impl Iterator<Item = &'static str> {
    let resolver = constant::table(Prefix::Resolver).into_iter().map(|(name, _)| name);
    NAMES.iter().copied().chain(WINDOWS.iter().map(|(_, name)| *name)).chain(resolver)
}

impl fmt::Display for ErrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
