//! Several messages in one call: sendmmsg(2) and recvmmsg(2) of Linux, FreeBSD, NetBSD and OpenBSD.

use std::io;
use std::mem::zeroed;
use std::os::fd::AsRawFd;
use std::slice::from_mut;

use libc::{c_void, iovec, timespec};
use socket2::Socket;

use super::super::given_address::{GivenAddress, Told};
use super::super::name_room::{NameInRoom, Offer, Room};
use super::system::{Buffer, CLOSE_ON_EXEC, header};
use calls::{Count, Entry, recvmmsg, sendmmsg};

/// A message that a call received, without ancillary data, for which there is no room.
#[derive(Debug)]
pub struct Message {
    /// Its data, as far as there was room for it.
    pub data: Vec<u8>,
    /// The name of the sender, with the length that the system gave it.
    pub name: NameInRoom,
    /// The flags that the system set: `msg_flags`.
    pub flags: i32,
}

/// What a call left behind.
#[derive(Debug)]
pub struct Batch {
    /// The messages that it says it received.
    pub messages: Vec<Message>,
    /// How many of the other entries are as they were given, to the last byte.
    pub untouched: usize,
}

/// What an entry says its length is before a call.
const NO_LENGTH: Count = Count::MAX;

/// Sends messages, each of one buffer, to an address if it has one: sendmmsg(2). Returns how many bytes the system took
/// of each message that it sent.
///
/// # Errors
/// Those of sendmmsg(2).
pub fn send_several(
    socket: &Socket,
    messages: &[(&[u8], Option<&GivenAddress>)],
    flags: i32,
) -> io::Result<Vec<usize>> {
    let vector = |data: &[u8]| iovec { iov_base: data.as_ptr().cast_mut().cast(), iov_len: data.len() };
    let mut vectors: Vec<iovec> = messages.iter().map(|(data, _)| vector(data)).collect();
    let mut entries: Vec<Entry> = vectors.iter_mut().map(entry).collect();
    let told: Vec<Option<Told>> = messages.iter().map(|(_, address)| Some(address.as_ref()?.told())).collect();
    for (entry, told) in entries.iter_mut().zip(&told) {
        if let Some(told) = told {
            entry.msg_hdr.msg_name = told.start::<c_void>().cast_mut();
            entry.msg_hdr.msg_namelen = told.length();
        }
    }
    let (fd, first, length) = (socket.as_raw_fd(), entries.as_mut_ptr(), entries.len() as _);
    // SAFETY: there are so many entries. All that they point to lives until the call is over, with the lengths that
    // they say. The call writes to `msg_len` of the entries alone.
    let sent = counted(unsafe { sendmmsg(fd, first, length, flags as _) })?;
    Ok(entries.iter().take(sent).map(|entry| entry.msg_len as usize).collect())
}

/// Receives messages, each into one buffer: recvmmsg(2). There is room for a name of so many bytes in each entry, or
/// for any where that is none. The time in seconds is passed on, whatever it is.
///
/// # Errors
/// Those of recvmmsg(2).
pub fn receive_several(
    socket: &Socket,
    sizes: &[usize],
    name_rooms: &[Option<i32>],
    flags: i32,
    timeout: Option<i32>,
) -> io::Result<Batch> {
    let mut buffers: Vec<Vec<u8>> = sizes.iter().map(|size| vec![0; *size]).collect();
    let room = |length: &i32| Room::new(Offer { has_buffer: true, length: Some(*length) });
    let mut rooms: Vec<Room> =
        name_rooms.iter().map(|length| length.as_ref().map_or_else(Room::zeroed, room)).collect();
    let mut vectors: Vec<iovec> = buffers
        .iter_mut()
        .map(|buffer| iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() })
        .collect();
    let mut entries: Vec<Entry> = vectors.iter_mut().map(entry).collect();
    for (entry, room) in entries.iter_mut().zip(&mut rooms) {
        (entry.msg_hdr.msg_name, _) = room.places();
        entry.msg_hdr.msg_namelen = room.length();
    }
    let mut time = timeout.map(|seconds| timespec { tv_sec: seconds.into(), tv_nsec: 0 });
    let time = time.as_mut().map_or(std::ptr::null_mut(), |time| &raw mut *time);
    let (fd, first, length) = (socket.as_raw_fd(), entries.as_mut_ptr(), entries.len() as _);
    // SAFETY: there are so many entries. All that they point to lives until the call is over, is borrowed by this
    // function alone, and has the lengths that they say; that of a name is no longer than its memory, or negative, and
    // then the memory is for every name. The time is null, or outlives the call.
    let received = counted(unsafe { recvmmsg(fd, first, length, (flags | CLOSE_ON_EXEC) as _, time) })?;
    let mut found = buffers.into_iter().zip(&rooms).zip(&entries);
    let messages = found.by_ref().take(received).map(|((data, room), entry)| message(data, room, entry)).collect();
    let untouched = found.filter(|((data, room), entry)| is_untouched(data, room, entry)).count();
    Ok(Batch { messages, untouched })
}

