//! Messages with names and ancillary data, to the byte: sendmsg(2), recvmsg(2), cmsg(3); WSASendMsg and WSARecvMsg on Microsoft Learn.
//!
//! socket2 has both calls on Unix and one of them on Windows, but none reads ancillary data nor tells the true length of a name and the
//! flags it has no method for.

#[cfg(any(windows, test))]
mod control;
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;

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
