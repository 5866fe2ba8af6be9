//! Messages with names and ancillary data, to the byte: sendmsg(2), recvmsg(2), cmsg(3).
//!
//! socket2 has both calls, but neither reads ancillary data nor tells the true length of a name and the flags it has no method for.

use std::io;

use socket2::{SockAddr, Socket};

/// A control message as the system takes it: cmsg(3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The protocol it belongs to.
    pub level: i32,
    /// What it is in that protocol.
    pub kind: i32,
    /// What it says.
    pub data: Vec<u8>,
}

/// Ancillary data as it arrived.
#[derive(Debug)]
pub enum Ancillary {
    /// Descriptors, owned from here on and closed unless somebody takes them: SCM_RIGHTS of unix(7).
    Rights(Vec<Socket>),
    /// Anything else.
    Other(Control),
}

/// What a receiving call brought.
#[derive(Debug)]
pub struct Received {
    /// How many bytes the call counted.
    pub length: usize,
    /// The name of the sender, with the length the system gave it.
    pub name: SockAddr,
    /// What the system says of the message: `msg_flags`.
    pub flags: i32,
    /// The ancillary data.
    pub ancillary: Vec<Ancillary>,
}

/// The control message that passes these sockets on: SCM_RIGHTS. They must stay open until it is sent.
///
/// # Errors
/// On a platform without it.
pub fn rights<'s>(sockets: impl IntoIterator<Item = &'s Socket>) -> io::Result<Control> {
    system::rights(sockets.into_iter())
}

/// Sends the buffers as one message, to an address if there is one. Returns how many bytes were taken.
///
/// # Errors
/// Those of sendmsg(2).
pub fn send(
    socket: &Socket,
    buffers: &[Vec<u8>],
    address: Option<&SockAddr>,
    ancillary: &[Control],
    flags: i32,
) -> io::Result<usize> {
    system::send(socket, buffers, address, ancillary, flags)
}

