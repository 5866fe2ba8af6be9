//! The options of a socket.

mod calls;
mod convert;
mod layout;
mod operations;
mod special;

pub use calls::condition;
pub(super) use calls::{get, is_here, set};
pub(super) use operations::{getsockopt, setsockopt, take_error};
