//! Whether child processes have a socket, too.

use crate::operation::argument::SocketName;
use crate::operation::declare::operation;

operation! {
    /// Whether a descriptor is marked to be inherited by child processes: FD_CLOEXEC of fcntl(2), HANDLE_FLAG_INHERIT on Windows.
    pub struct GetInheritable = "get_inheritable" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["inheritable": Flag]
}

operation! {
    /// Marks a descriptor to be inherited by child processes, or not to be.
    pub struct SetInheritable = "set_inheritable" {
        /// The socket.
        "socket" => socket: SocketName,
        /// Whether it is to be inherited.
        "inheritable" => inheritable: bool,
    }
    returns []
}

operation! {
    /// Whether a child process has the socket: one is started, looks, and ends.
    pub struct Inherited = "inherited" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    needs [ChildProcesses]
    returns ["inherited": Flag]
}
