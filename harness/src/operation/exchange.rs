//! Sending and receiving.

use super::data::Size;
use super::declare::operation;
use super::{Data, Destination, SocketName};

operation! {
    /// Sends data to the peer: send(2). Returns how many bytes were taken.
    pub struct Send = "send" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
    }
    returns ["sent": Number]
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
    }
    returns ["data": Data]
}

operation! {
    /// Receives data and the name of its sender: recvfrom(2).
    pub struct Recvfrom = "recvfrom" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The size of the buffer, in bytes; 1024 where nothing is said.
        "size" => size: Option<Size>,
    }
    returns ["data": Data, "address": Address]
}
