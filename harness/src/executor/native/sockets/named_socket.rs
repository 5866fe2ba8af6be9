//! A socket that has a name in the case.

use std::mem::ManuallyDrop;
use std::ops::Deref;

use socket2::Socket;

use crate::sys;

/// A socket that has a name in the case. It keeps the name when it is closed.
pub(crate) enum NamedSocket {
    /// The socket is open.
    Open(Socket),
    /// The socket was closed or detached. Calls on it are calls on a closed descriptor.
    Closed(ManuallyDrop<Socket>),
}

impl NamedSocket {
    /// A closed socket.
    pub(super) fn closed() -> Self {
        Self::Closed(sys::descriptor::closed())
    }
}

impl Deref for NamedSocket {
    type Target = Socket;

    fn deref(&self) -> &Socket {
        match self {
            Self::Open(socket) => socket,
            Self::Closed(socket) => socket,
        }
    }
}
