//! Services and the name of this host: getservbyname, getservbyport, gethostname.

use serde_json::{Value as Json, json};

use crate::operation::argument::{Argument, Input, Integer, Show, Size, refers_to_nothing};
use crate::operation::call::lookup::c_text;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::yaml::Node;

/// What a service has. Its aliases are left out: each host lists its own.
const SERVICE: &[Return] = &[
    Return { name: "name", kind: Kind::Text },
    Return { name: "port", kind: Kind::Number },
    Return { name: "protocol", kind: Kind::Text },
];

operation! {
    /// The service of a name, or nothing: getservbyname(3).
    pub struct Getservbyname = "getservbyname" {
        /// The name, official or an alias.
        "name" => name: Word,
        /// The protocol; any where nothing is said.
        "protocol" => protocol: Option<Word>,
    }
    needs [Services]
    returns ["service": Records(SERVICE)]
}

operation! {
    /// The service of a port, or nothing: getservbyport(3).
    pub struct Getservbyport = "getservbyport" {
        /// The port.
        "port" => port: Integer<0, 65535>,
        /// The protocol; any where nothing is said.
        "protocol" => protocol: Option<Word>,
    }
    needs [Services]
    returns ["service": Records(SERVICE)]
}

operation! {
    /// What this host is called: gethostname(2).
    pub struct Gethostname = "gethostname" {
        /// The bytes of the buffer; 1025 where nothing is said.
        "size" => size: Option<Size>,
    }
    returns ["name": Text]
}

/// A name to look up in a table of this host's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word(pub String);

impl Argument for Word {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        c_text(node, "a name", reading).map(|text| Self(text.to_owned()))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.as_str().into())
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

impl Show for Word {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(format!("\"{}\"", self.0.escape_default())))
    }
}
