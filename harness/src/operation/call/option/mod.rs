//! Socket options.

mod raw;
mod setting;
mod table;

use serde_json::Value as Json;

pub use raw::{GetsockoptBytes, LeftOut, Level, OptionBytes, OptionLength, RawOption, SetsockoptBytes};
pub use setting::{Group, GroupInterface, Interface, Setting};
use table::options;

use crate::fault::Fault;
use crate::fields;
use crate::named_enum::named_enum;
use crate::operation::argument::{Argument, Input, Show, SocketName, refers_to_nothing};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::word::{SettingKind, Vocabulary};
use crate::platform::Need;
use crate::schema_parts::{described, words_schema};
use crate::yaml::Node;

macro_rules! can {
    (get, get $($set:ident)?) => {
        true
    };
    (set, set) => {
        true
    };
    (set, get set) => {
        true
    };
    ($($other:tt)+) => {
        false
    };
}

/// Declares the names, kinds and uses of the options in the table.
macro_rules! declare {
    (
        everywhere {
            $($common:ident = $common_name:literal: $common_kind:ident [$($common_use:ident)+] $common_doc:literal;)+
        }
        somewhere {
            $($rare:ident = $rare_name:literal: $rare_kind:ident [$($rare_use:ident)+] $rare_doc:literal;)+
        }
    ) => {
        named_enum! {
            /// A socket option of any platform.
            pub enum OptionName, "option" {
                $(#[doc = $common_doc] $common = $common_name,)+
                $(#[doc = $rare_doc] $rare = $rare_name,)+
            }
        }

        impl OptionName {
            /// The kind of its value.
            #[must_use]
            pub fn kind(self) -> SettingKind {
                match self {
                    $(Self::$common => SettingKind::$common_kind,)+
                    $(Self::$rare => SettingKind::$rare_kind,)+
                }
            }

            /// What reading it returns.
            #[must_use]
            pub fn returns(self) -> &'static [Return] {
                match self {
                    $(Self::$common => &[Return { name: "value", kind: Kind::Setting(SettingKind::$common_kind) }],)+
                    $(Self::$rare => &[Return { name: "value", kind: Kind::Setting(SettingKind::$rare_kind) }],)+
                }
            }

            /// Its name, if there is a platform without it.
            #[must_use]
            pub fn missing_somewhere(self) -> Option<&'static str> {
                match self {
                    $(Self::$common)|+ => None,
                    $(Self::$rare => Some($rare_name),)+
                }
            }

            /// Whether it can be read.
            #[must_use]
            pub fn can_be_read(self) -> bool {
                match self {
                    $(Self::$common => can!(get, $($common_use)+),)+
                    $(Self::$rare => can!(get, $($rare_use)+),)+
                }
            }

            /// Whether it can be set.
            #[must_use]
            pub fn can_be_set(self) -> bool {
                match self {
                    $(Self::$common => can!(set, $($common_use)+),)+
                    $(Self::$rare => can!(set, $($rare_use)+),)+
                }
            }
        }
    };
}
options!(declare);

operation! {
    /// Sets a socket option: setsockopt(2).
    pub struct Setsockopt = "setsockopt" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option.
        "option" => option: SettableOption,
        /// Its value.
        "value" => value: Setting,
    }
    returns []
}

operation! {
    /// The value of a socket option: getsockopt(2).
    pub struct Getsockopt = "getsockopt" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option.
        "option" => option: ReadableOption,
    }
    returns ["value": Setting(SettingKind::Free)] option as ReadableOption
}

operation! {
    /// Returns and clears the pending error of a socket: SO_ERROR of getsockopt(2). Returns `pending` and its name, or
    /// `none`.
    pub struct TakeError = "take_error" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["pending": Word(Vocabulary::PendingError)]
}

/// Declares a kind of argument that names an option, one that `$can` be `$done`.
macro_rules! option_argument {
    ($(#[doc = $doc:literal])+ $type:ident, $can:path, $done:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $type(pub OptionName);

        impl Argument for $type {
            refers_to_nothing!();

            fn read(node: &Node, reading: &Reading) -> Option<Self> {
                read(node, reading, $can, $done).map(Self)
            }

            fn wire(&self) -> Option<Json> {
                Some(self.0.to_string().into())
            }

            fn schema() -> Json {
                described("The name of an option.", words_schema(OptionName::WORDS.iter().copied()))
            }
        }

        impl Show for $type {
            fn input(&self) -> Option<Input> {
                Some(Input::Word(self.0.to_string()))
            }
        }
    };
}

option_argument! {
    /// An option that can be set. The next argument is its value.
    SettableOption, OptionName::can_be_set, "set"
}

option_argument! {
    /// An option that can be read.
    ReadableOption, OptionName::can_be_read, "read"
}

impl ReadableOption {
    /// What reading it returns.
    pub(in crate::operation) fn returns(&self) -> &'static [Return] {
        self.0.returns()
    }
}

/// The option that `node` names, if it can be `done`.
fn read(node: &Node, reading: &Reading, can: fn(OptionName) -> bool, done: &str) -> Option<OptionName> {
    let option = fields::word(node, "the name of an option", OptionName::named, reading.findings)?;
    if !can(option) {
        reading
            .findings
            .add(node.place, Fault::new(format!("`{option}` cannot be {done}")).hint("socket2 has no such call"));
        return None;
    }
    if let Some(name) = option.missing_somewhere() {
        reading.need(Need::Constant(name));
    }
    reading.set_option(option.name());
    Some(option)
}
