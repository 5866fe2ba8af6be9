//! The JSON Schema of what an operation returns on the wire.

use serde_json::{Map, Value as Json, json};

use crate::operation::outcome::{Kind, Return};
use crate::operation::word::Vocabulary;

/// An object with a value for each key. What nobody sees is left out.
#[must_use]
pub fn values_schema(returns: &[Return]) -> Json {
    let property = |returned: &Return| (returned.name.to_owned(), of_kind(returned.kind));
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": returns.iter().map(property).collect::<Map<_, _>>(),
    })
}

fn of_kind(kind: Kind) -> Json {
    let bytes = || json!({"anyOf": [{"type": "string"}, entry("hex", &json!({"type": "string"}))]});
    match kind {
        Kind::Address => json!({"$ref": "#/definitions/returned_address"}),
        Kind::Number | Kind::Descriptor | Kind::File => json!({"type": "integer"}),
        Kind::Count => json!({"anyOf": [{"type": "integer"}, entry("part", &json!({"type": "integer"}))]}),
        Kind::Data => bytes(),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Setting(_) => json!({"type": ["boolean", "integer", "string", "object"]}),
        Kind::Word(Vocabulary::PendingError) => json!({"type": ["string", "null"]}),
        Kind::Word(_) | Kind::Ip => json!({"type": "string"}),
        Kind::Text => json!({"type": ["string", "object"]}),
        Kind::Hostname => entry("hostname", &json!({"type": "string"})),
        Kind::Service => json!({"type": ["string", "integer"]}),
        Kind::Elapsed => entry("nanoseconds", &json!({"type": "integer", "minimum": 0})),
        Kind::Records(fields) => json!({"type": "array", "items": record_schema(fields)}),
    }
}

/// A record. What nobody sees of it is `null`.
fn record_schema(fields: &[Return]) -> Json {
    let mut schema = values_schema(fields);
    for field in fields {
        let seen = schema["properties"][field.name].take();
        schema["properties"][field.name] = json!({"anyOf": [seen, {"type": "null"}]});
    }
    schema
}

/// An object with one entry.
fn entry(key: &str, value: &Json) -> Json {
    json!({"type": "object", "required": [key], "additionalProperties": false, "properties": {key: value}})
}
