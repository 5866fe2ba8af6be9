//! sendmsg(2) and recvmsg(2), with control messages by the macros of cmsg(3), which know the padding of each system.

use std::io;
use std::mem::zeroed;
use std::os::fd::{AsRawFd, FromRawFd};

use libc::{c_void, cmsghdr, iovec, msghdr};
use socket2::Socket;

use super::super::given_address::GivenAddress;
use super::super::name_room::Room;
use super::{Ancillary, Control, Received};

/// The flag that keeps descriptors that arrive from child processes, on systems that have it.
#[cfg(has_cmsg_cloexec)]
pub(super) const CLOSE_ON_EXEC: i32 = libc::MSG_CMSG_CLOEXEC;
#[cfg(not(has_cmsg_cloexec))]
pub(super) const CLOSE_ON_EXEC: i32 = 0;

pub(super) fn rights<'s>(sockets: impl Iterator<Item = &'s Socket>) -> io::Result<Control> {
    let data = sockets.flat_map(|socket| socket.as_raw_fd().to_ne_bytes()).collect();
    Ok(Control { level: libc::SOL_SOCKET, kind: libc::SCM_RIGHTS, data })
}

pub(super) fn send(
    socket: &Socket,
    buffers: &[Vec<u8>],
    address: Option<&GivenAddress>,
    ancillary: &[Control],
    flags: i32,
) -> io::Result<usize> {
    let mut vectors: Vec<iovec> = buffers
        .iter()
        .map(|buffer| iovec { iov_base: buffer.as_ptr().cast_mut().cast(), iov_len: buffer.len() })
        .collect();
    let mut control = Buffer::of(ancillary);
    let mut header = header(&mut vectors, &mut control);
    let name = address.map(GivenAddress::told);
    if let Some(name) = &name {
        header.msg_name = name.start::<c_void>().cast_mut();
        header.msg_namelen = name.length();
    }
    // SAFETY: all that the header points to lives until the call is over, with the lengths that the header says.
    // sendmsg writes to none of it.
    byte_count(unsafe { libc::sendmsg(socket.as_raw_fd(), &raw const header, flags) })
}

pub(super) fn receive(
    socket: &Socket,
    buffers: &mut [Vec<u8>],
    room: usize,
    flags: i32,
    mut name: Room,
) -> io::Result<Received> {
    let mut vectors: Vec<iovec> = buffers
        .iter_mut()
        .map(|buffer| iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() })
        .collect();
    let mut control = Buffer::with_room(room);
    let mut header = header(&mut vectors, &mut control);
    header.msg_name = name.places().0;
    header.msg_namelen = name.length();
    // SAFETY: all that the header points to lives until the call is over, is borrowed by this function alone, and has
    // the lengths that the header says; that of the name is no longer than its memory, or negative, and then the memory
    // is for every name, unless it is a null pointer.
    let length = byte_count(unsafe { libc::recvmsg(socket.as_raw_fd(), &raw mut header, flags | CLOSE_ON_EXEC) })?;
    // All descriptors are owned before any error is looked at, so that none stays open.
    let owned: Vec<_> = control.messages(&header).into_iter().map(own).collect();
    let ancillary = owned.into_iter().collect::<io::Result<_>>()?;
    Ok(Received { length, name: name.name(header.msg_namelen), flags: header.msg_flags & !CLOSE_ON_EXEC, ancillary })
}

/// A header with these buffers, with this room for ancillary data, and without a name.
pub(super) fn header(vectors: &mut [iovec], control: &mut Buffer) -> msghdr {
    // SAFETY: null pointers and lengths of zero are the header of an empty message.
    let mut header: msghdr = unsafe { zeroed() };
    header.msg_iov = vectors.as_mut_ptr();
    header.msg_iovlen = vectors.len() as _;
    if control.length > 0 {
        header.msg_control = control.words.as_mut_ptr().cast();
        header.msg_controllen = control.length as _;
    }
    header
}

/// What sendmsg or recvmsg returned: a number of bytes, or a negative number if it failed.
fn byte_count(result: isize) -> io::Result<usize> {
    usize::try_from(result).map_err(|_| io::Error::last_os_error())
}

/// Takes the descriptors out of a control message, if it holds descriptors.
fn own(control: Control) -> io::Result<Ancillary> {
    if (control.level, control.kind) != (libc::SOL_SOCKET, libc::SCM_RIGHTS) {
        return Ok(Ancillary::Other(control));
    }
    let numbers = control.data.as_chunks().0.iter().map(|bytes| i32::from_ne_bytes(*bytes));
    // SAFETY: the system made these descriptors for this message, so that nothing else owns them.
    let sockets: Vec<Socket> = numbers.map(|number| unsafe { Socket::from_raw_fd(number) }).collect();
    if CLOSE_ON_EXEC == 0 {
        sockets.iter().try_for_each(|socket| socket.set_cloexec(true))?;
    }
    Ok(Ancillary::Rights(sockets))
}

/// The bytes of the header of a control message, padding included.
fn header_length() -> usize {
    // SAFETY: it computes a number.
    (unsafe { libc::CMSG_LEN(0) }) as usize
}

/// A length in a header. Its type differs from system to system.
fn size(length: impl TryInto<usize>) -> usize {
    length.try_into().unwrap_or(0)
}

/// Room for control messages, aligned like their headers.
pub(super) struct Buffer {
    words: Vec<u64>,
    length: usize,
}

impl Buffer {
    pub(super) fn zeroed(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(size_of::<u64>())], length }
    }

    /// Room for one message with `room` bytes of data, without the padding behind it. For 0 there is no room, not even
    /// for a header.
    fn with_room(room: usize) -> Self {
        Self::zeroed(if room == 0 { 0 } else { header_length() + room })
    }

    /// These messages, one behind the other.
    fn of(messages: &[Control]) -> Self {
        // SAFETY: it computes a number.
        let space = |control: &Control| (unsafe { libc::CMSG_SPACE(control.data.len() as _) }) as usize;
        let mut buffer = Self::zeroed(messages.iter().map(space).sum());
        let mut start = buffer.words.as_mut_ptr().cast::<u8>();
        for control in messages {
            // SAFETY: the buffer has `space` bytes for each message, in which header and data lie. Those of this
            // message begin at `start`, which is aligned like the buffer, because `space` counts the padding.
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

    /// The messages that a call left here. The last one may be cut off.
    fn messages(&self, header: &msghdr) -> Vec<Control> {
        let mut messages = Vec::new();
        // SAFETY: a call filled in the header, which points to this buffer with the length that the call set.
        let mut next = unsafe { libc::CMSG_FIRSTHDR(header) };
        // SAFETY: as above. `next` is null or points to a whole header inside the buffer, and so do those that follow.
        while let Some(message) = unsafe { next.as_ref() } {
            // SAFETY: the data of a message lies behind its header.
            let start = unsafe { libc::CMSG_DATA(next) };
            let end = self.words.as_ptr() as usize + size(header.msg_controllen);
            let claimed = size(message.cmsg_len).saturating_sub(header_length());
            let length = claimed.min(end.saturating_sub(start as usize));
            // SAFETY: so many bytes lie between the start of the data and the end of what the call wrote.
            let data = unsafe { std::slice::from_raw_parts(start, length) }.to_vec();
            messages.push(Control { level: message.cmsg_level, kind: message.cmsg_type, data });
            // SAFETY: as for the first message.
            next = unsafe { libc::CMSG_NXTHDR(header, next) };
        }
        messages
    }
}
