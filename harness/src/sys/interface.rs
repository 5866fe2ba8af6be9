//! Network interfaces: their indices, names and addresses.
//!
//! The crate getifaddrs would take the unsafe code away. As of 0.6.2 it does not compile on Haiku (it uses IFF_RUNNING,
//! which the libc crate lacks there), it leaves out addresses without a netmask, and it takes a name that consists of
//! digits for an index.

use std::ffi::CString;
use std::io;
use std::net::IpAddr;

/// An index that no interface has, because systems count from 1. It has 24 bits only: Windows takes `imr_interface` of
/// `ip_mreq` for an index if its first octet is 0 ("IP_MREQ structure" on Microsoft Learn).
pub const NONEXISTENT: u32 = 0x00ff_fff0;

/// The name that stands for that of an interface that does not exist.
pub const NONEXISTENT_NAME: &str = "nonexistent";

/// The name of the loopback interface.
#[cfg(linux_kernel)]
pub const LOOPBACK: &str = "lo";

/// The index of the loopback interface: if_nametoindex(3). Windows makes this interface first, so that its index is 1
/// ("Loopback Pseudo-Interface 1").
///
/// # Errors
/// Those of the call.
pub fn loopback() -> io::Result<u32> {
    system::loopback()
}

/// The index of the interface with this name: if_nametoindex(3), and on Microsoft Learn.
///
/// # Errors
/// Those of the call.
pub fn index(name: impl Into<Vec<u8>>) -> io::Result<u32> {
    let name = CString::new(name)?;
    // SAFETY: the name ends with a zero byte.
    match unsafe { system::if_nametoindex(name.as_ptr().cast()) } {
        0 => Err(system::no_interface()),
        index => Ok(index),
    }
}

/// The name of the interface with this index, if there is one.
#[must_use]
pub fn name(index: u32) -> Option<String> {
    checked_name(index).ok()
}

/// The name of the interface with this index: if_indextoname(3), and on Microsoft Learn.
///
/// # Errors
/// Those of the call.
pub fn checked_name(index: u32) -> io::Result<String> {
    let mut name = [0_u8; system::NAME_SIZE];
    // SAFETY: the buffer has the size that the call fills at most, the zero byte at the end included.
    let found = unsafe { system::if_indextoname(index, name.as_mut_ptr().cast()) };
    if found.is_null() {
        return Err(system::no_interface());
    }
    let text = name.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok(String::from_utf8_lossy(text).into_owned())
}

/// The indices and names of the interfaces: if_nameindex(3). Empty if the call fails.
#[cfg(has_if_nameindex)]
#[must_use]
pub fn all() -> Vec<(u32, String)> {
    let mut all = Vec::new();
    // SAFETY: takes nothing.
    let first = unsafe { libc::if_nameindex() };
    let mut next = first;
    // SAFETY: the list is null, or ends with an entry without a name.
    while let Some(entry) = unsafe { next.as_ref() }.filter(|entry| !entry.if_name.is_null()) {
        // SAFETY: a name ends with a zero byte.
        let name = unsafe { std::ffi::CStr::from_ptr(entry.if_name) }.to_string_lossy().into_owned();
        all.push((entry.if_index, name));
        // SAFETY: this entry is not the last one.
        next = unsafe { next.add(1) };
    }
    if !first.is_null() {
        // SAFETY: the list came from if_nameindex, and nothing of it is kept.
        unsafe { libc::if_freenameindex(first) };
    }
    all
}

/// The indices and names of the interfaces: those of the first indices, because Windows has no call that lists them all
/// by the name that getnameinfo uses.
#[cfg(not(has_if_nameindex))]
#[must_use]
pub fn all() -> Vec<(u32, String)> {
    (1..256).filter_map(|index| Some((index, name(index)?))).collect()
}

