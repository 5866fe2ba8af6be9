//! What is known of a socket: the kind of its name, its type, and what has become of it.

use crate::named_enum::named_enum;

named_enum! {
    /// The kinds of name that a socket has of its own.
    pub enum NameKind, "kind of name" {
        /// An address of IPv4.
        Inet = "AF_INET",
        /// An address of IPv6 that is not v4-mapped.
        Inet6 = "AF_INET6",
        /// A v4-mapped address of IPv6: RFC 4291, section 2.5.5.2.
        Mapped = "v4-mapped",
        /// A path of AF_UNIX.
        Path = "path",
        /// A name of AF_UNIX that is not a file, and that the program gave: unix(7).
        Abstract = "abstract",
        /// AF_UNIX without a name.
        Unnamed = "unnamed",
        /// A name of AF_UNIX that the system chose: unix(7), section "Autobind feature".
        Autobound = "autobound",
    }
}

named_enum! {
    /// The families of these names.
    pub enum SocketFamily, "family" {
        /// IPv4.
        Inet = "AF_INET",
        /// IPv6, with v4-mapped addresses.
        Inet6 = "AF_INET6",
        /// Sockets of this host: unix(7).
        Unix = "AF_UNIX",
    }
}

named_enum! {
    /// The types of sockets in the table.
    pub enum SocketType, "socket type" {
        /// A stream of bytes.
        Stream = "SOCK_STREAM",
        /// Datagrams.
        Dgram = "SOCK_DGRAM",
        /// Records in sequence.
        Seqpacket = "SOCK_SEQPACKET",
    }
}

named_enum! {
    /// What has become of a socket.
    pub enum SocketState, "state" {
        /// It was made, and nothing else was done.
        New = "new",
        /// It has a name, given or chosen, and no peer.
        Bound = "bound",
        /// It accepts connections.
        Listening = "listening",
        /// It does not block, and its connection has not been made yet.
        Connecting = "connecting",
        /// It has a peer, and neither of them has ended anything.
        Connected = "connected",
        /// It shut down one direction itself.
        HalfClosedHere = "half closed here",
        /// Its peer sends no more.
        HalfClosedByPeer = "half closed by the peer",
        /// Its peer is closed, and it did nothing itself.
        ClosedByPeer = "closed by the peer",
        /// It shut down both directions itself.
        ShutDown = "shut down both ways",
        /// The connection was cut off.
        Reset = "reset",
        /// It had a peer, and asked to be without one: connect to AF_UNSPEC, whatever came of it.
        Disconnected = "disconnected",
        /// Nobody was where it wanted to connect to, or to send to.
        Refused = "refused",
    }
}

impl NameKind {
    /// The family of sockets that have it.
    #[must_use]
    pub fn family(self) -> SocketFamily {
        match self {
            Self::Inet => SocketFamily::Inet,
            Self::Inet6 | Self::Mapped => SocketFamily::Inet6,
            Self::Path | Self::Abstract | Self::Unnamed | Self::Autobound => SocketFamily::Unix,
        }
    }

    /// Whether it is of AF_UNIX.
    #[must_use]
    pub fn is_unix(self) -> bool {
        self.family() == SocketFamily::Unix
    }
}
