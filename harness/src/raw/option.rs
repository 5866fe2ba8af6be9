//! Socket options that socket2 does not offer: one of Windows.

use std::io;

use socket2::Socket;

use windows_sys::Win32::Networking::WinSock::{
    SO_EXCLUSIVEADDRUSE, SO_PROTOCOL_INFOW, SOCKET, SOCKET_ERROR, SOL_SOCKET, WSAPROTOCOL_INFOW, getsockopt, setsockopt,
};

/// The address family of a socket, as SO_PROTOCOL_INFO has it ("SOL_SOCKET Socket Options" on Microsoft Learn).
///
/// # Errors
/// Those of getsockopt.
#[cfg(windows)]
pub fn family(socket: &Socket) -> io::Result<i32> {
    use std::os::windows::io::AsRawSocket;
    // SAFETY: the structure is made of numbers, each of which may be 0.
    let mut info: WSAPROTOCOL_INFOW = unsafe { std::mem::zeroed() };
    let mut length = size_of_val(&info) as i32;
    // SAFETY: the handle is open as long as `socket`, and the structure has room for `length` bytes.
    let result = unsafe {
        getsockopt(
            socket.as_raw_socket() as SOCKET,
            SOL_SOCKET,
            SO_PROTOCOL_INFOW,
            (&raw mut info).cast(),
            &raw mut length,
        )
    };
    if result == SOCKET_ERROR { Err(io::Error::last_os_error()) } else { Ok(info.iAddressFamily) }
}

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
