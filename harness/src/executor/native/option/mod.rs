//! The options of a socket.

mod calls;
mod convert;
mod special;

pub(super) use calls::{getsockopt, setsockopt, take_error};
