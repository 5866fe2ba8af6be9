//! The kinds of value that socket options have.

use std::ops::RangeInclusive;

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
        /// A number of 8 bits in the header of packets, which never reads as less than -1 or more than 255. A case may
        /// set any number.
        HeaderField = "header field",
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
        /// What is known of the process, user and group of a peer: `own_process|own_user|own_group`.
        Credentials = "credentials",
        /// What can only be read, as text that can be anything.
        Free = "readable text",
        /// A membership: `{group: 239.255.84.1, interface: loopback}`.
        Group = "group",
        /// A membership for one sender: `{group: 239.255.84.1, source: 127.0.0.1, interface: 127.0.0.1}`.
        Source = "source",
    }
}

impl SettingKind {
    /// Between which numbers its value is on every system, if it is a number: the limits of its C type; or those of the
    /// field in the header (RFC 791, section 3.1, and RFC 8200, section 3) and -1, which RFC 3493, section 5.1, and RFC
    /// 3542, section 6.5, take for the default.
    #[must_use]
    pub fn limits(self) -> Option<RangeInclusive<i64>> {
        match self {
            Self::Number | Self::Seconds => Some(i32::MIN.into()..=i32::MAX.into()),
            Self::Unsigned => Some(0..=u32::MAX.into()),
            Self::Octet => Some(0..=u8::MAX.into()),
            Self::HeaderField => Some(-1..=u8::MAX.into()),
            Self::Flag
            | Self::Time
            | Self::Ip
            | Self::Interface
            | Self::Text
            | Self::Family
            | Self::SocketType
            | Self::Protocol
            | Self::Cookie
            | Self::Credentials
            | Self::Free
            | Self::Group
            | Self::Source => None,
        }
    }
}