/// Receives into the buffers, one after the other, with room for one control message of `room` bytes, or for none at all where it is 0.
/// Descriptors that arrive are not inherited by child processes.
///
/// # Errors
/// Those of recvmsg(2).
pub fn receive(socket: &Socket, buffers: &mut [Vec<u8>], room: usize, flags: i32) -> io::Result<Received> {
    system::receive(socket, buffers, room, flags)
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::mem::zeroed;
    use std::os::fd::{AsRawFd, FromRawFd};

    use libc::{cmsghdr, iovec, msghdr};
    use socket2::{SockAddr, SockAddrStorage, Socket};

    use super::{Ancillary, Control, Received};

    /// Asks that descriptors arrive closed to child processes, where a flag can ask that.
    #[cfg(any(
        target_os = "linux",
        target_os = "android",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd"
    ))]
    const CLOSE_ON_EXEC: i32 = libc::MSG_CMSG_CLOEXEC;
    #[cfg(not(any(
        target_os = "linux",
        target_os = "android",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd"
    )))]
    const CLOSE_ON_EXEC: i32 = 0;

    pub(super) fn rights<'s>(sockets: impl Iterator<Item = &'s Socket>) -> io::Result<Control> {
        let data = sockets.flat_map(|socket| socket.as_raw_fd().to_ne_bytes()).collect();
        Ok(Control { level: libc::SOL_SOCKET, kind: libc::SCM_RIGHTS, data })
    }

    pub(super) fn send(
        socket: &Socket,
        buffers: &[Vec<u8>],
        address: Option<&SockAddr>,
        ancillary: &[Control],
        flags: i32,
    ) -> io::Result<usize> {
        let mut vectors: Vec<iovec> = buffers
            .iter()
            .map(|buffer| iovec { iov_base: buffer.as_ptr().cast_mut().cast(), iov_len: buffer.len() })
            .collect();
        let mut control = Buffer::of(ancillary);
        let mut header = header(&mut vectors, &mut control);
        if let Some(address) = address {
            header.msg_name = address.as_ptr().cast_mut().cast();
            header.msg_namelen = address.len();
        }
        // SAFETY: all that the header points to lives until the call is over, with the lengths that the header says; sendmsg
        // writes to none of it.
        counted(unsafe { libc::sendmsg(socket.as_raw_fd(), &raw const header, flags) })
    }

    pub(super) fn receive(socket: &Socket, buffers: &mut [Vec<u8>], room: usize, flags: i32) -> io::Result<Received> {
        let mut vectors: Vec<iovec> = buffers
            .iter_mut()
            .map(|buffer| iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() })
            .collect();
        let mut control = Buffer::with_room(room);
        let mut storage = SockAddrStorage::zeroed();
        let mut header = header(&mut vectors, &mut control);
        header.msg_name = (&raw mut storage).cast();
        header.msg_namelen = storage.size_of();
        // SAFETY: all that the header points to lives until the call is over, is nobody else's, and has the lengths that the header says.
        let length = counted(unsafe { libc::recvmsg(socket.as_raw_fd(), &raw mut header, flags | CLOSE_ON_EXEC) })?;
        // All are owned before any error is looked at, so that none is left open.
        let owned: Vec<_> = control.messages(&header).into_iter().map(own).collect();
        let ancillary = owned.into_iter().collect::<io::Result<_>>()?;
        // SAFETY: all of the storage is initialised; this crate reads addresses through `raw::address::to_bytes` alone, which minds its size.
        let name = unsafe { SockAddr::new(storage, header.msg_namelen) };
        Ok(Received { length, name, flags: header.msg_flags & !CLOSE_ON_EXEC, ancillary })
    }

    /// A header with these buffers and this room for ancillary data, and no name.
    fn header(vectors: &mut [iovec], control: &mut Buffer) -> msghdr {
        // SAFETY: null pointers and lengths of zero make a header, one of an empty message.
        let mut header: msghdr = unsafe { zeroed() };
        header.msg_iov = vectors.as_mut_ptr();
        header.msg_iovlen = vectors.len() as _;
        if control.length > 0 {
            header.msg_control = control.words.as_mut_ptr().cast();
            header.msg_controllen = control.length as _;
        }
        header
    }

    fn counted(result: isize) -> io::Result<usize> {
        usize::try_from(result).map_err(|_| io::Error::last_os_error())
    }

    /// Takes the descriptors in a control message, if that is what it holds.
    fn own(control: Control) -> io::Result<Ancillary> {
        if (control.level, control.kind) != (libc::SOL_SOCKET, libc::SCM_RIGHTS) {
            return Ok(Ancillary::Other(control));
        }
        let numbers = control.data.as_chunks().0.iter().map(|bytes| i32::from_ne_bytes(*bytes));
        // SAFETY: the system made these descriptors for this very message, and nobody else knows of them.
        let sockets: Vec<Socket> = numbers.map(|number| unsafe { Socket::from_raw_fd(number) }).collect();
        if CLOSE_ON_EXEC == 0 {
            sockets.iter().try_for_each(|socket| socket.set_cloexec(true))?;
        }
        Ok(Ancillary::Rights(sockets))
    }

    /// The bytes of a control message's header with padding.
    fn header_length() -> usize {
        // SAFETY: computes a number and touches nothing.
        (unsafe { libc::CMSG_LEN(0) }) as usize
    }

    /// A length in a header, whose type differs from system to system.
    fn size(length: impl TryInto<usize>) -> usize {
        length.try_into().unwrap_or(0)
    }

    /// Room for control messages, aligned as their headers want it.
    struct Buffer {
        words: Vec<u64>,
        length: usize,
    }

    impl Buffer {
        fn zeroed(length: usize) -> Self {
            Self { words: vec![0; length.div_ceil(size_of::<u64>())], length }
        }

        /// Room for one message of so many bytes, without the padding behind it; none at all for none.
        fn with_room(room: usize) -> Self {
            Self::zeroed(if room == 0 { 0 } else { header_length() + room })
        }

        /// These messages, one behind the other.
        fn of(messages: &[Control]) -> Self {
            // SAFETY: computes a number and touches nothing.
            let space = |control: &Control| (unsafe { libc::CMSG_SPACE(control.data.len() as _) }) as usize;
            let mut buffer = Self::zeroed(messages.iter().map(space).sum());
            let mut start = buffer.words.as_mut_ptr().cast::<u8>();
            for control in messages {
                // SAFETY: the buffer has `space` bytes for each message, of which this one's begin at `start`, aligned like
                // the buffer, since `space` counts the padding; header and data lie within them.
                unsafe {
                    let header = start.cast::<cmsghdr>();
                    (*header).cmsg_level = control.level;
                    (*header).cmsg_type = control.kind;
                    (*header).cmsg_len = (header_length() + control.data.len()) as _;
                    libc::CMSG_DATA(header).copy_from_nonoverlapping(control.data.as_ptr(), control.data.len());
                    start = start.add(space(control));
                }
            }
            buffer
        }

        /// The messages that a call left here, cut off where the room ended.
        fn messages(&self, header: &msghdr) -> Vec<Control> {
            let mut messages = Vec::new();
            // SAFETY: the header is of a call that is over, and points to this buffer with the length the call left.
            let mut next = unsafe { libc::CMSG_FIRSTHDR(header) };
            // SAFETY: as above; `next` is null or points to a whole header inside the buffer, and so are those it leads to.
            while let Some(message) = unsafe { next.as_ref() } {
                // SAFETY: a message's data lies behind its header.
                let start = unsafe { libc::CMSG_DATA(next) };
                let end = self.words.as_ptr() as usize + size(header.msg_controllen);
                let claimed = size(message.cmsg_len).saturating_sub(header_length());
                let length = claimed.min(end.saturating_sub(start as usize));
                // SAFETY: so many bytes lie between the data's start and the end of what the call wrote.
                let data = unsafe { std::slice::from_raw_parts(start, length) }.to_vec();
                messages.push(Control { level: message.cmsg_level, kind: message.cmsg_type, data });
                // SAFETY: as for the first.
                next = unsafe { libc::CMSG_NXTHDR(header, next) };
            }
            messages
        }
    }
}

