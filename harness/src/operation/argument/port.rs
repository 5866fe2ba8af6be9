//! Ports in arguments: reading them from their shape, filling in references, and writing them.

use serde_json::Value as Json;

use crate::address::{FilledPort, PortShape, WrittenPort};
use crate::fault::Fault;
use crate::operation::check::Reading;
use crate::operation::outcome::Kind;
use crate::operation::saved::Saved;
use crate::yaml::Place;

/// The port that a shape describes, if the shape leaves nothing open.
pub(in crate::operation) fn written_port(
    port: PortShape,
    place: Place,
    reading: &Reading,
) -> Result<WrittenPort, Fault> {
    match port {
        PortShape::Number(number) => Ok(WrittenPort::Number(number)),
        PortShape::Saved(name) => {
            reading.use_saved(place, &name, Kind::Address);
            Ok(WrittenPort::Saved(name))
        }
        PortShape::Any | PortShape::Ephemeral => {
            let fault = Fault::new(format!("`{port}` must be a port, not the shape of a port"));
            Err(fault.hint("write a number (0 lets the system choose) or `$name.port`"))
        }
    }
}

/// A port with its reference filled in.
pub(in crate::operation) fn fill_port(port: &WrittenPort, saved: &Saved) -> Result<FilledPort, String> {
    match port {
        WrittenPort::Number(number) => Ok(FilledPort::Number(*number)),
        WrittenPort::Saved(name) => {
            let port = saved.address(name)?.port();
            port.map(FilledPort::Saved).ok_or_else(|| format!("the address saved as `{name}` has no port"))
        }
    }
}

/// A port as a case file writes it.
pub(in crate::operation) fn wire_port(port: &WrittenPort) -> Json {
    match port {
        WrittenPort::Number(number) => (*number).into(),
        WrittenPort::Saved(name) => format!("${name}.port").into(),
    }
}
