//! Flags of calls, written as a list of constants.

use serde_json::{Value as Json, json};

use super::constant::wire_constant;
use super::input::Input;
use super::kind::{Argument, Show, list_schema, refers_to_nothing};
use crate::fields;
use crate::operation::check::Reading;
use crate::operation::word::{Flag, Flags};
use crate::schema_parts::words_schema;
use crate::yaml::{Content, Node};

impl<F: Flag> Argument for Flags<F> {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let items = fields::items(node, reading.findings)?;
        let flag = |item: &Node| {
            let text = match item.content {
                Content::Number(number) => number.to_string(),
                _ => fields::text(item, "a flag", reading.findings)?.to_owned(),
            };
            let flag: F = reading.findings.note(item.place, text.parse())?;
            flag.need().into_iter().for_each(|need| reading.need(need));
            Some(flag)
        };
        items.iter().map(flag).collect::<Option<Vec<F>>>().map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.iter().map(|flag| wire_constant(&flag.to_string())).collect())
    }

    fn schema() -> Json {
        list_schema(&json!({"anyOf": [words_schema(F::WORDS.iter().copied()), {"type": "integer"}]}))
    }
}

impl<F: Flag> Show for Flags<F> {
    fn input(&self) -> Option<Input> {
        (!self.0.is_empty()).then(|| Input::Word(self.to_string()))
    }
}
