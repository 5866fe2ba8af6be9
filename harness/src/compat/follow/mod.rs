//! Follows a program through its steps: which sockets there are, how each is named, and what has become of it. Nobody
//! types that. It comes from the steps and from what came of them in a recording, so that the tables that need it agree
//! about the state of a socket.

mod address;
mod end;
mod follower;
mod impossible;
mod kind;
mod sockets;
mod step;

pub(super) use follower::Follower;
pub use impossible::{impossible, impossible_in_family};
pub use kind::{NameKind, SocketFamily, SocketState, SocketType};
pub(super) use sockets::{Called, Id, Origin};
pub(super) use step::{is_success, socket_of};
