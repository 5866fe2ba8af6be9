//! Ports in arguments: reading them from their shape, filling in references, and writing them.

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show};
use super::returned::Returned;
use crate::address::{FilledPort, PortShape, WrittenPort};
use crate::fault::Fault;
use crate::fields;
use crate::operation::check::Reading;
use crate::operation::outcome::Kind;
use crate::operation::saved::{Saved, Unfilled};
use crate::yaml::{Node, Place};

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

/// The port of a saved address, `$name.port`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPort<P = WrittenPort>(pub P);

impl Argument for SavedPort {
    type Filled = SavedPort<FilledPort>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let text = fields::text(node, "the port of a saved address", reading.findings)?;
        let port: PortShape = reading.findings.note(node.place, text.parse())?;
        if !matches!(port, PortShape::Saved(_)) {
            let fault = Fault::expected("the port of a saved address", &format!("`{text}`"));
            reading.findings.add(node.place, fault.hint("as `$name.port`"));
            return None;
        }
        reading.findings.note(node.place, written_port(port, node.place, reading)).map(Self)
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        fill_port(&self.0, saved).map(SavedPort)
    }

    fn wire(&self) -> Option<Json> {
        Some(wire_port(&self.0))
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        Some(Returned::Port(filled.0.number()).wire())
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^\\$.+\\.port$"})
    }
}

impl Show for SavedPort {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.to_string()))
    }
}

impl Show for SavedPort<FilledPort> {
    fn input(&self) -> Option<Input> {
        Some(Input::Port(self.0))
    }
}

/// A port with its reference filled in.
pub(in crate::operation) fn fill_port(port: &WrittenPort, saved: &Saved) -> Result<FilledPort, Unfilled> {
    match port {
        WrittenPort::Number(number) => Ok(FilledPort::Number(*number)),
        WrittenPort::Saved(name) => {
            let port = saved.address(name)?.port();
            port.map(FilledPort::Saved)
                .ok_or_else(|| Unfilled::Missing(format!("the address saved as `{name}` has no port")))
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
