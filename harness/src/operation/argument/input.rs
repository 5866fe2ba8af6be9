//! How a transcript shows the arguments of a call.

use std::ops::Range;

use crate::address::{FilledAddress, FilledPort};

/// How an argument appears in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A name or a constant, as it is written.
    Word(String),
    /// A path in the case's own folder, relative to it.
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
    /// A buffer, and the part of it that the call may use.
    BufferSlice(Vec<u8>, Range<usize>),
    /// Several arguments.
    List(Vec<Input>),
    /// An operation to be started: its name and its arguments.
    Step(&'static str, Vec<NamedInput>),
}

/// An argument in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedInput {
    /// Its key.
    pub key: &'static str,
    /// Whether it is shown without its key.
    pub bare: bool,
    /// Its value.
    pub input: Input,
}