/// A system without these calls; [`crate::platform::Capability::Messages`] keeps cases away from it.
#[cfg(not(unix))]
mod system {
    use std::io;

    use socket2::{SockAddr, Socket};

    use super::{Control, Received};

    pub(super) fn rights<'s>(_: impl Iterator<Item = &'s Socket>) -> io::Result<Control> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn send(_: &Socket, _: &[Vec<u8>], _: Option<&SockAddr>, _: &[Control], _: i32) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn receive(_: &Socket, _: &mut [Vec<u8>], _: usize, _: i32) -> io::Result<Received> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::fd::AsRawFd;

    use rstest::rstest;
    use socket2::{Domain, Type};

    use super::*;

    fn pair() -> io::Result<(Socket, Socket)> {
        Socket::pair(Domain::UNIX, Type::STREAM, None)
    }

    /// A socket passed from one end of a pair to the other, with the other end of what was passed.
    fn pass(room: usize) -> io::Result<(Received, Socket)> {
        let (left, right) = pair()?;
        let (passed, peer) = pair()?;
        send(&left, &[b"x".to_vec()], None, &[rights([&passed])?], 0)?;
        drop(passed);
        Ok((receive(&right, &mut [vec![0; 8]], room, 0)?, peer))
    }

    #[rstest]
    #[case::with_room(4)]
    #[case::without_room(0)]
    fn nothing_is_left_open(#[case] room: usize) -> io::Result<()> {
        let (received, peer) = pass(room)?;
        drop(received);
        peer.set_nonblocking(true)?;
        assert_eq!(peer.recv(&mut [std::mem::MaybeUninit::uninit()])?, 0, "nobody holds the other end any more");
        Ok(())
    }

    #[test]
    fn nothing_is_inherited() -> io::Result<()> {
        let (received, _peer) = pass(4)?;
        let [Ancillary::Rights(sockets)] = received.ancillary.as_slice() else {
            panic!("no socket was passed: {:?}", received.ancillary);
        };
        // SAFETY: asks for flags, and the descriptor is open.
        let flags = unsafe { libc::fcntl(sockets[0].as_raw_fd(), libc::F_GETFD) };
        assert_eq!(flags, libc::FD_CLOEXEC);
        Ok(())
    }
}
