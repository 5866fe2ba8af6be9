//! YAML, read into a tree whose every node knows its place. The only module that names the YAML crate.
//!
//! The parser tells a position only when something fails. So a place is the number of a node in reading order, and
//! [`locate`] reads the text once more and fails at that number on purpose: line and column cost nothing until somebody asks.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use crate::source::Location;

/// The most bytes a case file may have.
pub const MOST_BYTES: u64 = 64 * 1024;

/// The deepest that `[` and `{` may nest: the parser takes quadratic time in it.
const DEEPEST: usize = 32;

/// The text of the error that [`locate`] provokes.
const FOUND: &str = "the place that was asked for";

/// The number of a node in its file, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

impl Place {
    /// The root of the tree: what is said of a file as a whole.
    pub const ROOT: Self = Self(0);
}

/// A value in the tree, and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub content: Content,
}

/// The key of an entry in a map, and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Where it stands.
    pub place: Place,
    /// What it says; a number or boolean as it would be written.
    pub text: String,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing behind a key, or `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// Text, quoted or not.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file; the same key may still stand in it twice.
    Map(Vec<(Key, Node)>),
}

impl Node {
    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Null | Content::Flag(_) | Content::Number(_) | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// What kind of value it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "nothing",
            Content::Flag(_) => "a boolean",
            Content::Number(_) => "a number",
            Content::Text(_) => "text",
            Content::List(_) => "a list",
            Content::Map(_) => "a map",
        }
    }
}

/// Why a text is no YAML, or none that case files use.
#[derive(Debug, PartialEq)]
pub struct SyntaxError {
    /// What is wrong, without its position.
    pub message: String,
    /// Where, if the parser knows.
    pub location: Option<Location>,
}

/// Reads `text` into a tree.
///
/// # Errors
/// When the text nests too deep, is no YAML, has more than one document, or uses what case files have no use for (tags other than YAML's own, fractions).
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    if let Some(location) = too_deep(text) {
        return Err(SyntaxError {
            message: format!("brackets nest more than {DEEPEST} deep"),
            location: Some(location),
        });
    }
    read(text, None)
        .map_err(|error| SyntaxError { message: without_position(&error.to_string()), location: location(&error) })
}

/// The line and column of a place in `text`. A map stands where its first key does; what an alias repeats stands at its anchor.
#[must_use]
pub fn locate(text: &str, place: Place) -> Option<Location> {
    let error = read(text, Some(place.0)).err()?;
    error.to_string().contains(FOUND).then(|| location(&error))?
}

/// Reads a file that the harness itself has written.
///
/// # Errors
/// When it does not hold a `T`: why.
pub fn read_as<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_yaml::from_str(text).map_err(|error| error.to_string())
}

/// The text of a file for the harness to read again.
///
/// # Panics
/// When `value` has what YAML has no form for, which plain data has not.
pub fn write<T: serde::Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).expect("plain data has a form in YAML")
}

fn read(text: &str, stop: Option<u32>) -> Result<Node, serde_yaml::Error> {
    let next = Cell::new(0);
    let reader = Reader { next: &next, stop };
    reader.deserialize(serde_yaml::Deserializer::from_str(text))
}

fn location(error: &serde_yaml::Error) -> Option<Location> {
    error.location().map(|at| Location { line: at.line(), column: at.column() })
}

/// The parser appends positions in several forms; ours are printed by [`crate::problem`].
fn without_position(message: &str) -> String {
    let end = message.find(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// Where brackets open deeper than [`DEEPEST`]. Quotes are not looked at: no honest file comes near the limit.
fn too_deep(text: &str) -> Option<Location> {
    let mut depth = 0_usize;
    for (index, line) in text.lines().enumerate() {
        let code = line.split(" #").next().unwrap_or_default();
        for (column, character) in code.chars().enumerate() {
            match character {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                return Some(Location { line: index + 1, column: column + 1 });
            }
        }
    }
    None
}

/// Builds nodes and numbers them; fails at the number `stop`, and the parser stamps the failure with its position.
#[derive(Clone, Copy)]
struct Reader<'n> {
    next: &'n Cell<u32>,
    stop: Option<u32>,
}

impl Reader<'_> {
    fn place<E: Error>(self) -> Result<Place, E> {
        let number = self.next.get();
        self.next.set(number + 1);
        if self.stop == Some(number) {
            return Err(E::custom(FOUND));
        }
        Ok(Place(number))
    }

    fn node<E: Error>(self, content: Content) -> Result<Node, E> {
        let place = self.place()?;
        Ok(Node { place, content })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a whole number, a boolean, a list or a map")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.node(Content::Null)
    }

    /// An empty file.
    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.node(Content::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Node, E> {
        self.node(Content::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node, E> {
        self.node(Content::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        let number = i64::try_from(number).map_err(|_| E::custom("the number is too large"))?;
        self.node(Content::Number(number))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Err(E::custom("case files have whole numbers only"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.node(Content::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let place = self.place()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node { place, content: Content::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let place = self.place()?;
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(KeyReader(self))? {
            map.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node { place, content: Content::Map(map) })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(A::Error::custom("case files have no use for YAML tags"))
    }
}

/// Reads the key of an entry.
struct KeyReader<'n>(Reader<'n>);

impl KeyReader<'_> {
    fn key<E: Error>(self, text: impl ToString) -> Result<Key, E> {
        Ok(Key { place: self.0.place()?, text: text.to_string() })
    }
}

impl<'de> DeserializeSeed<'de> for KeyReader<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeyReader<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key, E> {
        self.key(text)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Key, E> {
        self.key(flag)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Key, E> {
        self.key(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Key, E> {
        self.key(number)
    }
}
