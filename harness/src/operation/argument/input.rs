//! How a transcript shows the arguments of a call.

use std::ops::Range;

use crate::address::{FilledAddress, FilledPort};

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
    Data(Vec<u8>),
    /// A buffer, a part of which is handed over.
    Part(Vec<u8>, Range<usize>),
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
