//! Whether child processes inherit a socket.

use crate::operation::argument::SocketName;
use crate::operation::declare::operation;

operation! {
    /// Whether a descriptor is marked for child processes to inherit: FD_CLOEXEC of fcntl(2), or HANDLE_FLAG_INHERIT on
    /// Windows.
    pub struct GetInheritable = "get_inheritable" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["inheritable": Flag]
}

operation! {
    /// Marks whether child processes inherit a descriptor.
    pub struct SetInheritable = "set_inheritable" {
        /// The socket.
        "socket" => socket: SocketName,
        /// Whether they inherit it.
        "inheritable" => inheritable: bool,
    }
    returns []
}

operation! {
    /// Starts a child process, which looks whether it has the socket and ends.
    pub struct Inherited = "inherited" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    needs [ChildProcesses]
    returns ["inherited": Flag]
}
