//! The POSIX name of an error, from the number the system has for it.

use std::fmt;
use std::io;

use serde::Serialize;

use super::constant::{self, Constant, Prefix};
use super::errno::{self, NAMES, WINDOWS};
use crate::problem::Fault;

/// The name of an error, as POSIX has it on every platform; the number where it has no name here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorName(String);

impl ErrorName {
    /// The error with this name.
    ///
    /// # Errors
    /// When no error is called so; the fault suggests one, and says so of names that stand for another.
    pub fn named(name: &str) -> Result<Self, Fault> {
        let resolver: Vec<Constant> = constant::table(Prefix::Resolver);
        let windows = || WINDOWS.iter().map(|(_, name)| *name);
        let known = || NAMES.iter().copied().chain(resolver.iter().map(|(name, _)| *name)).chain(windows());
        if known().any(|known| known == name) {
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

    /// The name of an error that a call returned.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        Self(match error.raw_os_error() {
            Some(number) => errno::name(number).map_or_else(|| format!("error {number}"), str::to_owned),
            None => format!("{:?}", error.kind()),
        })
    }

    /// Whether it is one of these.
    #[must_use]
    pub fn is_any_of(&self, names: &[&str]) -> bool {
        names.contains(&self.0.as_str())
    }

    /// The name of what getaddrinfo or getnameinfo returned: RFC 3493, sections 6.1 and 6.2. On Windows that can be any error, for the
    /// numbers of EAI_ are some of Winsock's own.
    #[must_use]
    pub fn of_resolver(number: i32) -> Self {
        let other = errno::name(number).filter(|_| cfg!(windows));
        let name = constant::known(Prefix::Resolver, number).or(other);
        Self(name.map_or_else(|| number.to_string(), str::to_owned))
    }
}

impl fmt::Display for ErrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
