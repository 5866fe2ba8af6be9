//! Services and the name of this host: getservbyname, getservbyport, gethostname.

use crate::operation::argument::{Integer, Size};
use crate::operation::call::c_text::c_text_argument;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};

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
    returns ["name": Hostname]
}

c_text_argument! {
    /// A name to look up in a table of this host, such as `/etc/services`.
    LookupName, "a name"
}
