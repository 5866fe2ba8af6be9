//! The credentials of the sender of a message: SCM_CREDENTIALS of unix(7).

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

/// `struct ucred` of `sys/socket.h`: process, user, group.
#[cfg(target_os = "linux")]
mod system {
    use super::Sender;
    use crate::bytes::array;

    pub(super) fn read(data: &[u8]) -> Option<Sender> {
        let number = |at| array(data, at).map(u32::from_ne_bytes);
        // SAFETY: neither call takes anything, and neither can fail.
        let (user, group) = unsafe { (libc::getuid(), libc::getgid()) };
        Some(Sender { process: number(0)? == std::process::id(), user: number(4)? == user, group: number(8)? == group })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Sender;

    pub(super) fn read(_: &[u8]) -> Option<Sender> {
        None
    }
}
