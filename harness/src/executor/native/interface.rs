//! The interfaces of this host: from the word of a case to an index, and from an index to what the host says about it.

use std::io;

use crate::operation::{HostInterface, Interface};
use crate::sys::interface;

/// The index of the interface that a case names.
pub(super) fn index(interface: Interface) -> io::Result<u32> {
    match interface {
        Interface::Any => Ok(0),
        Interface::Loopback => interface::loopback(),
        Interface::Nonexistent => Ok(interface::NONEXISTENT),
        Interface::Number(number) => u32::try_from(number).map_err(|_| io::ErrorKind::InvalidInput.into()),
    }
}

/// The interface with this index.
pub(super) fn of_index(index: u32) -> HostInterface {
    let is_loopback = interface::loopback().is_ok_and(|loopback| loopback == index);
    HostInterface { index, name: interface::name(index), is_loopback }
}
