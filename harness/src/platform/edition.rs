//! Which recording of a platform is meant: the current one, or that of another release.

use std::cmp::Ordering;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::identity::Platform;
use crate::fault::Fault;

/// The most characters of a release. It is part of the name of a folder.
const MOST_CHARACTERS: usize = 32;

/// The release of what is under test, as its makers write it: `8.0`, `20240729`, `5.10`. Releases are ordered by the
/// numbers in them, from left to right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Release(String);

impl Release {
    /// The release that is written like this.
    ///
    /// # Errors
    /// When it has anything but letters, digits, `.`, `_`, `+` and `-`, begins with none of the first two, or is long.
    pub fn named(text: &str) -> Result<Self, Fault> {
        let is_written = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if begins && text.len() <= MOST_CHARACTERS && text.chars().all(is_written) {
            return Ok(Self(text.to_owned()));
        }
        Err(Fault::new(format!("`{text}` cannot be a release"))
            .hint(format!("as `8.0` or `20240729`: letters, digits, `.`, `_`, `+`, `-`; at most {MOST_CHARACTERS}")))
    }

    /// The numbers in it, from left to right.
    fn numbers(&self) -> Vec<u64> {
        let parts = self.0.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().unwrap_or(u64::MAX)).collect()
    }
}

impl Ord for Release {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numbers().cmp(&other.numbers()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Release {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As it is written.
impl Serialize for Release {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// As it is written.
impl<'de> Deserialize<'de> for Release {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(deserializer)?).map_err(|fault| D::Error::custom(fault.with_hint()))
    }
}

/// Some of the releases of a platform: those from one to another, both included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Releases {
    /// The first of them. None if all before the last belong to them.
    pub since: Option<Release>,
    /// The last of them. None if all after the first belong to them.
    pub until: Option<Release>,
}

impl Releases {
    /// Whether a release is one of them. One that nobody told is taken for the newest.
    #[must_use]
    pub fn include(&self, release: Option<&Release>) -> bool {
        let begins = |since: &Release| release.is_none_or(|release| since <= release);
        let ends = |until: &Release| release.is_some_and(|release| release <= until);
        self.since.as_ref().is_none_or(begins) && self.until.as_ref().is_none_or(ends)
    }
}

/// As what follows the name of a platform: ` until 20221219`.
impl fmt::Display for Releases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (word, release) in [("since", &self.since), ("until", &self.until)] {
            if let Some(release) = release {
                write!(f, " {word} {release}")?;
            }
        }
        Ok(())
    }
}

/// A recording of a platform: the current one, `linux`, or one that is kept beside it, `linux@5.10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    /// The platform.
    pub platform: Platform,
    /// The release. None for the current recording, whose description says of which release it is.
    pub release: Option<Release>,
}

impl Edition {
    /// The recording with this name, which is also the name of its folder in `snapshots/`.
    ///
    /// # Errors
    /// When there is no such platform, or when what follows `@` cannot be a release.
    pub fn named(name: &str) -> Result<Self, Fault> {
        let (platform, release) = match name.split_once('@') {
            Some((platform, release)) => (platform, Some(Release::named(release)?)),
            None => (name, None),
        };
        Ok(Self { platform: Platform::named(platform)?, release })
    }
}

/// The current recording of a platform.
impl From<Platform> for Edition {
    fn from(platform: Platform) -> Self {
        Self { platform, release: None }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.release {
            Some(release) => write!(f, "{}@{release}", self.platform),
            None => self.platform.fmt(f),
        }
    }
}

/// By its name.
impl Serialize for Edition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// By its name.
impl<'de> Deserialize<'de> for Edition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(deserializer)?).map_err(|fault| D::Error::custom(fault.with_hint()))
    }
}
