//! Several buffers, and a part of a buffer.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::data::{Data, MOST_BYTES, Size, is_within_limit};
use super::input::Input;
use super::kind::{Argument, Show, refers_to_nothing};
use super::number::Integer;
use crate::fault::Fault;
use crate::fields::Fields;
use crate::operation::check::Reading;
use crate::schema_parts::described;
use crate::yaml::{Content, Node};

/// Data in one buffer, or in several buffers in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffers(pub Vec<Data>);

/// The sizes of several buffers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes(pub Vec<Size>);

/// A buffer with content, and the part of it that a call may write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufferSlice {
    /// The content of the buffer before the call.
    pub buffer: Data,
    /// The part, as a range of bytes.
    pub range: Range<usize>,
}

impl Argument for Buffers {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let buffers = match &node.content {
            Content::List(_) => Vec::read(node, reading)?,
            Content::Null | Content::Flag(_) | Content::Number(_) | Content::Text(_) | Content::Map(_) => {
                vec![Data::read(node, reading)?]
            }
        };
        let size = buffers.iter().map(Data::length).sum();
        is_within_limit(size, node, reading.findings).then_some(Self(buffers))
    }

    fn wire(&self) -> Option<Json> {
        match self.0.as_slice() {
            [alone] => alone.wire(),
            _ => self.0.wire(),
        }
    }

    fn schema() -> Json {
        json!({"anyOf": [Data::schema(), Vec::<Data>::schema()]})
    }
}

impl Show for Buffers {
    fn input(&self) -> Option<Input> {
        match self.0.as_slice() {
            [alone] => alone.input(),
            _ => self.0.input(),
        }
    }
}

impl Argument for Sizes {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let sizes: Vec<Size> = Vec::read(node, reading)?;
        let size = sizes.iter().map(|size| size.count()).sum();
        is_within_limit(size, node, reading.findings).then_some(Self(sizes))
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn schema() -> Json {
        Vec::<Size>::schema()
    }
}

impl Show for Sizes {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

/// `"....."` for the whole of a buffer, `{buffer: ".....", offset: 1, size: 3}` for a part.
impl Argument for BufferSlice {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let is_part =
            matches!(&node.content, Content::Map(entries) if entries.iter().any(|(key, _)| key.text == "buffer"));
        if !is_part {
            let buffer = Data::read(node, reading)?;
            let range = 0..buffer.length();
            return Some(Self { buffer, range });
        }
        let mut fields = Fields::of(node, "a part of a buffer", reading.findings)?;
        let buffer = fields.required("buffer").and_then(|node| Data::read(node, reading));
        let offset = fields.optional("offset").map(|node| Size::read(node, reading));
        let size = fields.optional("size").map(|node| Integer::<1, MOST_BYTES>::read(node, reading));
        fields.finish();
        let (buffer, start) = (buffer?, offset.map_or(Some(0), |offset| Some(offset?.count()))?);
        let length = buffer.length();
        let end = size.map_or(Some(length), |size| Some(start + size?.count()))?;
        if start > end || end > length {
            let fault = Fault::new(format!("bytes {start} to {end} are not a part of a buffer of {length} bytes"));
            reading.findings.add(node.place, fault.hint("make the buffer longer, or `offset` or `size` smaller"));
        }
        Some(Self { buffer, range: start..end })
    }

    fn wire(&self) -> Option<Json> {
        let (buffer, Range { start, end }) = (self.buffer.wire()?, self.range.clone());
        match self.buffer.length() {
            length if (start, end) == (0, length) => Some(buffer),
            length if end == length => Some(json!({"buffer": buffer, "offset": start})),
            _ => Some(json!({"buffer": buffer, "offset": start, "size": end - start})),
        }
    }

    fn schema() -> Json {
        let part = json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["buffer"],
            "properties": {
                "buffer": Data::schema(),
                "offset": described("Where the part begins, in bytes.", Size::schema()),
                "size": described("Its size. All the rest by default.", Integer::<1, MOST_BYTES>::schema()),
            },
        });
        json!({"anyOf": [Data::schema(), part]})
    }
}

impl Show for BufferSlice {
    fn input(&self) -> Option<Input> {
        let whole = self.range == (0..self.buffer.length());
        let bytes = self.buffer.bytes();
        Some(if whole { Input::Data(bytes) } else { Input::BufferSlice(bytes, self.range.clone()) })
    }
}
