//! The shapes that returned values can have.

use std::fmt;
use std::time::Duration;

use super::records::RecordsShape;
use crate::address::{self, AddressShape, Family, Form, PortShape};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation::{self, quote};
use crate::operation::{Data, Flags, Kind, MessageFlag, Reading, Saved, Value};
use crate::problem::Findings;
use crate::symbols;
use crate::yaml::{Content, Node, Place};

/// What a returned value has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An address.
    Address(AddressShape),
    /// This very number.
    Number(i64),
    /// This number or a larger one.
    AtLeast(i64),
    /// This number or a smaller one.
    AtMost(i64),
    /// What was saved under this name.
    Saved(String),
    /// This very boolean.
    Flag(bool),
    /// These very bytes.
    Data(Data),
    /// So many bytes.
    Length(usize),
    /// This very text or constant.
    Text(String),
    /// A port like this.
    Port(PortShape),
    /// This time or a longer one.
    Lasts(Duration),
    /// Records like these.
    Records(RecordsShape),
    /// Any of these.
    OneOf(Vec<Shape>),
}

/// What shapes may refer to.
pub struct Context<'c> {
    /// The family of the socket in question.
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
    /// Reads the shape of a value of this kind, noting what is wrong with it.
    pub fn read(node: &Node, kind: Kind, reading: &Reading) -> Option<Self> {
        if let Content::List(items) = &node.content {
            if items.is_empty() {
                reading.findings.add(node.place, Fault::new("an empty list expects nothing"));
            }
            let shapes: Option<Vec<Self>> = items.iter().map(|item| Self::read(item, kind, reading)).collect();
            return shapes.map(Self::OneOf);
        }
        match kind {
            Kind::Address => read_address(node, reading).map(Self::Address),
            Kind::Number => read_number(node, reading.findings),
            Kind::Descriptor | Kind::File => read_descriptor(node, kind, reading),
            Kind::Data => read_data(node, reading.findings),
            Kind::Flag => fields::flag(node, reading.findings).map(Self::Flag),
            Kind::Setting => match &node.content {
                Content::Flag(flag) => Some(Self::Flag(*flag)),
                Content::Text(text) if !text.starts_with(['<', '>']) => Some(Self::Text(text.clone())),
                _ => read_number(node, reading.findings),
            },
            Kind::Word | Kind::Text => {
                if let (Kind::Word, Content::Number(number)) = (kind, &node.content) {
                    return Some(Self::Text(number.to_string()));
                }
                let text = fields::text(node, kind.noun(), reading.findings)?;
                Some(Self::Text(text.to_owned()))
            }
            Kind::Flags => {
                let flags = fields::word(node, kind.noun(), Flags::<MessageFlag>::named, reading.findings)?;
                Some(Self::Text(flags.to_string()))
            }
            Kind::Service => read_service(node, reading),
            Kind::Elapsed => read_time(node, reading.findings),
            Kind::Records(fields) => RecordsShape::read(node, fields, reading).map(Self::Records),
        }
    }

    /// Whether `value` has this shape.
    #[must_use]
    pub fn matches(&self, value: &Value, context: &Context) -> bool {
        match (self, value) {
            (Self::OneOf(shapes), _) => shapes.iter().any(|shape| shape.matches(value, context)),
            (Self::Address(shape), Value::Address(address)) => shape.matches(address, &context.of_addresses()),
            (Self::Number(wanted), Value::Number(number) | Value::PartialCount(number) | Value::Descriptor(number)) => {
                wanted == number
            }
            (Self::AtLeast(least), Value::Number(number) | Value::PartialCount(number) | Value::Descriptor(number)) => {
                number >= least
            }
            (Self::AtMost(most), Value::Number(number) | Value::PartialCount(number) | Value::Descriptor(number)) => {
                number <= most
            }
            (Self::Saved(name), value) => context.saved.values.get(name) == Some(value),
            (Self::Flag(wanted), Value::Flag(flag)) => wanted == flag,
            (Self::Data(wanted), Value::Data(data)) => wanted.bytes() == *data,
            (Self::Length(wanted), Value::Data(data)) => *wanted == data.len(),
            (Self::Text(wanted), Value::Word(text) | Value::Text(text)) => wanted == text,
            (Self::Text(wanted), Value::Interface(interface)) => *wanted == symbols::interface(interface).to_string(),
            (Self::Text(wanted), Value::InterfaceName(interface)) => *wanted == symbols::interface_name(interface),
            (Self::Port(wanted), Value::Port(port)) => wanted.matches(*port, &context.of_addresses()),
            (Self::Lasts(least), Value::Elapsed(time)) => time >= least,
            (Self::Records(shape), Value::Records(records)) => shape.matches(records, context),
            (
                _,
                Value::Address(_)
                | Value::Number(_)
                | Value::PartialCount(_)
                | Value::Descriptor(_)
                | Value::Flag(_)
                | Value::Data(_)
                | Value::Word(_)
                | Value::Text(_)
                | Value::Port(_)
                | Value::Hostname(_)
                | Value::Elapsed(_)
                | Value::Cookie(_)
                | Value::Interface(_)
                | Value::InterfaceName(_)
                | Value::Records(_),
            ) => false,
        }
    }
}

