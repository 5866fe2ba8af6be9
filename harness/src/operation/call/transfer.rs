//! Sending and receiving.

use crate::operation::argument::{
    AddressLength, BufferSlice, Data, Destination, NameRoom, Null, OrNull, Size, SocketName, check_address, check_room,
};
use crate::operation::declare::operation;
use crate::operation::word::{Flags, MessageFlag};

operation! {
    /// Sends data to the peer: send(2). Returns how many bytes the system took.
    pub struct Send = "send" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["sent": Count]
}

operation! {
    /// Sends all data to the peer, in as many calls as necessary, like Python's `socket.sendall`.
    pub struct Sendall = "sendall" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns []
}

operation! {
    /// Sends data to an address: sendto(2). Returns how many bytes the system took.
    pub struct Sendto = "sendto" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send.
        "data" => data: Data,
        /// The destination, or a null pointer.
        "address" => address: OrNull<Destination>,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
        /// The length in bytes that the call is told in place of that of the address. -1 is passed on, too.
        "address_length" => length: Option<AddressLength>,
    }
    checks check
    returns ["sent": Count]
}

operation! {
    /// Receives data: recv(2).
    pub struct Recv = "recv" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The size of the buffer, in bytes. 1024 by default.
        "size" => size: Option<Size>,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["data": Data]
}

operation! {
    /// Receives data into a buffer: recv(2). Returns the number that the call returned, and the whole buffer
    /// afterwards.
    pub struct RecvInto = "recv_into" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The buffer with its content before the call, or a part of a buffer.
        "into" => into: BufferSlice,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    returns ["received": Count, "buffer": Data]
}

operation! {
    /// Receives data and the name of its sender: recvfrom(2).
    pub struct Recvfrom = "recvfrom" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The size of the buffer, in bytes. 1024 by default.
        "size" => size: Option<Size>,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
        /// A null pointer in place of the buffer for the name.
        "name" => no_name: Option<Null>,
        /// The length in bytes that the call is told for the name, in place of 128, or a null pointer. -1 is passed on,
        /// too.
        "name_room" => name_room: Option<OrNull<NameRoom>>,
    }
    checks check
    returns ["data": Data, "address": Address]
}

operation! {
    /// Receives data into a buffer, and the name of its sender: recvfrom(2). Returns the number that the call returned,
    /// and the whole buffer afterwards.
    pub struct RecvfromInto = "recvfrom_into" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The buffer with its content before the call, or a part of a buffer.
        "into" => into: BufferSlice,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
        /// A null pointer in place of the buffer for the name.
        "name" => no_name: Option<Null>,
        /// The length in bytes that the call is told for the name, in place of 128, or a null pointer. -1 is passed on,
        /// too.
        "name_room" => name_room: Option<OrNull<NameRoom>>,
    }
    checks check
    returns ["received": Count, "buffer": Data, "address": Address]
}

check_address!(Sendto);
check_room!(Recvfrom, RecvfromInto);
