//! Reads the shape of a returned value. What no value of its kind can have is refused.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::list::ListShape;
use super::shape::Shape;
use crate::address::{AddressShape, Family, Form, PortShape};
use crate::fault::{Fault, is_near};
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::{Constant, Data, Interface, Kind, Reading, SettingKind, Timeout, Vocabulary, Word, read_ip};
use crate::platform::error_name::ErrorName;
use crate::problem::Findings;
use crate::yaml::{Content, Node, Place};

/// What a case writes for an operation that blocks until the deadline.
pub(super) const TIMED_OUT: &str = "timed-out";

impl Shape {
    /// Reads the shape of a value of this kind, or a list of such shapes. If the node is not one, that is noted.
    pub fn read(node: &Node, kind: Kind, reading: &Reading) -> Option<Self> {
        ShapeReader { reading, family: reading.family() }.read(node, kind)
    }
}

/// The items of a list of which any one is expected, if the node is a list. An empty list is noted.
pub(super) fn alternatives<'n>(node: &'n Node, findings: &Findings) -> Option<&'n [Node]> {
    let Content::List(items) = &node.content else {
        return None;
    };
    if items.is_empty() {
        let fault = Fault::new("an empty list expects nothing");
        findings.add(node.place, fault.hint("`any` claims nothing; {in_order: []} is an empty list"));
    }
    Some(items)
}

/// Notes every alternative that another one covers: it claims nothing.
pub(super) fn check_alternatives<T>(items: &[Node], read: &[T], covers: impl Fn(&T, &T) -> bool, findings: &Findings) {
    for (index, item) in items.iter().enumerate() {
        let is_said = |other: usize| {
            let both = covers(&read[other], &read[index]) && covers(&read[index], &read[other]);
            other != index && covers(&read[other], &read[index]) && (!both || other < index)
        };
        if (0..read.len()).any(is_said) {
            let fault = Fault::new("this alternative claims nothing that another does not");
            findings.add(item.place, fault.hint("leave it out"));
        }
    }
}

/// Notes a text that is the name of an error, or nearly `timed-out`, where the case can hardly mean it as text.
fn check_is_text(text: &str, node: &Node, what: &str, findings: &Findings) {
    let meant = match ErrorName::meant_by(text) {
        Some(error) => format!("{{error: {error}}}"),
        None if is_near(text, TIMED_OUT) => TIMED_OUT.to_owned(),
        None => return,
    };
    let fault = Fault::new(format!("`{text}` is taken for {what} here"));
    findings.add_unless_quoted(node.place, fault.hint(format!("write {meant}, or put it in quotes if it is {what}")));
}

/// A fault about a text that may be the name of an error says how an error is claimed, and one about a text that is
/// nearly `timed-out` suggests that.
pub(super) fn explained(text: &str, fault: Fault) -> Fault {
    match ErrorName::meant_by(text) {
        Some(error) => fault.hint(format!("if it fails, write {{error: {error}}}")),
        None if is_near(text, TIMED_OUT) => fault.hint(format!("did you mean `{TIMED_OUT}`?")),
        None => fault,
    }
}

/// Reads the shapes of a step's values.
#[derive(Clone, Copy)]
struct ShapeReader<'r, 's> {
    reading: &'r Reading<'s>,
    /// The family that an address must be of, if that is known.
    family: Option<Family>,
}

impl ShapeReader<'_, '_> {
    fn findings(&self) -> &Findings {
        self.reading.findings
    }

    fn read(self, node: &Node, kind: Kind) -> Option<Shape> {
        let Some(items) = alternatives(node, self.findings()) else {
            return self.read_one(node, kind);
        };
        let shapes: Vec<Option<Shape>> = items.iter().map(|item| self.read(item, kind)).collect();
        let shapes = shapes.into_iter().collect::<Option<Vec<_>>>()?;
        check_alternatives(items, &shapes, Shape::covers, self.findings());
        Some(Shape::OneOf(shapes))
    }

