//! What the system says a socket is.

use crate::operation::argument::SocketName;
use crate::operation::declare::operation;
use crate::operation::word::Vocabulary;

operation! {
    /// The address family of a socket: SO_DOMAIN of socket(7), or SO_PROTOCOL_INFO on Windows. On a system that has
    /// neither, the family of the socket's name.
    pub struct FamilyOf = "family" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["family": Word(Vocabulary::Family)]
}

operation! {
    /// The type of a socket: SO_TYPE of socket(7).
    pub struct TypeOf = "type" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["type": Word(Vocabulary::SocketType)]
}

operation! {
    /// The protocol of a socket: SO_PROTOCOL of socket(7), or SO_PROTOCOL_INFO on Windows.
    pub struct ProtocolOf = "protocol" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    needs [SoProtocol]
    returns ["protocol": Word(Vocabulary::Protocol)]
}
