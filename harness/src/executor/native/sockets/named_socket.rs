//! A socket that has a name in the case.

use std::mem::ManuallyDrop;
use std::ops::Deref;

use super::super::gate::Held;

/// A socket that has a name in the case. It keeps the name when it is closed.
pub(crate) enum NamedSocket {
    /// The socket is open.
    Open(Held),
    /// The socket was closed or detached. Calls on it are calls on a closed descriptor.
    Closed(ManuallyDrop<Held>),
}

impl NamedSocket {
    /// A closed socket.
    pub(super) fn closed() -> Self {
        Self::Closed(Held::closed())
    }
}

impl Deref for NamedSocket {
    type Target = Held;

    fn deref(&self) -> &Held {
        match self {
            Self::Open(socket) => socket,
            Self::Closed(socket) => socket,
        }
    }
}
