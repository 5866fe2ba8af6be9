//! What a case claims of a step: for every platform, and for some in particular.

use std::fmt;

use super::shape::{Context, Shape, write_list};
use crate::address::Family;
use crate::fault::{Fault, is_near};
use crate::fields::{self, Fields};
use crate::operation::{Outcome, Reading, Return, Value};
use crate::platform::error_name::ErrorName;
use crate::platform::{Platform, Selector};
use crate::yaml::{Content, Node, Place};

/// How an operation has to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// In any way, even that it could not be begun.
    Any,
    /// It succeeds.
    Success,
    /// It blocks until the deadline.
    TimedOut,
    /// It fails with one of these.
    Error(Vec<ErrorName>),
    /// It succeeds, and these of the things it returns have these shapes.
    Returns(Vec<(&'static str, Shape)>),
    /// In one of these ways.
    OneOf(Vec<Expectation>),
}

/// What is claimed of a step.
#[derive(Debug)]
pub struct Claim {
    /// Where the step stands.
    pub step: Place,
    /// The family of the socket in question.
    pub family: Option<Family>,
    /// The claim for every platform, and where it stands.
    pub general: (Place, Expectation),
    /// Claims for some platforms, and where they stand.
    pub special: Vec<(Selector, Place, Expectation)>,
}

impl Claim {
    /// What holds for a platform: the claim of the nearest in its lineage, or the general one.
    #[must_use]
    pub fn on(&self, platform: Platform) -> (Place, &Expectation) {
        let special = |selector| self.special.iter().find(|(claimed, ..)| *claimed == selector);
        let found = platform.lineage().find_map(special);
        found.map_or((self.general.0, &self.general.1), |(_, place, expectation)| (*place, expectation))
    }
}

impl Expectation {
    /// Reads an expectation of an operation that returns these things, noting what is wrong with it.
    pub fn read(node: &Node, returns: &'static [Return], reading: &Reading) -> Option<Self> {
        match &node.content {
            Content::Text(text) if text == "any" => Some(Self::Any),
            Content::Text(text) if text == "ok" => Some(Self::Success),
            Content::Text(text) if text == "timed-out" => Some(Self::TimedOut),
            Content::List(items) => {
                if items.is_empty() {
                    reading.findings.add(node.place, Fault::new("an empty list expects nothing"));
                }
                let each = |item| Self::read(item, returns, reading);
                items.iter().map(each).collect::<Option<Vec<_>>>().map(Self::OneOf)
            }
            Content::Map(entries) if entries.iter().any(|(key, _)| key.text == "error") => {
                Self::read_error(node, reading)
            }
            Content::Map(entries) if entries.iter().any(|(key, _)| returns.iter().any(|r| r.name == key.text)) => {
                Self::read_fields(node, returns, reading)
            }
            Content::Map(entries) if entries.len() == 1 && is_near(&entries[0].0.text, "error") => {
                let key = &entries[0].0;
                reading.findings.add(key.place, Fault::unknown("expectation", &key.text, ["error"]));
                None
            }
            _ => Self::read_first(node, returns, reading),
        }
    }

    fn read_error(node: &Node, reading: &Reading) -> Option<Self> {
        let findings = reading.findings;
        let mut fields = Fields::of(node, "an expected error", findings)?;
        let errors = fields.required("error")?;
        fields.finish();
        let items = match &errors.content {
            Content::List(items) if items.is_empty() => {
                findings.add(errors.place, Fault::new("an empty list expects nothing"));
                return None;
            }
            Content::List(items) => items.as_slice(),
            _ => std::slice::from_ref(errors),
        };
        let name = |item: &Node| fields::word(item, "the name of an error", ErrorName::named, findings);
        items.iter().map(name).collect::<Option<Vec<_>>>().map(Self::Error)
    }

    fn read_fields(node: &Node, returns: &'static [Return], reading: &Reading) -> Option<Self> {
        let mut fields = Fields::of(node, "what it returns", reading.findings)?;
        let given = returns.iter().filter_map(|returned| Some((returned, fields.optional(returned.name)?)));
        let given: Vec<_> = given.collect();
        fields.finish();
        let shape = |(returned, node): (&'static Return, &Node)| {
            let shape = Shape::read(node, returned.kind, reading)?;
            Some((returned.name, shape))
        };
        given.into_iter().map(shape).collect::<Option<Vec<_>>>().map(Self::Returns)
    }

    fn read_first(node: &Node, returns: &'static [Return], reading: &Reading) -> Option<Self> {
        let Some(first) = returns.first() else {
            let fault = Fault::new("this operation returns nothing that could have a shape");
            reading.findings.add(node.place, fault.hint("ok, any, timed-out or {error: …}"));
            return None;
        };
        let shape = Shape::read(node, first.kind, reading)?;
        Some(Self::Returns(vec![(first.name, shape)]))
    }

    /// Whether an operation that returns these things ended in this way.
    #[must_use]
    pub fn matches(&self, outcome: &Outcome, returns: &[Return], context: &Context) -> bool {
        match (self, outcome) {
            // The platform was not asked, so that nothing can be claimed of it.
            (_, Outcome::Withheld) => false,
            (Self::OneOf(list), _) => list.iter().any(|one| one.matches(outcome, returns, context)),
            (Self::Any, _) | (Self::Success, Outcome::Returned(_)) | (Self::TimedOut, Outcome::TimedOut) => true,
            (Self::Error(names), Outcome::Failed(name)) => names.contains(name),
            (Self::Returns(shapes), Outcome::Returned(values)) => shapes.iter().all(|(name, shape)| {
                let value = value_of(name, values, returns);
                value.is_some_and(|value| shape.matches(value, context))
            }),
            (
                Self::Success | Self::TimedOut | Self::Error(_) | Self::Returns(_),
                Outcome::Returned(_) | Outcome::Failed(_) | Outcome::TimedOut | Outcome::NotRun(_),
            ) => false,
        }
    }
}

fn value_of<'v>(name: &str, values: &'v [Value], returns: &[Return]) -> Option<&'v Value> {
    let index = returns.iter().position(|returned| returned.name == name)?;
    values.get(index)
}

/// For people: as a case file has it, but for errors, which stand for themselves.
impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Success => f.write_str("ok"),
            Self::TimedOut => f.write_str("timed-out"),
            Self::Error(names) => match names.as_slice() {
                [name] => name.fmt(f),
                names => write_list(f, names),
            },
            Self::Returns(shapes) => match shapes.as_slice() {
                [(_, shape)] => shape.fmt(f),
                shapes => {
                    let fields: Vec<String> = shapes.iter().map(|(name, shape)| format!("{name}: {shape}")).collect();
                    write!(f, "{{{}}}", fields.join(", "))
                }
            },
            Self::OneOf(list) => write_list(f, list),
        }
    }
}
