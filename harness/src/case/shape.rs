//! The shape of a returned value: what a case expects the value to be.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::list::ListShape;
use crate::address::{self, AddressShape, Family, Form, PortShape};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation::{self, quote};
use crate::operation::{Data, Flags, Kind, MessageFlag, PendingError, Reading, Saved, Value};
use crate::problem::Findings;
use crate::symbols;
use crate::yaml::{Content, Node, Place};

/// What a returned value has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An address of this shape.
    Address(AddressShape),
    /// Exactly this number.
    Number(i64),
    /// This number or a larger one.
    AtLeast(i64),
    /// This number or a smaller one.
    AtMost(i64),
    /// What was saved under this name.
    Saved(String),
    /// Exactly this boolean.
    Flag(bool),
    /// Exactly this pending error.
    PendingError(PendingError),
    /// Exactly these bytes.
    Data(Data),
    /// This many bytes.
    Length(usize),
    /// Exactly this text or constant.
    Text(String),
    /// A port of this shape.
    Port(PortShape),
    /// This time or a longer one.
    Lasts(Duration),
    /// A list of records of this shape.
    Records(ListShape<Shape>),
    /// Any one of these.
    OneOf(Vec<Shape>),
}

/// What shapes may refer to.
pub struct Context<'c> {
    /// The family of the socket that the step uses.
    pub family: Option<Family>,
    /// What earlier steps saved.
    pub saved: &'c Saved,
}

impl Context<'_> {
    /// What shapes of addresses may refer to.
    fn of_addresses(&self) -> address::Context<'_> {
        address::Context { family: self.family, saved: &self.saved.addresses }
    }
}

impl Shape {
    /// Reads the shape of a value of this kind, or a list of such shapes. If the node is not one, that is noted.
    pub fn read(node: &Node, kind: Kind, reading: &Reading) -> Option<Self> {
        let Some(items) = alternatives(node, reading.findings) else {
            return read_one(node, kind, reading);
        };
        let shapes: Option<Vec<Self>> = items.iter().map(|item| Self::read(item, kind, reading)).collect();
        shapes.map(Self::OneOf)
    }

    /// Whether `value` has this shape.
    #[must_use]
    pub fn matches(&self, value: &Value, context: &Context) -> bool {
        let value = value.plain();
        match self {
            Self::OneOf(shapes) => shapes.iter().any(|shape| shape.matches(value, context)),
            Self::Address(shape) => {
                matches!(value, Value::Address(found) if shape.matches(found, &context.of_addresses()))
            }
            Self::Number(wanted) => number(value) == Some(*wanted),
            Self::AtLeast(least) => number(value).is_some_and(|number| number >= *least),
            Self::AtMost(most) => number(value).is_some_and(|number| number <= *most),
            Self::Saved(name) => context.saved.values.get(name).is_some_and(|saved| saved.plain() == value),
            Self::Flag(wanted) => *value == Value::Flag(*wanted),
            Self::PendingError(wanted) => matches!(value, Value::PendingError(found) if found == wanted),
            Self::Data(wanted) => matches!(value, Value::Data(data) if wanted.bytes() == *data),
            Self::Length(wanted) => matches!(value, Value::Data(data) if data.len() == *wanted),
            Self::Text(wanted) => text(value).is_some_and(|text| text == *wanted),
            Self::Port(shape) => matches!(value, Value::Port(port) if shape.matches(*port, &context.of_addresses())),
            Self::Lasts(least) => matches!(value, Value::Elapsed(time) if time >= least),
            Self::Records(shape) => {
                // An address in a record is of any family, whatever the family of the socket is.
                let context = Context { family: None, saved: context.saved };
                let matches = |field: &Self, value: &Value| field.matches(value, &context);
                matches!(value, Value::Records(records) if shape.matches(records, matches))
            }
        }
    }

