//! getaddrinfo and getnameinfo, as the C library has them.
//!
//! No crate passes on everything: dns-lookup refuses to ask for neither host nor service, drops addresses that are not
//! Internet addresses, and gives no control over the sizes of buffers.

use std::ffi::CStr;
use std::io;
use std::mem::zeroed;
use std::ptr::{null, null_mut};

use socket2::SockAddr;

use super::address::{MOST_BYTES, from_bytes};
use super::netdb::{self, addrinfo, text, text_in};

/// What getaddrinfo is asked for, as numbers of the platform.
#[derive(Clone, Copy, Debug)]
pub struct Hints {
    /// `ai_flags`.
    pub flags: i32,
    /// `ai_family`.
    pub family: i32,
    /// `ai_socktype`.
    pub kind: i32,
    /// `ai_protocol`.
    pub protocol: i32,
}

/// An answer of getaddrinfo.
#[derive(Clone, Debug)]
pub struct Answer {
    /// `ai_family`.
    pub family: i32,
    /// `ai_socktype`.
    pub kind: i32,
    /// `ai_protocol`.
    pub protocol: i32,
    /// `ai_addr`, of `ai_addrlen` bytes.
    pub address: SockAddr,
    /// `ai_canonname`, if it is not null.
    pub canonical_name: Option<String>,
    /// `ai_flags`. POSIX does not say what they are in an answer.
    pub flags: i32,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Refusal {
    /// The resolver returned this number of EAI_: RFC 3493, section 6.1.
    Resolver(i32),
    /// The resolver returned EAI_SYSTEM, and `errno` had this error.
    System(io::Error),
}

/// Looks up a host and a service: getaddrinfo(3), RFC 3493, section 6.1.
///
/// # Errors
/// Those of the call.
pub fn getaddrinfo(host: Option<&CStr>, service: Option<&CStr>, hints: Hints) -> Result<Vec<Answer>, Refusal> {
    netdb::prepare();
    // SAFETY: each field may be zero: they are numbers, and pointers that may be null.
    let mut asked: addrinfo = unsafe { zeroed() };
    asked.ai_flags = hints.flags;
    asked.ai_family = hints.family;
    asked.ai_socktype = hints.kind;
    asked.ai_protocol = hints.protocol;
    let (host, service) = (host.map_or(null(), CStr::as_ptr), service.map_or(null(), CStr::as_ptr));
    let mut first = null_mut();
    // SAFETY: the strings are null or end with a zero byte. They and the hints outlive the call, which sets `first` if
    // it returns 0.
    match unsafe { netdb::getaddrinfo(host.cast(), service.cast(), &raw const asked, &raw mut first) } {
        0 => {
            let answers = read(first);
            // SAFETY: the list came from getaddrinfo, and nothing of it is kept.
            unsafe { netdb::freeaddrinfo(first) };
            Ok(answers)
        }
        error => Err(refusal(error)),
    }
}

/// The reason behind a number that was just returned. Call this before anything else can change `errno`.
fn refusal(number: i32) -> Refusal {
    if netdb::EAI_SYSTEM == Some(number) {
        return Refusal::System(io::Error::last_os_error());
    }
    Refusal::Resolver(number)
}

/// Copies a list that getaddrinfo made. The list is not freed.
fn read(first: *const addrinfo) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut next = first;
    // SAFETY: each entry of the list is null, or valid until the caller frees the list.
    while let Some(entry) = unsafe { next.as_ref() } {
        let length = (entry.ai_addrlen as usize).min(MOST_BYTES);
        let address = if entry.ai_addr.is_null() {
            &[]
        } else {
            // SAFETY: `ai_addr` points to `ai_addrlen` bytes.
            unsafe { std::slice::from_raw_parts(entry.ai_addr.cast::<u8>(), length) }
        };
        answers.push(Answer {
            family: entry.ai_family,
            kind: entry.ai_socktype,
            protocol: entry.ai_protocol,
            address: from_bytes(address),
            // SAFETY: `ai_canonname` is null or ends with a zero byte.
            canonical_name: unsafe { text(entry.ai_canonname.cast()) },
            flags: entry.ai_flags,
        });
        next = entry.ai_next;
    }
    answers
}

/// Looks up the host and the service of an address: getnameinfo(3), RFC 3493, section 6.2. `sizes` are the bytes of the
/// buffers for the two. Of size 0 there is no buffer.
///
/// # Errors
/// Those of the call.
pub fn getnameinfo(address: &SockAddr, sizes: [usize; 2], flags: i32) -> Result<[String; 2], Refusal> {
    netdb::prepare();
    let [mut host, mut service] = sizes.map(|size| vec![0_u8; size]);
    let start = |buffer: &mut Vec<u8>| if buffer.is_empty() { null_mut() } else { buffer.as_mut_ptr() };
    // SAFETY: the address has as many bytes as it says. So has each buffer, and a buffer of 0 bytes is null.
    let result = unsafe {
        netdb::getnameinfo(
            address.as_ptr().cast(),
            address.len() as _,
            start(&mut host).cast(),
            host.len() as _,
            start(&mut service).cast(),
            service.len() as _,
            flags as _,
        )
    };
    match result {
        0 => Ok([host, service].map(text_in)),
        error => Err(refusal(error)),
    }
}
