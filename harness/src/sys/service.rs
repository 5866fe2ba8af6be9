//! The services that this host knows, and its name: getservbyname(3), getservbyport(3), gethostname(2).

use std::ffi::CStr;
use std::io;
use std::ptr::null;
use std::sync::{Mutex, PoisonError};

use super::netdb::{self, servent, text, text_in};

/// A service: getservent(3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its official name.
    pub name: String,
    /// Its port.
    pub port: u16,
    /// Its protocol.
    pub protocol: String,
}

/// Held during a call. The calls keep their answer in one place for the whole process: getservent(3), "MT-Unsafe".
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The service with this name, if the host knows one.
#[must_use]
pub fn getservbyname(name: &CStr, protocol: Option<&CStr>) -> Option<Service> {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    netdb::prepare();
    // SAFETY: the strings are null or end with a zero byte. What is returned is null, or stays as it is until the next
    // call.
    unsafe { read(netdb::getservbyname(name.as_ptr().cast(), protocol.map_or(null(), CStr::as_ptr).cast()).cast()) }
}

/// The service with this port, if the host knows one.
#[must_use]
pub fn getservbyport(port: u16, protocol: Option<&CStr>) -> Option<Service> {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    netdb::prepare();
    let port = i32::from(port.to_be());
    // SAFETY: as in `getservbyname`.
    unsafe { read(netdb::getservbyport(port, protocol.map_or(null(), CStr::as_ptr).cast()).cast()) }
}

/// Copies a service, unless the pointer is null.
///
/// # Safety
/// The pointer is null or valid, and so are those to its strings.
unsafe fn read(service: *const servent) -> Option<Service> {
    // SAFETY: the caller's.
    let service = unsafe { service.as_ref() }?;
    Some(Service {
        // SAFETY: the caller's.
        name: unsafe { text(service.s_name.cast()) }.unwrap_or_default(),
        port: u16::from_be(service.s_port as u16),
        // SAFETY: the caller's.
        protocol: unsafe { text(service.s_proto.cast()) }.unwrap_or_default(),
    })
}

/// The name of this host, by way of a buffer with `size` bytes: gethostname(2).
///
/// # Errors
/// Those of the call.
pub fn gethostname(size: usize) -> io::Result<String> {
    netdb::prepare();
    let mut buffer = vec![0_u8; size];
    // SAFETY: the buffer has `size` bytes.
    match unsafe { netdb::gethostname(buffer.as_mut_ptr().cast(), size as _) } {
        0 => Ok(text_in(buffer)),
        _ => Err(io::Error::last_os_error()),
    }
}
