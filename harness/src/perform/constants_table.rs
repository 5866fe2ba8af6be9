//! The numbers behind the constants of this platform.

use crate::operation::{Constants, Record, Value};
use crate::platform::constant::{self, Constant};

pub(super) fn constants(call: &Constants) -> Vec<Value> {
    let record = |(name, number): Constant| {
        let mut fields = vec![("name", Value::Word(name.to_owned()))];
        fields.extend(number.map(|number| ("value", Value::Number(number))));
        Record(fields)
    };
    vec![Value::Records(constant::table(call.prefix).into_iter().map(record).collect())]
}
