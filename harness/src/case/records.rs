//! Shapes of lists of records, such as the answers of getaddrinfo.

use std::fmt;

use super::shape::{Context, Shape};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::named_enum::named_enum;
use crate::operation::{Reading, Record, Return};
use crate::yaml::{Content, Node};

named_enum! {
    /// How the records of a claim and those that came back belong together.
    pub enum Listing, "way to claim a list" {
        /// One by one, in this order.
        InOrder = "in_order",
        /// One by one, in any order.
        AsSet = "as_set",
        /// These are among them.
        Includes = "includes",
    }
}

/// The shape of a list of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsShape {
    listing: Listing,
    records: Vec<RecordShape>,
}

/// What is claimed of a record: the shapes of some of its fields; none for a field that must be absent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RecordShape(Vec<(&'static str, Option<Shape>)>);

/// What a case writes for a field that must not be there.
const ABSENT: &str = "absent";

impl RecordsShape {
    /// Reads a map such as `{in_order: […]}`, noting what is wrong with it.
    pub fn read(node: &Node, fields: &'static [Return], reading: &Reading) -> Option<Self> {
        let hint = "as {in_order: […]}, {as_set: […]} or {includes: […]}";
        let Content::Map(entries) = &node.content else {
            reading.findings.add(node.place, Fault::expected("the shape of a list", node.kind()).hint(hint));
            return None;
        };
        let [(key, list)] = entries.as_slice() else {
            reading.findings.add(node.place, Fault::new("a list is claimed in one way").hint(hint));
            return None;
        };
        let listing = reading.findings.note(key.place, Listing::named(&key.text))?;
        let records = fields::items(list, reading.findings)?;
        if records.is_empty() && listing == Listing::Includes {
            reading.findings.add(list.place, Fault::new("an empty list is among any records"));
        }
        let records: Vec<_> = records.iter().map(|record| RecordShape::read(record, fields, reading)).collect();
        Some(Self { listing, records: records.into_iter().collect::<Option<_>>()? })
    }

    /// Whether `records` have this shape.
    #[must_use]
    pub fn matches(&self, records: &[Record], context: &Context) -> bool {
        let as_many = self.records.len() == records.len();
        match self.listing {
            Listing::InOrder => {
                as_many && self.records.iter().zip(records).all(|(shape, record)| shape.matches(record, context))
            }
            Listing::AsSet => as_many && self.takes_from(records, context),
            Listing::Includes => self.takes_from(records, context),
        }
    }

    /// Whether each shape finds a record of its own. This is a matching of two sets: each shape in turn takes a record,
    /// from an earlier shape if that one can take another.
    fn takes_from(&self, records: &[Record], context: &Context) -> bool {
        let mut owners: Vec<Option<usize>> = vec![None; records.len()];
        (0..self.records.len()).all(|shape| {
            let mut asked = vec![false; records.len()];
            self.takes_one(shape, records, context, &mut owners, &mut asked)
        })
    }

    fn takes_one(
        &self,
        shape: usize,
        records: &[Record],
        context: &Context,
        owners: &mut [Option<usize>],
        asked: &mut [bool],
    ) -> bool {
        for (index, record) in records.iter().enumerate() {
            if asked[index] || !self.records[shape].matches(record, context) {
                continue;
            }
            asked[index] = true;
            if owners[index].is_none_or(|owner| self.takes_one(owner, records, context, owners, asked)) {
                owners[index] = Some(shape);
                return true;
            }
        }
        false
    }
}

impl RecordShape {
    fn read(node: &Node, fields: &'static [Return], reading: &Reading) -> Option<Self> {
        let mut given = Fields::of(node, "a record", reading.findings)?;
        let mut shapes = Vec::new();
        for field in fields {
            let Some(node) = given.optional(field.name) else {
                continue;
            };
            let shape =
                if node.text() == Some(ABSENT) { Some(None) } else { Shape::read(node, field.kind, reading).map(Some) };
            shapes.push(shape.map(|shape| (field.name, shape)));
        }
        given.finish();
        shapes.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }

    /// An address in a record is of a family of its own, not of the socket's.
    fn matches(&self, record: &Record, context: &Context) -> bool {
        let context = Context { family: None, saved: context.saved };
        let value = |name: &str| record.0.iter().find(|(field, _)| *field == name).map(|(_, value)| value);
        self.0.iter().all(|(name, shape)| match (shape, value(name)) {
            (None, value) => value.is_none(),
            (Some(shape), Some(value)) => shape.matches(value, &context),
            (Some(_), None) => false,
        })
    }
}

/// As a case file has it.
impl fmt::Display for RecordsShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records: Vec<String> = self.records.iter().map(RecordShape::to_string).collect();
        write!(f, "{{{}: [{}]}}", self.listing, records.join(", "))
    }
}

impl fmt::Display for RecordShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |(name, shape): &(&str, Option<Shape>)| match shape {
            Some(shape) => format!("{name}: {shape}"),
            None => format!("{name}: {ABSENT}"),
        };
        let fields: Vec<String> = self.0.iter().map(field).collect();
        write!(f, "{{{}}}", fields.join(", "))
    }
}
