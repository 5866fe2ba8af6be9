//! WSASendMsg and WSARecvMsg on Microsoft Learn. They are meant for datagram and raw sockets. Others are passed to them
//! all the same, and the system refuses them.

use std::io;
use std::os::windows::io::AsRawSocket;
use std::ptr::null_mut;

use socket2::Socket;
use windows_sys::Win32::Networking::WinSock::{
    LPFN_WSARECVMSG, SIO_GET_EXTENSION_FUNCTION_POINTER, SOCKADDR, SOCKET, WSABUF, WSAID_WSARECVMSG, WSAIoctl, WSAMSG,
    WSASendMsg,
};

use super::super::given_address::{self, GivenAddress};
use super::super::name_room::Room;
use super::{Ancillary, Control, Received, control};

/// Windows has no SCM_RIGHTS: "AF_UNIX comes to Windows", Windows Command Line blog of Microsoft.
pub(super) fn rights<'s>(_: impl Iterator<Item = &'s Socket>) -> io::Result<Control> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(super) fn send(
    socket: &Socket,
    buffers: &[Vec<u8>],
    address: Option<&GivenAddress>,
    ancillary: &[Control],
    flags: i32,
) -> io::Result<usize> {
    let mut vectors: Vec<WSABUF> =
        buffers.iter().map(|buffer| vector(buffer.as_ptr().cast_mut(), buffer.len())).collect();
    let mut control = Buffer::of(&control::encode(ancillary));
    let mut message = message(&mut vectors, &mut control);
    let name = address.map(GivenAddress::told);
    if let Some(name) = &name {
        given_address::check_length(name)?;
        message.name = name.start::<SOCKADDR>().cast_mut();
        message.namelen = name.length();
    }
    let mut sent = 0;
    // SAFETY: all that the message points to lives until the call is over, with the lengths that the message says.
    // WSASendMsg writes to none of it. Without an OVERLAPPED structure the call is over when it returns.
    let result =
        unsafe { WSASendMsg(handle(socket), &raw const message, flags as u32, &raw mut sent, null_mut(), None) };
    succeeded(result).map(|()| sent as usize)
}

pub(super) fn receive(
    socket: &Socket,
    buffers: &mut [Vec<u8>],
    room: usize,
    flags: i32,
    mut name: Room,
) -> io::Result<Received> {
    let call = wsarecvmsg(socket)?.ok_or(io::ErrorKind::Unsupported)?;
    let mut vectors: Vec<WSABUF> = buffers.iter_mut().map(|buffer| vector(buffer.as_mut_ptr(), buffer.len())).collect();
    let mut control = Buffer::zeroed(control::length(room));
    let mut message = message(&mut vectors, &mut control);
    message.name = name.places().0;
    message.namelen = name.length();
    message.dwFlags = flags as u32;
    let mut length = 0;
    // SAFETY: the pointer leads to WSARecvMsg of the provider of this socket. All that the message points to lives
    // until the call is over, is borrowed by this function alone, and has the lengths that the message says; that of
    // the name is no longer than its memory, or negative, and then the memory is for every name, unless it is a null
    // pointer. Without an OVERLAPPED structure the call is over when it returns.
    let result = unsafe { call(handle(socket), &raw mut message, &raw mut length, null_mut(), None) };
    succeeded(result)?;
    let written = (message.Control.len as usize).min(control.length);
    let ancillary = control::decode(&control.bytes()[..written]).into_iter().map(Ancillary::Other).collect();
    let name = name.name(message.namelen);
    Ok(Received { length: length as usize, name, flags: message.dwFlags as i32, ancillary })
}

fn handle(socket: &Socket) -> SOCKET {
    socket.as_raw_socket() as SOCKET
}

/// What a call returned: 0 unless it failed.
fn succeeded(result: i32) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// WSARecvMsg of the provider of this socket. Its page says that there is no other way to get the function.
fn wsarecvmsg(socket: &Socket) -> io::Result<LPFN_WSARECVMSG> {
    let identifier = WSAID_WSARECVMSG;
    let mut function: LPFN_WSARECVMSG = None;
    let mut length = 0;
    // SAFETY: the call reads the identifier and writes the pointer, each with its own size. A null pointer is `None`.
    let result = unsafe {
        WSAIoctl(
            handle(socket),
            SIO_GET_EXTENSION_FUNCTION_POINTER,
            (&raw const identifier).cast(),
            size_of_val(&identifier) as u32,
            (&raw mut function).cast(),
            size_of_val(&function) as u32,
            &raw mut length,
            null_mut(),
            None,
        )
    };
    succeeded(result).map(|()| function)
}

fn vector(start: *mut u8, length: usize) -> WSABUF {
    WSABUF { len: length as u32, buf: start }
}

/// A message with these buffers, with this room for ancillary data, and without a name.
fn message(vectors: &mut [WSABUF], control: &mut Buffer) -> WSAMSG {
    let mut message =
        WSAMSG { lpBuffers: vectors.as_mut_ptr(), dwBufferCount: vectors.len() as u32, ..WSAMSG::default() };
    if control.length > 0 {
        message.Control = vector(control.words.as_mut_ptr().cast(), control.length);
    }
    message
}

/// The bytes of control messages, aligned like their headers.
struct Buffer {
    words: Vec<usize>,
    length: usize,
}

impl Buffer {
    fn zeroed(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(size_of::<usize>())], length }
    }

    /// Whole messages, padding included.
    fn of(bytes: &[u8]) -> Self {
        let words = bytes.as_chunks().0.iter().map(|word| usize::from_ne_bytes(*word)).collect();
        Self { words, length: bytes.len() }
    }

    fn bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_ne_bytes()).collect()
    }
}
