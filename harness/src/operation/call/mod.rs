//! The operations themselves, one file for each group of them.

mod attribute;
mod c_text;
mod constants;
mod create_connection;
mod descriptor;
mod endpoint;
mod file;
mod inheritance;
mod lifecycle;
mod lookup;
mod message;
mod option;
mod poll;
mod service;
mod thread;
mod timeout;
mod transfer;

pub use attribute::{FamilyOf, ProtocolOf, TypeOf};
pub use constants::Constants;
pub use create_connection::{CreateConnection, Remote};
pub use descriptor::{Descriptor, DescriptorNumber, Detach, Dup, Fileno, FromFileno};
pub use endpoint::{Accept, Bind, Connect, Disconnect, Getpeername, Getsockname, Listen};
pub use file::{Flush, Makefile, Open, ReadFile, Readline, ScratchPath, Sendfile, SendfileMethod, WriteFile};
pub use inheritance::{GetInheritable, Inherited, SetInheritable};
pub use lifecycle::{Close, Shutdown, Socket, Socketpair};
pub use lookup::{Getaddrinfo, Getnameinfo, HintedFamily, Host, Service};
pub use message::{Attachment, AttachmentType, PassedSockets, Recvmsg, Sendmsg};
pub use option::{
    Getsockopt, Group, GroupInterface, Interface, OptionName, Setsockopt, Setting, SettingKind, TakeError,
};
pub use poll::{Event, Events, Poll, join as join_events};
pub use service::{Gethostname, Getservbyname, Getservbyport, LookupName};
pub use thread::{Finish, Start};
pub use timeout::{Gettimeout, Setblocking, Settimeout, Timeout, Waited};
pub use transfer::{Recv, RecvInto, Recvfrom, RecvfromInto, Send, Sendall, Sendto};
