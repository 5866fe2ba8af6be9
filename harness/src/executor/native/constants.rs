//! The constants of this platform and their numbers.

use crate::operation::{self, Constants, Filled, Record, Value, Word};
use crate::platform::constant::{self, Constant};

pub(super) fn constants(call: &Constants<Filled>) -> Vec<Value> {
    let record = |(name, number): Constant| {
        let mut fields = vec![("name", Value::Word(Word::Constant(operation::Constant::Named(name))))];
        fields.extend(number.map(|number| ("value", Value::Number(number))));
        Record(fields)
    };
    // Sorted by name, so that the tables of two platforms have their lines in the same order.
    let mut table = constant::table(call.prefix);
    table.sort_unstable_by_key(|(name, _)| *name);
    vec![Value::Records(table.into_iter().map(record).collect())]
}
