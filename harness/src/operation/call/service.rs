//! Services and the name of this host: getservbyname, getservbyport, gethostname.

use serde_json::{Value as Json, json};

use crate::operation::argument::{Argument, Input, Integer, Show, Size, refers_to_nothing};
use crate::operation::call::lookup::c_text;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::yaml::Node;

/// The fields of a service. Its aliases are left out because they differ from host to host.
const SERVICE: &[Return] = &[
    Return { name: "name", kind: Kind::Text },
    Return { name: "port", kind: Kind::Number },
    Return { name: "protocol", kind: Kind::Text },
];

operation! {
    /// The service with a name, if there is one: getservbyname(3).
    pub struct Getservbyname = "getservbyname" {
        /// The official name or an alias.
        "name" => name: LookupName,
        /// The protocol. Any by default.
        "protocol" => protocol: Option<LookupName>,
    }
    needs [Services]
    returns ["service": Records(SERVICE)]
}

operation! {
    /// The service with a port, if there is one: getservbyport(3).
    pub struct Getservbyport = "getservbyport" {
        /// The port.
        "port" => port: Integer<0, 65535>,
        /// The protocol. Any by default.
        "protocol" => protocol: Option<LookupName>,
    }
    needs [Services]
    returns ["service": Records(SERVICE)]
}

operation! {
    /// The name of this host: gethostname(2).
    pub struct Gethostname = "gethostname" {
        /// The size of the buffer, in bytes. 1025 by default.
        "size" => size: Option<Size>,
    }
    returns ["name": Text]
}

/// A name to look up in a table of this host, such as `/etc/services`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupName(pub String);

impl Argument for LookupName {
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

impl Show for LookupName {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(format!("\"{}\"", self.0.escape_default())))
    }
}
