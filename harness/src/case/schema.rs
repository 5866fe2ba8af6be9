//! The JSON Schema of case files, made from the declarations that the files are read by. It is of draft 7, which the
//! YAML language servers of editors support.

use serde_json::{Map, Value as Json, json};

use super::address_schema;
use super::claim_schema;
use super::model::{BEHAVIOURS, Posix};
use crate::operation::{Direction, Operation, Parameter, Signature, Vocabulary};
use crate::platform::constant::{self, Prefix};
use crate::platform::{Need, Platform, Selector};
use crate::schema_parts::{any_of, described, words_schema};

/// The schema as a JSON document.
#[must_use]
pub fn schema() -> Json {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["topic", "see", "cases"],
        "additionalProperties": false,
        "properties": {
            "topic": {"type": "string", "description": "One sentence: what the cases are about."},
            "see": {"$ref": "#/definitions/sources"},
            "cases": {
                "type": "array",
                "minItems": 1,
                "items": {"$ref": "#/definitions/case"},
                "description": "The cases, each with one fact.",
            },
        },
        "definitions": {
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
            "reference": {"type": "string", "pattern": "^\\$[a-z]"},
            "variable": {"type": "string", "pattern": "^\\$[a-z]"},
            "sources": sources(),
            "case": case(),
            "step": step(),
            "operation": operation(),
            "address": address_schema::argument(),
            "address_shape": address_schema::shape(),
            "data": data(),
            "address_map": address_schema::map(),
            "matrix_value": matrix_value(),
        },
    });
    if let Some(definitions) = schema["definitions"].as_object_mut() {
        definitions.extend(claim_schema::definitions());
        definitions.extend(Operation::SIGNATURES.iter().map(|signature| (given(signature), arguments(signature))));
    }
    schema
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
            "posix": described("What POSIX.1-2024 says about it.", words_schema(Posix::WORDS.iter().copied())),
            "behaviours": behaviours(),
            "matrix": matrix(),
            "except": {"type": "array", "items": {"type": "object"}, "description": "Combinations to leave out."},
            "needs": {
                "type": "array",
                "items": needs(),
                "description": "Capabilities that the steps do not tell, and, behind `no`, what the host must lack.",
            },
            "network": {"type": "boolean", "description": "Whether it may send to other hosts."},
            "deadline": {"type": "string", "pattern": "^[0-9]+ (ms|s)$", "description": "How long a step may block."},
            "deviates": deviates(),
            "steps": {
                "type": "array",
                "minItems": 1,
                "items": {"$ref": "#/definitions/step"},
                "description": "What is done, in this order: an operation each.",
            },
        },
    })
}

/// What a case can need of a host.
fn needs() -> Json {
    let words: Vec<(String, String)> = Need::all_written().map(|need| (need.to_string(), need.about())).collect();
    words_schema(words.iter().map(|(need, about)| (need.as_str(), about.as_str())))
}

fn behaviours() -> Json {
    let known = BEHAVIOURS.map(|numbers| json!({"minimum": numbers.start(), "maximum": numbers.end()}));
    json!({
        "type": "array",
        "items": {"type": "integer", "anyOf": known},
        "description": "The numbers of the behaviours that it shows.",
    })
}

fn matrix() -> Json {
    let value = json!({"$ref": "#/definitions/matrix_value"});
    let values = json!({"type": "array", "minItems": 1, "items": value});
    json!({
        "description": "The combinations to run the case for.",
        "anyOf": [
            {"type": "object", "additionalProperties": values},
            {"type": "array", "minItems": 1, "items": {"type": "object", "additionalProperties": value}},
        ],
    })
}

/// The beginnings of words by which the kind of a constant is known, and the schema of the constants of that kind.
fn kinds_of_constant() -> Vec<(&'static str, Json)> {
    let of_prefix = |prefix| words_schema(constant::words(prefix));
    vec![
        ("^AF_.", of_prefix(Prefix::Family)),
        ("^SOCK_.", of_prefix(Prefix::SocketType)),
        ("^IPPROTO_.", of_prefix(Prefix::Protocol)),
        ("^AI_.", of_prefix(Prefix::Addrinfo)),
        ("^NI_.", of_prefix(Prefix::Nameinfo)),
        ("^MSG_.", of_prefix(Prefix::Message)),
        ("^POLL.", claim_schema::words(Vocabulary::Events)),
        ("^SHUT_", words_schema(Direction::WORDS.iter().copied())),
        ("^E(AI_)?[A-Z0-9]{3,}$", json!({"$ref": "#/definitions/errors"})),
    ]
}

/// A value of the matrix. What is written like a constant must be one, but for the name by which a trial calls a map.
fn matrix_value() -> Json {
    let known =
        |(pattern, constants): (&str, Json)| json!({"if": {"type": "string", "pattern": pattern}, "then": constants});
    json!({
        "allOf": kinds_of_constant().into_iter().map(known).collect::<Vec<_>>(),
        "properties": {"name": {"type": ["string", "integer"]}},
        "additionalProperties": {"$ref": "#/definitions/matrix_value"},
        "items": {"$ref": "#/definitions/matrix_value"},
    })
}

