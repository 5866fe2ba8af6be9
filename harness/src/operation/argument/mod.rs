//! What an operation's argument has to be able to do, and the simplest kinds of them.

mod address;
mod address_shape;
mod buffer;
pub(in crate::operation) mod constant;
mod data;
mod default;
mod flags;
mod reference;

pub use address::{Address, Destination};
pub(in crate::operation) use address::{fill_port, is_own, wire_port, written_port};
pub(in crate::operation) use address_shape::in_scratch;
pub use buffer::{Buffers, Part, Sizes};
pub(in crate::operation) use constant::word_argument;
pub use constant::{How, Protocol, SocketType, TypeFlag, TypeFlags};
pub use data::{Data, Size};
pub(in crate::operation) use data::{MOST_BYTES, is_bearable};
pub use default::{OrDefault, WithDefault};
pub use flags::{AddrinfoFlag, Flag, Flags, MessageFlag, NameinfoFlag};
pub use reference::OrReference;

use std::fmt::Debug;

use serde_json::{Value as Json, json};

use crate::address::{FilledAddress, FilledPort};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::operation::check::Reading;
use crate::operation::declare::Signature;
use crate::operation::program::Saved;
use crate::yaml::{Content, Node, Place};

/// How an argument appears in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A name or a constant, as it is written.
    Word(String),
    /// A path below the case's own folder.
    ScratchPath(String),
    /// An address.
    Address(FilledAddress),
    /// A port.
    Port(FilledPort),
    /// A host and a port.
    HostAndPort(String, FilledPort),
    /// A descriptor.
    Descriptor(i64),
    /// Bytes.
    Data(Data),
    /// A buffer, a part of which is handed over.
    Part(Part),
    /// Several of them.
    List(Vec<Input>),
    /// An operation to be started: its name and its arguments.
    Step(&'static str, Vec<NamedInput>),
}

/// An argument in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedInput {
    /// The key it is given by.
    pub key: &'static str,
    /// Whether it goes without its key.
    pub bare: bool,
    /// What it is.
    pub input: Input,
}

/// What a transcript can show.
pub trait Show {
    /// How a transcript shows it, if it was given.
    fn input(&self) -> Option<Input>;
}

/// A kind of argument, as a case writes it.
pub trait Argument: Show + Clone + Debug + Eq {
    /// What it is once everything that it refers to is filled in.
    type Filled: Show + Clone + Debug + Eq;

    /// Whether it must be given.
    const REQUIRED: bool = true;

    /// Whether a transcript shows it without its key.
    const BARE: bool = Self::REQUIRED;

    /// Reads it, noting what is wrong with it.
    fn read(node: &Node, reading: &Reading) -> Option<Self>;

    /// What it is when it is not given, if it need not be.
    #[must_use]
    fn absent(_: &Reading) -> Option<Self> {
        None
    }

    /// Fills in what it refers to.
    ///
    /// # Errors
    /// When that has no value: a sentence that says so.
    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String>;

    /// What a case file has for it, in its one canonical form, if it was given: [`Self::read`] reads it back.
    fn wire(&self) -> Option<Json>;

    /// The JSON Schema of its value.
    #[must_use]
    fn schema() -> Json;
}

/// Within the implementation of [`Argument`]: it refers to nothing, and so is filled in as it stands.
macro_rules! refers_to_nothing {
    () => {
        type Filled = Self;

        fn fill(&self, _: &$crate::operation::Saved) -> Result<Self, String> {
            Ok(self.clone())
        }
    };
}
pub(in crate::operation) use refers_to_nothing;

impl<A: Argument> Argument for Option<A> {
    type Filled = Option<A::Filled>;

    const REQUIRED: bool = false;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        A::read(node, reading).map(Some)
    }

    fn absent(_: &Reading) -> Option<Self> {
        Some(None)
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String> {
        self.as_ref().map(|argument| argument.fill(saved)).transpose()
    }

    fn wire(&self) -> Option<Json> {
        self.as_ref().and_then(A::wire)
    }

    fn schema() -> Json {
        A::schema()
    }
}

impl<A: Show> Show for Option<A> {
    fn input(&self) -> Option<Input> {
        self.as_ref().and_then(A::input)
    }
}

impl<A: Argument> Argument for Vec<A> {
    type Filled = Vec<A::Filled>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let items = fields::items(node, reading.findings)?;
        let items: Vec<_> = items.iter().map(|item| A::read(item, reading)).collect();
        items.into_iter().collect()
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String> {
        self.iter().map(|item| item.fill(saved)).collect()
    }

