//! The values that the steps of a program have saved so far. Later steps refer to them.

use std::collections::BTreeMap;

use super::outcome::Value;
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
    /// When there is no such address: a sentence that says so.
    pub fn address(&self, name: &str) -> Result<&Observed, String> {
        self.addresses.get(name).ok_or_else(|| format!("no address was saved as `{name}`"))
    }

    /// The value saved under `name` that is not an address.
    ///
    /// # Errors
    /// When there is no such value: a sentence that says so.
    pub fn value(&self, name: &str) -> Result<&Value, String> {
        self.values.get(name).ok_or_else(|| format!("nothing was saved as `{name}`"))
    }
}
