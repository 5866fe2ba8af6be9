//! Names that the system writes into a room of a given length, or for which it has none: getsockname(2),
//! getpeername(2), accept(2), recvfrom(2). socket2 always gives them enough room.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;

use std::io;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use socket2::{SockAddr, Socket};

use super::address;
use system::Length;

/// The longest room in bytes, longer than any name.
pub const MOST_ROOM: i32 = 1024;

/// The bytes of a word of memory.
const WORD: usize = size_of::<u64>();

/// The words of the longest room, and of what is behind it, where nothing may be written.
const WORDS: usize = (MOST_ROOM as usize + address::MOST_BYTES) / WORD;

/// What each byte of a room is before a call.
const FILLER: u8 = 0xa5;

/// What a call is given to write a name into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Whether there is a buffer; otherwise a null pointer.
    pub has_buffer: bool,
    /// The length that the call is told; none for a null pointer. A negative number is passed on.
    pub length: Option<i32>,
}

/// A name in its room, after the call that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameInRoom {
    /// The bytes within the room, as many as the name has.
    pub bytes: Vec<u8>,
    /// The length that the system reported: value-result.
    pub length: u32,
    /// How many bytes behind the room end with one that was written.
    pub beyond: u32,
    /// Whether the system left the room and its length alone; see [`address::is_untouched`].
    pub is_untouched: bool,
}

impl NameInRoom {
    /// Whether the whole name is in the room.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.bytes.is_empty() && self.bytes.len() == self.length as usize
    }

    /// Whether what is in the room names nobody. Wine up to 8.0 fills a room that is too small for the sender of a
    /// datagram with zeros, and 10.0 leaves it alone: dlls/ntdll/unix/socket.c, `sockaddr_from_unix`.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        [0, FILLER].iter().any(|nothing| self.bytes.iter().all(|byte| byte == nothing))
    }

    /// The address that consists of what is in the room.
    #[must_use]
    pub fn address(&self) -> SockAddr {
        address::from_bytes(&self.bytes)
    }
}

/// The name of a socket, in such a room: getsockname(2).
///
/// # Errors
/// Those of the call.
pub fn of_socket(socket: &Socket, room: Offer) -> io::Result<NameInRoom> {
    Room::filled_by(room, |room| system::getsockname(socket, room)).map(|((), name)| name)
}

/// The name of the peer of a socket, in such a room: getpeername(2).
///
/// # Errors
/// Those of the call.
pub fn of_peer(socket: &Socket, room: Offer) -> io::Result<NameInRoom> {
    Room::filled_by(room, |room| system::getpeername(socket, room)).map(|((), name)| name)
}

/// The first connection that waits, and its peer, in such a room: accept(2). Child processes do not inherit the
/// descriptor.
///
/// # Errors
/// Those of the call.
pub fn accept(socket: &Socket, room: Offer) -> io::Result<(Socket, NameInRoom)> {
    Room::filled_by(room, |room| system::accept(socket, room))
}

/// Receives data, and the name of its sender in such a room: recvfrom(2). Returns how many bytes the call says it
/// received.
///
/// # Errors
/// Those of the call.
pub fn receive(
    socket: &Socket,
    buffer: &mut [MaybeUninit<u8>],
    flags: i32,
    room: Offer,
) -> io::Result<(usize, NameInRoom)> {
    Room::filled_by(room, |room| system::recvfrom(socket, buffer, flags, room))
}

/// Memory for a name, aligned like every address, and the length that a call is told.
pub(super) struct Room {
    words: [u64; WORDS],
    filler: u8,
    offer: Offer,
    length: Length,
}

impl Room {
    /// A room of at most [`MOST_ROOM`] bytes. If the length is negative or a null pointer, there is memory for every
    /// name.
    pub(super) fn new(offer: Offer) -> Self {
        Self::filled(FILLER, Offer { length: offer.length.map(|length| length.min(MOST_ROOM)), ..offer })
    }

    /// A room of zero bytes for any name.
    pub(super) fn zeroed() -> Self {
        Self::filled(0, Offer { has_buffer: true, length: Some(address::MOST_BYTES as i32) })
    }

    fn filled(filler: u8, offer: Offer) -> Self {
        let length = offer.length.unwrap_or(0) as Length;
        Self { words: [u64::from_ne_bytes([filler; WORD]); WORDS], filler, offer, length }
    }

    fn filled_by<T>(offer: Offer, call: impl FnOnce(&mut Self) -> io::Result<T>) -> io::Result<(T, NameInRoom)> {
        let mut room = Self::new(offer);
        let value = call(&mut room)?;
        let name = room.name(room.length);
        Ok((value, name))
    }

