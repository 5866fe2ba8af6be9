//! The wire form of bytes, and objects with one entry, whose key says what the value is.

use serde_json::{Map, Value as Json, json};

use crate::notation;

/// Bytes as text if they are UTF-8, and in hex otherwise.
pub(in crate::operation) fn wire_bytes(bytes: &[u8]) -> Json {
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => json!({"hex": notation::write_hex(bytes)}),
    }
}

/// Reads what [`wire_bytes`] wrote.
pub(in crate::operation) fn read_bytes(json: &Json) -> Option<Vec<u8>> {
    match json {
        Json::String(text) => Some(text.as_bytes().to_vec()),
        _ => notation::hex(entry(json, "hex")?.as_str()?).ok(),
    }
}

/// The value of the only entry of an object, if the entry has this key.
pub(in crate::operation) fn entry<'j>(json: &'j Json, key: &str) -> Option<&'j Json> {
    json.as_object().filter(|entries: &&Map<_, _>| entries.len() == 1)?.get(key)
}
