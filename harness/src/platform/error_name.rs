//! The names of errors: POSIX names on every platform, whatever number the system has for them.

use std::fmt;
use std::io;

use super::constant::{self, Constant, Prefix};
use super::errno::{self, NAMES, WINDOWS, WINSOCK};
use crate::fault::Fault;

/// The name of an error: its POSIX name on every platform, or its number if the harness has no name for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorName(String);

impl ErrorName {
    /// The names of all errors.
    #[must_use]
    pub fn all() -> Vec<&'static str> {
        let resolver: Vec<Constant> = constant::table(Prefix::Resolver);
        let windows = WINDOWS.iter().map(|(_, name)| *name);
        NAMES.iter().copied().chain(resolver.into_iter().map(|(name, _)| name)).chain(windows).collect()
    }

    /// The error with this name.
    ///
    /// # Errors
    /// When no error has this name. The fault suggests one, or says which name the error goes by.
    pub fn named(name: &str) -> Result<Self, Fault> {
        let known = Self::all();
        if known.contains(&name) {
            return Ok(Self(name.to_owned()));
        }
        let name_without_wsa = name.strip_prefix("WSA").unwrap_or(name);
        match name_without_wsa {
            "EWOULDBLOCK" => Err(Fault::new("`EWOULDBLOCK` goes by the name of `EAGAIN`").hint("write `EAGAIN`")),
            "ENOTSUP" => Err(Fault::new("`ENOTSUP` goes by the name of `EOPNOTSUPP`").hint("write `EOPNOTSUPP`")),
            _ => {
                let posix = name.strip_prefix("WSA").filter(|rest| NAMES.contains(rest));
                let fault = Fault::unknown("error", name, known);
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

    /// The name of an error that a call returned.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        Self(match error.raw_os_error() {
            Some(number) => errno::name(number).map_or_else(|| format!("error {number}"), str::to_owned),
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

impl fmt::Display for ErrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
