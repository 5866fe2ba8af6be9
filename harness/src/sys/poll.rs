//! What a socket is ready for: poll(2), WSAPoll on Microsoft Learn.

use std::io;
use std::time::Duration;

use socket2::Socket;

pub use system::{Bits, HAS_RDHUP, TIMED_OUT};

/// The bits of events, in the order of POLLIN, POLLPRI, POLLOUT, POLLRDHUP, POLLERR, POLLHUP, POLLNVAL.
pub const BITS: [Bits; 7] = system::BITS;

/// Waits until a socket is ready for one of these events, or until `timeout` is over. Times are rounded up to a
/// millisecond.
///
/// # Errors
/// Those of the call. EINTR may come although nothing has happened; make the call again then.
pub fn poll(socket: &Socket, events: Bits, timeout: Option<Duration>) -> io::Result<Bits> {
    poll_several([socket], events, timeout).map(|(_, ready)| ready.first().copied().unwrap_or_default())
}

/// The same for several sockets: what the call returned, and the events of each socket.
///
/// # Errors
/// As for [`poll`].
pub fn poll_several<'s>(
    sockets: impl IntoIterator<Item = &'s Socket>,
    events: Bits,
    timeout: Option<Duration>,
) -> io::Result<(i32, Vec<Bits>)> {
    let timeout = timeout.map_or(-1, |time| i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX));
    system::poll(sockets.into_iter(), events, timeout)
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::os::fd::AsRawFd;

    use socket2::Socket;

    /// A set of events.
    pub type Bits = libc::c_short;

    /// The number of ETIMEDOUT.
    pub const TIMED_OUT: i32 = libc::ETIMEDOUT;

    /// Whether there is POLLRDHUP.
    pub const HAS_RDHUP: bool = POLLRDHUP != 0;

    #[cfg(has_pollrdhup)]
    const POLLRDHUP: Bits = libc::POLLRDHUP;

    #[cfg(not(has_pollrdhup))]
    const POLLRDHUP: Bits = 0;

    pub(super) const BITS: [Bits; 7] =
        [libc::POLLIN, libc::POLLPRI, libc::POLLOUT, POLLRDHUP, libc::POLLERR, libc::POLLHUP, libc::POLLNVAL];

    pub(super) fn poll<'s>(
        sockets: impl Iterator<Item = &'s Socket>,
        events: Bits,
        timeout: i32,
    ) -> io::Result<(i32, Vec<Bits>)> {
        let mut asked: Vec<_> =
            sockets.map(|socket| libc::pollfd { fd: socket.as_raw_fd(), events, revents: 0 }).collect();
        // SAFETY: the pointer leads to as many valid structures as the count says.
        match unsafe { libc::poll(asked.as_mut_ptr(), asked.len() as _, timeout) } {
            -1 => Err(io::Error::last_os_error()),
            count => Ok((count, asked.iter().map(|asked| asked.revents).collect())),
        }
    }
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::os::windows::io::AsRawSocket;

    use socket2::Socket;
    use windows_sys::Win32::Networking::WinSock as winsock;

    /// How long to wait at once, in milliseconds. WSAPoll does not say which handle it waits on, so that it cannot be
    /// cancelled from outside. It waits in pieces instead, and the caller checks the deadline after each.
    const PIECE: i32 = 10;

    /// A set of events.
    pub type Bits = i16;

    /// The number of ETIMEDOUT.
    pub const TIMED_OUT: i32 = winsock::WSAETIMEDOUT;

    /// Whether there is POLLRDHUP.
    pub const HAS_RDHUP: bool = false;

    pub(super) const BITS: [Bits; 7] =
        [winsock::POLLIN, winsock::POLLPRI, winsock::POLLOUT, 0, winsock::POLLERR, winsock::POLLHUP, winsock::POLLNVAL];

    pub(super) fn poll<'s>(
        sockets: impl Iterator<Item = &'s Socket>,
        events: Bits,
        timeout: i32,
    ) -> io::Result<(i32, Vec<Bits>)> {
        let ask = |socket: &Socket| winsock::WSAPOLLFD { fd: socket.as_raw_socket() as _, events, revents: 0 };
        let mut asked: Vec<_> = sockets.map(ask).collect();
        let piece = if (0..=PIECE).contains(&timeout) { timeout } else { PIECE };
        // SAFETY: the pointer leads to as many valid structures as the count says.
        match unsafe { winsock::WSAPoll(asked.as_mut_ptr(), asked.len() as _, piece) } {
            winsock::SOCKET_ERROR => Err(io::Error::last_os_error()),
            0 if piece != timeout => Err(crate::sys::interrupt::interruption()),
            count => Ok((count, asked.iter().map(|asked| asked.revents).collect())),
        }
    }
}
