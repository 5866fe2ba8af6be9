//! The options of a socket.

mod calls;
mod convert;
mod layout;
mod operations;
mod special;

pub use calls::condition;
pub(super) use calls::{ERROR, get, is_here, numbered, set};
pub(super) use operations::{getsockopt, getsockopt_bytes, limit_port, setsockopt, setsockopt_bytes, take_error};
