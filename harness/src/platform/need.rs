//! What a trial needs of the system it runs on.

use super::capability::Capability;
use std::fmt;

/// Something without which a trial cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something that the platform or this host may lack.
    Capability(Capability),
    /// A constant of the Sockets API, by its name, that not every platform has.
    Constant(&'static str),
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
