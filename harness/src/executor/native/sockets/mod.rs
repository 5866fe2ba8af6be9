//! The sockets of one trial, and all calls on them that may block or send.

mod blocking;
mod clocks;
mod closing;
mod file_object;
mod mode;
mod named_socket;
mod parent;
mod passage;
mod registry;
mod scratch;
mod started;
mod unnamed;

pub(super) use blocking::bit;
pub(super) use file_object::FileObject;
pub(super) use named_socket::NamedSocket;
pub(super) use parent::Parent;
pub(super) use registry::{Release, Sockets};
