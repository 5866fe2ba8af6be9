//! The wire form of how an operation ended: an object with one entry.

use serde_json::{Map, Value as Json, json};

use super::reason::reason;
use super::value;
use crate::operation::outcome::{Hidden, Outcome, Return, Value};
use crate::platform::error_name::ErrorName;

impl Outcome {
    /// `{"returned": {…}}` with what the operation returned, by the keys of `returns`; or `failed`, `timed_out` (also
    /// with what was returned, if anything was), `withheld`, `not_run`.
    #[must_use]
    pub fn wire(&self, returns: &[Return]) -> Json {
        match self {
            Self::Returned(values) => json!({"returned": wire_values(values, returns)}),
            Self::Failed(error) => json!({"failed": error.to_string()}),
            Self::TimedOut(part) if part.is_empty() => json!({"timed_out": true}),
            Self::TimedOut(part) => json!({"timed_out": wire_values(part, returns)}),
            Self::Refused(why) => json!({"refused": why}),
            Self::Withheld(why) => json!({"withheld": why}),
            Self::NotRun(why) => json!({"not_run": why}),
        }
    }

    /// Reads what [`Self::wire`] wrote for an operation that returns these values.
    ///
    /// # Errors
    /// When it cannot be an outcome of that operation: a sentence that says why.
    pub fn read(json: &Json, returns: &[Return]) -> Result<Self, String> {
        let entries = json.as_object().filter(|entries| entries.len() == 1);
        let Some((key, json)) = entries.and_then(|entries| entries.iter().next()) else {
            return Err("an outcome is an object with one entry".to_owned());
        };
        match (key.as_str(), json) {
            ("returned", Json::Object(values)) => read_values(values, returns).map(Self::Returned),
            ("failed", Json::String(name)) => {
                ErrorName::recorded(name).map(Self::Failed).map_err(|fault| fault.with_hint())
            }
            ("timed_out", Json::Bool(true)) => Ok(Self::TimedOut(Vec::new())),
            ("timed_out", Json::Object(part)) if !part.is_empty() => read_values(part, returns).map(Self::TimedOut),
            ("refused", Json::String(why)) => reason(why).map(Self::Refused),
            ("withheld", Json::String(why)) => reason(why).map(Self::Withheld),
            ("not_run", Json::String(why)) => reason(why).map(Self::NotRun),
            _ => Err(format!("`{key}` is not how an operation ends, or has another kind of value")),
        }
    }
}

fn wire_values(values: &[Value], returns: &[Return]) -> Map<String, Json> {
    let is_seen = |(_, value): &(&Return, &Value)| !matches!(value, Value::Hidden(_));
    let value = |(returned, value): (&Return, _)| (returned.name.to_owned(), value::wire(value));
    returns.iter().zip(values).filter(is_seen).map(value).collect()
}

fn read_values(values: &Map<String, Json>, returns: &[Return]) -> Result<Vec<Value>, String> {
    if let Some(key) = values.keys().find(|key| returns.iter().all(|returned| returned.name != *key)) {
        return Err(format!("the operation does not return `{key}`"));
    }
    let value = |returned: &Return| match values.get(returned.name) {
        Some(json) => value::read(json, returned.kind).map_err(|why| format!("`{}`: {why}", returned.name)),
        None => Ok(Value::Hidden(Hidden::Unseen)),
    };
    returns.iter().map(value).collect()
}