/// An entry with this buffer, without a name.
fn entry(vector: &mut iovec) -> Entry {
    // SAFETY: null pointers and lengths of zero are the header of an empty message.
    let mut entry: Entry = unsafe { zeroed() };
    entry.msg_hdr = header(from_mut(vector), &mut Buffer::zeroed(0));
    entry.msg_len = NO_LENGTH;
    entry
}

fn message(mut data: Vec<u8>, room: &Room, entry: &Entry) -> Message {
    data.truncate(entry.msg_len as usize);
    data.shrink_to_fit();
    let flags = entry.msg_hdr.msg_flags & !CLOSE_ON_EXEC;
    Message { data, name: room.name(entry.msg_hdr.msg_namelen), flags }
}

fn is_untouched(data: &[u8], room: &Room, entry: &Entry) -> bool {
    let header = &entry.msg_hdr;
    let has_no_data = entry.msg_len == NO_LENGTH && data.iter().all(|byte| *byte == 0);
    has_no_data && header.msg_flags == 0 && room.is_untouched(header.msg_namelen)
}

/// What a call returned: how many messages, or a negative number if it failed.
fn counted<T>(result: T) -> io::Result<usize>
where
    usize: TryFrom<T>,
{
    usize::try_from(result).map_err(|_| io::Error::last_os_error())
}

/// The calls as the C library has them.
#[cfg(linux_kernel)]
mod calls {
    pub(super) use libc::{mmsghdr as Entry, recvmmsg, sendmmsg};

    /// The type of `msg_len`.
    pub(super) type Count = libc::c_uint;
}

/// The same, which the libc crate lacks: lib/libc/sys/recvmmsg.c and sys/socket.h of FreeBSD.
#[cfg(target_os = "freebsd")]
mod calls {
    use libc::{c_int, msghdr, size_t, ssize_t, timespec};

    pub(super) type Count = ssize_t;

    /// `struct mmsghdr`.
    #[repr(C)]
    pub(super) struct Entry {
        pub(super) msg_hdr: msghdr,
        pub(super) msg_len: ssize_t,
    }

    unsafe extern "C" {
        pub(super) fn recvmmsg(s: c_int, of: *mut Entry, n: size_t, flags: c_int, time: *const timespec) -> ssize_t;
        pub(super) fn sendmmsg(s: c_int, of: *mut Entry, n: size_t, flags: c_int) -> ssize_t;
    }
}

/// The same: sys/sys/socket.h of NetBSD, and of OpenBSD, where the flags are an `int`.
#[cfg(not(any(linux_kernel, target_os = "freebsd")))]
mod calls {
    use libc::{c_int, c_uint, msghdr, timespec};

    pub(super) type Count = c_uint;

    /// `struct mmsghdr`.
    #[repr(C)]
    pub(super) struct Entry {
        pub(super) msg_hdr: msghdr,
        pub(super) msg_len: c_uint,
    }

    unsafe extern "C" {
        pub(super) fn recvmmsg(s: c_int, of: *mut Entry, n: c_uint, flags: c_uint, time: *mut timespec) -> c_int;
        pub(super) fn sendmmsg(s: c_int, of: *mut Entry, n: c_uint, flags: c_uint) -> c_int;
    }
}