    /// Reads a shape that is not a list of shapes.
    fn read_one(self, node: &Node, kind: Kind) -> Option<Shape> {
        match kind {
            Kind::Address => self.address(node).map(Shape::Address),
            Kind::Number => number(node, self.findings()),
            Kind::Count => count(node, self.findings()),
            Kind::Descriptor | Kind::File => self.descriptor(node, kind),
            Kind::Data => data(node, self.findings()),
            Kind::Flag => fields::flag(node, self.findings()).map(Shape::Flag),
            Kind::Setting(kind) => self.setting(node, kind),
            Kind::Word(vocabulary) => self.word(node, vocabulary),
            Kind::Text => self.text(node, kind),
            Kind::Ip => fields::word(node, kind.noun(), read_ip, self.findings()).map(Shape::Ip),
            Kind::Hostname => self.unclaimable(node, "the name of a host is another on every host"),
            Kind::Service => self.service(node),
            Kind::Elapsed => time(node, self.findings()),
            Kind::Records(fields) => {
                // An address in a record is of any family, whatever the family of the socket is.
                let read = |node: &Node, kind: Kind| Self { family: None, ..self }.read(node, kind);
                ListShape::read(node, fields, read, self.findings()).map(Shape::Records)
            }
        }
    }

    fn unclaimable(self, node: &Node, why: &str) -> Option<Shape> {
        self.findings().add(node.place, Fault::new(why).hint("write `ok`, or `any` if it may fail"));
        None
    }

    fn text(self, node: &Node, kind: Kind) -> Option<Shape> {
        let text = fields::text(node, kind.noun(), self.findings())?;
        check_is_text(text, node, "text", self.findings());
        Some(Shape::Text(text.to_owned()))
    }

    /// A word. The platforms that the claim is for must have it.
    fn word(self, node: &Node, vocabulary: Vocabulary) -> Option<Shape> {
        let text = match &node.content {
            Content::Number(number) => number.to_string(),
            _ => fields::text(node, vocabulary.noun(), self.findings())?.to_owned(),
        };
        let word = self.findings().note(node.place, vocabulary.read(&text))?;
        if let Word::Constant(Constant::Number(number)) = word {
            self.findings().note(node.place, vocabulary.check_number(number))?;
        }
        if vocabulary == Vocabulary::Free {
            check_is_text(&text, node, "text", self.findings());
        }
        if vocabulary != Vocabulary::ConstantName {
            self.reading.check_platform(node.place, |platform| word.missing_on(platform));
        }
        Some(Shape::Word(word))
    }

    /// The shape of an address. It must be one that a socket of the step's family can have.
    fn address(self, node: &Node) -> Option<AddressShape> {
        let shape = match &node.content {
            Content::Text(text) => {
                self.findings().note(node.place, text.parse().map_err(|fault| explained(text, fault)))
            }
            _ => AddressShape::read(node, self.findings()),
        }?;
        let saved = self.saved_family(&shape, node.place);
        if let Some(fault) = self.family.and_then(|family| shape.contradiction(family, saved)) {
            self.findings().add(node.place, fault);
        }
        Some(shape)
    }

    /// Checks that an earlier step saved what the shape refers to. Returns the family of an address that it refers to.
    fn saved_family(self, shape: &AddressShape, place: Place) -> Option<Family> {
        match &shape.form {
            Form::Saved(name) => self.reading.use_saved(place, name, Kind::Address),
            Form::Inet { port: PortShape::Saved(name), .. } => {
                self.reading.use_saved(place, name, Kind::Address);
                None
            }
            _ => None,
        }
    }

    /// The value of an option.
    fn setting(self, node: &Node, kind: SettingKind) -> Option<Shape> {
        match (kind, &node.content) {
            (SettingKind::Seconds | SettingKind::Time, Content::Flag(false)) => Some(Shape::Flag(false)),
            (SettingKind::Flag, Content::Number(number @ (0 | 1))) => Some(Shape::Flag(*number == 1)),
            (SettingKind::Flag, _) => fields::flag(node, self.findings()).map(Shape::Flag),
            (SettingKind::Time, _) => self.time_setting(node),
            (SettingKind::Interface, _) => {
                let text = match node.content {
                    Content::Number(number) => number.to_string(),
                    _ => fields::text(node, "an interface", self.findings())?.to_owned(),
                };
                self.findings().note(node.place, text.parse::<Interface>()).map(Shape::Interface)
            }
            (SettingKind::Cookie, _) => self.unclaimable(node, "the number of a socket is another in every run"),
            _ => match kind.limits() {
                Some(limits) => limited(node, limits, self.findings()),
                None => self.word(node, kind.vocabulary()),
            },
        }
    }

