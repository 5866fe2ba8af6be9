//! What a trial needs of the system it runs on.

use super::capability::Capability;

/// Something without which a trial cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something that the platform or this host may lack.
    Capability(Capability),
    /// The name of a constant that this platform does not have.
    Constant(&'static str),
}

impl From<Capability> for Need {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
