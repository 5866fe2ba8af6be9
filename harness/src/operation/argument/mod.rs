//! The kinds of arguments that operations take.

mod accept_flags;
mod address;
mod address_shape;
mod arguments;
mod buffer;
pub(in crate::operation) mod bytes;
mod constant;
mod data;
mod default;
mod flags;
mod input;
mod kind;
mod name;
mod null;
mod number;
pub(in crate::operation) mod observed;
mod port;
mod reference;
mod returned;
mod told_length;
mod written_address;

pub use accept_flags::{AcceptFlag, AcceptFlags};
pub(in crate::operation) use address::stays_on_host;
pub use address::{Address, Destination};
pub(in crate::operation) use address_shape::in_scratch;
pub(in crate::operation) use arguments::Arguments;
pub use buffer::{BufferSlice, Buffers, Sizes};
pub use constant::{Direction, Protocol, SocketType, TypeFlag, TypeFlags};
pub(in crate::operation) use constant::{constant, wire_constant, word_argument};
pub use data::{Data, MOST_BYTES, Size};
pub use default::{OrDefault, WithDefault};
pub use input::{Input, NamedInput};
pub use kind::{Argument, Show};
pub(in crate::operation) use kind::{refers_to_nothing, shown_as_text};
pub(in crate::operation) use name::name_schema;
pub use name::{
    ChildName, ChildToEnd, FileName, NewCall, NewChild, NewFile, NewSocket, ObjectToClose, SocketName, SocketToDetach,
};
pub use null::{Null, OrNull};
pub use number::Integer;
pub use port::SavedPort;
pub(in crate::operation) use port::{fill_port, wire_port, written_port};
pub use reference::OrReference;
pub use returned::Returned;
pub use told_length::{AddressLength, NameRoom};
pub(in crate::operation) use told_length::{check_address, check_length, check_offer, check_room};
