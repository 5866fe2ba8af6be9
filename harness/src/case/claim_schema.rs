//! The JSON Schema of claims: what each operation can be expected to return.

use serde_json::{Map, Value as Json, json};

use super::list::ListRule;
use crate::operation::{Kind, Operation, Permissions, Return, Signature, Vocabulary};
use crate::platform::Selector;
use crate::platform::error_name::ErrorName;

/// The definitions that the schema of a step refers to, by name: the claims of each operation, and their parts.
pub(super) fn definitions() -> Map<String, Json> {
    let mut definitions = Map::new();
    for signature in Operation::SIGNATURES {
        definitions.insert(definition(signature), expectation(signature));
        for returned in signature.returns.into_iter().flatten() {
            if let Kind::Records(fields) = returned.kind {
                definitions.insert(definition_of_records(fields), records(fields));
            }
        }
    }
    for vocabulary in Vocabulary::ALL {
        definitions.insert(definition_of_words(*vocabulary), word(*vocabulary));
    }
    definitions.insert("errors".into(), json!({"enum": ErrorName::names().collect::<Vec<_>>()}));
    definitions.insert("address_shape".into(), address_shape());
    definitions
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

fn expectation(signature: &Signature) -> Json {
    let mut ways = vec![json!({"enum": ["ok", "any", "timed-out"]}), error()];
    match signature.returns {
        Some(returns) => ways.extend(returned(returns)),
        None => ways.push(json!({"type": ["boolean", "integer", "string", "object"]})),
    }
    let own = format!("#/definitions/{}", definition(signature));
    ways.push(json!({"type": "array", "minItems": 1, "items": {"$ref": own}}));
    ways.push(json!({"$ref": "#/definitions/reference"}));
    json!({"description": "ok, any, timed-out, {error: NAME}, what is returned, or a list for any one of these.",
           "anyOf": ways})
}

fn error() -> Json {
    let names = json!({"anyOf": [
        {"$ref": "#/definitions/errors"},
        {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/errors"}},
        {"$ref": "#/definitions/reference"},
    ]});
    json!({
        "type": "object",
        "required": ["error"],
        "additionalProperties": false,
        "properties": {"error": names},
    })
}

/// The shape of the first value, and the shapes of values by their names.
fn returned(returns: &[Return]) -> Vec<Json> {
    let first = returns.first().map(|first| shape(first.kind));
    let named = (!returns.is_empty()).then(|| {
        let value = |value: &Return| (value.name.to_owned(), shape(value.kind));
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
    json!({"description": format!("{}, or a list for any one.", kind.noun()),
           "anyOf": [one, {"type": "array", "minItems": 1, "items": one}, {"$ref": "#/definitions/reference"}]})
}

fn one(kind: Kind) -> Json {
    match kind {
        Kind::Address => json!({"$ref": "#/definitions/address_shape"}),
        Kind::Number => bounded(json!({"type": "integer"})),
        Kind::Count => bounded(json!({"type": "integer", "minimum": 0})),
        Kind::Descriptor | Kind::File => json!({"enum": [-1, ">= 0"]}),
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
    let names = vocabulary.names();
    match vocabulary {
        Vocabulary::Family | Vocabulary::SocketType | Vocabulary::Protocol => {
            json!({"anyOf": [{"enum": names}, {"type": "integer"}, {"type": "string", "pattern": "^[0-9]+$"}]})
        }
        Vocabulary::ConstantName | Vocabulary::SendfileMethod | Vocabulary::PathKind => json!({"enum": names}),
        Vocabulary::Events | Vocabulary::Credentials => set(&names, ""),
        Vocabulary::MessageFlags | Vocabulary::AddrinfoFlags => set(&names, "|[0-9]+"),
        Vocabulary::Ancillary => json!({"anyOf": [{"enum": names}, {"type": "string", "pattern": "^[0-9]+/[0-9]+$"}]}),
        Vocabulary::PendingError => {
            let pending = names.iter().map(|name| format!("pending {name}"));
            json!({"enum": std::iter::once("none".to_owned()).chain(pending).collect::<Vec<_>>()})
        }
        Vocabulary::Timeout => {
            json!({"anyOf": [{"enum": ["none", 0]}, {"type": "string", "pattern": "^[0-9]+ (us|ms|s)$"}]})
        }
        Vocabulary::Permissions => json!({"type": "string", "pattern": Permissions::PATTERN}),
        Vocabulary::Ip | Vocabulary::Free => json!({"type": "string"}),
    }
}

/// A set of these names. An editor completes one; the pattern allows several. `others` is a part of the pattern.
fn set(names: &[&str], others: &str) -> Json {
    let one = format!("({}{others})", names.join("|"));
    let names: Vec<&str> = names.iter().copied().chain(["none"]).collect();
    json!({"anyOf": [{"enum": names}, {"type": "string", "pattern": format!("^{one}(\\|{one})*$")}]})
}

fn records(fields: &[Return]) -> Json {
    let field = |field: &Return| {
        let shape = json!({"anyOf": [shape(field.kind), {"const": "absent"}]});
        (field.name.to_owned(), shape)
    };
    let record = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": fields.iter().map(field).collect::<Map<_, _>>(),
    });
    let list = json!({"anyOf": [{"type": "array", "items": record}, {"$ref": "#/definitions/reference"}]});
    let rules = ListRule::NAMES.iter().map(|rule| ((*rule).to_owned(), list.clone()));
    json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": false,
        "properties": rules.collect::<Map<_, _>>(),
    })
}

/// The shape of an address. As an argument, an address may be raw bytes; as a shape, it has a port that may be any.
fn address_shape() -> Json {
    let short = "^(none|unnamed|autobound|\\$.+|.+:(any|ephemeral|[0-9]+|\\$.+\\.port))$";
    json!({
        "description": "\"HOST:PORT\", none, unnamed, autobound, $name, or a map of the fields that are claimed.",
        "anyOf": [{"type": "string", "pattern": short}, {"$ref": "#/definitions/address_map"}],
    })
}