    /// As an item of a YAML list, in which text needs quotes.
    fn as_item(&self) -> String {
        let text = self.to_string();
        match self {
            Self::Address(_) if !text.starts_with('{') => quote(&text),
            Self::Saved(_) | Self::AtLeast(_) | Self::AtMost(_) | Self::Text(_) | Self::Port(_) | Self::Lasts(_) => {
                quote(&text)
            }
            Self::Address(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::PendingError(_)
            | Self::Data(_)
            | Self::Length(_)
            | Self::Records(_)
            | Self::OneOf(_) => text,
        }
    }
}

/// The items of a list of which any one is expected, if the node is a list. An empty list is noted.
pub(super) fn alternatives<'n>(node: &'n Node, findings: &Findings) -> Option<&'n [Node]> {
    let Content::List(items) = &node.content else {
        return None;
    };
    if items.is_empty() {
        findings.add(
            node.place,
            Fault::new("an empty list expects nothing").hint("`any` claims nothing; {in_order: []} is an empty list"),
        );
    }
    Some(items)
}

/// The number that a claim about a number is compared with.
fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) | Value::PartialCount(number) | Value::Descriptor(number) => Some(*number),
        _ => None,
    }
}

/// The text that a claim about a text or a constant is compared with. An interface has the text of a transcript.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Word(text) | Value::Text(text) => Some(text.into()),
        Value::Interface(interface) => Some(symbols::interface(interface).to_string().into()),
        Value::InterfaceName(interface) => Some(symbols::interface_name(interface).into()),
        Value::Address(_)
        | Value::Number(_)
        | Value::PartialCount(_)
        | Value::Descriptor(_)
        | Value::Flag(_)
        | Value::PendingError(_)
        | Value::Data(_)
        | Value::Port(_)
        | Value::Cookie(_)
        | Value::Remarked(..)
        | Value::Hostname(_)
        | Value::Elapsed(_)
        | Value::Records(_) => None,
    }
}

/// Reads a shape that is not a list of shapes.
fn read_one(node: &Node, kind: Kind, reading: &Reading) -> Option<Shape> {
    let findings = reading.findings;
    match kind {
        Kind::Address => read_address(node, reading).map(Shape::Address),
        Kind::Number => read_number(node, findings),
        Kind::Descriptor | Kind::File => read_descriptor(node, kind, reading),
        Kind::Data => read_data(node, findings),
        Kind::Flag => fields::flag(node, findings).map(Shape::Flag),
        Kind::PendingError => fields::word(node, kind.noun(), PendingError::named, findings).map(Shape::PendingError),
        Kind::Setting => read_setting(node, findings),
        Kind::Word => read_word(node, findings).map(Shape::Text),
        Kind::Text => fields::text(node, kind.noun(), findings).map(|text| Shape::Text(text.to_owned())),
        Kind::Flags => {
            let flags = fields::word(node, kind.noun(), Flags::<MessageFlag>::named, findings)?;
            Some(Shape::Text(flags.to_string()))
        }
        Kind::Service => read_service(node, reading),
        Kind::Elapsed => read_time(node, findings),
        Kind::Records(fields) => {
            let read_shape = |node: &Node, kind: Kind| Shape::read(node, kind, reading);
            ListShape::read(node, fields, read_shape, findings).map(Shape::Records)
        }
    }
}

fn read_address(node: &Node, reading: &Reading) -> Option<AddressShape> {
    let shape = AddressShape::read(node, reading.findings)?;
    check_references(&shape, node.place, reading);
    Some(shape)
}

/// Checks that an earlier step saved what the shape refers to.
fn check_references(shape: &AddressShape, place: Place, reading: &Reading) {
    if let Form::Saved(name) | Form::Inet { port: PortShape::Saved(name), .. } = &shape.form {
        reading.use_saved(place, name, Kind::Address);
    }
}

