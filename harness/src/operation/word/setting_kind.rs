//! The kinds of value that socket options have.

/// The kinds of value that options have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// On or off.
    Flag,
    /// A number, in the unit of the option.
    Number,
    /// A whole number of seconds, or off.
    Seconds,
    /// A time, or off.
    Time,
    /// An IPv4 address.
    Ip,
    /// An interface.
    Interface,
    /// Text.
    Text,
    /// A family.
    Family,
    /// The type of a socket.
    SocketType,
    /// A protocol.
    Protocol,
    /// The number of a socket, another one in every run.
    Cookie,
    /// What is written as the system has it, and can only be read.
    Free,
    /// A multicast group, and the interface to join it on.
    Group,
    /// A multicast group, a sender and the interface.
    Source,
}
