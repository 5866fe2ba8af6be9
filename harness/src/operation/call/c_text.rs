//! Text that is handed to the C library.

use crate::fault::Fault;
use crate::fields;
use crate::operation::check::Reading;
use crate::yaml::Node;

/// A text for the C library. It must not contain a zero byte, which would end it.
pub(super) fn c_text<'n>(node: &'n Node, what: &str, reading: &Reading) -> Option<&'n str> {
    let text = fields::text(node, what, reading.findings)?;
    if text.contains('\0') {
        reading.findings.add(
            node.place,
            Fault::new(format!("{what} cannot contain a zero byte")).hint("C ends a text at its first zero byte"),
        );
        return None;
    }
    Some(text)
}

/// Such a text, as a transcript shows it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}

/// Declares a kind of argument that is such a text; messages call it `$what`.
macro_rules! c_text_argument {
    ($(#[doc = $doc:literal])+ $type:ident, $what:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $type(pub String);

        impl $crate::operation::Argument for $type {
            $crate::operation::argument::refers_to_nothing!();

            fn read(node: &$crate::yaml::Node, reading: &$crate::operation::Reading) -> Option<Self> {
                $crate::operation::call::c_text::c_text(node, $what, reading).map(|text| Self(text.to_owned()))
            }

            fn wire(&self) -> Option<serde_json::Value> {
                Some(self.0.as_str().into())
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({"type": "string"})
            }
        }

        impl $crate::operation::Show for $type {
            fn input(&self) -> Option<$crate::operation::Input> {
                Some($crate::operation::Input::Word($crate::operation::call::c_text::quoted(&self.0)))
            }
        }
    };
}
pub(super) use c_text_argument;
