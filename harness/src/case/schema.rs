//! The JSON Schema of case files, made from the declarations that the files are read by. It is of draft 7, which the
//! YAML language servers of editors support.

use serde_json::{Map, Value as Json, json};

use super::model::Posix;
use crate::address::{Family, HostWord};
use crate::operation::{Operation, Parameter, Signature};
use crate::platform::{Capability, Platform, Selector};

/// The schema as a JSON document.
#[must_use]
pub fn schema() -> Json {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A case file of sockshape",
        "type": "object",
        "required": ["topic", "see", "cases"],
        "additionalProperties": false,
        "properties": {
            "topic": {"type": "string", "description": "One sentence: what the cases are about."},
            "see": {"$ref": "#/definitions/sources"},
            "cases": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/case"}},
        },
        "definitions": {
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
            "reference": {"type": "string", "pattern": "^\\$[a-z]"},
            "sources": sources(),
            "case": case(),
            "step": step(),
            "operation": operation(),
            "address": address(),
            "data": data(),
            "expectation": expectation(),
        },
    })
}

fn sources() -> Json {
    json!({
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"type": "string"},
        "description": "Where the facts come from: label and source.",
    })
}

fn case() -> Json {
    json!({
        "type": "object",
        "required": ["name", "steps"],
        "additionalProperties": false,
        "properties": {
            "name": {"$ref": "#/definitions/name", "description": "The fact, unique in the file."},
            "about": {"type": "string", "description": "What is being shown, and why it matters."},
            "see": {"$ref": "#/definitions/sources"},
            "posix": {"enum": Posix::NAMES, "description": "What POSIX.1-2024 says about it."},
            "matrix": matrix(),
            "except": {"type": "array", "items": {"type": "object"}, "description": "Combinations to leave out."},
            "needs": {
                "type": "array",
                "items": {"enum": Capability::NAMES},
                "description": "Capabilities that cannot be inferred from the steps.",
            },
            "network": {"type": "boolean", "description": "Whether it may send to other hosts."},
            "deadline": {"type": "string", "pattern": "^[0-9]+ (ms|s)$", "description": "How long a step may block."},
            "deviates": deviates(),
            "steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/step"}},
        },
    })
}

fn matrix() -> Json {
    json!({
        "description": "The combinations to run the case for.",
        "anyOf": [
            {"type": "object", "additionalProperties": {"type": "array", "minItems": 1}},
            {"type": "array", "minItems": 1, "items": {"type": "object"}},
        ],
    })
}

fn deviates() -> Json {
    let platforms = Platform::all().map(|platform| (platform.to_string(), deviation()));
    json!({
        "type": "object",
        "description": "Platforms at fault, and why.",
        "additionalProperties": false,
        "properties": platforms.collect::<Map<_, _>>(),
    })
}

/// Why a platform is at fault: in all combinations, or in some.
fn deviation() -> Json {
    json!({
        "anyOf": [
            {"type": "string"},
            {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["where", "why"],
                    "additionalProperties": false,
                    "properties": {
                        "where": {
                            "type": "object",
                            "description": "The combinations: variables, each with a value or a list of values.",
                        },
                        "why": {"type": "string"},
                    },
                },
            },
        ],
    })
}

/// A map with one of the operations and with the keys that every step may have.
fn step() -> Json {
    let on = Selector::NAMES.iter().map(|name| ((*name).to_owned(), json!({"$ref": "#/definitions/expectation"})));
    let mut properties = operations();
    properties.insert("expect".into(), json!({"$ref": "#/definitions/expectation"}));
    properties.insert(
        "expect_on".into(),
        json!({"type": "object", "additionalProperties": false, "properties": on.collect::<Map<_, _>>()}),
    );
    properties.insert(
        "save".into(),
        json!({
            "$ref": "#/definitions/name",
            "description": "A name for the returned address, or else for the first thing returned.",
        }),
    );
    one_operation(&properties)
}

fn operation() -> Json {
    one_operation(&operations())
}

fn one_operation(properties: &Map<String, Json>) -> Json {
    let one = Operation::SIGNATURES.iter().map(|signature| json!({"required": [signature.name]}));
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "oneOf": one.collect::<Vec<_>>(),
    })
}

fn operations() -> Map<String, Json> {
    let entry = |signature: &Signature| (signature.name.to_owned(), arguments(signature));
    Operation::SIGNATURES.iter().map(entry).collect()
}

/// A map of the arguments. If only the first is required, its value alone is allowed, too.
fn arguments(signature: &Signature) -> Json {
    let parameter = |parameter: &Parameter| {
        let value = json!({
            "description": parameter.about.trim(),
            "anyOf": [(parameter.schema)(), {"$ref": "#/definitions/reference"}],
        });
        (parameter.name.to_owned(), value)
    };
    let required = signature.parameters.iter().filter(|parameter| parameter.required);
    let required: Vec<&str> = required.map(|parameter| parameter.name).collect();
    let map = json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": signature.parameters.iter().map(parameter).collect::<Map<_, _>>(),
    });
    let about = signature.about.trim();
    match signature.parameters {
        [first, rest @ ..] if rest.iter().all(|parameter| !parameter.required) => {
            json!({"description": about, "anyOf": [(first.schema)(), {"$ref": "#/definitions/reference"}, map]})
        }
        _ => json!({"description": about, "allOf": [map]}),
    }
}

/// Addresses, both as arguments and as shapes. Only `sockshape check` tells the two apart.
fn address() -> Json {
    let hosts = HostWord::NAMES.join(", ");
    let description = format!(
        "An address, or its shape: \"HOST:PORT\" (HOST also {hosts}; PORT also any, ephemeral, $name.port), none, \
         unnamed, autobound, $name, or a map."
    );
    json!({"description": description, "anyOf": [{"type": "string"}, address_map()]})
}

fn address_map() -> Json {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "family": {"anyOf": [{"enum": Family::NAMES}, {"type": "integer"}, {"$ref": "#/definitions/reference"}]},
            "host": {"type": "string"},
            "port": {"type": ["integer", "string"]},
            "flowinfo": {"type": ["integer", "string"]},
            "scope_id": {"type": ["integer", "string"]},
            "path": {"type": "string", "pattern": "^\\$"},
            "abstract": {"type": "string", "pattern": "^\\$"},
            "interface": {"enum": ["loopback"]},
            "bytes": {"type": "string", "pattern": "^([0-9a-fA-F ]*|\\$.*)$"},
            "length": {"type": ["integer", "string"]},
        },
    })
}

fn data() -> Json {
    json!({
        "description": "Bytes: text, {hex: …}, {repeat: …, times: …}; as a shape also {length: …}.",
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "hex": {"type": "string"},
                    "repeat": {"type": "string"},
                    "times": {"type": ["integer", "string"]},
                    "length": {"type": ["integer", "string"]},
                },
            },
        ],
    })
}

fn expectation() -> Json {
    json!({
        "description": "ok, any, timed-out, {error: NAME}, the shape of what is returned, a map of shapes, or a list \
                        for any one of these.",
    })
}