/// Every Internet address of every interface of this host: getifaddrs(3); `GetAdaptersAddresses` on Microsoft Learn.
///
/// # Errors
/// Those of the call.
pub fn addresses() -> io::Result<Vec<IpAddr>> {
    system::addresses()
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::net::IpAddr;

    pub(super) use libc::{IF_NAMESIZE as NAME_SIZE, if_indextoname, if_nametoindex};

    /// Why a call found no interface.
    pub(super) fn no_interface() -> io::Error {
        io::Error::last_os_error()
    }

    pub(super) fn loopback() -> io::Result<u32> {
        super::index(if cfg!(linux_kernel) { "lo" } else { "lo0" })
    }

    pub(super) fn addresses() -> io::Result<Vec<IpAddr>> {
        let mut first = std::ptr::null_mut();
        // SAFETY: `first` is set if 0 is returned.
        if unsafe { libc::getifaddrs(&raw mut first) } != 0 {
            return Err(io::Error::last_os_error());
        }
        let mut addresses = Vec::new();
        let mut next: *const libc::ifaddrs = first;
        // SAFETY: each entry of the list is null or valid until the list is freed.
        while let Some(entry) = unsafe { next.as_ref() } {
            // SAFETY: the address of an entry is null or valid.
            addresses.extend(unsafe { ip(entry.ifa_addr) });
            next = entry.ifa_next;
        }
        // SAFETY: the list came from getifaddrs, and nothing of it is kept.
        unsafe { libc::freeifaddrs(first) };
        Ok(addresses)
    }

    /// The Internet address in a socket address, if it has one.
    ///
    /// # Safety
    /// The pointer is null, or leads to an address that is as long as its family wants.
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
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::net::IpAddr;

    use socket2::{SockAddr, SockAddrStorage};
    use windows_sys::Win32::Foundation::{ERROR_BUFFER_OVERFLOW, ERROR_NO_DATA, ERROR_SUCCESS};
    use windows_sys::Win32::NetworkManagement::IpHelper::{
        GAA_FLAG_SKIP_ANYCAST, GAA_FLAG_SKIP_DNS_SERVER, GAA_FLAG_SKIP_MULTICAST, GetAdaptersAddresses,
        IP_ADAPTER_ADDRESSES_LH, IP_ADAPTER_UNICAST_ADDRESS_LH,
    };
    pub(super) use windows_sys::Win32::NetworkManagement::IpHelper::{if_indextoname, if_nametoindex};
    use windows_sys::Win32::Networking::WinSock::{AF_UNSPEC, SOCKET_ADDRESS};

    /// NDIS_IF_MAX_STRING_SIZE and the zero byte: `netioapi.h`.
    pub(super) const NAME_SIZE: usize = 257;

    /// Why a call found no interface. It sets no error: "if_nametoindex function" on Microsoft Learn.
    pub(super) fn no_interface() -> io::Error {
        io::Error::new(io::ErrorKind::NotFound, "the call says no more than that there is none")
    }

    pub(super) fn loopback() -> io::Result<u32> {
        Ok(1)
    }

    pub(super) fn addresses() -> io::Result<Vec<IpAddr>> {
        let list = adapters()?;
        let mut addresses = Vec::new();
        let mut next: *const IP_ADAPTER_ADDRESSES_LH =
            if list.is_empty() { std::ptr::null() } else { list.as_ptr().cast() };
        // SAFETY: each entry of the list is null or lies in `list`, aligned as it should be.
        while let Some(adapter) = unsafe { next.as_ref() } {
            let mut own: *const IP_ADAPTER_UNICAST_ADDRESS_LH = adapter.FirstUnicastAddress;
            // SAFETY: as above.
            while let Some(unicast) = unsafe { own.as_ref() } {
                // SAFETY: the address lies in `list`, and has the length that it says.
                addresses.extend(unsafe { ip(&unicast.Address) });
                own = unicast.Next;
            }
            next = adapter.Next;
        }
        Ok(addresses)
    }

    /// What `GetAdaptersAddresses` fills, in words that are aligned for all of it; empty if there is no adapter. Its
    /// page advises a first buffer of 15 KB, and to ask again if the call says that it wants more.
    fn adapters() -> io::Result<Vec<u64>> {
        let mut size: u32 = 15_360;
        loop {
            let mut list = vec![0_u64; (size as usize).div_ceil(size_of::<u64>())];
            let (family, flags) =
                (u32::from(AF_UNSPEC), GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER);
            let (start, none) = (list.as_mut_ptr().cast(), std::ptr::null());
            // SAFETY: the list has `size` bytes at least, and the reserved pointer has to be null.
            match unsafe { GetAdaptersAddresses(family, flags, none, start, &raw mut size) } {
                ERROR_SUCCESS => return Ok(list),
                ERROR_NO_DATA => return Ok(Vec::new()),
                ERROR_BUFFER_OVERFLOW => {}
                error => return Err(io::Error::from_raw_os_error(error.cast_signed())),
            }
        }
    }

    /// The Internet address in a socket address, if it has one.
    ///
    /// # Safety
    /// The address has as many bytes as it says.
    unsafe fn ip(address: &SOCKET_ADDRESS) -> Option<IpAddr> {
        let length = usize::try_from(address.iSockaddrLength).ok();
        let length = length.filter(|length| *length <= size_of::<SockAddrStorage>())?;
        let mut storage = SockAddrStorage::zeroed();
        // SAFETY: the caller's. The bytes fit, and the two places do not overlap.
        unsafe {
            std::ptr::copy_nonoverlapping(address.lpSockaddr.cast::<u8>(), (&raw mut storage).cast::<u8>(), length);
        }
        // SAFETY: the storage holds an address of this length.
        let address = unsafe { SockAddr::new(storage, address.iSockaddrLength) };
        address.as_socket().map(|address| address.ip())
    }
}
