//! The platforms that trials can run on.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::own_name::OwnName;
use super::selector::{Selector, suggested};
use crate::fault::Fault;

impl Selector {
    /// The platforms that it includes.
    pub fn platforms(self) -> impl Iterator<Item = Platform> {
        Platform::all().filter(move |platform| platform.lineage().any(|selector| selector == self))
    }

    /// The platform, unless this is a family.
    #[must_use]
    pub fn platform(self) -> Option<Platform> {
        (!self.is_family()).then_some(Platform { name: None, base: self })
    }

    /// The platform of somebody's own that answers to this.
    #[must_use]
    pub fn with_name(self, name: OwnName) -> Platform {
        Platform { name: Some(name), base: self }
    }
}

/// What stands between what a platform of somebody's own answers to and its name.
const OWN: char = '+';

/// A platform that trials can run on: one that the harness knows, such as `linux`; or one of somebody's own, such as
/// `linux+cpython`, which answers to what stands before the `+`. The first come before the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform {
    name: Option<OwnName>,
    /// No family, unless there is a name.
    base: Selector,
}

impl Platform {
    /// Every platform that the harness knows.
    pub fn all() -> impl Iterator<Item = Self> {
        Selector::ALL.iter().filter_map(|selector| selector.platform())
    }

    /// The platform with this name.
    ///
    /// # Errors
    /// When there is none, and it is none of somebody's own. The fault suggests one.
    pub fn named(name: &str) -> Result<Self, Fault> {
        if let Some((base, own)) = name.split_once(OWN) {
            return Ok(Selector::called(base)?.with_name(OwnName::named(own)?));
        }
        let platform = Selector::named(name).ok().and_then(Selector::platform);
        platform.ok_or_else(|| {
            let names: Vec<String> = Self::all().map(|platform| platform.to_string()).collect();
            suggested(Fault::unknown("platform", name, names.iter().map(String::as_str)), name)
        })
    }

    /// The name that somebody gave it. None if it is one that the harness knows.
    #[must_use]
    pub fn own_name(self) -> Option<OwnName> {
        self.name
    }

    /// What it answers to, besides its own name: the first in its lineage.
    #[must_use]
    pub fn base(self) -> Selector {
        self.base
    }

    /// The platforms that the harness knows and that it may be built like: that which it answers to, or those of that
    /// family.
    pub fn like(self) -> impl Iterator<Item = Self> {
        self.base.platforms().filter(move |platform| self.base.is_family() || platform.base == self.base)
    }

    /// The selectors that include this platform: itself, or what it answers to, then wider and wider ones.
    pub fn lineage(self) -> impl Iterator<Item = Selector> {
        std::iter::successors(Some(self.base), |selector| selector.parent())
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Some(name) => write!(f, "{}{OWN}{name}", self.base),
            None => self.base.fmt(f),
        }
    }
}

/// By its name.
impl Serialize for Platform {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// By its name.
impl<'de> Deserialize<'de> for Platform {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).map_err(|fault| D::Error::custom(fault.with_hint()))
    }
}
