//! The values that the steps of a program have saved so far. Later steps refer to them.

use std::collections::BTreeMap;
use std::fmt;

use super::outcome::{Hidden, Value};
use crate::address::{Name, Observed};

/// The values that have been saved so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The addresses, by name.
    pub addresses: BTreeMap<String, Observed>,
    /// Everything else, by name.
    pub values: BTreeMap<String, Value>,
}

impl Saved {
    /// Keeps a value. For a list, it also keeps each field of the first record, under the name of the list and of the
    /// field, such as `answer.address`.
    pub(super) fn keep(&mut self, name: String, value: &Value) {
        match value {
            Value::Address(address) if address.name == Name::None || address.written.is_some() => {}
            Value::Address(address) => {
                self.addresses.insert(name, address.clone());
            }
            value => {
                if let Value::Records(records) = value {
                    let fields = records.iter().take(1).flat_map(|record| &record.0);
                    fields.for_each(|(field, value)| self.keep(format!("{name}.{field}"), value));
                }
                self.values.insert(name, value.clone());
            }
        }
    }

    /// The address saved under `name`.
    ///
    /// # Errors
    /// When there is no such address.
    pub fn address(&self, name: &str) -> Result<&Observed, Unfilled> {
        self.addresses.get(name).ok_or_else(|| match self.value(name) {
            Err(unseen @ Unfilled::Unseen(_)) => unseen,
            Ok(_) | Err(_) => Unfilled::Missing(format!("no address was saved as `{name}`")),
        })
    }

    /// The value saved under `name` that is not an address.
    ///
    /// # Errors
    /// When there is no such value.
    pub fn value(&self, name: &str) -> Result<&Value, Unfilled> {
        let is_unseen = |name: &str| self.values.get(name) == Some(&Value::Hidden(Hidden::Unseen));
        if is_unseen(name) || name.split_once('.').is_some_and(|(list, _)| is_unseen(list)) {
            return Err(Unfilled::Unseen(name.to_owned()));
        }
        self.values.get(name).ok_or_else(|| Unfilled::Missing(format!("nothing was saved as `{name}`")))
    }
}

/// Why something that a step refers to has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfilled {
    /// An earlier step did not save it, or saved what does not fit: a sentence that says so.
    Missing(String),
    /// An earlier step saved it under this name, and whoever made the call does not tell it.
    Unseen(String),
}

/// As a sentence.
impl fmt::Display for Unfilled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(why) => f.write_str(why),
            Self::Unseen(name) => write!(f, "a value that was not seen: `{name}`"),
        }
    }
}
