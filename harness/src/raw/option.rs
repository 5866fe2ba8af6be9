//! Socket options that socket2 does not offer: one of Windows.

use std::io;

use socket2::Socket;

use windows_sys::Win32::Networking::WinSock::{
    SO_EXCLUSIVEADDRUSE, SOCKET, SOCKET_ERROR, SOL_SOCKET, getsockopt, setsockopt,
};

/// Sets SO_EXCLUSIVEADDRUSE ("SOL_SOCKET Socket Options" on Microsoft Learn).
///
/// # Errors
/// Those of setsockopt.
pub fn set_exclusive_address_use(socket: &Socket, on: bool) -> io::Result<()> {
    use std::os::windows::io::AsRawSocket;
    let value = i32::from(on);
    let length = size_of_val(&value) as i32;
    // SAFETY: the handle is open as long as `socket`, and the value has `length` bytes.
    let result = unsafe {
        setsockopt(socket.as_raw_socket() as SOCKET, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (&raw const value).cast(), length)
    };
    if result == SOCKET_ERROR { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Whether SO_EXCLUSIVEADDRUSE is set.
///
/// # Errors
/// Those of getsockopt.
pub fn exclusive_address_use(socket: &Socket) -> io::Result<bool> {
    use std::os::windows::io::AsRawSocket;
    let mut value = 0_i32;
    let mut length = size_of_val(&value) as i32;
    // SAFETY: the handle is open as long as `socket`, and the value has room for `length` bytes.
    let result = unsafe {
        getsockopt(
            socket.as_raw_socket() as SOCKET,
            SOL_SOCKET,
            SO_EXCLUSIVEADDRUSE,
            (&raw mut value).cast(),
            &raw mut length,
        )
    };
    if result == SOCKET_ERROR { Err(io::Error::last_os_error()) } else { Ok(value != 0) }
}
