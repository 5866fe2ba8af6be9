//! What a trial needs of the system it runs on.

use std::fmt;

use super::capability::Capability;
use super::constant;
use super::identity::Platform;
use super::systems::holds;
use crate::fault::Fault;

/// Something without which a trial cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something that the platform or this host may lack.
    Capability(Capability),
    /// A host without something: the case shows what happens there.
    Lack(Capability),
    /// A constant of the Sockets API, by its name, that not every platform has.
    Constant(&'static str),
}

impl Need {
    /// Whether some host of a platform can have it. A platform that is not known to lack it has it.
    #[must_use]
    pub fn is_on(self, platform: Platform) -> bool {
        match self {
            Self::Capability(capability) => capability.is_on(platform),
            // A host may lack what its platform has.
            Self::Lack(_) => true,
            Self::Constant("POLLRDHUP") => holds("has_pollrdhup", platform),
            Self::Constant(name) => constant::is_on(name, platform),
        }
    }
}

/// What stands before the name of a capability that a host has to lack.
const NO: &str = "no ";

/// As a case writes it.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Capability(capability) => capability.fmt(f),
            Self::Lack(capability) => write!(f, "{NO}{capability}"),
            Self::Constant(name) => f.write_str(name),
        }
    }
}

impl Need {
    /// What `needs` of a case says: the name of a capability, or `no` and that of one that a host has to lack.
    ///
    /// # Errors
    /// When there is no such capability. The fault suggests one.
    pub fn written(text: &str) -> Result<Self, Fault> {
        match text.strip_prefix(NO) {
            Some(name) => Capability::named(name).map(Self::Lack),
            None => Capability::named(text).map(Self::Capability),
        }
    }

    /// All that `needs` of a case may say.
    pub fn all_written() -> impl Iterator<Item = String> {
        let all = || Capability::ALL.iter().copied();
        all().map(Self::Capability).chain(all().map(Self::Lack)).map(|need| need.to_string())
    }
}

impl From<Capability> for Need {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
