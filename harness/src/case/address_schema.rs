//! The JSON Schema of addresses, as arguments and as shapes. Only `sockshape check` tells the two apart; what editors
//! offer for either is what it can be.

use serde_json::{Map, Value as Json, json};

use crate::address::{Family, HostWord};
use crate::schema_parts::{any_of, described, words_schema};

/// Shapes of whole addresses.
const SHAPES: [(&str, &str); 3] = [
    ("none", "No address at all: the operation left a length of 0."),
    (UNNAMED.0, UNNAMED.1),
    ("autobound", "AF_UNIX with a name that the system chose."),
];

/// The only one of them that is an argument, too.
const UNNAMED: (&str, &str) = ("unnamed", "AF_UNIX without a name.");

/// Ports that a shape can have, beside numbers.
const PORTS: [(&str, &str); 2] = [("any", "any port"), ("ephemeral", "any port but 0")];

/// A port that an argument can have as well.
const ZERO: (&str, &str) = ("0", "port 0");

/// An address that a call is given, by the name of its definition.
pub(super) fn given() -> Json {
    json!({"$ref": "#/definitions/address"})
}

/// That definition.
pub(super) fn argument() -> Json {
    let hosts = HostWord::NAMES.join(", ");
    let given: Vec<_> = HostWord::WORDS.iter().copied().filter(|(name, _)| *name != HostWord::Any.name()).collect();
    let description = format!(
        "An address, or its shape: \"HOST:PORT\" (HOST also {hosts}; PORT also any, ephemeral, $name.port), none, \
         unnamed, autobound, $name, or a map."
    );
    address(&description, &combined(&given, &[ZERO]), &[UNNAMED], json!({"type": "string"}))
}

/// The shape of an address. As an argument, an address may be raw bytes; as a shape, it has a port that may be any.
pub(super) fn shape() -> Json {
    let short = "^(none|unnamed|autobound|\\$.+|.+:(any|ephemeral|[0-9]+|\\$.+\\.port))$";
    let description = "\"HOST:PORT\", none, unnamed, autobound, $name, or a map of the fields that are claimed.";
    let ports: Vec<_> = PORTS.into_iter().chain([ZERO]).collect();
    let text = json!({"type": "string", "pattern": short});
    address(description, &combined(HostWord::WORDS, &ports), &SHAPES, text)
}

fn address(description: &str, hosts: &[(String, String)], others: &[(&str, &str)], text: Json) -> Json {
    let hosts = hosts.iter().map(|(name, about)| (name.as_str(), about.as_str()));
    let words = words_schema(hosts.chain(others.iter().copied()));
    described(description, any_of([words, text, json!({"$ref": "#/definitions/address_map"})]))
}

/// Each host with each port.
fn combined(hosts: &[(&str, &str)], ports: &[(&str, &str)]) -> Vec<(String, String)> {
    let combine = |(host, about): &(&str, &str)| {
        let about = about.trim().trim_end_matches('.').to_owned();
        let host = (*host).to_owned();
        ports.iter().map(move |(port, which)| (format!("{host}:{port}"), format!("{about}, and {which}.")))
    };
    hosts.iter().flat_map(combine).collect()
}

/// The fields of an address.
pub(super) fn map() -> Json {
    let family = any_of([
        words_schema(Family::WORDS.iter().copied()),
        json!({"type": "integer"}),
        json!({"$ref": "#/definitions/reference"}),
    ]);
    let host = any_of([words_schema(HostWord::WORDS.iter().copied()), json!({"type": "string"})]);
    let port = any_of([words_schema(PORTS), json!({"type": ["integer", "string"]})]);
    let number = || json!({"type": ["integer", "string"]});
    let fields = [
        ("family", "The address family.", family),
        ("host", "The host: a word, or an IP address.", host),
        ("port", "The port: a word, a number, or `$name.port`.", port),
        ("flowinfo", "The flow information of an AF_INET6 address.", number()),
        ("scope_id", "The scope of an AF_INET6 address.", number()),
        ("path", "A path of AF_UNIX: `$scratch/…` or `./…`.", json!({"type": "string", "pattern": "^(\\$|\\./)"})),
        ("abstract", "An abstract name of AF_UNIX: `$scratch/…`.", json!({"type": "string", "pattern": "^\\$"})),
        ("interface", "A device of AF_PACKET.", words_schema([("loopback", "The loopback interface.")])),
        ("bytes", "The bytes behind the family, as hexadecimal digits.", bytes()),
        ("length", "How long it is said to be, in bytes.", number()),
    ];
    let fields = fields.into_iter().map(|(name, about, schema)| (name.to_owned(), described(about, schema)));
    json!({"type": "object", "additionalProperties": false, "properties": fields.collect::<Map<_, _>>()})
}

fn bytes() -> Json {
    json!({"type": "string", "pattern": "^([0-9a-fA-F ]*|\\$.*)$"})
}
