//! What messages consist of besides their data.

use socket2::Socket;

use super::super::name_room::NameInRoom;

/// A control message as the system takes it: cmsg(3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The protocol it belongs to.
    pub level: i32,
    /// Its type in that protocol.
    pub kind: i32,
    /// Its data.
    pub data: Vec<u8>,
}

/// Ancillary data as it arrived.
#[derive(Debug)]
pub enum Ancillary {
    /// Sockets that another process passed on: SCM_RIGHTS of unix(7). They are closed when this value is dropped.
    Rights(Vec<Socket>),
    /// Anything else.
    Other(Control),
}

/// What a receiving call returned.
#[derive(Debug)]
pub struct Received {
    /// How many bytes the call says it received.
    pub length: usize,
    /// The name of the sender, with the length that the system gave it.
    pub name: NameInRoom,
    /// The flags that the system set: `msg_flags`.
    pub flags: i32,
    /// The ancillary data.
    pub ancillary: Vec<Ancillary>,
}
