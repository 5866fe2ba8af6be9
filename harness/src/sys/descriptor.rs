//! The descriptors of sockets and files: their numbers, closing them, and one that is always closed.

use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use socket2::Socket;

/// A socket that may be closed while another thread makes a call on it.
///
/// Its number may belong to another descriptor as soon as it is closed. So the calls that are made from then on are
/// made on [`closed`], and [`Self::close`] waits for those that were about to begin.
pub struct Closable {
    socket: ManuallyDrop<Socket>,
    stand_in: ManuallyDrop<Socket>,
    is_closed: AtomicBool,
}

impl Closable {
    /// Takes a socket over.
    #[must_use]
    pub fn new(socket: Socket) -> Self {
        Self { socket: ManuallyDrop::new(socket), stand_in: closed(), is_closed: AtomicBool::new(false) }
    }

    /// Whether it is closed, or about to be.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::SeqCst)
    }

    /// Closes it: close(2), closesocket on Microsoft Learn. `settle` returns once each other thread that has the socket
    /// waits in a call, or has ended it.
    ///
    /// # Errors
    /// Those of the call. If it is closed already, that of closing a closed descriptor.
    pub fn close(&self, settle: impl FnOnce()) -> io::Result<()> {
        if self.is_closed.swap(true, Ordering::SeqCst) {
            return close_again();
        }
        settle();
        system::close(&self.socket)
    }
}

impl Deref for Closable {
    type Target = Socket;

    fn deref(&self) -> &Socket {
        if self.is_closed() { &self.stand_in } else { &self.socket }
    }
}

impl Drop for Closable {
    fn drop(&mut self) {
        if !*self.is_closed.get_mut() {
            // SAFETY: nobody has the socket any more, and `close` has not closed it.
            unsafe { ManuallyDrop::drop(&mut self.socket) };
        }
    }
}

/// A socket whose descriptor is closed, so that each call on it asks the system about a closed descriptor. Nothing can
/// open the descriptor meanwhile: its number is higher than any that a process may have.
#[must_use]
pub fn closed() -> ManuallyDrop<Socket> {
    ManuallyDrop::new(system::closed())
}

/// Tries to close the descriptor of [`closed`].
///
/// # Errors
/// Always: the error of closing a closed descriptor.
pub fn close_again() -> io::Result<()> {
    system::close(&closed())
}

/// The number of the descriptor or handle of a socket.
#[must_use]
pub fn number(socket: &Socket) -> i64 {
    system::number(socket)
}

/// The number of the descriptor or handle of a file.
#[must_use]
pub fn number_of_file(file: &File) -> i64 {
    system::number_of_file(file)
}

/// The descriptor with this number as a socket, to find out what it is. It need not be one, and need not be open.
#[must_use]
pub fn borrowed(number: i64) -> ManuallyDrop<Socket> {
    ManuallyDrop::new(system::borrowed(number))
}

/// The sockets with these descriptors, which the parent of this process has left open; none for one that is not open.
/// All other descriptors but the standard streams are closed, as far as there is a list of them: fd(4) of BSD, proc(5).
///
/// A process does this once, before it opens anything. Then nothing in it owns a descriptor.
///
/// # Errors
/// When there is no such list, or when it was done before.
#[cfg(unix)]
pub fn inherit(numbers: &[i64]) -> io::Result<Vec<Option<Socket>>> {
    static DONE: AtomicBool = AtomicBool::new(false);
    if DONE.swap(true, Ordering::AcqRel) {
        return Err(io::Error::other("this process has taken over its descriptors before"));
    }
    let number = |entry: std::fs::DirEntry| entry.file_name().to_str()?.parse().ok();
    let listed =
        std::fs::read_dir("/dev/fd")?.map(|entry| entry.map(number)).collect::<io::Result<Vec<Option<i64>>>>()?;
    let others = listed.into_iter().flatten().filter(|number| *number > 2 && !numbers.contains(number));
    others.for_each(system::close_number);
    let mut taken = Vec::new();
    let take = |number: &i64| {
        // A number that is given twice is one socket.
        let is_there = system::is_open(*number) && !taken.contains(number);
        taken.push(*number);
        is_there.then(|| system::inherited(*number))
    };
    Ok(numbers.iter().map(take).collect())
}

/// Whether child processes inherit the descriptor: FD_CLOEXEC of fcntl(2) is not set; GetHandleInformation on Microsoft
/// Learn.
///
/// # Errors
/// Those of the call.
pub fn is_inheritable(socket: &Socket) -> io::Result<bool> {
    system::is_inheritable(socket)
}

/// Whether calls on the socket return at once if they would have to wait: O_NONBLOCK of fcntl(2). None on Windows,
/// which cannot be asked: FIONBIO of "ioctlsocket function" on Microsoft Learn sets the mode and does not tell it.
///
/// # Errors
/// Those of the call.
pub fn is_nonblocking(socket: &Socket) -> io::Result<Option<bool>> {
    system::is_nonblocking(socket)
}

