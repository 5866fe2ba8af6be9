//! The operations that a case can ask for, as plain data in which sockets have names, and the outcomes that they can
//! have.
//!
//! An operation is declared once, by `operation!` in the file of its group: what its arguments are, how they are read,
//! shown and described in the schema, and what it returns. [`crate::executor::native`] performs operations; nothing
//! here touches a socket.

mod argument;
mod call;
mod check;
mod declare;
mod outcome;
mod program;
mod reach;
mod saved;
mod stage;
mod wire;
mod word;

pub use argument::{
    AcceptFlag, AcceptFlags, Address, AddressLength, Argument, BufferSlice, Buffers, ChildName, ChildToEnd, Data,
    Destination, Direction, FileName, Input, Integer, MOST_BYTES, NameRoom, NamedInput, NewCall, NewChild, NewFile,
    NewSocket, Null, ObjectToClose, OrDefault, OrNull, OrReference, Protocol, Returned, SavedPort, Show, Size, Sizes,
    SocketName, SocketToDetach, SocketType, TypeFlag, TypeFlags, WithDefault,
};
// A glob, because `call` already lists what it exports: a new operation need not be listed twice.
pub use call::*;
pub use check::{Reading, Scope};
pub use declare::{Parameter, Signature};
pub use outcome::{Hidden, HostInterface, Kind, Outcome, Record, Remark, Return, Value, saved_kind};
pub use program::{Action, Program};
pub use reach::{KINDS, Reach, SocketKind};
pub use saved::{Saved, Unfilled};
pub use stage::{Filled, Stage, Written};
pub use wire::{CallReader, Errand, reason, values_schema};
pub use word::{
    AddrinfoFlag, AncillaryType, AttachmentType, Constant, ControlType, Credential, Credentials, Event, Events, Flag,
    Flags, MessageFlag, NameinfoFlag, PathKind, PendingError, Permissions, SendfileMethod, SettingKind, Timeout,
    Vocabulary, Word, read_ip,
};

use declare::registry;

registry! {
    Socket, Socketpair, CreateConnection, Close, Shutdown, FamilyOf, TypeOf, ProtocolOf,
    Dup, Fileno, Detach, FromFileno, GetInheritable, SetInheritable, Inherited, StartChild, InChild, EndChild,
    HoldPort, LimitPort, Bind, Listen, Connect, Disconnect, Accept, Getsockname, Getpeername,
    Send, Sendall, Sendto, Sendmsg, Sendmmsg, Recv, RecvInto, Recvfrom, RecvfromInto, Recvmsg, Recvmmsg,
    Open, Sendfile, SendfileOnce, Makefile, Readline, ReadFile, WriteFile, Flush,
    Mkdir, Link, Symlink, Rename, Unlink, Chmod, Umask, Chdir, Stat, FilePermissions,
    Setsockopt, Getsockopt, SetsockoptBytes, GetsockoptBytes, TakeError,
    Setblocking, Settimeout, Gettimeout, Waited,
    Poll, PollSeveral,
    Getaddrinfo, Getnameinfo, Getservbyname, Getservbyport, Gethostname,
    IfNametoindex, IfIndextoname, IfNameindex, Constants,
    Start, Finish,
}

/// An operation that can be performed, because everything that it refers to is filled in.
pub type Call = Operation<Filled>;
