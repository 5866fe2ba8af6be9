//! Where the fields of an address lie: `netinet/in.h` and `sys/un.h` of POSIX, RFC 3493.

use super::Family;

/// Whether an address begins with a byte for its length, as those of the BSDs do, and not with a family of 16 bits.
const HAS_LENGTH: bool = cfg!(sockaddr_has_length);

/// The bytes of `sun_path`: 104 on the BSDs, 108 elsewhere.
pub(super) const SUN_PATH: usize = if HAS_LENGTH { 104 } else { 108 };

/// The bytes before the first field that differs by family.
pub(super) const HEADER: usize = 2;

/// The first bytes of an address that will have `length` bytes.
pub(super) fn header(family: Family, length: usize) -> [u8; HEADER] {
    let family = family.number();
    if HAS_LENGTH { [length.min(255) as u8, family as u8] } else { (family as u16).to_ne_bytes() }
}

/// The family in the first bytes of an address; none where there are too few.
pub(super) fn family(bytes: &[u8]) -> Option<Family> {
    let header = [*bytes.first()?, *bytes.get(1)?];
    let number = if HAS_LENGTH { u16::from(header[1]) } else { u16::from_ne_bytes(header) };
    Some(Family::numbered(i32::from(number)))
}
