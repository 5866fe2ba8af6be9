//! The ways in which a file is sent.

use crate::named_enum::named_enum;

named_enum! {
    /// How a file is sent.
    pub enum SendfileMethod, "way to send a file" {
        /// The system's own call, which copies no data into the process.
        Sendfile = "sendfile",
        /// Reading and sending, piece by piece.
        Send = "send",
    }
}
