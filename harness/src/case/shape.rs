//! The shapes that returned values can have.

use std::fmt;

use crate::address::{AddressShape, Form, Known, PortShape};
use crate::document::{Content, Node, Place};
use crate::fields::Fields;
use crate::operation::{Data, Kind, Reading, Value};
use crate::problem::{Fault, Findings};

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
    /// This very boolean.
    Flag(bool),
    /// These very bytes.
    Data(Data),
    /// So many bytes.
    Length(usize),
    /// Any of these.
    OneOf(Vec<Shape>),
}

/// What shapes of addresses may refer to.
pub type Context<'c> = Known<'c>;

impl Shape {
    /// Reads the shape of a value of this kind, noting what is wrong with it.
    pub fn read(node: &Node, kind: Kind, reading: &Reading) -> Option<Self> {
        if let Content::List(items) = &node.content {
            let shapes: Option<Vec<Self>> = items.iter().map(|item| Self::read(item, kind, reading)).collect();
            return shapes.map(Self::OneOf);
        }
        match kind {
            Kind::Address => read_address(node, reading).map(Self::Address),
            Kind::Number => read_number(node, reading.findings),
            Kind::Data => read_data(node, reading.findings),
            Kind::Setting => match node.content {
                Content::Flag(flag) => Some(Self::Flag(flag)),
                _ => read_number(node, reading.findings),
            },
        }
    }

    /// Whether `value` has this shape.
    #[must_use]
    pub fn matches(&self, value: &Value, context: &Context) -> bool {
        match (self, value) {
            (Self::OneOf(shapes), _) => shapes.iter().any(|shape| shape.matches(value, context)),
            (Self::Address(shape), Value::Address(address)) => shape.matches(address, context),
            (Self::Number(wanted), Value::Number(number)) => wanted == number,
            (Self::AtLeast(least), Value::Number(number)) => number >= least,
            (Self::AtMost(most), Value::Number(number)) => number <= most,
            (Self::Flag(wanted), Value::Flag(flag)) => wanted == flag,
            (Self::Data(wanted), Value::Data(data)) => wanted.bytes() == *data,
            (Self::Length(wanted), Value::Data(data)) => *wanted == data.len(),
            (_, Value::Address(_) | Value::Number(_) | Value::Flag(_) | Value::Data(_)) => false,
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
        reading.use_saved(place, name);
    }
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
        let found = node.text().map_or_else(|| node.kind().to_owned(), |text| format!("`{text}`"));
        findings.add(node.place, Fault::expected("a number, \">= 1\" or \"<= 8\"", &found));
    }
    shape
}

fn read_data(node: &Node, findings: &Findings) -> Option<Shape> {
    let is_length = |entries: &[_]| matches!(entries, [(key, _)] if is_key(key, "length"));
    match &node.content {
        Content::Map(entries) if is_length(entries) => {
            let mut fields = Fields::of(node, "data", findings)?;
            let length = fields.required("length")?;
            match length.content {
                Content::Number(number) => findings.note(
                    length.place,
                    usize::try_from(number)
                        .map(Shape::Length)
                        .map_err(|_| Fault::expected("a number of bytes", &number.to_string())),
                ),
                _ => {
                    findings.add(length.place, Fault::expected("a number of bytes", length.kind()));
                    None
                }
            }
        }
        _ => Data::read_from(node, findings).map(Shape::Data),
    }
}

fn is_key(key: &crate::document::Key, name: &str) -> bool {
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
            Self::Flag(flag) => flag.fmt(f),
            Self::Data(data) => data.fmt(f),
            Self::Length(length) => write!(f, "{{length: {length}}}"),
            Self::OneOf(shapes) => write_list(f, shapes),
        }
    }
}

/// Items in brackets, as a YAML list.
pub(super) fn write_list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
    let items: Vec<String> = items.iter().map(T::to_string).collect();
    write!(f, "[{}]", items.join(", "))
}
