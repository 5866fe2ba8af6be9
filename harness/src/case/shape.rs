//! The shape of a returned value: what a case expects the value to be.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use super::list::ListShape;
use crate::address::{self, AddressShape, Family, PortShape};
use crate::notation::{self, quote};
use crate::operation::{Data, Hidden, Interface, Saved, Value, Word};
use crate::platform::Platform;
use crate::symbols;

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
    /// Exactly these bytes.
    Data(Data),
    /// This many bytes.
    Length(usize),
    /// This word, or another that means the same.
    Word(Word),
    /// This IP address.
    Ip(IpAddr),
    /// This interface.
    Interface(Interface),
    /// Exactly this text.
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
    /// The platform that the value is from. A constant has another number on each.
    pub platform: Platform,
    /// Whether a value that a record does not show has every shape that it may have had.
    pub trusting: bool,
}

impl Context<'_> {
    /// What shapes of addresses may refer to.
    fn of_addresses(&self) -> address::Context<'_> {
        address::Context { family: self.family, saved: &self.saved.addresses, trusting: self.trusting }
    }
}

impl Shape {
    /// Whether `value` has this shape.
    #[must_use]
    pub fn matches(&self, value: &Value, context: &Context) -> bool {
        let value = value.plain();
        if let Value::Hidden(hidden) = value {
            return self.matches_hidden(hidden, context.trusting);
        }
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
            Self::Data(wanted) => matches!(value, Value::Data(data) if wanted.bytes() == *data),
            Self::Length(wanted) => matches!(value, Value::Data(data) if data.len() == *wanted),
            Self::Word(wanted) => matches!(value, Value::Word(word) if wanted.means(word, context.platform)),
            Self::Ip(wanted) => *value == Value::Ip(*wanted),
            Self::Interface(wanted) => {
                matches!(value, Value::Interface(found) if symbols::interface(found) == *wanted)
            }
            Self::Text(wanted) => text(value).is_some_and(|text| text == *wanted),
            Self::Port(shape) => matches!(value, Value::Port(port) if shape.matches(*port, &context.of_addresses())),
            Self::Lasts(least) => matches!(value, Value::Elapsed(time) if time >= least),
            Self::Records(shape) => {
                // An address in a record is of any family, whatever the family of the socket is.
                let context = Context { family: None, ..*context };
                let matches = |field: &Self, value: &Value| field.matches(value, &context);
                matches!(value, Value::Records(records) if shape.matches(records, matches))
            }
        }
    }

    /// Whether every value of `other`'s shape has this one, too. If that depends on more than the two, it is taken that
    /// not every value has.
    pub(super) fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (shape, Self::OneOf(shapes)) => shapes.iter().all(|other| shape.covers(other)),
            (Self::OneOf(shapes), other) => shapes.iter().any(|shape| shape.covers(other)),
            (Self::AtLeast(least), Self::Number(number) | Self::AtLeast(number)) => number >= least,
            (Self::AtMost(most), Self::Number(number) | Self::AtMost(number)) => number <= most,
            (Self::Lasts(least), Self::Lasts(time)) => time >= least,
            (Self::Length(length), Self::Data(data)) => data.bytes().len() == *length,
            (Self::Data(one), Self::Data(other)) => one.bytes() == other.bytes(),
            (Self::Address(one), Self::Address(other)) => one.covers(other),
            (one, other) => one == other,
        }
    }

    /// Whether a value has this shape of which a record tells only this. If that depends on what the record does not
    /// show, the answer is `trusting`.
    fn matches_hidden(&self, hidden: &Hidden, trusting: bool) -> bool {
        match (self, hidden) {
            (_, Hidden::Unseen) => trusting,
            (Self::OneOf(shapes), _) => shapes.iter().any(|shape| shape.matches_hidden(hidden, trusting)),
            (Self::Length(wanted), Hidden::Data(length)) => wanted == length,
            (Self::Data(wanted), Hidden::Data(length)) => trusting && wanted.bytes().len() == *length,
            (Self::Lasts(_), Hidden::Elapsed) => trusting,
            (Self::Number(_) | Self::AtLeast(_) | Self::AtMost(_), Hidden::PartialCount) => trusting,
            _ => false,
        }
    }

    /// As an item of a YAML list, in which text needs quotes.
    fn as_item(&self) -> String {
        let text = self.to_string();
        match self {
            _ if text == EMPTY => text,
            Self::Address(_) if !text.starts_with('{') => quote(&text),
            Self::Saved(_)
            | Self::AtLeast(_)
            | Self::AtMost(_)
            | Self::Word(_)
            | Self::Ip(_)
            | Self::Interface(_)
            | Self::Text(_)
            | Self::Port(_)
            | Self::Lasts(_) => quote(&text),
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

/// The number that a claim about a number is compared with.
fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) | Value::PartialCount(number) | Value::Descriptor(number) => Some(*number),
        _ => None,
    }
}

/// How an empty text is written.
const EMPTY: &str = "\"\"";

/// The text that a claim about a text is compared with.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Text(text) => Some(text.into()),
        Value::InterfaceName(interface) => Some(symbols::interface_name(interface).into()),
        Value::Address(_)
        | Value::Number(_)
        | Value::PartialCount(_)
        | Value::Descriptor(_)
        | Value::Flag(_)
        | Value::Data(_)
        | Value::Word(_)
        | Value::Ip(_)
        | Value::Interface(_)
        | Value::Port(_)
        | Value::Cookie(_)
        | Value::Remarked(..)
        | Value::Hostname(_)
        | Value::Elapsed(_)
        | Value::Records(_)
        | Value::Hidden(_) => None,
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
            Self::Data(data) => data.fmt(f),
            Self::Length(length) => write!(f, "{{length: {length}}}"),
            Self::Word(word) => write_text(f, &word.to_string()),
            Self::Ip(ip) => ip.fmt(f),
            Self::Interface(interface) => interface.fmt(f),
            Self::Text(text) => write_text(f, text),
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

/// A text. If it is empty, quotes show that there is one.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str(if text.is_empty() { EMPTY } else { text })
}
