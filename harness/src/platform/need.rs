//! What a trial asks of the system it runs on.

use super::capability::Capability;

/// A thing that a trial cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something that the platform, or this host, may lack.
    Capability(Capability),
    /// A constant of the Sockets API, by its name, that this platform does not have.
    Constant(&'static str),
}

impl From<Capability> for Need {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
