//! The credentials of the sender of a message, SCM_CREDENTIALS, and of a peer, SO_PEERCRED: unix(7).

/// Whether the sender is this process, and has its user and group. The numbers themselves are the host's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Whether it is this process.
    pub process: bool,
    /// Whether its user is that of this process.
    pub user: bool,
    /// Whether its group is that of this process.
    pub group: bool,
}

/// Reads the data of a control message; none if it was cut off, or if the system has no such message.
#[must_use]
pub fn read(data: &[u8]) -> Option<Sender> {
    system::read(data)
}

/// The process, the user and the group of a peer: whether each is that of this process, or none if there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Whether it is this process.
    pub process: Option<bool>,
    /// Whether its effective user is that of this process.
    pub user: Option<bool>,
    /// Whether its effective group is that of this process.
    pub group: Option<bool>,
}

/// The bytes of the value of SO_PEERCRED: `struct ucred` of `sys/socket.h`.
pub const PEER: usize = 12;

/// Reads the value of SO_PEERCRED; none if it was cut off, or if the system has no such option.
#[must_use]
pub fn read_peer(value: &[u8]) -> Option<Peer> {
    system::read_peer(value)
}

/// `struct ucred` of `sys/socket.h`: process, user, group.
#[cfg(target_os = "linux")]
mod system {
    use super::{Peer, Sender};
    use crate::bytes::array;

    pub(super) fn read(data: &[u8]) -> Option<Sender> {
        let number = |at| array(data, at).map(u32::from_ne_bytes);
        // SAFETY: neither call takes anything, and neither can fail.
        let (user, group) = unsafe { (libc::getuid(), libc::getgid()) };
        Some(Sender { process: number(0)? == std::process::id(), user: number(4)? == user, group: number(8)? == group })
    }

    /// What stands for no process, and for no user or group: `cred_to_ucred` in net/core/sock.c.
    const NO_PROCESS: u32 = 0;
    const NOBODY: u32 = u32::MAX;

    pub(super) fn read_peer(value: &[u8]) -> Option<Peer> {
        let number = |at| array(value, at).map(u32::from_ne_bytes);
        let judged = |number: u32, none: u32, own: u32| (number != none).then_some(number == own);
        // SAFETY: neither call takes anything, and neither can fail.
        let (user, group) = unsafe { (libc::geteuid(), libc::getegid()) };
        Some(Peer {
            process: judged(number(0)?, NO_PROCESS, std::process::id()),
            user: judged(number(4)?, NOBODY, user),
            group: judged(number(8)?, NOBODY, group),
        })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Peer, Sender};

    pub(super) fn read_peer(_: &[u8]) -> Option<Peer> {
        None
    }

    pub(super) fn read(_: &[u8]) -> Option<Sender> {
        None
    }
}
