//! Names of sockets, file objects and started calls: names that earlier steps gave, and new names.

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show, refers_to_nothing};
use crate::fault::Fault;
use crate::fields;
use crate::operation::check::Reading;
use crate::yaml::Node;

/// The JSON Schema of a name.
pub(in crate::operation) fn name_schema(about: &str) -> Json {
    json!({"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "description": about})
}

/// Declares a kind of argument that is a name. `$read` checks the name in `$node` and returns it.
macro_rules! name_argument {
    ($(#[doc = $doc:literal])+ $type:ident, $about:literal, |$node:ident, $reading:ident| $read:expr) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $type(pub String);

        impl Argument for $type {
            refers_to_nothing!();

            fn read($node: &Node, $reading: &Reading) -> Option<Self> {
                let name: Option<&str> = $read;
                name.map(|name| Self(name.to_owned()))
            }

            fn wire(&self) -> Option<Json> {
                Some(self.0.as_str().into())
            }

            fn schema() -> Json {
                name_schema($about)
            }
        }

        impl Show for $type {
            fn input(&self) -> Option<Input> {
                Some(Input::Word(self.0.clone()))
            }
        }
    };
}

name_argument! {
    /// The name of a socket that an earlier step made.
    SocketName, "A socket that an earlier step made.", |node, reading| {
        let name = fields::text(node, "the name of a socket", reading.findings)?;
        reading.use_socket(node, name);
        Some(name)
    }
}

name_argument! {
    /// A name for the socket that the operation makes.
    NewSocket, "A name for the new socket.", |node, reading| {
        let name = fields::name(node, "a socket", reading.findings)?;
        reading.make_socket(node.place, name);
        Some(name)
    }
}

name_argument! {
    /// The name of a socket that the step detaches.
    SocketToDetach, "A socket that an earlier step made.", |node, reading| {
        let name = fields::text(node, "the name of a socket", reading.findings)?;
        reading.use_socket(node, name);
        reading.detach(node.place);
        Some(name)
    }
}

name_argument! {
    /// The name of a socket or a file object that the step closes.
    ObjectToClose, "A socket or a file object that an earlier step made.", |node, reading| {
        let name = fields::text(node, "the name of a socket or a file object", reading.findings)?;
        reading.use_either(node, name);
        reading.close(node.place);
        Some(name)
    }
}

name_argument! {
    /// The name of a file object that an earlier step made.
    FileName, "A file object that an earlier step made.", |node, reading| {
        let name = fields::text(node, "the name of a file object", reading.findings)?;
        reading.use_file(node, name);
        Some(name)
    }
}

name_argument! {
    /// A name for the file object that the operation makes.
    NewFile, "A name for the new file object.", |node, reading| {
        let name = fields::name(node, "a file object", reading.findings)?;
        reading.make_file(node.place, name);
        Some(name)
    }
}

name_argument! {
    /// A name for the child process that the operation starts.
    NewChild, "A name for the child process.", |node, reading| {
        let name = fields::name(node, "a child process", reading.findings)?;
        reading.make_child(node.place, name);
        Some(name)
    }
}

name_argument! {
    /// The name of a child process that an earlier step started.
    ChildName, "A child process that an earlier step started.", |node, reading| {
        let name = fields::text(node, "the name of a child process", reading.findings)?;
        reading.use_child(node, name);
        Some(name)
    }
}

name_argument! {
    /// The name of a child process that the step ends.
    ChildToEnd, "A child process that an earlier step started.", |node, reading| {
        let name = fields::text(node, "the name of a child process", reading.findings)?;
        reading.use_child(node, name);
        reading.close(node.place);
        Some(name)
    }
}

name_argument! {
    /// A name for the call that the operation starts.
    NewCall, "A name for the call.", |node, reading| {
        let name = fields::name(node, "a call", reading.findings)?;
        reading.name_call(node.place, name);
        Some(name)
    }
}

/// Names for the two sockets of a pair.
impl Argument for [NewSocket; 2] {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let names = fields::items(node, reading.findings)?;
        let [first, second] = names else {
            reading.findings.add(node.place, Fault::expected("two names", &names.len().to_string()));
            return None;
        };
        let (first, second) = (NewSocket::read(first, reading), NewSocket::read(second, reading));
        Some([first?, second?])
    }

    fn wire(&self) -> Option<Json> {
        Some(json!([self[0].0, self[1].0]))
    }

    fn schema() -> Json {
        json!({"type": "array", "items": NewSocket::schema(), "minItems": 2, "maxItems": 2})
    }
}

impl Show for [NewSocket; 2] {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(format!("{} {}", self[0].0, self[1].0)))
    }
}
