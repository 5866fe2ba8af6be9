//! What has been done to one end of a connection.

/// What has become of a socket, as far as its own calls tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    New,
    Bound,
    Listening,
    Connecting,
    Connected,
    Disconnected,
    Reset,
    Refused,
    Closed,
    /// Something was done to it for which the table has no state.
    Beyond,
}

/// What a socket has shut down, and how its connection would end if it were closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct End {
    /// It receives no more.
    pub(super) no_reads: bool,
    /// It sends no more.
    pub(super) no_writes: bool,
    /// SO_LINGER is on, with no time: to close a connection of TCP is to reset it.
    pub(super) aborts: bool,
    /// Something has arrived that was not received: to close the connection then is to reset it.
    pub(super) has_unread: bool,
}

impl End {
    /// Whether it has shut down nothing.
    pub(super) fn is_open(self) -> bool {
        !self.no_reads && !self.no_writes
    }
}
