//! Outcomes of steps.

use sockshape::operation::{Outcome, Value, Vocabulary};
use sockshape::platform::error_name::ErrorName;

use super::observed;

/// The step succeeded and returned nothing.
pub(crate) fn ok() -> Outcome {
    Outcome::Returned(Vec::new())
}

/// The step returned one value.
pub(crate) fn returned(value: Value) -> Outcome {
    Outcome::Returned(vec![value])
}

/// A word, as a record has it.
pub(crate) fn word(vocabulary: Vocabulary, text: &str) -> Value {
    Value::Word(vocabulary.recorded(text).unwrap_or_else(|| panic!("{text} is not {}", vocabulary.noun())))
}

/// The step returned an Internet address.
pub(crate) fn address(text: &str) -> Outcome {
    returned(Value::Address(observed(text)))
}

/// The step returned data.
pub(crate) fn data(bytes: &[u8]) -> Outcome {
    returned(Value::Data(bytes.to_vec()))
}

/// The step failed with this error.
pub(crate) fn failed(name: &str) -> Outcome {
    Outcome::Failed(ErrorName::named(name).expect("an error"))
}
