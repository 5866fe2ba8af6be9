//! Reads YAML into a tree in which every node knows its place. No other module uses the YAML crate.
//!
//! The parser gives a position only with an error, and making it fail at every node takes as long as parsing does. So a
//! node knows its number in reading order. When a line and a column are asked for, those of all nodes of the file are
//! found at once, and kept with the file.

mod json;
mod places;
mod syntax;
mod tags;
mod text;

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use crate::fault::Fault;
use crate::source::{Location, SourceFile};

use syntax::{EXPANDS, START, explain};
pub use text::check_text;

/// The most bytes a case file may have.
pub const MOST_BYTES: u64 = 64 * 1024;

/// What to do about a number that is too large.
const LARGEST: &str = "the largest number is 9223372036854775807; put it in quotes if it is a text";

/// The fault of a file with a tag, and the hint.
const TAGS: (&str, &str) =
    ("case files have no use for YAML tags", "leave it out, or put a text that begins with `!` in quotes");

/// How deep `[` and `{` may nest. The parser takes quadratic time in the depth.
const DEEPEST: usize = 32;

/// The place of a node in its file: its number, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

impl Place {
    /// The line and column of this place in `source`, which is the file that the node was read from. A map stands where
    /// its first key stands. What an alias repeats stands at the anchor.
    #[must_use]
    pub fn location(self, source: &SourceFile) -> Option<Location> {
        let places = source.places.get_or_init(|| places::places(&source.text));
        places.get(self.0 as usize).copied()
    }
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
    /// What it says. A number or a boolean is turned into text.
    pub text: String,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `null`, or no value at all.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// Text, quoted or not.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file. It may still have the same key twice.
    Map(Vec<(Key, Node)>),
}

impl Node {
    /// The text, if the value is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Null | Content::Flag(_) | Content::Number(_) | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// The kind of the value, for messages.
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

    /// The value itself if it is a number or text, otherwise its kind: for messages.
    #[must_use]
    pub fn said(&self) -> String {
        match &self.content {
            Content::Number(number) => number.to_string(),
            Content::Text(text) => format!("`{text}`"),
            Content::Null | Content::Flag(_) | Content::List(_) | Content::Map(_) => self.kind().to_owned(),
        }
    }

    /// What messages call the value at a place, if this node is the root of the file: the key of the value, or an item
    /// of the list with that key.
    #[must_use]
    pub fn name_of(&self, place: Place) -> String {
        let file = "the file";
        self.name_below(place, file).unwrap_or_else(|| file.to_owned())
    }

    fn name_below(&self, place: Place, own: &str) -> Option<String> {
        let named = |node: &Self, name: String| {
            if node.place == place { Some(name) } else { node.name_below(place, &name) }
        };
        match &self.content {
            Content::List(items) => items.iter().find_map(|item| named(item, format!("an item of {own}"))),
            Content::Map(entries) => entries.iter().find_map(|(key, value)| named(value, format!("`{}`", key.text))),
            Content::Null | Content::Flag(_) | Content::Number(_) | Content::Text(_) => None,
        }
    }
}

/// Why a text is not YAML, or not of the kind that case files use.
#[derive(Debug, PartialEq)]
pub struct SyntaxError {
    /// What is wrong.
    pub fault: Fault,
    /// Where it is wrong.
    pub location: Location,
}

/// Reads `text` into a tree.
///
/// # Errors
/// When the text nests too deep, is not YAML, has more than one document, uses fractions or tags, or has aliases that
/// make it much longer than it is.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    if let Some(location) = too_deep(text) {
        let fault =
            Fault::new(format!("brackets nest more than {DEEPEST} deep")).hint("a case needs ten levels at most");
        return Err(SyntaxError { fault, location });
    }
    let state = State::new(text);
    let root = Reader { state: &state }.deserialize(serde_yaml::Deserializer::from_str(text));
    let root = root.map_err(|error| match state.refused.take() {
        Some(fault) => SyntaxError { fault, location: location(&error).unwrap_or(START) },
        None => explain(text, &error),
    });
    let at = root.as_ref().map_or_else(|error| vec![error.location], |_| places_of_tags(text));
    match tags::first(text, &at) {
        Some(location) => Err(SyntaxError { fault: Fault::new(TAGS.0).hint(TAGS.1), location }),
        None => root,
    }
}

/// Where a tag may stand in a text that was read: at any node, if there is a tag at all.
fn places_of_tags(text: &str) -> Vec<Location> {
    if text.contains('!') { places::places(text) } else { Vec::new() }
}

/// Reads the text of a file that the harness itself has written.
///
/// # Errors
/// Why it does not hold a `T`.
pub fn read_as<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let root = parse(text).map_err(|error| format!("line {}: {}", error.location.line, error.fault))?;
    serde_json::from_value(root.to_json()?).map_err(|error| error.to_string())
}

/// Writes the text of a file that the harness will read again.
///
/// # Panics
/// When `value` cannot be written as YAML. Plain data always can.
pub fn write<T: serde::Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).expect("plain data can be written as YAML")
}

fn location(error: &serde_yaml::Error) -> Option<Location> {
    error.location().map(|at| Location { line: at.line(), column: at.column() })
}

/// Where brackets nest deeper than [`DEEPEST`]. Brackets in quotes count too: no honest file comes near the limit.
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

/// What is counted while a text is read.
struct State {
    /// The number of the next node.
    next: Cell<u32>,
    /// How many nodes and bytes of text there may still be. Without aliases there are fewer than the file has bytes.
    left: Cell<usize>,
    /// Why a node was refused.
    refused: RefCell<Option<Fault>>,
}

impl State {
    fn new(text: &str) -> Self {
        let left = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX).saturating_add(text.len());
        Self { next: Cell::new(0), left: Cell::new(left), refused: RefCell::default() }
    }
}

/// Builds nodes, and numbers them.
#[derive(Clone, Copy)]
struct Reader<'s> {
    state: &'s State,
}

impl Reader<'_> {
    /// The place of the next node, which has this many bytes of text.
    fn place<E: Error>(self, size: usize) -> Result<Place, E> {
        let Some(left) = self.state.left.get().checked_sub(1 + size) else {
            return Err(self.refuse(EXPANDS.0, EXPANDS.1));
        };
        self.state.left.set(left);
        Ok(Place(self.state.next.replace(self.state.next.get() + 1)))
    }

    fn node<E: Error>(self, content: Content) -> Result<Node, E> {
        let size = if let Content::Text(text) = &content { text.len() } else { 0 };
        Ok(Node { place: self.place(size)?, content })
    }

    /// An error that ends the reading, for this reason.
    fn refuse<E: Error>(self, what: &str, hint: &str) -> E {
        *self.state.refused.borrow_mut() = Some(Fault::new(what).hint(hint));
        E::custom(what)
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
        let number = i64::try_from(number).map_err(|_| self.refuse("the number is too large", LARGEST))?;
        self.node(Content::Number(number))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        Err(self.refuse("case files have whole numbers only", "write a whole number, or a text in quotes"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.node(Content::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let place = self.place(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node { place, content: Content::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let place = self.place(0)?;
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(KeyReader(self))? {
            map.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node { place, content: Content::Map(map) })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(self.refuse(TAGS.0, TAGS.1))
    }
}

/// Reads the key of an entry.
struct KeyReader<'s>(Reader<'s>);

impl KeyReader<'_> {
    fn key<E: Error>(self, text: impl ToString) -> Result<Key, E> {
        let text = text.to_string();
        Ok(Key { place: self.0.place(text.len())?, text })
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
