//! The JSON Schema of claims: what each operation can be expected to return.

use serde_json::{Map, Value as Json, json};

use super::list::ListRule;
use crate::operation::{Kind, Operation, Permissions, Return, Signature, Vocabulary};
use crate::platform::Selector;
use crate::platform::error_name::ErrorName;
use crate::schema_parts::{any_of, described, words_schema};

/// The definitions that the schema of a step refers to, by name: the claims of each operation, and their parts.
pub(super) fn definitions() -> Map<String, Json> {
    let mut definitions = Map::new();
    for signature in Operation::SIGNATURES {
        definitions.insert(definition(signature), expectation(signature));
        signature.returns.into_iter().flatten().for_each(|returned| define(returned.kind, &mut definitions));
    }
    for vocabulary in Vocabulary::ALL {
        definitions.insert(definition_of_words(*vocabulary), word(*vocabulary));
    }
    definitions.insert("errors".into(), words_schema(ErrorName::words()));
    definitions
}

/// Defines the shape of a kind of value, and what that refers to.
fn define(kind: Kind, definitions: &mut Map<String, Json>) {
    if let Kind::Records(fields) = kind {
        definitions.insert(definition_of_records(fields), records(fields));
        fields.iter().for_each(|field| define(field.kind, definitions));
    }
    definitions.insert(definition_of_shape(kind), shape(kind));
}

/// The name of the definition of the shape of a kind of value.
fn definition_of_shape(kind: Kind) -> String {
    match kind {
        Kind::Records(fields) => format!("shape_of_{}", definition_of_records(fields)),
        Kind::Word(vocabulary) => format!("shape_of_{}", definition_of_words(vocabulary)),
        Kind::Setting(_) => "shape_of_setting".to_owned(),
        other => format!("shape_of_{other:?}").to_lowercase(),
    }
}

fn shape_of(kind: Kind) -> Json {
    json!({"$ref": format!("#/definitions/{}", definition_of_shape(kind))})
}

/// The name of the definition of what an operation can be expected to do.
fn definition(signature: &Signature) -> String {
    format!("expectation_of_{}", signature.name)
}

/// The name of the definition of a list of records with these fields.
fn definition_of_records(fields: &[Return]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    format!("records_of_{}", names.join("_"))
}

/// The name of the definition of the words of a vocabulary.
fn definition_of_words(vocabulary: Vocabulary) -> String {
    format!("word_{}", vocabulary.name())
}

/// A word of this vocabulary, or several where it has sets.
pub(super) fn words(vocabulary: Vocabulary) -> Json {
    json!({"$ref": format!("#/definitions/{}", definition_of_words(vocabulary))})
}

/// What a step with this operation may say besides: a condition for the schema of steps.
pub(super) fn condition(signature: &Signature) -> Json {
    let expectation = json!({"$ref": format!("#/definitions/{}", definition(signature))});
    json!({
        "if": {"required": [signature.name]},
        "then": {
            "propertyNames": {"enum": [signature.name, "expect", "expect_on", "save"]},
            "properties": {"expect": expectation, "expect_on": {"additionalProperties": expectation}},
        },
    })
}

/// The platforms that claims can name, each with what it is.
pub(super) fn platforms() -> Map<String, Json> {
    let platform = |(name, about): &(&str, &str)| ((*name).to_owned(), json!({"description": about.trim()}));
    Selector::WORDS.iter().map(platform).collect()
}

/// What a step can be expected to do, whatever its operation is.
const OUTCOMES: [(&str, &str); 3] = [
    ("ok", "It succeeds, whatever it returns."),
    ("any", "Anything at all, even an error: the record says what."),
    ("timed-out", "It blocks until the deadline of the case."),
];

fn expectation(signature: &Signature) -> Json {
    let mut ways = vec![words_schema(OUTCOMES), error()];
    match signature.returns {
        Some(returns) => ways.extend(returned(returns)),
        // An editor offers the keys of what fits best, and that is this, whatever a map has.
        None => ways.push(json!({
            "type": ["boolean", "integer", "string", "object"],
            "properties": error()["properties"],
        })),
    }
    let own = format!("#/definitions/{}", definition(signature));
    ways.push(json!({"type": "array", "minItems": 1, "items": {"$ref": own}}));
    ways.push(json!({"$ref": "#/definitions/reference"}));
    json!({"description": "ok, any, timed-out, {error: NAME}, what is returned, or a list for any one of these.",
           "anyOf": ways})
}