impl Shape {
    /// As an item of a YAML list, where text needs quotes.
    fn in_list(&self) -> String {
        let text = self.to_string();
        match self {
            Self::Address(_) if !text.starts_with('{') => quote(&text),
            Self::Saved(_) | Self::AtLeast(_) | Self::AtMost(_) | Self::Text(_) | Self::Port(_) | Self::Lasts(_) => {
                quote(&text)
            }
            Self::Address(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::Data(_)
            | Self::Length(_)
            | Self::Records(_)
            | Self::OneOf(_) => text,
        }
    }
}

fn read_address(node: &Node, reading: &Reading) -> Option<AddressShape> {
    let shape = AddressShape::read(node, reading.findings)?;
    check_references(&shape, node.place, reading);
    Some(shape)
}

/// What a shape refers to must have been saved by an earlier step.
fn check_references(shape: &AddressShape, place: Place, reading: &Reading) {
    if let Form::Saved(name) | Form::Inet { port: PortShape::Saved(name), .. } = &shape.form {
        reading.use_saved(place, name, Kind::Address);
    }
}

/// The shape of a port, or else the very name of a service.
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

/// A descriptor that was saved, or -1 for none.
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
        let fault = Fault::new(format!("`{text}` is no lower bound of a time"));
        findings.add(node.place, fault.hint("as \">= 100 ms\": how much longer it takes is up to the host"));
    }
    time.map(Shape::Lasts)
}

fn read_data(node: &Node, findings: &Findings) -> Option<Shape> {
    let is_length = |entries: &[_]| matches!(entries, [(key, _)] if is_key(key, "length"));
    match &node.content {
        Content::Map(entries) if is_length(entries) => {
            let mut fields = Fields::of(node, "data", findings)?;
            let length = fields.required("length")?;
            fields::count(length, "a number of bytes", findings).map(Shape::Length)
        }
        _ => Data::read_from(node, findings).map(Shape::Data),
    }
}

fn is_key(key: &crate::yaml::Key, name: &str) -> bool {
    key.text == name
}

/// As a case file has it.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(shape) => shape.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
            Self::Saved(name) => write!(f, "${name}"),
            Self::Flag(flag) => flag.fmt(f),
            Self::Data(data) => data.fmt(f),
            Self::Length(length) => write!(f, "{{length: {length}}}"),
            Self::Text(text) => f.write_str(text),
            Self::Port(port) => port.fmt(f),
            Self::Lasts(time) => write!(f, ">= {}", notation::write_time(*time)),
            Self::Records(shape) => shape.fmt(f),
            Self::OneOf(shapes) => {
                let items: Vec<String> = shapes.iter().map(Self::in_list).collect();
                write!(f, "[{}]", items.join(", "))
            }
        }
    }
}

/// Items in brackets, as a YAML list.
pub(super) fn write_list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
    let items: Vec<String> = items.iter().map(T::to_string).collect();
    write!(f, "[{}]", items.join(", "))
}
