//! Bytes to send, and how a case file writes them.

use std::fmt;

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show, refers_to_nothing};
use super::number::Integer;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation::{self, quote};
use crate::operation::check::Reading;
use crate::problem::Findings;
use crate::yaml::{Content, Node};

/// The most bytes a case may send or expect at once.
pub const MOST_BYTES: i64 = 64 * 1024 * 1024;

/// Bytes, in the form in which the case file writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Text, in UTF-8.
    Text(String),
    /// Bytes that are not text.
    Hex(Vec<u8>),
    /// A text that is repeated.
    Repeat {
        /// The text.
        text: String,
        /// How often it is repeated.
        times: usize,
    },
}

impl Data {
    /// Reads data. What is wrong with it is noted.
    pub fn read_from(node: &Node, findings: &Findings) -> Option<Self> {
        match &node.content {
            Content::Text(text) => Some(Self::Text(text.clone())),
            Content::Map(_) => Self::read_map(Fields::of(node, "data", findings)?, node, findings),
            Content::Null | Content::Flag(_) | Content::Number(_) | Content::List(_) => {
                let fault = Fault::expected("text, {hex: …} or {repeat: …, times: …}", node.kind());
                findings.add(node.place, fault.hint("put it in quotes if it is text"));
                None
            }
        }
    }

    fn read_map(mut fields: Fields, node: &Node, findings: &Findings) -> Option<Self> {
        let data = if let Some(hex) = fields.optional("hex") {
            let text = fields::text(hex, "hex digits in quotes", findings);
            text.and_then(|text| findings.note(hex.place, notation::hex(text))).map(Self::Hex)
        } else {
            let text = fields.required("repeat").and_then(|node| fields::text(node, "text", findings));
            let times = fields.required("times").and_then(|node| fields::count(node, "a number of times", findings));
            text.zip(times).and_then(|(text, times)| {
                let data = Self::Repeat { text: text.to_owned(), times };
                is_within_limit(data.length(), node, findings).then_some(data)
            })
        };
        fields.finish();
        data
    }

    /// The number of bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Hex(bytes) => bytes.len(),
            Self::Repeat { text, times } => text.len().saturating_mul(*times),
        }
    }

    /// The bytes themselves.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.as_bytes().to_vec(),
            Self::Hex(bytes) => bytes.clone(),
            Self::Repeat { text, times } => text.repeat(*times).into_bytes(),
        }
    }
}

/// Whether a case may send or expect this many bytes at once. If not, that is noted.
pub(in crate::operation) fn is_within_limit(size: usize, node: &Node, findings: &Findings) -> bool {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    if size > MOST_BYTES {
        findings.add(
            node.place,
            Fault::new(format!("{size} bytes are too many: the limit is {MOST_BYTES}")).hint("write less"),
        );
    }
    size <= MOST_BYTES
}

/// As a case file writes it.
impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&quote(text)),
            Self::Hex(bytes) => write!(f, "{{hex: \"{}\"}}", notation::write_hex(bytes)),
            Self::Repeat { text, times } => write!(f, "{{repeat: {}, times: {times}}}", quote(text)),
        }
    }
}

impl Argument for Data {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        Self::read_from(node, reading.findings)
    }

    fn wire(&self) -> Option<Json> {
        Some(match self {
            Self::Text(text) => text.as_str().into(),
            Self::Hex(bytes) => json!({"hex": notation::write_hex(bytes)}),
            Self::Repeat { text, times } => json!({"repeat": text, "times": times}),
        })
    }

    fn schema() -> Json {
        json!({"$ref": "#/definitions/data"})
    }
}

impl Show for Data {
    fn input(&self) -> Option<Input> {
        Some(Input::Data(self.bytes()))
    }
}

/// The size of a buffer, in bytes.
pub type Size = Integer<0, MOST_BYTES>;
