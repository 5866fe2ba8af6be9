//! The tree of a JSON value, whose nodes are numbered as those of a file are.

use serde_json::Value as Json;

use super::{Content, Key, Node, Place};

impl Node {
    /// The same value as a tree. A number that is not a whole one of 64 bits becomes text.
    #[must_use]
    pub fn of_json(json: &Json) -> Self {
        Numbering::default().node(json)
    }
}

/// Counts nodes in reading order.
#[derive(Default)]
struct Numbering(u32);

impl Numbering {
    fn place(&mut self) -> Place {
        let place = Place(self.0);
        self.0 += 1;
        place
    }

    fn node(&mut self, json: &Json) -> Node {
        let place = self.place();
        let content = match json {
            Json::Null => Content::Null,
            Json::Bool(flag) => Content::Flag(*flag),
            Json::Number(number) => number.as_i64().map_or_else(|| Content::Text(number.to_string()), Content::Number),
            Json::String(text) => Content::Text(text.clone()),
            Json::Array(items) => Content::List(items.iter().map(|item| self.node(item)).collect()),
            Json::Object(entries) => {
                let entry = |(key, value): (&String, &Json)| (self.key(key), self.node(value));
                Content::Map(entries.iter().map(entry).collect())
            }
        };
        Node { place, content }
    }

    fn key(&mut self, text: &str) -> Key {
        Key { place: self.place(), text: text.to_owned() }
    }
}
