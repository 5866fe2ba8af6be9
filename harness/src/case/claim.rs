//! The claims of a case: how a step must end, on every platform and on some in particular.

use std::fmt;
use std::slice;

use super::shape::{Context, Shape};
use super::shape_reader::{TIMED_OUT, alternatives, check_alternatives, explained};
use crate::address::Family;
use crate::fault::{Fault, is_near};
use crate::fields::{self, Fields};
use crate::operation::{Outcome, Reading, Return, Value};
use crate::platform::error_name::ErrorName;
use crate::platform::{Platform, Selector};
use crate::yaml::{Content, Key, Node, Place};

/// How an operation has to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// In any way, even if it could not be started.
    Any,
    /// It succeeds.
    Success,
    /// It blocks until the deadline.
    TimedOut,
    /// It fails with one of these errors.
    Error(Vec<ErrorName>),
    /// It succeeds, and the returned values with these names have these shapes.
    Returns(Vec<(&'static str, Shape)>),
    /// In one of these ways.
    OneOf(Vec<Expectation>),
}

/// What is claimed of a step.
#[derive(Debug)]
pub struct Claim {
    /// The place of the step.
    pub step: Place,
    /// The family of the socket that the step uses.
    pub family: Option<Family>,
    /// The claim for every platform, and its place.
    pub general: (Place, Expectation),
    /// Claims for particular platforms, and their places.
    pub specific: Vec<(Selector, Place, Expectation)>,
}

impl Claim {
    /// What holds on a platform, and its place: the claim for the nearest platform in its lineage, or the general one.
    #[must_use]
    pub fn on(&self, platform: Platform) -> (Place, &Expectation) {
        let found = self.nearest(platform);
        found.map_or((self.general.0, &self.general.1), |(_, place, expectation)| (*place, expectation))
    }

    /// The claim for the nearest platform in the lineage of a platform.
    pub(super) fn nearest(&self, platform: Platform) -> Option<&(Selector, Place, Expectation)> {
        let specific = |selector| self.specific.iter().find(|(claimed, ..)| *claimed == selector);
        platform.lineage().find_map(specific)
    }

    /// Whether there is a claim for a platform or a family that it belongs to, besides the general one.
    #[must_use]
    pub fn names(&self, platform: Platform) -> bool {
        platform.lineage().any(|selector| self.specific.iter().any(|(claimed, ..)| *claimed == selector))
    }
}

impl Expectation {
    /// Reads what is expected of an operation that returns `returns`. If the node is not an expectation, that is noted.
    pub fn read(node: &Node, returns: &'static [Return], reading: &Reading) -> Option<Self> {
        if let Some(items) = alternatives(node, reading.findings) {
            let read: Vec<_> = items.iter().map(|item| Self::read(item, returns, reading)).collect();
            let read = read.into_iter().collect::<Option<Vec<_>>>()?;
            check_alternatives(items, &read, Self::covers, reading.findings);
            return Some(Self::OneOf(read));
        }
        match &node.content {
            Content::Text(text) if text == "any" => Some(Self::Any),
            Content::Text(text) if text == "ok" => Some(Self::Success),
            Content::Text(text) if text == TIMED_OUT => Some(Self::TimedOut),
            Content::Map(entries) => Self::read_map(node, entries, returns, reading),
            _ => Self::read_first(node, returns, reading),
        }
    }

    fn read_map(node: &Node, entries: &[(Key, Node)], returns: &'static [Return], reading: &Reading) -> Option<Self> {
        let has = |name: &str| entries.iter().any(|(key, _)| key.text == name);
        if has("error") {
            return Self::read_error(node, reading);
        }
        if returns.iter().any(|returned| has(returned.name)) {
            return Self::read_fields(node, returns, reading);
        }
        match entries {
            [(key, _)] if is_near(&key.text, "error") => {
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
        let items = alternatives(errors, findings).unwrap_or(slice::from_ref(errors));
        let names: Vec<_> = items.iter().map(|item| read_error_name(item, reading)).collect();
        let names = names.into_iter().collect::<Option<Vec<_>>>()?;
        check_alternatives(items, &names, ErrorName::eq, findings);
        Some(Self::Error(names))
    }

    fn read_fields(node: &Node, returns: &'static [Return], reading: &Reading) -> Option<Self> {
        let mut fields = Fields::of(node, "the result", reading.findings)?;
        let given = returns.iter().filter_map(|returned| Some((returned, fields.optional(returned.name)?)));
        let given: Vec<_> = given.collect();
        fields.finish();
        let shape = |(returned, node): (&'static Return, &Node)| {
            let shape = Shape::read(node, returned.kind, reading)?;
            Some((returned.name, shape))
        };
        given.into_iter().map(shape).collect::<Option<Vec<_>>>().map(Self::Returns)
    }

    /// Reads the shape of the first value that the operation returns.
    fn read_first(node: &Node, returns: &'static [Return], reading: &Reading) -> Option<Self> {
        let Some(first) = returns.first() else {
            let fault = Fault::new("this operation returns nothing that could have a shape");
            let fault = fault.hint("ok, any, timed-out or {error: …}");
            let fault = node.text().map_or(fault.clone(), |text| explained(text, fault));
            reading.findings.add(node.place, fault);
            return None;
        };
        let shape = Shape::read(node, first.kind, reading)?;
        Some(Self::Returns(vec![(first.name, shape)]))
    }

    /// Whether every outcome that `other` claims is one that this claims. If that depends on more than the two, it is
    /// taken that not every one is.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (claim, Self::OneOf(list)) => list.iter().all(|other| claim.covers(other)),
            (Self::OneOf(list), other) => list.iter().any(|claim| claim.covers(other)),
            (Self::Any, _) | (Self::Success, Self::Returns(_)) => true,
            (Self::Error(names), Self::Error(others)) => others.iter().all(|name| names.contains(name)),
            (Self::Returns(shapes), Self::Returns(others)) => shapes
                .iter()
                .all(|(name, shape)| others.iter().any(|(other, narrower)| name == other && shape.covers(narrower))),
            (one, other) => one == other,
        }
    }

    /// Whether an operation that returns `returns` ended in this way.
    #[must_use]
    pub fn matches(&self, outcome: &Outcome, returns: &[Return], context: &Context) -> bool {
        match (self, outcome) {
            // The platform was not asked, so nothing can be claimed of it.
            (_, Outcome::Withheld(_)) => false,
            (Self::OneOf(list), _) => list.iter().any(|one| one.matches(outcome, returns, context)),
            (Self::Any, _) | (Self::Success, Outcome::Returned(_)) | (Self::TimedOut, Outcome::TimedOut(_)) => true,
            (Self::Error(names), Outcome::Failed(name)) => names.contains(name),
            (Self::Returns(shapes), Outcome::Returned(values)) => shapes.iter().all(|(name, shape)| {
                let value = value_of(name, values, returns);
                value.is_some_and(|value| shape.matches(value, context))
            }),
            (
                Self::Success | Self::TimedOut | Self::Error(_) | Self::Returns(_),
                Outcome::Returned(_)
                | Outcome::Failed(_)
                | Outcome::TimedOut(_)
                | Outcome::Refused(_)
                | Outcome::NotRun(_),
            ) => false,
        }
    }
}

/// Reads the name of an error that the operation, and the platforms of the claim, can have.
fn read_error_name(node: &Node, reading: &Reading) -> Option<ErrorName> {
    let error = fields::word(node, "the name of an error", ErrorName::named, reading.findings)?;
    if error.is_of_resolver() && !reading.resolves() {
        let fault = Fault::new(format!("`{error}` is an error of getaddrinfo and getnameinfo alone"));
        reading.findings.add(node.place, fault.hint("take an error of errno.h"));
    }
    reading.check_platform(node.place, |platform| (!error.is_on(platform)).then(|| error.to_string()));
    Some(error)
}

fn value_of<'v>(name: &str, values: &'v [Value], returns: &[Return]) -> Option<&'v Value> {
    let index = returns.iter().position(|returned| returned.name == name)?;
    values.get(index)
}

/// As in a case file, but an error and a single returned value are written without their keys.
impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Success => f.write_str("ok"),
            Self::TimedOut => f.write_str(TIMED_OUT),
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

/// The items in brackets, as a YAML list.
fn write_list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
    let items: Vec<String> = items.iter().map(T::to_string).collect();
    write!(f, "[{}]", items.join(", "))
}
