//! The calls that send and receive messages, on whichever system.

use std::io;

use socket2::Socket;

use super::super::given_address::GivenAddress;
use super::super::name_room::{Offer, Room};
use super::{Control, Received, system};

/// The control message that passes these sockets on: SCM_RIGHTS. The sockets must stay open until it is sent.
///
/// # Errors
/// On a platform without SCM_RIGHTS.
pub fn rights<'s>(sockets: impl IntoIterator<Item = &'s Socket>) -> io::Result<Control> {
    system::rights(sockets.into_iter())
}

/// Sends the buffers as one message, to an address if one is given. Returns how many bytes the system took.
///
/// # Errors
/// Those of sendmsg(2).
pub fn send(
    socket: &Socket,
    buffers: &[Vec<u8>],
    address: Option<&GivenAddress>,
    ancillary: &[Control],
    flags: i32,
) -> io::Result<usize> {
    system::send(socket, buffers, address, ancillary, flags)
}

/// Receives a message into the buffers, one after the other. There is room for one control message of `room` bytes, or
/// for none if `room` is 0; and room for a name as `name_room` says, or for any if that is none. Child processes do not
/// inherit descriptors that arrive.
///
/// # Errors
/// Those of recvmsg(2).
pub fn receive(
    socket: &Socket,
    buffers: &mut [Vec<u8>],
    room: usize,
    flags: i32,
    name_room: Option<Offer>,
) -> io::Result<Received> {
    system::receive(socket, buffers, room, flags, name_room.map_or_else(Room::zeroed, Room::new))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::fd::AsRawFd;

    use rstest::rstest;
    use socket2::{Domain, Type};

    use super::super::Ancillary;
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
        Ok((receive(&right, &mut [vec![0; 8]], room, 0, None)?, peer))
    }

    #[rstest]
    #[case::with_room(4)]
    #[case::without_room(0)]
    fn nothing_is_left_open(#[case] room: usize) -> io::Result<()> {
        let (received, peer) = pass(room)?;
        drop(received);
        peer.set_nonblocking(true)?;
        assert_eq!(peer.recv(&mut [std::mem::MaybeUninit::uninit()])?, 0, "the other end is closed");
        Ok(())
    }

    #[test]
    fn nothing_is_inherited() -> io::Result<()> {
        let (received, _peer) = pass(4)?;
        let [Ancillary::Rights(sockets)] = received.ancillary.as_slice() else {
            panic!("no socket was passed: {:?}", received.ancillary);
        };
        // SAFETY: the call asks for flags, and the descriptor is open.
        let flags = unsafe { libc::fcntl(sockets[0].as_raw_fd(), libc::F_GETFD) };
        assert_eq!(flags, libc::FD_CLOEXEC);
        Ok(())
    }
}
