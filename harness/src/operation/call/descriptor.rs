//! The descriptors beneath sockets, and what they have in common with other descriptors.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::address::Family;
use crate::fault::Fault;
use crate::fields;
use crate::operation::argument::{Argument, Input, NewSocket, SocketName};
use crate::operation::call::lifecycle::Closing;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Value};
use crate::operation::program::Saved;
use crate::platform::Capability;
use crate::yaml::Node;

operation! {
    /// Makes a second descriptor of a socket: F_DUPFD_CLOEXEC of fcntl(2), WSADuplicateSocket on Windows; `dup` of Python's sockets.
    pub struct Dup = "dup" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to call it by its second descriptor.
        "as" => name: NewSocket,
    }
    returns []
}

operation! {
    /// The descriptor of a socket, -1 for a closed one, as `fileno` of Python's sockets tells it.
    pub struct Fileno = "fileno" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["descriptor": Descriptor]
}

operation! {
    /// Gives up a socket without closing its descriptor, and returns that; -1 for a closed one. `detach` of Python's sockets.
    pub struct Detach = "detach" {
        /// The socket, as good as closed from now on.
        "socket" => socket: Closing,
    }
    returns ["descriptor": Descriptor]
}

operation! {
    /// Makes a socket of a descriptor that was detached, or of a file's, the very one: `socket(fileno=…)` in Python. Whether it is a
    /// socket at all is found out by its type, unless the case says what family it is of.
    pub struct FromFileno = "from_fileno" {
        /// What to call the socket.
        "as" => name: NewSocket,
        /// The descriptor.
        "descriptor" => descriptor: Descriptor,
        /// The address family to take it for, unseen.
        "family" => family: Option<Family>,
    }
    returns []
}

/// A descriptor that an earlier step saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Descriptor {
    /// What it was saved as.
    pub name: String,
    /// The number, once it is known.
    pub value: Option<i64>,
}

impl Descriptor {
    /// The name that `node` refers to by `$name`, for a thing of this kind.
    fn read_name<'n>(node: &'n Node, kind: Kind, reading: &Reading) -> Option<&'n str> {
        let text = fields::text(node, kind.noun(), reading.findings)?;
        let name = text.strip_prefix('$');
        if name.is_none() {
            let fault = Fault::expected(kind.noun(), &format!("`{text}`"));
            reading.findings.add(node.place, fault.hint("as $name, for what an earlier step saved as `name`"));
        }
        name
    }
}

/// The descriptor of a file that an earlier step opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileDescriptor(pub Descriptor);

impl Argument for Descriptor {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = Self::read_name(node, Kind::Descriptor, reading)?;
        let kind = if reading.is_saved_as(name, Kind::File) {
            reading.need(Capability::FileDescriptors);
            Kind::File
        } else {
            Kind::Descriptor
        };
        reading.set_family(reading.use_saved(node.place, name, kind));
        Some(Self { name: name.to_owned(), value: None })
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Descriptor { name: self.name.clone(), value: self.value })
    }

    fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
        match saved.value(&self.name)? {
            Value::Descriptor(number) => self.value = Some(*number),
            _ => return Err(format!("no descriptor was saved as `{}`", self.name)),
        }
        Ok(())
    }

    fn schema() -> Json {
        json!({"$ref": "#/definitions/reference"})
    }
}

impl Argument for FileDescriptor {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = Descriptor::read_name(node, Kind::File, reading)?;
        reading.use_saved(node.place, name, Kind::File);
        Some(Self(Descriptor { name: name.to_owned(), value: None }))
    }

    fn input(&self) -> Option<Input> {
        self.0.input()
    }

    fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
        self.0.resolve(saved)
    }

    fn schema() -> Json {
        Descriptor::schema()
    }
}
