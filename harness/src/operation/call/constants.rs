//! The numbers behind the constants of this platform.

use crate::operation::argument::word_argument;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::word::Vocabulary;
use crate::platform::constant::Prefix;

/// The fields of a constant. It has no `value` on a platform that does not define the constant.
const CONSTANT: &[Return] = &[
    Return { name: "name", kind: Kind::Word(Vocabulary::ConstantName) },
    Return { name: "value", kind: Kind::Number },
];

operation! {
    /// The constants whose names begin with a prefix, in the same order on every platform.
    pub struct Constants = "constants" {
        /// The prefix.
        "prefix" => prefix: Prefix,
    }
    returns ["constants": Records(CONSTANT)]
}

word_argument!(Prefix, "a prefix");
