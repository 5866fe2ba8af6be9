//! The descriptors of sockets, and what they have in common with other descriptors.

use serde_json::{Value as Json, json};

use crate::address::Family;
use crate::fault::Fault;
use crate::fields;
use crate::operation::argument::{
    Argument, Input, NewSocket, Returned, Show, SocketName, SocketToDetach, refers_to_nothing,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Value};
use crate::operation::saved::{Saved, Unfilled};
use crate::platform::Capability;
use crate::yaml::Node;

operation! {
    /// Duplicates the descriptor of a socket, like `dup` of Python's sockets: F_DUPFD_CLOEXEC of fcntl(2), or
    /// WSADuplicateSocket on Windows.
    pub struct Dup = "dup" {
        /// The socket.
        "socket" => socket: SocketName,
        /// A name for the socket with the new descriptor.
        "as" => name: NewSocket,
    }
    returns []
}

operation! {
    /// The descriptor of a socket, or -1 if the socket is closed, like `fileno` of Python's sockets.
    pub struct Fileno = "fileno" {
        /// The socket.
        "socket" => socket: SocketName,
    }
    returns ["descriptor": Descriptor]
}

operation! {
    /// Gives up a socket without closing its descriptor, and returns the descriptor, or -1 if the socket is closed.
    /// Like `detach` of Python's sockets.
    pub struct Detach = "detach" {
        /// The socket. Later steps see it as closed.
        "socket" => socket: SocketToDetach,
    }
    returns ["descriptor": Descriptor]
}

operation! {
    /// Makes a socket from an existing descriptor, one that was detached or one of a file, without duplicating it:
    /// `socket(fileno=…)` in Python. Without `family`, it asks the system for the socket's type, which fails if the
    /// descriptor is not a socket.
    pub struct FromFileno = "from_fileno" {
        /// A name for the socket.
        "as" => name: NewSocket,
        /// The descriptor of a socket that was detached, or of a file.
        "descriptor" => descriptor: Descriptor,
        /// The address family. If it is given, the system is not asked for the type.
        "family" => family: Option<GivenFamily>,
    }
    returns []
}

/// The descriptor that an earlier step saves under this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor(String);

/// The number of a descriptor, or -1 for no descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DescriptorNumber(pub i64);

impl Descriptor {
    /// The name in `node`, which must be `$name` with the name of a saved value of this kind.
    fn read_name<'n>(node: &'n Node, kind: Kind, reading: &Reading) -> Option<&'n str> {
        let text = fields::text(node, kind.noun(), reading.findings)?;
        let name = text.strip_prefix('$');
        if name.is_none() {
            let fault = Fault::expected(kind.noun(), &format!("`{text}`"));
            reading.findings.add(node.place, fault.hint("write $name for what an earlier step saved as `name`"));
        }
        name
    }
}

/// The family that a case gives for a descriptor. The system is not asked, and does not change its mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenFamily(pub Family);

impl Argument for GivenFamily {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let own = reading.family();
        let family = Family::read(node, reading)?;
        if own.is_some() {
            reading.set_family(own);
        }
        Some(Self(family))
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn schema() -> Json {
        Family::schema()
    }
}

impl Show for GivenFamily {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

/// The descriptor of a file that an earlier step saves under this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDescriptor(pub Descriptor);

impl Argument for Descriptor {
    type Filled = DescriptorNumber;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = Self::read_name(node, Kind::Descriptor, reading)?;
        let kind = if reading.is_saved_as(name, Kind::File) {
            reading.need(Capability::FileDescriptors);
            Kind::File
        } else {
            Kind::Descriptor
        };
        reading.set_family(reading.use_saved(node.place, name, kind));
        Some(Self(name.to_owned()))
    }

    fn fill(&self, saved: &Saved) -> Result<DescriptorNumber, Unfilled> {
        match saved.value(&self.0)? {
            Value::Descriptor(number) => Ok(DescriptorNumber(*number)),
            _ => Err(Unfilled::Missing(format!("no descriptor was saved as `{}`", self.0))),
        }
    }

    fn wire(&self) -> Option<Json> {
        Some(format!("${}", self.0).into())
    }

    fn wire_filled(filled: &DescriptorNumber) -> Option<Json> {
        Some(Returned::Descriptor(filled.0).wire())
    }

    fn schema() -> Json {
        json!({"$ref": "#/definitions/reference"})
    }
}

impl Show for Descriptor {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(format!("${}", self.0)))
    }
}

impl Argument for FileDescriptor {
    type Filled = DescriptorNumber;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = Descriptor::read_name(node, Kind::File, reading)?;
        reading.use_saved(node.place, name, Kind::File);
        Some(Self(Descriptor(name.to_owned())))
    }

    fn fill(&self, saved: &Saved) -> Result<DescriptorNumber, Unfilled> {
        self.0.fill(saved)
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn wire_filled(filled: &DescriptorNumber) -> Option<Json> {
        Descriptor::wire_filled(filled)
    }

    fn schema() -> Json {
        Descriptor::schema()
    }
}

impl Show for FileDescriptor {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

impl Show for DescriptorNumber {
    fn input(&self) -> Option<Input> {
        Some(Input::Descriptor(self.0))
    }
}