fn deviates() -> Json {
    let is_platform = |name: &str| Platform::named(name).is_ok();
    let platforms = claim_schema::platforms().into_iter().filter(|(name, _)| is_platform(name)).map(|(name, about)| {
        let mut deviation = deviation();
        deviation["description"] = about["description"].clone();
        (name, deviation)
    });
    json!({
        "type": "object",
        "description": "Platforms at fault, and why.",
        "additionalProperties": false,
        "properties": platforms.collect::<Map<_, _>>(),
        "patternProperties": {own_platforms(): deviation()},
    })
}

/// The names of platforms of somebody's own, as a pattern.
fn own_platforms() -> String {
    let bases: Vec<&str> = Selector::ALL.iter().map(|selector| selector.name()).collect();
    format!("^({})[+][a-z]([a-z0-9._-]{{0,30}}[a-z0-9])?$", bases.join("|"))
}

/// Why a platform is at fault: in all combinations and releases, or in some.
fn deviation() -> Json {
    let entry = json!({
        "type": "object",
        "required": ["why"],
        "anyOf": [{"required": ["where"]}, {"required": ["since"]}, {"required": ["until"]}],
        "additionalProperties": false,
        "properties": {
            "where": {
                "type": "object",
                "description": "The combinations: variables, each with a value or a list of values.",
            },
            "since": {"type": "string", "description": "The first release that is at fault."},
            "until": {"type": "string", "description": "The last release that is at fault."},
            "why": {"type": "string", "description": "What is wrong with it, with a link."},
        },
    });
    json!({"anyOf": [{"type": "string"}, entry, {"type": "array", "minItems": 1, "items": entry}]})
}

/// A map with one of the operations and with the keys that every step may have.
fn step() -> Json {
    let mut properties = operations();
    properties.insert("expect".into(), json!({"description": "The claim for every platform."}));
    properties.insert(
        "expect_on".into(),
        json!({
            "description": "Claims for single platforms or families of them. The most specific one wins.",
            "anyOf": [
                {"type": "object", "additionalProperties": false, "properties": claim_schema::platforms()},
                {"$ref": "#/definitions/reference"},
            ],
        }),
    );
    properties.insert(
        "save".into(),
        json!({
            "$ref": "#/definitions/name",
            "description": "A name for the returned address, or else for the first thing returned.",
        }),
    );
    let mut step = one_operation(&properties);
    step["allOf"] = Operation::SIGNATURES.iter().map(claim_schema::condition).collect();
    step
}

/// An operation alone.
fn operation() -> Json {
    let mut operation = one_operation(&operations());
    operation["maxProperties"] = 1.into();
    operation
}

/// A map that has one of the operations. That it has no second one is said elsewhere, in a way that editors explain.
fn one_operation(properties: &Map<String, Json>) -> Json {
    let one = Operation::SIGNATURES.iter().map(|signature| json!({"required": [signature.name]}));
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "anyOf": one.collect::<Vec<_>>(),
    })
}

fn operations() -> Map<String, Json> {
    let entry = |signature: &Signature| {
        (signature.name.to_owned(), json!({"$ref": format!("#/definitions/{}", given(signature))}))
    };
    Operation::SIGNATURES.iter().map(entry).collect()
}

/// The name of the definition of what an operation is given.
fn given(signature: &Signature) -> String {
    format!("arguments_of_{}", signature.name)
}

/// A map of the arguments. If only the first is required, its value alone is allowed, too.
fn arguments(signature: &Signature) -> Json {
    let parameter = |parameter: &Parameter| {
        let value = any_of([(parameter.schema)(), json!({"$ref": "#/definitions/reference"})]);
        (parameter.name.to_owned(), described(parameter.about, value))
    };
    let required = signature.parameters.iter().filter(|parameter| parameter.required);
    let required: Vec<&str> = required.map(|parameter| parameter.name).collect();
    let map = json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": signature.parameters.iter().map(parameter).collect::<Map<_, _>>(),
    });
    let either = match signature.parameters {
        [first, rest @ ..] if rest.iter().all(|parameter| !parameter.required) => {
            let alone = (first.schema)();
            let mut alone = if alone == address_schema::given() { address_schema::argument() } else { alone };
            // Editors would show it instead of what the operation does.
            alone.as_object_mut().map(|alone| alone.remove("description"));
            any_of([alone, json!({"$ref": "#/definitions/reference"}), map])
        }
        _ => json!({"allOf": [map]}),
    };
    described(signature.about, either)
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
                    "hex": {"type": "string", "description": "Bytes, as hexadecimal digits."},
                    "repeat": {"type": "string", "description": "Text that is repeated."},
                    "times": {"type": ["integer", "string"], "description": "How often it is repeated."},
                    "length": {"type": ["integer", "string"], "description": "As a shape: how many bytes there are."},
                },
            },
        ],
    })
}
