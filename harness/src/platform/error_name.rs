//! The names of errors: POSIX names on every platform, whatever number the system has for them.

use std::fmt;
use std::io;

use super::constant::{self, Prefix};
use super::errno::{self, NAMES, WINDOWS, WINSOCK};
use super::error_about;
use super::identity::Platform;
use super::systems;
use crate::fault::{Fault, nearest};

/// The name of an error: its name in `errno.h` or `netdb.h` on every platform, its own if only Windows has it, or its
/// number if it has no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorName(String);

impl ErrorName {
    /// The names of all errors.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let windows = WINDOWS.iter().map(|(_, name)| *name);
        NAMES.iter().copied().chain(constant::names(Prefix::Resolver)).chain(windows)
    }

    /// The names of all errors, each with what it stands for.
    pub fn words() -> impl Iterator<Item = (&'static str, &'static str)> {
        Self::names().map(|name| (name, error_about::about(name)))
    }

    /// The error with this name.
    ///
    /// # Errors
    /// When no error has this name. The fault suggests one, or says which name the error goes by.
    pub fn named(name: &str) -> Result<Self, Fault> {
        if let Some(error) = Self::known(name) {
            return Ok(error);
        }
        if let Some((alias, used)) = alias(name) {
            return Err(Fault::new(format!("`{alias}` goes by the name of `{used}`")).hint(format!("write `{used}`")));
        }
        let posix = name.strip_prefix("WSA").filter(|rest| NAMES.contains(rest));
        let fault = Fault::unknown("error", name, Self::names());
        Err(posix.map_or(fault.clone(), |posix| fault.hint(format!("the POSIX name: `{posix}`"))))
    }

    fn known(name: &str) -> Option<Self> {
        Self::names().any(|known| known == name).then(|| Self(name.to_owned()))
    }

    /// The error by any name that a system has for it, that of Winsock too. None if none has this name.
    #[must_use]
    pub fn in_any_words(name: &str) -> Option<Self> {
        let known = |name: &str| Self::known(name).or_else(|| Some(Self(alias(name)?.1.to_owned())));
        let is_written_like_one = name.starts_with('E') || name.starts_with("WSA");
        if !is_written_like_one {
            return None;
        }
        known(name).or_else(|| known(name.strip_prefix("WSA")?))
    }

    /// The error that the author of this text most likely meant, if it is written like one.
    #[must_use]
    pub fn meant_by(text: &str) -> Option<&'static str> {
        let is_capital = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let near = || nearest(text, &Self::names().collect::<Vec<_>>());
        // Nearly every text is none, and to compare it with all names takes long.
        is_capital.then(|| alias(text).map(|(_, used)| used).or_else(near)).flatten()
    }

    /// The numbers of Windows, and the names that the errors go by.
    pub fn of_windows() -> impl Iterator<Item = (i32, &'static str)> {
        WINSOCK.iter().chain(WINDOWS).copied()
    }

    /// The error that is written like this in a record or on the wire: a name that some platform has, or `error` and
    /// the number of one without a name.
    ///
    /// # Errors
    /// When it is neither, so that no platform can have said it.
    pub fn recorded(text: &str) -> Result<Self, Fault> {
        Self::in_record(text).map_or_else(|| Self::named(text), Ok)
    }

    /// The same, without a search for what may have been meant, which takes long. None if it is neither.
    #[must_use]
    pub fn in_record(text: &str) -> Option<Self> {
        let is_number = |number: &str| number.parse().is_ok_and(|parsed: i32| parsed.to_string() == number);
        match text.strip_prefix(NUMBER) {
            Some(number) if is_number(number) => Some(Self(text.to_owned())),
            _ => Self::known(text),
        }
    }

    /// The name of an error that a call returned.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        match error.raw_os_error() {
            Some(number) => Self::or_number(errno::name(number), number),
            None => Self(format!("{:?}", error.kind())),
        }
    }

    fn or_number(name: Option<&str>, number: i32) -> Self {
        Self(name.map_or_else(|| format!("{NUMBER}{number}"), str::to_owned))
    }

    /// Whether getaddrinfo and getnameinfo alone return it.
    #[must_use]
    pub fn is_of_resolver(&self) -> bool {
        self.0.starts_with("EAI_")
    }

    /// Whether an operation can fail with it on a platform. Where ENOTSUP has the number of EOPNOTSUPP, errors go by
    /// the name of that.
    #[must_use]
    pub fn is_on(&self, platform: Platform) -> bool {
        if self.0 == "ENOTSUP" {
            return systems::holds("has_enotsup", platform);
        }
        errno::is_on(&self.0, platform) && constant::is_on(&self.0, platform)
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
        Self::or_number(constant::find_name(Prefix::Resolver, number).or(other), number)
    }
}

/// The error that is meant by a name that is not used here, and the name that is.
fn alias(name: &str) -> Option<(&'static str, &'static str)> {
    let name = name.strip_prefix("WSA").unwrap_or(name);
    ALIASES.iter().copied().find(|(alias, _)| *alias == name)
}

/// Names of errors that have two, and the one that is used here.
const ALIASES: &[(&str, &str)] = &[("EWOULDBLOCK", "EAGAIN")];

/// What is written before the number of an error that has no name.
const NUMBER: &str = "error ";

impl fmt::Display for ErrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
