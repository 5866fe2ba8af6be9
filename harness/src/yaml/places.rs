//! Where the nodes of a text stand.
//!
//! The parser gives positions only in the text of errors. So this module reads a file in a way that fails at every
//! node, and takes one position from each error. It asks for every node as an enumeration. If the node is a scalar, the
//! visitor takes the value and then fails. If it is a list or a map, the parser itself fails and takes nothing; then
//! the node is read again, as what it is. All this takes as long as parsing does, so it is done only if a place of the
//! file is asked for.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::START;
use crate::source::Location;

/// The line and column of every node and key of `text`, in the order in which [`super::parse`] numbers them.
pub(super) fn places(text: &str) -> Vec<Location> {
    let found = Found::default();
    // The root is the first node and fails last.
    found.places.borrow_mut().push(START);
    let root = serde_yaml::Deserializer::from_str(text).deserialize_any(Inside { found: &found, is_root: true });
    let mut places = found.places.into_inner();
    places[0] = root.err().and_then(|error| super::location(&error)).unwrap_or(START);
    places
}

/// What was found so far.
#[derive(Default)]
struct Found {
    places: RefCell<Vec<Location>>,
    /// The lists and maps that were read to their end, by their places, with the numbers of the nodes in them.
    collections: RefCell<BTreeMap<Location, Range<usize>>>,
    /// Whether the last node that was asked for was a scalar, and is taken.
    is_taken: Cell<bool>,
}

impl Found {
    /// Reads the next node, with `next` and a seed, and returns whether there was one.
    fn node<E: Error>(&self, mut next: impl FnMut(Seed) -> Result<Option<()>, E>) -> Result<bool, E> {
        self.is_taken.set(false);
        let Err(error) = next(Seed::Fail(self)) else {
            return Ok(false);
        };
        let place = stated(&error);
        let number = self.push(place);
        if self.is_taken.get() || self.repeat(place) {
            return Ok(true);
        }
        next(Seed::Enter(self))?;
        self.collections.borrow_mut().insert(place, number + 1..self.places.borrow().len());
        Ok(true)
    }

    /// Notes a place and returns its number.
    fn push(&self, place: Location) -> usize {
        let mut places = self.places.borrow_mut();
        places.push(place);
        places.len() - 1
    }

    /// Whether a list or a map at this place was read before. Then this node is an alias of it, which the failed
    /// attempt has taken, and the places in it are noted once more.
    fn repeat(&self, place: Location) -> bool {
        let inside = self.collections.borrow().get(&place).cloned();
        let is_alias = inside.is_some();
        self.places.borrow_mut().extend_from_within(inside.unwrap_or_default());
        is_alias
    }
}

/// The position at the end of the text of an error. An error at the first character of a file has none.
fn stated(error: &impl fmt::Display) -> Location {
    let text = error.to_string();
    let numbers = text.rsplit_once(" at line ").and_then(|(_, numbers)| numbers.split_once(" column "));
    let place =
        |(line, column): (&str, &str)| Some(Location { line: line.parse().ok()?, column: column.parse().ok()? });
    numbers.and_then(place).unwrap_or(START)
}

/// How to read a node.
enum Seed<'f> {
    /// Take it if it is a scalar, and fail.
    Fail(&'f Found),
    /// Read what stands in it.
    Enter(&'f Found),
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, node: D) -> Result<(), D::Error> {
        match self {
            Self::Fail(found) => node.deserialize_enum("", &[], Scalar(found)),
            Self::Enter(found) => node.deserialize_any(Inside { found, is_root: false }),
        }
    }
}

/// Takes a scalar and fails.
struct Scalar<'f>(&'f Found);

impl<'de> Visitor<'de> for Scalar<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, scalar: A) -> Result<(), A::Error> {
        scalar.variant::<IgnoredAny>()?;
        self.0.is_taken.set(true);
        Err(A::Error::custom(""))
    }
}

/// Reads a list or a map; fails at the end if it is the root.
struct Inside<'f> {
    found: &'f Found,
    is_root: bool,
}

impl Inside<'_> {
    fn leave<E: Error>(self) -> Result<(), E> {
        if self.is_root { Err(E::custom("")) } else { Ok(()) }
    }
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or a map")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while self.found.node(|seed| items.next_element_seed(seed))? {}
        self.leave()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while self.found.node(|seed| entries.next_key_seed(seed))? {
            self.found.node(|seed| entries.next_value_seed(seed).map(Some))?;
        }
        self.leave()
    }
}
