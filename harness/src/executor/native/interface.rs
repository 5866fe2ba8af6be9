//! The interfaces of this host: from the word of a case to an index, and from an index to what the host says about it.

use std::io;

use super::failure::Performed;
use crate::operation::{Filled, HostInterface, IfIndextoname, IfNameindex, IfNametoindex, Interface, Record, Value};
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

pub(super) fn if_nametoindex(call: &IfNametoindex<Filled>) -> Performed {
    let name = match call.interface.0 {
        Interface::Nonexistent => interface::NONEXISTENT_NAME.to_owned(),
        known => interface::checked_name(index(known)?)?,
    };
    Ok(vec![Value::Interface(of_index(interface::index(name)?))])
}

pub(super) fn if_indextoname(call: &IfIndextoname<Filled>) -> Performed {
    let index = index(call.interface.0)?;
    let name = Some(interface::checked_name(index)?);
    Ok(vec![Value::InterfaceName(HostInterface { name, ..of_index(index) })])
}

pub(super) fn if_nameindex(call: &IfNameindex<Filled>) -> Performed {
    let asked = index(call.interface.0)?;
    let entries = interface::all().into_iter().filter(|(index, _)| *index == asked);
    let record = |(index, name): (u32, String)| {
        let interface = HostInterface { name: Some(name), ..of_index(index) };
        Record(vec![("index", Value::Interface(interface.clone())), ("name", Value::InterfaceName(interface))])
    };
    Ok(vec![Value::Records(entries.map(record).collect())])
}