/// The value of an option: a boolean, a number with or without a bound, or a text.
fn read_setting(node: &Node, findings: &Findings) -> Option<Shape> {
    match &node.content {
        Content::Flag(flag) => Some(Shape::Flag(*flag)),
        Content::Text(text) if !text.starts_with(['<', '>']) => Some(Shape::Text(text.clone())),
        _ => read_number(node, findings),
    }
}

/// The name of a constant, or the number of one that has no name.
fn read_word(node: &Node, findings: &Findings) -> Option<String> {
    match node.content {
        Content::Number(number) => Some(number.to_string()),
        _ => fields::text(node, Kind::Word.noun(), findings).map(str::to_owned),
    }
}

/// The shape of a port, or the exact name of a service.
fn read_service(node: &Node, reading: &Reading) -> Option<Shape> {
    let text = match node.content {
        Content::Number(number) => number.to_string(),
        _ => fields::text(node, Kind::Service.noun(), reading.findings)?.to_owned(),
    };
    Some(match text.parse() {
        Ok(PortShape::Saved(name)) => {
            reading.use_saved(node.place, &name, Kind::Address);
            Shape::Port(PortShape::Saved(name))
        }
        Ok(port) => Shape::Port(port),
        Err(_) => Shape::Text(text),
    })
}

/// A saved descriptor, or the shape of a number. No descriptor at all is -1.
fn read_descriptor(node: &Node, kind: Kind, reading: &Reading) -> Option<Shape> {
    let Some(name) = node.text().and_then(|text| text.strip_prefix('$')) else {
        return read_number(node, reading.findings);
    };
    reading.use_saved(node.place, name, kind);
    Some(Shape::Saved(name.to_owned()))
}

fn read_number(node: &Node, findings: &Findings) -> Option<Shape> {
    let bound = |text: &str, sign: &str| text.strip_prefix(sign)?.trim().parse().ok();
    let shape = match &node.content {
        Content::Number(number) => Some(Shape::Number(*number)),
        Content::Text(text) => {
            let least = bound(text, ">=").map(Shape::AtLeast);
            least.or_else(|| bound(text, "<=").map(Shape::AtMost))
        }
        Content::Null | Content::Flag(_) | Content::List(_) | Content::Map(_) => None,
    };
    if shape.is_none() {
        findings.add(node.place, Fault::expected("a number, \">= 1\" or \"<= 8\"", &node.said()));
    }
    shape
}

fn read_time(node: &Node, findings: &Findings) -> Option<Shape> {
    let text = fields::text(node, "a time such as \">= 100 ms\"", findings)?;
    let time = text.strip_prefix(">= ").and_then(notation::duration);
    if time.is_none() {
        let fault = Fault::new(format!("`{text}` is not a lower bound of a time"));
        findings.add(node.place, fault.hint("as \">= 100 ms\": how much longer it takes is up to the host"));
    }
    time.map(Shape::Lasts)
}

fn read_data(node: &Node, findings: &Findings) -> Option<Shape> {
    match &node.content {
        Content::Map(entries) if matches!(entries.as_slice(), [(key, _)] if key.text == "length") => {
            let length = Fields::of(node, "data", findings)?.required("length")?;
            fields::count(length, "a number of bytes", findings).map(Shape::Length)
        }
        _ => Data::read_from(node, findings).map(Shape::Data),
    }
}

/// As in a case file.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(shape) => shape.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
            Self::Saved(name) => write!(f, "${name}"),
            Self::Flag(flag) => flag.fmt(f),
            Self::PendingError(error) => error.fmt(f),
            Self::Data(data) => data.fmt(f),
            Self::Length(length) => write!(f, "{{length: {length}}}"),
            Self::Text(text) => f.write_str(text),
            Self::Port(port) => port.fmt(f),
            Self::Lasts(time) => write!(f, ">= {}", notation::write_time(*time)),
            Self::Records(shape) => shape.fmt(f),
            Self::OneOf(shapes) => {
                let items: Vec<String> = shapes.iter().map(Self::as_item).collect();
                write!(f, "[{}]", items.join(", "))
            }
        }
    }
}
