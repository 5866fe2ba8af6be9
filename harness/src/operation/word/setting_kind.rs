//! The kinds of value that socket options have.

use crate::named_enum::named_enum;

named_enum! {
    /// The kinds of value that options have.
    pub enum SettingKind, "kind of value" {
        /// `true` for any number but 0, or `false`.
        Flag = "flag",
        /// A number that may be negative, in the unit of the option.
        Number = "number",
        /// A number that C has no sign for.
        Unsigned = "unsigned",
        /// A number of 8 bits.
        Octet = "octet",
        /// A whole number of seconds, or `false` for off.
        Seconds = "seconds",
        /// A time such as `200 ms`, or `false` for none.
        Time = "time",
        /// An IPv4 address.
        Ip = "address",
        /// An interface: `any`, `loopback` or `nonexistent`. Any other one reads as its index.
        Interface = "interface",
        /// Text, which can be anything.
        Text = "text",
        /// A family.
        Family = "family",
        /// The type of a socket.
        SocketType = "type",
        /// A protocol.
        Protocol = "protocol",
        /// The number of a socket: another one in every run, so that no case can claim it.
        Cookie = "cookie",
        /// What can only be read, as text that can be anything.
        Free = "readable text",
        /// A membership: `{group: 239.255.84.1, interface: loopback}`.
        Group = "group",
        /// A membership for one sender: `{group: 239.255.84.1, source: 127.0.0.1, interface: 127.0.0.1}`.
        Source = "source",
    }
}
