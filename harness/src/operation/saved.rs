//! What the steps of a program have saved so far, for later steps to refer to.

use std::collections::BTreeMap;

use super::outcome::Value;
use crate::address::{Name, Observed};

/// What was saved so far.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// The addresses, by name.
    pub addresses: BTreeMap<String, Observed>,
    /// Everything else, by name.
    pub values: BTreeMap<String, Value>,
}

impl Saved {
    /// Keeps a value. Of a list, the fields of the first record are kept as well, each under the name of the list and its own:
    /// `answer.address`.
    pub(super) fn keep(&mut self, name: String, value: &Value) {
        match value {
            Value::Address(address) if address.name == Name::None => {}
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
    /// When there is none: a sentence that says so.
    pub fn address(&self, name: &str) -> Result<&Observed, String> {
        self.addresses.get(name).ok_or_else(|| format!("no address was saved as `{name}`"))
    }

    /// The value saved under `name` that is not an address.
    ///
    /// # Errors
    /// When there is none: a sentence that says so.
    pub fn value(&self, name: &str) -> Result<&Value, String> {
        self.values.get(name).ok_or_else(|| format!("nothing was saved as `{name}`"))
    }
}