fn error() -> Json {
    let names = any_of([
        json!({"$ref": "#/definitions/errors"}),
        json!({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/errors"}}),
        json!({"$ref": "#/definitions/reference"}),
    ]);
    json!({
        "type": "object",
        "required": ["error"],
        "additionalProperties": false,
        "properties": {"error": described("The error that it fails with, or a list for any one.", names)},
    })
}

/// The shape of the first value, and the shapes of values by their names.
fn returned(returns: &[Return]) -> Vec<Json> {
    let first = returns.first().map(|first| shape_of(first.kind));
    let named = (!returns.is_empty()).then(|| {
        let value = |value: &Return| (value.name.to_owned(), shape_of(value.kind));
        json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": false,
            "properties": returns.iter().map(value).collect::<Map<_, _>>(),
        })
    });
    first.into_iter().chain(named).collect()
}

/// The shape of a value of this kind, a list of such shapes, or a reference to one.
fn shape(kind: Kind) -> Json {
    let one = one(kind);
    let list = json!({"type": "array", "minItems": 1, "items": one});
    let about = format!("{}, or a list for any one.", kind.noun());
    described(&about, any_of([one, list, json!({"$ref": "#/definitions/reference"})]))
}

fn one(kind: Kind) -> Json {
    match kind {
        Kind::Address => json!({"$ref": "#/definitions/address_shape"}),
        Kind::Number => bounded(json!({"type": "integer"})),
        Kind::Count => bounded(json!({"type": "integer", "minimum": 0})),
        Kind::Descriptor | Kind::File => json!({
            "enum": [-1, ">= 0"],
            "enumDescriptions": ["There is none.", "There is one, with whatever number."],
        }),
        Kind::Data => json!({"$ref": "#/definitions/data"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Setting(_) => json!({"type": ["boolean", "integer", "string"]}),
        Kind::Word(vocabulary) => words(vocabulary),
        Kind::Text | Kind::Ip => json!({"type": "string"}),
        Kind::Hostname => json!(false),
        Kind::Service => json!({"type": ["string", "integer"]}),
        Kind::Elapsed => json!({"type": "string", "pattern": "^>= [0-9]+ (us|ms|s)$"}),
        Kind::Records(fields) => json!({"$ref": format!("#/definitions/{}", definition_of_records(fields))}),
    }
}

fn bounded(number: Json) -> Json {
    json!({"anyOf": [number, {"type": "string", "pattern": "^(>=|<=) *-?[0-9]+$"}]})
}

fn word(vocabulary: Vocabulary) -> Json {
    let words = vocabulary.words();
    let named = || words_schema(words.iter().copied());
    match vocabulary {
        Vocabulary::Family | Vocabulary::SocketType | Vocabulary::Protocol => {
            any_of([named(), json!({"type": "integer"}), json!({"type": "string", "pattern": "^[0-9]+$"})])
        }
        Vocabulary::ConstantName | Vocabulary::SendfileMethod | Vocabulary::PathKind => named(),
        Vocabulary::Events | Vocabulary::Credentials => set(&words, ""),
        Vocabulary::MessageFlags | Vocabulary::AddrinfoFlags => set(&words, "|[0-9]+"),
        Vocabulary::Ancillary => any_of([named(), json!({"type": "string", "pattern": "^[0-9]+/[0-9]+$"})]),
        Vocabulary::PendingError => {
            let pending: Vec<_> = words.iter().map(|(name, about)| (format!("pending {name}"), *about)).collect();
            let none = [("none", "No error is pending.")];
            words_schema(none.into_iter().chain(pending.iter().map(|(name, about)| (name.as_str(), *about))))
        }
        Vocabulary::Timeout => any_of([
            named(),
            json!({"enum": [0], "enumDescriptions": ["A call does not wait."]}),
            json!({"type": "string", "pattern": "^[0-9]+ (us|ms|s)$"}),
        ]),
        Vocabulary::Permissions => json!({"type": "string", "pattern": Permissions::PATTERN}),
        Vocabulary::Ip | Vocabulary::Free => json!({"type": "string"}),
    }
}

/// A set of these names. An editor completes one; the pattern allows several. `others` is a part of the pattern.
fn set(words: &[(&str, &str)], others: &str) -> Json {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let one = format!("({}{others})", names.join("|"));
    let words = words.iter().copied().chain([("none", "None of them.")]);
    any_of([words_schema(words), json!({"type": "string", "pattern": format!("^{one}(\\|{one})*$")})])
}

fn records(fields: &[Return]) -> Json {
    let field = |field: &Return| {
        let absent = words_schema([("absent", "The record does not have it.")]);
        let about = format!("{}, a list for any one, or absent.", field.kind.noun());
        (field.name.to_owned(), described(&about, any_of([shape_of(field.kind), absent])))
    };
    let record = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": fields.iter().map(field).collect::<Map<_, _>>(),
    });
    let list = json!({"anyOf": [{"type": "array", "items": record}, {"$ref": "#/definitions/reference"}]});
    let rules = ListRule::WORDS.iter().map(|(rule, about)| ((*rule).to_owned(), described(about, list.clone())));
    json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": false,
        "properties": rules.collect::<Map<_, _>>(),
    })
}
