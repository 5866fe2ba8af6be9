//! The tree of a JSON value, whose nodes are numbered as those of a file are.

use serde_json::Value as Json;

use super::{Content, Key, Node, Place};

impl Node {
    /// The same value as a tree. A number that is not a whole one of 64 bits becomes text.
    #[must_use]
    pub fn of_json(json: &Json) -> Self {
        Numbering::default().node(json)
    }

    /// The same value as JSON.
    ///
    /// # Errors
    /// When a map has a key twice.
    pub(super) fn to_json(&self) -> Result<Json, String> {
        Ok(match &self.content {
            Content::Null => Json::Null,
            Content::Flag(flag) => Json::from(*flag),
            Content::Number(number) => Json::from(*number),
            Content::Text(text) => Json::from(text.as_str()),
            Content::List(items) => Json::Array(items.iter().map(Self::to_json).collect::<Result<_, _>>()?),
            Content::Map(entries) => {
                let mut map = serde_json::Map::new();
                for (key, value) in entries {
                    if map.insert(key.text.clone(), value.to_json()?).is_some() {
                        return Err(format!("`{}` is given twice", key.text));
                    }
                }
                Json::Object(map)
            }
        })
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
