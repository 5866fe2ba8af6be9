//! Where the fields of an address lie: `netinet/in.h` and `sys/un.h` of POSIX, RFC 3493.

use super::family::Family;

/// Whether an address begins with a byte for its length and one for its family, as on the BSDs. Elsewhere it begins
/// with a family of 16 bits.
const HAS_LENGTH: bool = cfg!(sockaddr_has_length);

/// The size of `sun_path` in bytes: 104 on the BSDs, 108 elsewhere.
pub(super) const SUN_PATH: usize = if HAS_LENGTH { 104 } else { 108 };

/// How many bytes come before the fields of a family.
pub(super) const HEADER: usize = 2;

/// The bytes of the longest Internet address, `sockaddr_in6`: RFC 3493, section 3.3.
pub(super) const SOCKADDR_IN6: usize = 28;

/// The first bytes of an address of `length` bytes.
pub(super) fn header(family: Family, length: usize) -> [u8; HEADER] {
    let family = family.number();
    if HAS_LENGTH { [length.min(255) as u8, family as u8] } else { (family as u16).to_ne_bytes() }
}

/// The family in the first bytes of an address; none if there are too few bytes.
pub(super) fn family(bytes: &[u8]) -> Option<Family> {
    let header = [*bytes.first()?, *bytes.get(1)?];
    let number = if HAS_LENGTH { u16::from(header[1]) } else { u16::from_ne_bytes(header) };
    Some(Family::numbered(i32::from(number)))
}

/// What an address says of its own length: `sa_len`, on a system that has it.
pub(super) fn own_length(bytes: &[u8]) -> Option<u8> {
    bytes.first().copied().filter(|_| HAS_LENGTH)
}

/// How a path in the case's own temporary folder begins, in case files.
pub const SCRATCH: &str = "$scratch/";

/// How a path that is relative to the working folder of a process begins, in case files.
pub const RELATIVE: &str = "./";
