//! The services that this host knows, and its name.

use super::failure::Performed;
use super::lookup::c_text;
use crate::operation::{Filled, Gethostname, Getservbyname, Getservbyport, LookupName, Record, Value};
use crate::sys::service::{self, Service};

/// The size in bytes of the buffer for the name of this host, unless the case says it.
const BUFFER: usize = 1025;

pub(super) fn getservbyname(call: &Getservbyname<Filled>) -> Performed {
    let protocol = c_text(call.protocol.as_ref().map(|LookupName(protocol)| protocol.as_str()))?;
    let name = c_text(Some(&call.name.0))?.unwrap_or_default();
    Ok(records(service::getservbyname(&name, protocol.as_deref())))
}

pub(super) fn getservbyport(call: &Getservbyport<Filled>) -> Performed {
    let protocol = c_text(call.protocol.as_ref().map(|LookupName(protocol)| protocol.as_str()))?;
    let port = u16::try_from(call.port.0).expect("a port was read as 16 bits");
    Ok(records(service::getservbyport(port, protocol.as_deref())))
}

fn records(found: Option<Service>) -> Vec<Value> {
    let record = |service: Service| {
        Record(vec![
            ("name", Value::Text(service.name)),
            ("port", Value::Number(service.port.into())),
            ("protocol", Value::Text(service.protocol)),
        ])
    };
    vec![Value::Records(found.into_iter().map(record).collect())]
}

pub(super) fn gethostname(call: &Gethostname<Filled>) -> Performed {
    let size = call.size.map_or(BUFFER, |size| size.count());
    Ok(vec![Value::Hostname(service::gethostname(size)?)])
}
