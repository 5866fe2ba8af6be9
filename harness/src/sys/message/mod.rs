//! Messages with names and ancillary data, to the byte: sendmsg(2), recvmsg(2), cmsg(3); WSASendMsg and WSARecvMsg on
//! Microsoft Learn.
//!
//! socket2 has both calls on Unix and one of them on Windows. Neither reads ancillary data, or tells the true length of
//! a name and all flags of a message.

mod calls;
#[cfg(any(windows, test))]
mod control;
mod parts;
#[cfg(has_mmsg)]
mod several;
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;

pub use calls::{receive, rights, send};
pub use parts::{Ancillary, Control, Received};
#[cfg(has_mmsg)]
pub use several::{Batch, Message, receive_several, send_several};
