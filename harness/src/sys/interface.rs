//! Network interfaces: their indices, names and addresses.

use std::io;
use std::net::IpAddr;

/// An index that no interface has: systems count them from 1. It has 24 bits, for Windows takes `imr_interface` of `ip_mreq` for an index only
/// where its first octet is 0: "IP_MREQ structure" on Microsoft Learn.
pub const NONEXISTENT: u32 = 0x00ff_fff0;

/// The name of the loopback interface.
#[cfg(linux_kernel)]
pub const LOOPBACK: &str = "lo";

/// The index of the loopback interface: if_nametoindex(3).
///
/// # Errors
/// When there is none.
#[cfg(unix)]
pub fn loopback() -> io::Result<u32> {
    let name = if cfg!(linux_kernel) { c"lo" } else { c"lo0" };
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
#[cfg(linux_kernel)]
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
use {
    socket2::{SockAddr, SockAddrStorage},
    windows_sys::Win32::Foundation::{ERROR_BUFFER_OVERFLOW, ERROR_NO_DATA, ERROR_SUCCESS},
    windows_sys::Win32::NetworkManagement::IpHelper::{
        GAA_FLAG_SKIP_ANYCAST, GAA_FLAG_SKIP_DNS_SERVER, GAA_FLAG_SKIP_MULTICAST, GetAdaptersAddresses,
        IP_ADAPTER_ADDRESSES_LH, IP_ADAPTER_UNICAST_ADDRESS_LH, if_indextoname,
    },
    windows_sys::Win32::Networking::WinSock::{AF_UNSPEC, SOCKET_ADDRESS},
};

/// NDIS_IF_MAX_STRING_SIZE and the zero byte: `netioapi.h`.
#[cfg(windows)]
const NAME_SIZE: usize = 257;

/// Every Internet address that an interface of this host has: getifaddrs(3); `GetAdaptersAddresses` on Microsoft Learn.
///
/// # Errors
/// Those of the call.
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

/// Every Internet address that an interface of this host has: getifaddrs(3); `GetAdaptersAddresses` on Microsoft Learn.
///
/// # Errors
/// Those of the call.
#[cfg(windows)]
pub fn addresses() -> io::Result<Vec<IpAddr>> {
    let list = adapters()?;
    let mut addresses = Vec::new();
    let mut next: *const IP_ADAPTER_ADDRESSES_LH =
        if list.is_empty() { std::ptr::null() } else { list.as_ptr().cast() };
    // SAFETY: each entry of the list is null or lies in `list`, aligned as it should be.
    while let Some(adapter) = unsafe { next.as_ref() } {
        let mut own: *const IP_ADAPTER_UNICAST_ADDRESS_LH = adapter.FirstUnicastAddress;
        // SAFETY: as above.
        while let Some(unicast) = unsafe { own.as_ref() } {
            // SAFETY: the address lies in `list`, and has the length that is told.
            addresses.extend(unsafe { ip(&unicast.Address) });
            own = unicast.Next;
        }
        next = adapter.Next;
    }
    Ok(addresses)
}

/// What `GetAdaptersAddresses` fills, in words that are aligned for all of it; empty where there is no adapter. Its page advises a first
/// buffer of 15 KB, and to ask again where it says how much more it wants.
#[cfg(windows)]
fn adapters() -> io::Result<Vec<u64>> {
    let mut size: u32 = 15_360;
    loop {
        let mut list = vec![0_u64; (size as usize).div_ceil(size_of::<u64>())];
        let flags = GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER;
        // SAFETY: the list has `size` bytes at least, and the reserved pointer has to be null.
        let result = unsafe {
            GetAdaptersAddresses(u32::from(AF_UNSPEC), flags, std::ptr::null(), list.as_mut_ptr().cast(), &raw mut size)
        };
        match result {
            ERROR_SUCCESS => return Ok(list),
            ERROR_NO_DATA => return Ok(Vec::new()),
            ERROR_BUFFER_OVERFLOW => {}
            error => return Err(io::Error::from_raw_os_error(error.cast_signed())),
        }
    }
}

/// The Internet address that an address has, if any.
///
/// # Safety
/// It points to as many bytes as it says.
#[cfg(windows)]
unsafe fn ip(address: &SOCKET_ADDRESS) -> Option<IpAddr> {
    let length =
        usize::try_from(address.iSockaddrLength).ok().filter(|length| *length <= size_of::<SockAddrStorage>())?;
    let mut storage = SockAddrStorage::zeroed();
    // SAFETY: the caller's; it was seen to fit, and the two do not overlap.
    unsafe {
        std::ptr::copy_nonoverlapping(address.lpSockaddr.cast::<u8>(), (&raw mut storage).cast::<u8>(), length);
    }
    // SAFETY: the storage holds an address of this length.
    let address = unsafe { SockAddr::new(storage, address.iSockaddrLength) };
    address.as_socket().map(|address| address.ip())
}
