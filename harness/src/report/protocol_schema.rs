//! The JSON Schema of the lines that the harness and a driver write to each other.

use std::collections::BTreeSet;

use schemars::schema_for;
use serde_json::{Map, Value as Json, json};

use crate::address::Family;
use crate::case;
use crate::executor::protocol::{Begin, Hello, VERSION};
use crate::operation::{Operation, Signature, values_schema};

/// The schema as a JSON document. What a call is given is described as in case files, with whatever an earlier call
/// returned in the place of a reference to it.
#[must_use]
pub fn protocol_schema() -> Json {
    let mut definitions = case::schema()["definitions"].as_object().cloned().unwrap_or_default();
    let hello = within(json!(schema_for!(Hello)), &mut definitions);
    let begin = within(json!(schema_for!(Begin)), &mut definitions);
    definitions.insert("reference".to_owned(), reference());
    definitions.insert("returned_address".to_owned(), returned_address());
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A line of the conversation between sockshape and a driver",
        "oneOf": [
            line("hello", &json!({"anyOf": [entry("protocol", &json!({"const": VERSION})), hello]})),
            line("begin", &begin),
            line("call", &json!({"$ref": "#/definitions/operation"})),
            line("end", &json!({"type": "object", "maxProperties": 0})),
            line("begun", &json!({"const": true})),
            line("ended", &json!({"const": true})),
            line("returned", &json!({"anyOf": values()})),
            line("timed_out", &json!({"anyOf": [{"const": true}, {"type": "object", "minProperties": 1}]})),
            line("failed", &json!({"type": "string"})),
            line("refused", &reason()),
            line("withheld", &reason()),
            line("not_run", &reason()),
            line("lacks", &reason()),
            line("error", &json!({"type": "string"})),
        ],
    });
    let mut used = BTreeSet::new();
    note_used(&schema, &definitions, &mut used);
    definitions.retain(|name, _| used.contains(name));
    schema["definitions"] = definitions.into();
    schema
}

/// Notes the definitions that a schema refers to, and those that these refer to.
fn note_used(schema: &Json, definitions: &Map<String, Json>, used: &mut BTreeSet<String>) {
    match schema {
        Json::String(text) => {
            let name = text.strip_prefix("#/definitions/").and_then(|name| definitions.get_key_value(name));
            if let Some((name, definition)) = name
                && used.insert(name.clone())
            {
                note_used(definition, definitions, used);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| note_used(item, definitions, used)),
        Json::Object(entries) => entries.values().for_each(|value| note_used(value, definitions, used)),
        _ => {}
    }
}

/// A schema that stands in another one: what it refers to moves to that one's definitions.
fn within(mut schema: Json, definitions: &mut Map<String, Json>) -> Json {
    if let Some(own) = schema.as_object_mut().and_then(|schema| schema.remove("$defs")) {
        for (name, definition) in own.as_object().cloned().unwrap_or_default() {
            definitions.insert(name, moved(definition));
        }
    }
    schema.as_object_mut().map(|schema| schema.remove("$schema"));
    moved(schema)
}

/// The same with references as draft 7 has them.
fn moved(schema: Json) -> Json {
    match schema {
        Json::String(text) => text.replace("#/$defs/", "#/definitions/").into(),
        Json::Array(items) => items.into_iter().map(moved).collect(),
        Json::Object(entries) => entries.into_iter().map(|(key, value)| (key, moved(value))).collect(),
        other => other,
    }
}

fn line(key: &str, value: &Json) -> Json {
    json!({
        "type": "object",
        "required": ["id", key],
        "additionalProperties": false,
        "properties": {"id": {"type": "integer", "minimum": 1}, key: value},
    })
}

fn entry(key: &str, value: &Json) -> Json {
    json!({"type": "object", "required": [key], "additionalProperties": false, "properties": {key: value}})
}

fn reason() -> Json {
    json!({"type": "string", "minLength": 1, "maxLength": 300})
}

/// What an earlier call returned.
fn reference() -> Json {
    json!({"anyOf": [
        entry("returned", &json!({"$ref": "#/definitions/returned_address"})),
        entry("returned_port", &json!({"type": "integer", "minimum": 0, "maximum": 65535})),
        entry("returned_descriptor", &json!({"type": "integer"})),
    ]})
}

fn returned_address() -> Json {
    let number = json!({"type": "integer", "minimum": 0});
    let text = json!({"type": ["string", "object"]});
    let numbers = [
        "port",
        "flowinfo",
        "scope_id",
        "length",
        "written",
        "beyond",
        "sa_len",
        "groups",
        "protocol",
        "interface",
        "hardware",
        "kind",
        "cid",
    ];
    let mut properties: Map<String, Json> = numbers.iter().map(|key| ((*key).to_owned(), number.clone())).collect();
    properties.extend(["path", "abstract"].map(|key| (key.to_owned(), text.clone())));
    properties.extend(["host", "bytes", "unused", "address"].map(|key| (key.to_owned(), json!({"type": "string"}))));
    let family = json!({"anyOf": [{"enum": Family::NAMES}, {"type": "integer"}]});
    properties.insert("family".to_owned(), family);
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// What operations return, each in its own way. Several return the same.
fn values() -> Vec<Json> {
    let of = |signature: &Signature| signature.returns.map(values_schema);
    let mut all: Vec<Json> = Vec::new();
    for schema in Operation::SIGNATURES.iter().filter_map(of) {
        if !all.contains(&schema) {
            all.push(schema);
        }
    }
    all
}