    /// A time, or `false` for none. setsockopt(2): a time of 0 is none.
    fn time_setting(self, node: &Node) -> Option<Shape> {
        let time = match node.content {
            Content::Number(0) => Duration::ZERO,
            _ => fields::time(node, self.findings())?,
        };
        Some(if time.is_zero() { Shape::Flag(false) } else { Shape::Word(Word::Timeout(Timeout(Some(time)))) })
    }

    /// The shape of a port, or the exact name of a service.
    fn service(self, node: &Node) -> Option<Shape> {
        let text = match node.content {
            Content::Number(number) => number.to_string(),
            _ => fields::text(node, Kind::Service.noun(), self.findings())?.to_owned(),
        };
        Some(match text.parse() {
            Ok(PortShape::Saved(name)) => {
                self.reading.use_saved(node.place, &name, Kind::Address);
                Shape::Port(PortShape::Saved(name))
            }
            Ok(port) => Shape::Port(port),
            Err(_) => {
                check_is_text(&text, node, "the name of a service", self.findings());
                Shape::Text(text)
            }
        })
    }

    /// A saved descriptor, any descriptor, or -1 for none. No case can know the number of a descriptor.
    fn descriptor(self, node: &Node, kind: Kind) -> Option<Shape> {
        if let Some(name) = node.text().and_then(|text| text.strip_prefix('$')) {
            self.reading.use_saved(node.place, name, kind);
            return Some(Shape::Saved(name.to_owned()));
        }
        let shape = number(node, self.findings())?;
        if !matches!(shape, Shape::Number(-1) | Shape::AtLeast(0)) {
            let fault = Fault::new("the number of a descriptor is up to the system");
            self.findings().add(node.place, fault.hint("$name for a saved one, \">= 0\", or -1 for none"));
        }
        Some(shape)
    }
}

fn number(node: &Node, findings: &Findings) -> Option<Shape> {
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
        let fault = Fault::expected("a number, \">= 1\" or \"<= 8\"", &node.said());
        findings.add(node.place, node.text().map_or(fault.clone(), |text| explained(text, fault)));
    }
    shape
}

/// A number that is not below 0.
fn count(node: &Node, findings: &Findings) -> Option<Shape> {
    limited(node, 0..=i64::MAX, findings)
}

/// A number that is between these two.
fn limited(node: &Node, limits: RangeInclusive<i64>, findings: &Findings) -> Option<Shape> {
    let (least, most) = (*limits.start(), *limits.end());
    let shape = number(node, findings)?;
    let what = match shape {
        Shape::Number(number) | Shape::AtMost(number) if number < least => format!("this is never below {least}"),
        Shape::Number(number) | Shape::AtLeast(number) if number > most => format!("this is never above {most}"),
        _ => return Some(shape),
    };
    findings.add(node.place, Fault::new(what).hint("if it fails, write {error: …}"));
    Some(shape)
}

fn time(node: &Node, findings: &Findings) -> Option<Shape> {
    let text = fields::text(node, "a time such as \">= 100 ms\"", findings)?;
    let time = text.strip_prefix(">= ").and_then(notation::duration);
    if time.is_none() {
        let fault = Fault::new(format!("`{text}` is not a lower bound of a time"));
        findings.add(node.place, fault.hint("as \">= 100 ms\": how much longer it takes is up to the host"));
    }
    time.map(Shape::Lasts)
}

fn data(node: &Node, findings: &Findings) -> Option<Shape> {
    match &node.content {
        Content::Map(entries) if matches!(entries.as_slice(), [(key, _)] if key.text == "length") => {
            let length = Fields::of(node, "data", findings)?.required("length")?;
            fields::count(length, "a number of bytes", findings).map(Shape::Length)
        }
        Content::Text(text) => {
            check_is_text(text, node, "data", findings);
            Data::read_from(node, findings).map(Shape::Data)
        }
        _ => Data::read_from(node, findings).map(Shape::Data),
    }
}
