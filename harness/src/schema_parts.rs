//! Parts of JSON Schemas, written so that an editor can explain them: it does what the YAML language server does.

use serde_json::{Value as Json, json};

/// One of these words, each with what it stands for. Editors show that; validators pass it over.
pub(crate) fn words_schema<'w>(words: impl IntoIterator<Item = (&'w str, &'w str)>) -> Json {
    let (names, abouts): (Vec<&str>, Vec<&str>) = words.into_iter().map(|(name, about)| (name, about.trim())).unzip();
    json!({"enum": names, "enumDescriptions": abouts})
}

/// Any of these. They are put into pairs, because the language server takes three without a description for three that
/// match, and then shows bars between nothing.
pub(crate) fn any_of(alternatives: impl IntoIterator<Item = Json, IntoIter: DoubleEndedIterator>) -> Json {
    let mut last_first = alternatives.into_iter().rev();
    let last = last_first.next().unwrap_or(Json::Bool(false));
    last_first.fold(last, |others, one| json!({"anyOf": [one, others]}))
}

/// The schema with a description.
pub(crate) fn described(about: &str, mut schema: Json) -> Json {
    schema["description"] = about.trim().into();
    schema
}
