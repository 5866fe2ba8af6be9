//! What kind of value an argument has, in words: what its JSON Schema says.

use serde_json::Value as Json;

use super::words_of;

/// The kind of value that a schema describes.
pub(super) fn kind(schema: &Json) -> String {
    let has = |key: &str| schema.get(key).is_some_and(|value| !value.is_null());
    if let Some(text) = schema["description"].as_str() {
        return sentence(text);
    }
    if let Some(target) = schema["$ref"].as_str() {
        return of_definition(target.rsplit('/').next().unwrap_or_default());
    }
    if let Some(names) = schema["enum"].as_array() {
        return choice(&names.iter().filter_map(Json::as_str).collect::<Vec<_>>());
    }
    if let Some(kinds) = schema["anyOf"].as_array() {
        // A variable of the matrix may stand anywhere.
        let kinds = kinds.iter().filter(|kind| kind["$ref"] != "#/definitions/variable");
        return kinds.map(kind).collect::<Vec<_>>().join(" or ");
    }
    if has("properties") { map(schema) } else { plain(schema) }
}

/// Some words. Of more than three, only the prefix that they share.
fn choice(names: &[&str]) -> String {
    let prefix = names[0].split_inclusive('_').next().unwrap_or_default();
    let is_shared = prefix.ends_with('_') && names.iter().all(|name| name.starts_with(prefix));
    if is_shared && names.len() > 3 { format!("`{prefix}…`") } else { words_of(names.iter().copied()) }
}

/// A description without its capital letter and its full stop, so that it fits beside others.
fn sentence(text: &str) -> String {
    let text = text.strip_suffix('.').unwrap_or(text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn of_definition(name: &str) -> String {
    let article = match name {
        "data" => "",
        "address" | "operation" => "an ",
        _ => "a ",
    };
    format!("{article}{name}")
}

/// A map, with a question mark after each key that may be left out.
fn map(schema: &Json) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let is_one = schema["maxProperties"] == 1;
    let key = |(key, _): (&String, &Json)| match is_one || required.contains(&key.as_str()) {
        true => format!("`{key}`"),
        false => format!("`{key}?`"),
    };
    let keys: Vec<String> = schema["properties"].as_object().into_iter().flatten().map(key).collect();
    let beginning = if is_one { "a map with one of " } else { "a map of " };
    beginning.to_owned() + &keys.join(", ")
}

fn plain(schema: &Json) -> String {
    let kinds = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    let kinds: Vec<String> = kinds.iter().filter_map(Json::as_str).map(|kind| of_type(kind, schema)).collect();
    kinds.join(" or ")
}

fn of_type(kind: &str, schema: &Json) -> String {
    match (kind, &schema["minimum"], &schema["maximum"]) {
        ("integer", Json::Number(least), Json::Number(most)) => format!("a number from {least} to {most}"),
        ("integer", ..) => "a number".to_owned(),
        ("boolean", ..) => "`true` or `false`".to_owned(),
        ("array", ..) => match schema["minItems"].as_u64() {
            Some(count) if schema["maxItems"] == schema["minItems"] => {
                format!("a list of {count}, each {}", self::kind(&schema["items"]))
            }
            _ => format!("a list, each {}", self::kind(&schema["items"])),
        },
        _ => "text".to_owned(),
    }
}
