//! Socket options that socket2 does not offer.

use std::io;

use socket2::Socket;

#[cfg(windows)]
use windows_sys::Win32::Networking::WinSock::{
    SO_EXCLUSIVEADDRUSE, SOCKET, SOCKET_ERROR, SOL_SOCKET, getsockopt, setsockopt,
};

/// Sets SO_EXCLUSIVEADDRUSE ("SOL_SOCKET Socket Options" on Microsoft Learn).
///
/// # Errors
/// Those of setsockopt.
#[cfg(windows)]
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
#[cfg(windows)]
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

/// An option of Windows; a case that uses it is recorded as "not on this platform" and never comes here.
///
/// # Errors
/// Always.
#[cfg(not(windows))]
pub fn set_exclusive_address_use(_: &Socket, _: bool) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// An option of Windows; a case that uses it is recorded as "not on this platform" and never comes here.
///
/// # Errors
/// Always.
#[cfg(not(windows))]
pub fn exclusive_address_use(_: &Socket) -> io::Result<bool> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The value of an option that is a number.
///
/// # Errors
/// Those of getsockopt.
#[cfg(unix)]
pub fn number(socket: &Socket, level: i32, name: i32) -> io::Result<i32> {
    use std::os::fd::AsRawFd;
    let mut value = 0_i32;
    let mut length = size_of_val(&value) as libc::socklen_t;
    // SAFETY: the value has room for `length` bytes, and both outlive the call.
    let result = unsafe { libc::getsockopt(socket.as_raw_fd(), level, name, (&raw mut value).cast(), &raw mut length) };
    if result == 0 { Ok(value) } else { Err(io::Error::last_os_error()) }
}

/// Sets an option that is a number.
///
/// # Errors
/// Those of setsockopt.
#[cfg(unix)]
pub fn set_number(socket: &Socket, level: i32, name: i32, value: i32) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let length = size_of_val(&value) as libc::socklen_t;
    // SAFETY: the value has `length` bytes and outlives the call.
    let result = unsafe { libc::setsockopt(socket.as_raw_fd(), level, name, (&raw const value).cast(), length) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Nothing on this platform is read this way.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn number(_: &Socket, _: i32, _: i32) -> io::Result<i32> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Nothing on this platform is set this way.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn set_number(_: &Socket, _: i32, _: i32, _: i32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