    fn wire(&self) -> Option<Json> {
        self.iter().map(A::wire).collect::<Option<_>>().map(Json::Array)
    }

    fn schema() -> Json {
        json!({"type": "array", "items": A::schema()})
    }
}

impl<A: Show> Show for Vec<A> {
    fn input(&self) -> Option<Input> {
        self.iter().map(A::input).collect::<Option<_>>().map(Input::List)
    }
}

/// The arguments of one operation, taken out one by one.
pub(in crate::operation) struct Arguments<'a> {
    place: Place,
    given: Shape<'a>,
    signature: &'static Signature,
    reading: &'a Reading<'a>,
}

/// A map of all arguments, or the value of the only one that is required.
enum Shape<'a> {
    Map(Fields<'a>),
    Alone(Option<&'a Node>),
}

impl<'a> Arguments<'a> {
    /// The arguments that `node` gives; noted where it cannot be the arguments of this operation.
    pub(in crate::operation) fn of(
        node: &'a Node,
        signature: &'static Signature,
        reading: &'a Reading<'a>,
    ) -> Option<Self> {
        let alone = signature.parameters.iter().skip(1).all(|parameter| !parameter.required);
        let given = if matches!(node.content, Content::Map(_)) || !alone {
            Shape::Map(Fields::of(node, signature.name, reading.findings)?)
        } else {
            Shape::Alone(Some(node))
        };
        Some(Self { place: node.place, given, signature, reading })
    }

    pub(in crate::operation) fn reading(&self) -> &Reading<'a> {
        self.reading
    }

    /// Reads the argument with this key.
    pub(in crate::operation) fn take<A: Argument>(&mut self, key: &'static str) -> Option<A> {
        let node = match &mut self.given {
            Shape::Map(fields) if A::REQUIRED => Some(fields.required(key)?),
            Shape::Map(fields) => fields.optional(key),
            Shape::Alone(node) if self.signature.parameters[0].name == key => node.take(),
            Shape::Alone(_) => None,
        };
        match node {
            Some(node) => A::read(node, self.reading),
            None => A::absent(self.reading),
        }
    }

    /// Ends the reading: whatever is left is unknown. Returns where the arguments stand, and what they were read with.
    pub(in crate::operation) fn finish(self) -> (Place, &'a Reading<'a>) {
        if let Shape::Map(fields) = self.given {
            fields.finish();
        }
        (self.place, self.reading)
    }
}

/// The name of a socket that an earlier step made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketName(pub String);

/// A name for the socket that the operation makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSocket(pub String);

/// A whole number from `LEAST` to `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole<const LEAST: i64, const MOST: i64>(pub i64);

impl<const LEAST: i64, const MOST: i64> Whole<LEAST, MOST> {
    /// The number as a count; a range that begins below 0 has no use for it.
    #[must_use]
    pub fn count(self) -> usize {
        usize::try_from(self.0).unwrap_or(0)
    }
}

/// A constant as a case file has it: a number without quotes, or a name.
pub(in crate::operation) fn name_or_number(text: &str) -> Json {
    text.parse::<i64>().map_or_else(|_| text.into(), Json::from)
}

/// The schema of a name.
pub(in crate::operation) fn name_schema(about: &str) -> Json {
    json!({"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "description": about})
}

impl Argument for SocketName {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = fields::text(node, "the name of a socket", reading.findings)?;
        reading.use_socket(node, name);
        Some(Self(name.to_owned()))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.as_str().into())
    }

    fn schema() -> Json {
        name_schema("A socket that an earlier step made.")
    }
}

impl Show for SocketName {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.clone()))
    }
}

impl Argument for NewSocket {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = fields::name(node, "a socket", reading.findings)?;
        reading.make_socket(node.place, name);
        Some(Self(name.to_owned()))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.as_str().into())
    }

    fn schema() -> Json {
        name_schema("A name for the new socket.")
    }
}

impl Show for NewSocket {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.clone()))
    }
}

/// Two names, for the two ends of a pair.
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

impl<const LEAST: i64, const MOST: i64> Argument for Whole<LEAST, MOST> {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        fields::number(node, LEAST..=MOST, reading.findings).map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.into())
    }

    fn schema() -> Json {
        json!({"type": "integer", "minimum": LEAST, "maximum": MOST})
    }
}

impl<const LEAST: i64, const MOST: i64> Show for Whole<LEAST, MOST> {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.0.to_string()))
    }
}

impl Argument for bool {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        fields::flag(node, reading.findings)
    }

    fn wire(&self) -> Option<Json> {
        Some((*self).into())
    }

    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

impl Show for bool {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.to_string()))
    }
}