    /// Where a call writes the name, and where it reads and writes the length. Either may be a null pointer.
    pub(super) fn places<T>(&mut self) -> (*mut T, *mut Length) {
        let start = if self.offer.has_buffer { self.words.as_mut_ptr().cast() } else { null_mut() };
        (start, if self.offer.length.is_some() { &raw mut self.length } else { null_mut() })
    }

    /// The length that a call is told.
    pub(super) fn length(&self) -> Length {
        self.length
    }

    /// Whether no call wrote here, and the length is the one that was given.
    #[cfg(has_mmsg)]
    pub(super) fn is_untouched(&self, length: Length) -> bool {
        length == self.offer.length.unwrap_or(0) as Length
            && self.words.iter().all(|word| word.to_ne_bytes() == [self.filler; WORD])
    }

    /// The name that a call left here, with the length that it reported.
    pub(super) fn name(&self, length: Length) -> NameInRoom {
        let mut bytes: Vec<u8> = self.words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        let given = self.offer.length.unwrap_or(0) as Length;
        let (room, reported) = (given as usize, length as usize);
        let behind = bytes.get(room..).unwrap_or_default();
        let beyond = behind.iter().rposition(|byte| *byte != self.filler).map_or(0, |last| last + 1);
        bytes.truncate(if self.offer.has_buffer { room.min(reported) } else { 0 });
        let is_alone = length == given && bytes.iter().all(|byte| *byte == self.filler);
        NameInRoom { bytes, length: reported as u32, beyond: beyond as u32, is_untouched: cfg!(windows) && is_alone }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn offer(length: i32) -> Offer {
        Offer { has_buffer: true, length: Some(length) }
    }

    /// What is made of a room in which a call wrote so many bytes, and reported this length.
    fn after(offer: Offer, written: usize, length: u8) -> NameInRoom {
        let mut room = Room::new(offer);
        let mut first = [FILLER; WORD];
        first[..written].fill(1);
        room.words[0] = u64::from_ne_bytes(first);
        room.name(length.into())
    }

    #[rstest]
    #[case::shorter(3, 3, vec![1; 3], 0)]
    #[case::fits(4, 4, vec![1; 4], 0)]
    #[case::cut_off(4, 8, vec![1; 4], 0)]
    #[case::beyond_the_room(6, 8, vec![1; 4], 2)]
    fn what_a_call_wrote(#[case] written: usize, #[case] length: u8, #[case] bytes: Vec<u8>, #[case] beyond: u32) {
        let name = after(offer(4), written, length);
        assert_eq!((name.bytes, name.length, name.beyond), (bytes, length.into(), beyond));
    }

    #[rstest]
    #[case::longest(MOST_ROOM)]
    #[case::negative(-1)]
    fn room_is_in_memory(#[case] length: i32) {
        assert_eq!(Room::new(offer(length)).name(28).bytes, [FILLER; 28]);
    }

    #[rstest]
    #[case::left_alone(&[FILLER, FILLER], true)]
    #[case::zeros(&[0, 0], true)]
    #[case::no_room(&[], true)]
    #[case::half_of_it(&[0, FILLER], false)]
    #[case::name(&[2, 0], false)]
    fn name_of_nobody(#[case] bytes: &[u8], #[case] is_nobody: bool) {
        let name = NameInRoom { bytes: bytes.to_vec(), length: u32::MAX, beyond: 0, is_untouched: false };
        assert_eq!(name.is_nobody(), is_nobody);
    }

    #[test]
    fn without_a_length_nothing_is_reported() {
        let name = after(Offer { has_buffer: true, length: None }, 3, 0);
        assert_eq!((name.bytes.len(), name.length, name.beyond, name.is_whole()), (0, 0, 3, false));
    }

    #[test]
    fn without_a_buffer_nothing_is_written() {
        let name = after(Offer { has_buffer: false, length: Some(4) }, 0, 16);
        assert_eq!((name.bytes.len(), name.length, name.beyond, name.is_whole()), (0, 16, 0, false));
    }

    #[rstest]
    #[case::buffer(Offer { has_buffer: false, length: Some(4) }, (true, false))]
    #[case::length(Offer { has_buffer: true, length: None }, (false, true))]
    fn null_pointers(#[case] offer: Offer, #[case] is_null: (bool, bool)) {
        let (start, length) = Room::new(offer).places::<u8>();
        assert_eq!((start.is_null(), length.is_null()), is_null);
    }
}
