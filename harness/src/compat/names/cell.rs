//! The questions of the table.

use crate::named_enum::named_enum;

named_enum! {
    /// The questions of the table.
    pub enum Call, "call" {
        /// The name of the socket.
        Getsockname = "getsockname",
        /// The name of its peer.
        Getpeername = "getpeername",
    }
}
