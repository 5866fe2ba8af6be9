//! The wire form of an argument that an earlier call returned, where a case could not have written it. What it is
//! stands in the key, so that it can be told from what a case writes.

use serde_json::{Value as Json, json};

use super::observed;
use crate::address::Observed;

const ADDRESS: &str = "returned";
const PORT: &str = "returned_port";
const DESCRIPTOR: &str = "returned_descriptor";

/// An argument that an earlier call returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returned {
    /// An address, as the call returned it, its length included.
    Address(Observed),
    /// The port of such an address, where a call takes a port alone.
    Port(u16),
    /// A descriptor.
    Descriptor(i64),
}

impl Returned {
    /// An object with one entry: `returned` with the address as an outcome has it, `returned_port` or
    /// `returned_descriptor` with a number.
    #[must_use]
    pub fn wire(&self) -> Json {
        match self {
            Self::Address(observed) => json!({ADDRESS: observed::wire(observed)}),
            Self::Port(port) => json!({PORT: port}),
            Self::Descriptor(number) => json!({DESCRIPTOR: number}),
        }
    }

    /// Reads what [`Self::wire`] wrote. None if it is something else.
    ///
    /// # Errors
    /// When it is such an object and holds something else.
    pub fn read(json: &Json) -> Result<Option<Self>, String> {
        let entries = json.as_object().filter(|entries| entries.len() == 1);
        let Some((key, value)) = entries.and_then(|entries| entries.iter().next()) else {
            return Ok(None);
        };
        let wrong = || format!("`{key}` does not hold {value}");
        Ok(Some(match key.as_str() {
            ADDRESS => Self::Address(observed::read(value)?),
            PORT => Self::Port(value.as_u64().and_then(|port| port.try_into().ok()).ok_or_else(wrong)?),
            DESCRIPTOR => Self::Descriptor(value.as_i64().ok_or_else(wrong)?),
            _ => return Ok(None),
        }))
    }
}
