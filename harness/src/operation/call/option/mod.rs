//! The options of a socket.

mod setting;
mod table;

use serde_json::{Value as Json, json};

pub use setting::{Group, Interface, Member, Setting};
pub(crate) use table::options;

use crate::fault::Fault;
use crate::fields;
use crate::named_enum::named_enum;
use crate::operation::argument::{Argument, Input, Show, SocketName, refers_to_nothing};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::yaml::Node;

/// The kinds of value that an option has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// On or off.
    Flag,
    /// A number, in the unit of the option.
    Number,
    /// Whole seconds, or off.
    Seconds,
    /// A time, or none.
    Time,
    /// An address of IPv4.
    Ip,
    /// An interface.
    Interface,
    /// A text.
    Text,
    /// A constant that can only be read.
    Word,
    /// A multicast group and the interface it is joined on.
    Group,
    /// A multicast group, a sender, and the interface.
    Source,
}

macro_rules! present {
    () => {
        false
    };
    ($call:path) => {
        true
    };
}

/// Names, kinds and platforms out of the table.
macro_rules! declare {
    ($(on $where:meta { $($variant:ident = $name:literal: $kind:ident get [$($get:path)?] set [$($set:path)?] $doc:literal;)+ })+) => {
        named_enum! {
            /// An option of a socket, on whatever platform it is.
            pub enum OptionName, "option" { $($(#[doc = $doc] $variant = $name,)+)+ }
        }

        impl OptionName {
            /// The kind of its value.
            #[must_use]
            pub fn kind(self) -> SettingKind {
                match self { $($(Self::$variant => SettingKind::$kind,)+)+ }
            }

            /// Whether this platform has it.
            #[must_use]
            pub fn exists(self) -> bool {
                match self { $($(Self::$variant)|+ => cfg!($where),)+ }
            }

            fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)+)+ }
            }

            fn can_be_read(self) -> bool {
                match self { $($(Self::$variant => present!($($get)?),)+)+ }
            }

            fn can_be_set(self) -> bool {
                match self { $($(Self::$variant => present!($($set)?),)+)+ }
            }
        }
    };
}
options!(declare);

operation! {
    /// Sets an option: setsockopt(2).
    pub struct Setsockopt = "setsockopt" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option.
        "option" => option: Settable,
        /// Its value.
        "value" => value: Setting,
    }
    returns []
}

operation! {
    /// The value of an option: getsockopt(2).
    pub struct Getsockopt = "getsockopt" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option.
        "option" => option: Readable,
    }
    returns ["value": Setting]
}

operation! {
    /// Takes the error that waits on a socket: SO_ERROR of getsockopt(2). Returns its name, or `none`.
    pub struct TakeError = "take_error" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["error": Word]
}

/// An option that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settable(pub OptionName);

/// An option that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readable(pub OptionName);

impl Argument for Settable {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let option = read(node, reading, OptionName::can_be_set, "set")?;
        reading.set_option(option);
        Some(Self(option))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.to_string().into())
    }

    fn schema() -> Json {
        json!({"enum": OptionName::NAMES})
    }
}

impl Show for Settable {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.to_string()))
    }
}

impl Argument for Readable {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        read(node, reading, OptionName::can_be_read, "read").map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.to_string().into())
    }

    fn schema() -> Json {
        json!({"enum": OptionName::NAMES})
    }
}

impl Show for Readable {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.to_string()))
    }
}

/// The option that `node` names, if this can be done with it.
fn read(node: &Node, reading: &Reading, can: fn(OptionName) -> bool, done: &str) -> Option<OptionName> {
    let option = fields::word(node, "the name of an option", OptionName::named, reading.findings)?;
    if !can(option) {
        reading.findings.add(node.place, Fault::new(format!("`{option}` cannot be {done}")));
        return None;
    }
    if !option.exists() {
        reading.lack(option.name());
    }
    Some(option)
}
