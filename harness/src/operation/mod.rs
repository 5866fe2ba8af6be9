//! What a case can ask for: the vocabulary of operations, as plain data in which sockets have names, and what may come back.
//!
//! An operation is declared once, by `operation!` in the file of its group: its arguments, how they are read, shown and described
//! in the schema, and what it returns. [`crate::perform`] does it; nothing here touches a socket.

mod address;
mod argument;
mod attribute;
mod buffer;
mod connection;
mod constants;
mod constants_table;
mod data;
mod declare;
mod descriptor;
mod exchange;
mod file;
mod flags;
mod inheritance;
mod lifecycle;
mod message;
mod name;
mod option;
mod outcome;
mod poll;
mod program;
mod resolve;
mod scope;
mod service;
mod term;
mod thread;
mod timeout;
mod usual;

pub use address::{Address, Destination, Reach};
pub use argument::{Argument, Input, NewSocket, SocketName, Whole};
pub use attribute::{FamilyOf, ProtocolOf, TypeOf};
pub use buffer::{Buffers, Part, Sizes};
pub use connection::{CreateConnection, Remote};
pub use constants::{How, Protocol, SocketType, TypeFlag, TypeFlags};
pub use constants_table::Constants;
pub use data::{Data, Size};
pub use declare::{Parameter, Return, Signature};
pub use descriptor::{Descriptor, Detach, Dup, Fileno, FromFileno};
pub use exchange::{Recv, RecvInto, Recvfrom, RecvfromInto, Send, Sendall, Sendto};
pub use file::{Flush, Makefile, Means, Open, ReadFile, Readline, ScratchPath, Sendfile, WriteFile};
pub use flags::{AddrinfoFlag, Flag, Flags, MessageFlag, NameinfoFlag};
pub use inheritance::{GetInheritable, Inherited, SetInheritable};
pub use lifecycle::{Close, Shutdown, Socket, Socketpair};
pub use message::{Attachment, AttachmentType, Passed, Recvmsg, Sendmsg};
pub use name::{Accept, Bind, Connect, Disconnect, Getpeername, Getsockname, Listen};
pub(crate) use option::options;
pub use option::{Getsockopt, Group, Interface, Member, OptionName, Setsockopt, Setting, SettingKind, TakeError};
pub use outcome::{Kind, Outcome, Record, Value};
pub use poll::{Event, Events, Poll, join as join_events};
pub use program::{Action, Program, Saved};
pub use resolve::{Getaddrinfo, Getnameinfo, HintedFamily, Host, Service};
pub use scope::{Reading, Scope};
pub use service::{Gethostname, Getservbyname, Getservbyport, Word};
pub use term::Term;
pub use thread::{Finish, Start};
pub use timeout::{Gettimeout, Setblocking, Settimeout, Timeout, Waited};
pub use usual::{OrUsual, Usual};

use declare::registry;

registry! {
    Socket, Socketpair, CreateConnection, Close, Shutdown, FamilyOf, TypeOf, ProtocolOf,
    Dup, Fileno, Detach, FromFileno, GetInheritable, SetInheritable, Inherited,
    Bind, Listen, Connect, Disconnect, Accept, Getsockname, Getpeername,
    Send, Sendall, Sendto, Sendmsg, Recv, RecvInto, Recvfrom, RecvfromInto, Recvmsg,
    Open, Sendfile, Makefile, Readline, ReadFile, WriteFile, Flush,
    Setsockopt, Getsockopt, TakeError,
    Setblocking, Settimeout, Gettimeout, Waited,
    Poll,
    Getaddrinfo, Getnameinfo, Getservbyname, Getservbyport, Gethostname, Constants,
    Start, Finish,
}
