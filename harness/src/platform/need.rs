//! What a trial needs of the system it runs on.

use std::fmt;

use super::capability::Capability;
use super::constant;
use super::identity::Platform;
use super::systems::holds;

/// Something without which a trial cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something that the platform or this host may lack.
    Capability(Capability),
    /// A constant of the Sockets API, by its name, that not every platform has.
    Constant(&'static str),
}

impl Need {
    /// Whether some host of a platform can have it. A platform that is not known to lack it has it.
    #[must_use]
    pub fn is_on(self, platform: Platform) -> bool {
        match self {
            Self::Capability(capability) => capability.is_on(platform),
            Self::Constant("POLLRDHUP") => holds("has_pollrdhup", platform),
            Self::Constant(name) => constant::is_on(name, platform),
        }
    }
}

/// By its name.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Capability(capability) => capability.fmt(f),
            Self::Constant(name) => f.write_str(name),
        }
    }
}

impl From<Capability> for Need {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
