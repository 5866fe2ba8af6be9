//! Lengths that a call is told, of what it is given or has room for.

use super::null::{Null, OrNull};
use super::number::Integer;
use crate::fault::Fault;
use crate::operation::check::Reading;
use crate::sys::given_address::MOST_LENGTH;
use crate::sys::name_room::MOST_ROOM;
use crate::yaml::Place;

/// The length that a call is told for a name, in bytes. A negative one is no length, and shows what the system does
/// with it.
pub type NameRoom = Integer<-1, { MOST_ROOM as i64 }>;

/// The length that a call is told of an address, in bytes. A negative one is no length.
pub type AddressLength = Integer<-1, { MOST_LENGTH as i64 }>;

/// The lengths that an address has by itself.
const OWN_LENGTHS: std::ops::RangeInclusive<i64> = 0..=128;

/// Checks an address, if there is one, against the length that the call is told instead of its own.
pub(in crate::operation) fn check_length<A>(
    address: Option<&OrNull<A>>,
    length: Option<AddressLength>,
    place: Place,
    reading: &Reading,
) {
    let (why, hint) = match (address, length) {
        (Some(OrNull::Null), None) => ("a null pointer has no length of its own", "give the call an `address_length`"),
        (None, Some(_)) => ("there is no address to have this `address_length`", "write `address: null`"),
        (Some(OrNull::Given(_)), Some(length)) if OWN_LENGTHS.contains(&length.0) => {
            ("an address may have such a length itself", "write `length` in the address, not `address_length`")
        }
        _ => return,
    };
    reading.findings.add(place, Fault::new(why).hint(hint));
}

/// Declares the check of operations that are given an address.
macro_rules! check_address {
    ($($operation:ident),+) => {$(
        impl $operation {
            fn check(&self, place: $crate::yaml::Place, reading: &$crate::operation::Reading) {
                $crate::operation::argument::check_length(Some(&self.address), self.length, place, reading);
            }
        }
    )+};
}
pub(in crate::operation) use check_address;

/// Checks what a call is given for a name: where there is no buffer, the length has to be said.
pub(in crate::operation) fn check_offer(no_name: Option<Null>, has_room: bool, place: Place, reading: &Reading) {
    if no_name.is_some() && !has_room {
        let fault = Fault::new("a null pointer has no room of its own");
        reading.findings.add(place, fault.hint("give the call a `name_room`"));
    }
}

/// Declares the check of operations with room for a name.
macro_rules! check_room {
    ($($operation:ident),+) => {$(
        impl $operation {
            fn check(&self, place: $crate::yaml::Place, reading: &$crate::operation::Reading) {
                $crate::operation::argument::check_offer(self.no_name, self.name_room.is_some(), place, reading);
            }
        }
    )+};
}
pub(in crate::operation) use check_room;
