//! Network interfaces: their indices, names and addresses.

use std::io;
use std::net::IpAddr;

/// An index that no interface has: systems count them from 1.
pub const NONEXISTENT: u32 = 0x7fff_fff0;

/// The name of the loopback interface.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub const LOOPBACK: &str = "lo";

/// The index of the loopback interface: if_nametoindex(3).
///
/// # Errors
/// When there is none.
#[cfg(unix)]
pub fn loopback() -> io::Result<u32> {
    let name = if cfg!(any(target_os = "linux", target_os = "android")) { c"lo" } else { c"lo0" };
    // SAFETY: the name ends with a zero byte.
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => Err(io::Error::last_os_error()),
        index => Ok(index),
    }
}

/// The index of the loopback interface: 1, for it is the first that Windows makes ("Loopback Pseudo-Interface 1").
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn loopback() -> io::Result<u32> {
    Ok(1)
}

/// The index of the interface with this name, 0 where there is none: if_nametoindex(3).
#[cfg(any(target_os = "linux", target_os = "android"))]
#[must_use]
pub fn index(name: &[u8]) -> u32 {
    // SAFETY: the name ends with a zero byte.
    std::ffi::CString::new(name).map_or(0, |name| unsafe { libc::if_nametoindex(name.as_ptr()) })
}

/// The name of the interface with this index: if_indextoname(3), and on Microsoft Learn. None where there is no such interface.
#[must_use]
pub fn name(index: u32) -> Option<String> {
    let mut name = [0_u8; NAME_SIZE];
    // SAFETY: the buffer has the size that the call fills at most, the zero byte at the end included.
    let found = unsafe { if_indextoname(index, name.as_mut_ptr().cast()) };
    let text = (!found.is_null()).then(|| name.split(|byte| *byte == 0).next())??;
    Some(String::from_utf8_lossy(text).into_owned())
}

#[cfg(unix)]
use libc::{IF_NAMESIZE as NAME_SIZE, if_indextoname};
#[cfg(windows)]
use windows_sys::Win32::NetworkManagement::IpHelper::if_indextoname;

/// NDIS_IF_MAX_STRING_SIZE and the zero byte: `netioapi.h`.
#[cfg(windows)]
const NAME_SIZE: usize = 257;

/// Every Internet address that an interface of this host has: getifaddrs(3).
///
/// # Errors
/// Those of the call; that there is no such call, on Windows.
#[cfg(unix)]
pub fn addresses() -> io::Result<Vec<IpAddr>> {
    let mut first = std::ptr::null_mut();
    // SAFETY: `first` is set if 0 is returned.
    if unsafe { libc::getifaddrs(&raw mut first) } != 0 {
        return Err(io::Error::last_os_error());
    }
    let mut addresses = Vec::new();
    let mut next: *const libc::ifaddrs = first;
    // SAFETY: each entry of the list is null or valid until the list is freed.
    while let Some(entry) = unsafe { next.as_ref() } {
        // SAFETY: an entry's address is null or valid.
        addresses.extend(unsafe { ip(entry.ifa_addr) });
        next = entry.ifa_next;
    }
    // SAFETY: the list came from getifaddrs, and nothing of it is kept.
    unsafe { libc::freeifaddrs(first) };
    Ok(addresses)
}

/// The Internet address that an address has, if any.
///
/// # Safety
/// It is null, or valid for the family it says.
#[cfg(unix)]
unsafe fn ip(address: *const libc::sockaddr) -> Option<IpAddr> {
    // SAFETY: the caller's.
    match i32::from(unsafe { address.as_ref() }?.sa_family) {
        libc::AF_INET => {
            // SAFETY: an address of AF_INET is a sockaddr_in.
            let address = unsafe { address.cast::<libc::sockaddr_in>().read_unaligned() };
            Some(IpAddr::from(address.sin_addr.s_addr.to_ne_bytes()))
        }
        libc::AF_INET6 => {
            // SAFETY: an address of AF_INET6 is a sockaddr_in6.
            let address = unsafe { address.cast::<libc::sockaddr_in6>().read_unaligned() };
            Some(IpAddr::from(address.sin6_addr.s6_addr))
        }
        _ => None,
    }
}

/// There is no such call.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn addresses() -> io::Result<Vec<IpAddr>> {
    Err(io::ErrorKind::Unsupported.into())
}
