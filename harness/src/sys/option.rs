//! Socket options that socket2 has no methods for. All are numbers: setsockopt(2), getsockopt(2).

use std::io;

use socket2::Socket;

/// Sets an option by its level and name.
///
/// # Errors
/// Those of the call.
pub(super) fn set(socket: &Socket, level: i32, name: i32, value: i32) -> io::Result<()> {
    let length = size_of_val(&value) as _;
    // SAFETY: the value has `length` bytes and outlives the call.
    let result = unsafe { system::setsockopt(system::handle(socket), level, name, (&raw const value).cast(), length) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Reads an option.
///
/// # Errors
/// Those of the call.
pub(super) fn get(socket: &Socket, level: i32, name: i32) -> io::Result<i32> {
    let mut value = 0_i32;
    let mut length = size_of_val(&value) as _;
    let (to, room) = ((&raw mut value).cast(), &raw mut length);
    // SAFETY: the value has room for `length` bytes, and both outlive the call.
    let result = unsafe { system::getsockopt(system::handle(socket), level, name, to, room) };
    if result == 0 { Ok(value) } else { Err(io::Error::last_os_error()) }
}

#[cfg(unix)]
mod system {
    use std::os::fd::{AsRawFd, RawFd};

    pub(super) use libc::{getsockopt, setsockopt};
    use socket2::Socket;

    pub(super) fn handle(socket: &Socket) -> RawFd {
        socket.as_raw_fd()
    }
}

#[cfg(windows)]
mod system {
    use std::os::windows::io::AsRawSocket;

    use socket2::Socket;
    use windows_sys::Win32::Networking::WinSock::SOCKET;
    pub(super) use windows_sys::Win32::Networking::WinSock::{getsockopt, setsockopt};

    pub(super) fn handle(socket: &Socket) -> SOCKET {
        socket.as_raw_socket() as SOCKET
    }
}

#[cfg(windows)]
pub use windows::{exclusive_address_use, family, set_exclusive_address_use};

/// Options that only Windows has.
#[cfg(windows)]
mod windows {
    use std::io;

    use socket2::Socket;
    use windows_sys::Win32::Networking::WinSock::{
        SO_EXCLUSIVEADDRUSE, SO_PROTOCOL_INFOW, SOL_SOCKET, WSAPROTOCOL_INFOW,
    };

    use super::{get, set, system};

    /// The address family of a socket, as SO_PROTOCOL_INFO has it ("SOL_SOCKET Socket Options" on Microsoft Learn).
    ///
    /// # Errors
    /// Those of getsockopt.
    pub fn family(socket: &Socket) -> io::Result<i32> {
        // SAFETY: the structure consists of numbers, each of which may be 0.
        let mut info: WSAPROTOCOL_INFOW = unsafe { std::mem::zeroed() };
        let mut length = size_of_val(&info) as i32;
        let (to, room) = ((&raw mut info).cast(), &raw mut length);
        // SAFETY: the structure has room for `length` bytes, and both outlive the call.
        let result = unsafe { system::getsockopt(system::handle(socket), SOL_SOCKET, SO_PROTOCOL_INFOW, to, room) };
        if result == 0 { Ok(info.iAddressFamily) } else { Err(io::Error::last_os_error()) }
    }

    /// Sets SO_EXCLUSIVEADDRUSE ("SOL_SOCKET Socket Options" on Microsoft Learn).
    ///
    /// # Errors
    /// Those of setsockopt.
    pub fn set_exclusive_address_use(socket: &Socket, on: bool) -> io::Result<()> {
        set(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, on.into())
    }

    /// Whether SO_EXCLUSIVEADDRUSE is set.
    ///
    /// # Errors
    /// Those of getsockopt.
    pub fn exclusive_address_use(socket: &Socket) -> io::Result<bool> {
        get(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE).map(|value| value != 0)
    }
}