#[cfg(unix)]
mod system {
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsRawFd, FromRawFd};

    use socket2::Socket;

    pub(super) fn closed() -> Socket {
        // SAFETY: nothing owns this descriptor, because it is beyond any limit, and the socket made of it is never
        // dropped.
        unsafe { Socket::from_raw_fd(i32::MAX) }
    }

    pub(super) fn number(socket: &Socket) -> i64 {
        socket.as_raw_fd().into()
    }

    pub(super) fn number_of_file(file: &File) -> i64 {
        file.as_raw_fd().into()
    }

    pub(super) fn borrowed(number: i64) -> Socket {
        // A number that no descriptor can have stands for a closed one.
        let number = i32::try_from(number).ok().filter(|number| *number >= 0).unwrap_or(i32::MAX);
        // SAFETY: the socket made of it is never dropped, and questions about a descriptor leave it as it is.
        unsafe { Socket::from_raw_fd(number) }
    }

    pub(super) fn close_number(number: i64) {
        // SAFETY: `inherit` is called before anything in this process owns a descriptor. That of the list itself is
        // closed by now.
        unsafe { libc::close(number as i32) };
    }

    pub(super) fn is_open(number: i64) -> bool {
        // SAFETY: the call takes a number, open or not, and changes nothing.
        i32::try_from(number).is_ok_and(|number| unsafe { libc::fcntl(number, libc::F_GETFD) } != -1)
    }

    pub(super) fn inherited(number: i64) -> Socket {
        // SAFETY: the same. It is open.
        unsafe { Socket::from_raw_fd(number as i32) }
    }

    pub(super) fn is_inheritable(socket: &Socket) -> io::Result<bool> {
        // SAFETY: the call takes a number, open or not, and changes nothing.
        match unsafe { libc::fcntl(socket.as_raw_fd(), libc::F_GETFD) } {
            -1 => Err(io::Error::last_os_error()),
            flags => Ok(flags & libc::FD_CLOEXEC == 0),
        }
    }

    pub(super) fn is_nonblocking(socket: &Socket) -> io::Result<Option<bool>> {
        socket.nonblocking().map(Some)
    }

    pub(super) fn close(socket: &Socket) -> io::Result<()> {
        // SAFETY: the caller never uses the socket again, nor drops it.
        match unsafe { libc::close(socket.as_raw_fd()) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

#[cfg(windows)]
mod system {
    use std::fs::File;
    use std::io;
    use std::os::windows::io::{AsRawHandle, AsRawSocket, FromRawSocket};

    use socket2::Socket;
    use windows_sys::Win32::Foundation::{GetHandleInformation, HANDLE, HANDLE_FLAG_INHERIT};
    use windows_sys::Win32::Networking::WinSock::{SOCKET, closesocket};

    /// A number that no handle has: handles are multiples of four ("Kernel Objects" on Microsoft Learn).
    const NO_HANDLE: u64 = 0x7fff_fffd;

    pub(super) fn closed() -> Socket {
        // SAFETY: nothing owns this handle, because it cannot exist, and the socket made of it is never dropped.
        unsafe { Socket::from_raw_socket(NO_HANDLE) }
    }

    pub(super) fn number(socket: &Socket) -> i64 {
        socket.as_raw_socket() as i64
    }

    pub(super) fn number_of_file(file: &File) -> i64 {
        file.as_raw_handle() as i64
    }

    pub(super) fn borrowed(number: i64) -> Socket {
        // A process that has not made a socket itself has not started Winsock yet.
        crate::sys::winsock::start();
        // A number that no handle can have stands for a closed one. Rust has no socket with -1, which is
        // INVALID_SOCKET.
        let number = u64::try_from(number).unwrap_or(NO_HANDLE);
        // SAFETY: the socket made of it is never dropped, and questions about a handle leave it as it is.
        unsafe { Socket::from_raw_socket(number) }
    }

    pub(super) fn is_inheritable(socket: &Socket) -> io::Result<bool> {
        let mut flags = 0;
        // SAFETY: the call takes a handle, open or not, and writes to `flags` alone.
        match unsafe { GetHandleInformation(socket.as_raw_socket() as HANDLE, &raw mut flags) } {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(flags & HANDLE_FLAG_INHERIT != 0),
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "other systems make a call")]
    pub(super) fn is_nonblocking(_: &Socket) -> io::Result<Option<bool>> {
        Ok(None)
    }

    pub(super) fn close(socket: &Socket) -> io::Result<()> {
        // SAFETY: the caller never uses the socket again, nor drops it.
        match unsafe { closesocket(socket.as_raw_socket() as SOCKET) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, UdpSocket};

    use super::*;

    fn bound() -> io::Result<Socket> {
        UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).map(Socket::from)
    }

    #[test]
    fn number_is_given_up_last() -> io::Result<()> {
        let socket = Closable::new(bound()?);
        let own = number(&socket);
        let mut seen = None;
        socket.close(|| seen = Some((number(&socket), borrowed(own).local_addr().is_ok())))?;
        assert_eq!(seen, Some((number(&closed()), true)), "calls go elsewhere, and the socket is open");
        Ok(())
    }

    #[test]
    fn closed_socket_cannot_be_called_or_closed() -> io::Result<()> {
        let socket = Closable::new(bound()?);
        socket.close(|| ())?;
        assert!(socket.local_addr().is_err());
        assert!(socket.close(|| ()).is_err());
        Ok(())
    }
}
