//! What a case can ask for: the vocabulary of operations, as plain data in which sockets have names, and what may come back.
//!
//! An operation is declared once, by `operation!` in the file of its group: its arguments, how they are read, shown and described
//! in the schema, and what it returns. [`crate::perform`] does it; nothing here touches a socket.

mod address;
mod argument;
mod attribute;
mod constants;
mod data;
mod declare;
mod descriptor;
mod exchange;
mod file;
mod inheritance;
mod lifecycle;
mod name;
mod option;
mod outcome;
mod program;
mod scope;
mod thread;
mod usual;

pub use address::{Address, Destination};
pub use argument::{Argument, Input, NewSocket, SocketName, Whole};
pub use attribute::{FamilyOf, ProtocolOf, TypeOf};
pub use constants::{How, Protocol, SocketType, TypeFlag, TypeFlags};
pub use data::{Data, Size};
pub use declare::{Parameter, Return, Signature};
pub use descriptor::{Descriptor, Detach, Dup, Fileno, FromFileno};
pub use exchange::{Recv, Recvfrom, Send, Sendto};
pub use file::{Flush, Makefile, Means, Open, ReadFile, Readline, ScratchPath, Sendfile, WriteFile};
pub use inheritance::{GetInheritable, Inherited, SetInheritable};
pub use lifecycle::{Close, CreateConnection, Shutdown, Socket, Socketpair};
pub use name::{Accept, Bind, Connect, Disconnect, Getpeername, Getsockname, Listen};
pub use option::{Getsockopt, OptionName, Setblocking, Setsockopt, Setting};
pub use outcome::{Kind, Outcome, Record, Value};
pub use program::{Action, Program, Saved};
pub use scope::{Reading, Scope};
pub use thread::{Finish, Start};
pub use usual::{OrUsual, Usual};

use declare::registry;

registry! {
    Socket, Socketpair, CreateConnection, Close, Shutdown, FamilyOf, TypeOf, ProtocolOf,
    Dup, Fileno, Detach, FromFileno, GetInheritable, SetInheritable, Inherited,
    Bind, Listen, Connect, Disconnect, Accept, Getsockname, Getpeername,
    Send, Sendto, Recv, Recvfrom,
    Open, Sendfile, Makefile, Readline, ReadFile, WriteFile, Flush,
    Setsockopt, Getsockopt, Setblocking,
    Start, Finish,
}
