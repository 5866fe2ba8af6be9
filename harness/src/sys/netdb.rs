//! What the two modules about `netdb.h` share: its functions under one name on every system, and the text they return.

use std::ffi::{CStr, c_char};

pub(super) use system::*;

/// The text that a pointer of the C library leads to; none if the pointer is null.
///
/// # Safety
/// The pointer is null, or leads to bytes that end with a zero byte.
pub(super) unsafe fn text(pointer: *const c_char) -> Option<String> {
    // SAFETY: the caller's.
    (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
}

/// The text in a buffer, up to the first zero byte.
pub(super) fn text_in(mut buffer: Vec<u8>) -> String {
    let end = buffer.iter().position(|byte| *byte == 0).unwrap_or(buffer.len());
    buffer.truncate(end);
    String::from_utf8_lossy(&buffer).into_owned()
}

#[cfg(unix)]
mod system {
    pub(in super::super) use libc::{
        addrinfo, freeaddrinfo, getaddrinfo, gethostname, getnameinfo, getservbyname, getservbyport, servent,
    };

    /// The number that says that `errno` has the error: RFC 3493, section 6.1.
    pub(in super::super) const EAI_SYSTEM: Option<i32> = Some(libc::EAI_SYSTEM);

    /// Nothing has to be prepared.
    pub(in super::super) fn prepare() {}
}

#[cfg(windows)]
mod system {
    pub(in super::super) use windows_sys::Win32::Networking::WinSock::{
        ADDRINFOA as addrinfo, SERVENT as servent, freeaddrinfo, getaddrinfo, gethostname, getnameinfo, getservbyname,
        getservbyport,
    };

    pub(in super::super) use crate::sys::winsock::start as prepare;

    /// Winsock has no such number.
    pub(in super::super) const EAI_SYSTEM: Option<i32> = None;
}
