//! The shape of a list of records, such as the answers of getaddrinfo.
//!
//! The fields of a record have shapes, and one kind of shape is that of a list. So this file takes the shape of a field
//! as a type parameter, `S`, and a closure that reads or compares it. `shape` supplies both.

use std::fmt;

use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::named_enum::named_enum;
use crate::operation::{Kind, Record, Return, Value};
use crate::problem::Findings;
use crate::yaml::{Content, Node};

named_enum! {
    /// Which records a list must have.
    pub enum ListRule, "rule for a list" {
        /// The claimed ones, in this order.
        InOrder = "in_order",
        /// The claimed ones, in any order.
        AsSet = "as_set",
        /// The claimed ones, in any order, and possibly others.
        Includes = "includes",
    }
}

/// The shape of a list of records. `S` is the shape of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListShape<S> {
    rule: ListRule,
    records: Vec<RecordShape<S>>,
}

/// The shape of a record: the shapes of some of its fields, or `None` for a field that must be absent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RecordShape<S>(Vec<(&'static str, Option<S>)>);

/// What a case writes for a field that must be absent.
const ABSENT: &str = "absent";

impl<S> ListShape<S> {
    /// Reads a map such as `{in_order: […]}`. The records have these `fields`, and `read_shape` reads the shape of one.
    pub(super) fn read(
        node: &Node,
        fields: &'static [Return],
        read_shape: impl Fn(&Node, Kind) -> Option<S>,
        findings: &Findings,
    ) -> Option<Self> {
        let hint = "as {in_order: […]}, {as_set: […]} or {includes: […]}";
        let Content::Map(entries) = &node.content else {
            findings.add(node.place, Fault::expected("the shape of a list", node.kind()).hint(hint));
            return None;
        };
        let [(key, list)] = entries.as_slice() else {
            findings.add(node.place, Fault::new("the shape of a list has exactly one key").hint(hint));
            return None;
        };
        let rule = findings.note(key.place, ListRule::named(&key.text))?;
        let records = fields::items(list, findings)?;
        if records.is_empty() && rule == ListRule::Includes {
            findings.add(list.place, Fault::new("every list includes an empty list").hint("`any` claims nothing"));
        }
        let records: Vec<_> =
            records.iter().map(|record| RecordShape::read(record, fields, &read_shape, findings)).collect();
        Some(Self { rule, records: records.into_iter().collect::<Option<_>>()? })
    }

    /// Whether `records` have this shape. `matches` compares a field with its shape.
    pub(super) fn matches(&self, records: &[Record], matches: impl Fn(&S, &Value) -> bool) -> bool {
        let fits = |shape: usize, record: usize| self.records[shape].matches(&records[record], &matches);
        let same_length = self.records.len() == records.len();
        match self.rule {
            ListRule::InOrder => same_length && (0..records.len()).all(|index| fits(index, index)),
            ListRule::AsSet => same_length && Assignment::covers(self.records.len(), records.len(), &fits),
            ListRule::Includes => Assignment::covers(self.records.len(), records.len(), &fits),
        }
    }
}

/// Assigns records to shapes, no record to two of them. This is a matching in a bipartite graph, found by augmenting
/// paths: each shape in turn takes a record, from an earlier shape if that one can take another.
struct Assignment<'f> {
    /// Whether a shape and a record fit.
    fits: &'f dyn Fn(usize, usize) -> bool,
    /// For each record the shape that has taken it.
    owners: Vec<Option<usize>>,
}

impl<'f> Assignment<'f> {
    /// Whether every shape can take a record of its own.
    fn covers(shapes: usize, records: usize, fits: &'f dyn Fn(usize, usize) -> bool) -> bool {
        let mut assignment = Self { fits, owners: vec![None; records] };
        (0..shapes).all(|shape| assignment.take(shape, &mut vec![false; records]))
    }

    /// Takes a record for `shape`. `tried` are the records that this turn need not try again.
    fn take(&mut self, shape: usize, tried: &mut [bool]) -> bool {
        for record in 0..tried.len() {
            if tried[record] || !(self.fits)(shape, record) {
                continue;
            }
            tried[record] = true;
            if self.owners[record].is_none_or(|owner| self.take(owner, tried)) {
                self.owners[record] = Some(shape);
                return true;
            }
        }
        false
    }
}

impl<S> RecordShape<S> {
    fn read(
        node: &Node,
        fields: &'static [Return],
        read_shape: impl Fn(&Node, Kind) -> Option<S>,
        findings: &Findings,
    ) -> Option<Self> {
        let mut given = Fields::of(node, "a record", findings)?;
        let mut shapes = Vec::new();
        for field in fields {
            let Some(node) = given.optional(field.name) else {
                continue;
            };
            let is_absent = node.text() == Some(ABSENT);
            let shape = if is_absent { Some(None) } else { read_shape(node, field.kind).map(Some) };
            shapes.push(shape.map(|shape| (field.name, shape)));
        }
        given.finish();
        shapes.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }

    fn matches(&self, record: &Record, matches: impl Fn(&S, &Value) -> bool) -> bool {
        let value = |name: &str| record.0.iter().find(|(field, _)| *field == name).map(|(_, value)| value);
        self.0.iter().all(|(name, shape)| match (shape, value(name)) {
            (None, value) => value.is_none(),
            (Some(shape), Some(value)) => matches(shape, value),
            (Some(_), None) => false,
        })
    }
}

/// As in a case file.
impl<S: fmt::Display> fmt::Display for ListShape<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records: Vec<String> = self.records.iter().map(RecordShape::to_string).collect();
        write!(f, "{{{}: [{}]}}", self.rule, records.join(", "))
    }
}

impl<S: fmt::Display> fmt::Display for RecordShape<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |(name, shape): &(&str, Option<S>)| match shape {
            Some(shape) => format!("{name}: {shape}"),
            None => format!("{name}: {ABSENT}"),
        };
        let fields: Vec<String> = self.0.iter().map(field).collect();
        write!(f, "{{{}}}", fields.join(", "))
    }
}
