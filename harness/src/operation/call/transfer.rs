//! Sending and receiving.

use crate::operation::argument::{Data, Destination, Flags, MessageFlag, Part, Size, SocketName};
use crate::operation::declare::operation;

operation! {
    /// Sends data to the peer: send(2). Returns how many bytes were taken.
    pub struct Send = "send" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["sent": Number]
}

operation! {
    /// Sends data to the peer, in as many calls as it takes, as Python's `socket.sendall` does.
    pub struct Sendall = "sendall" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns []
}

operation! {
    /// Sends data to an address: sendto(2). Returns how many bytes were taken.
    pub struct Sendto = "sendto" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
        /// Where to.
        "address" => address: Destination,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["sent": Number]
}

operation! {
    /// Receives data: recv(2).
    pub struct Recv = "recv" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The size of the buffer, in bytes; 1024 where nothing is said.
        "size" => size: Option<Size>,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["data": Data]
}

operation! {
    /// Receives data into a buffer: recv(2). Returns what the call counted, and the whole buffer as it was left.
    pub struct RecvInto = "recv_into" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The buffer with what is in it, or a part of one.
        "into" => into: Part,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["received": Number, "buffer": Data]
}

operation! {
    /// Receives data and the name of its sender: recvfrom(2).
    pub struct Recvfrom = "recvfrom" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The size of the buffer, in bytes; 1024 where nothing is said.
        "size" => size: Option<Size>,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["data": Data, "address": Address]
}

operation! {
    /// Receives data into a buffer, and the name of its sender: recvfrom(2). Returns what the call counted, and the whole buffer as it was left.
    pub struct RecvfromInto = "recvfrom_into" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The buffer with what is in it, or a part of one.
        "into" => into: Part,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["received": Number, "buffer": Data, "address": Address]
}
