//! Does what operations ask for, on real sockets through socket2. Another implementation of sockets would replace this module alone.

mod attribute;
mod buffered;
mod constants;
mod create_connection;
mod deadline;
mod descriptor;
mod destination;
mod endpoint;
mod executor;
mod facts;
mod file;
mod flags;
mod inheritance;
mod interface;
mod lifecycle;
mod lookup;
mod message;
mod option;
mod poll;
mod service;
mod timeout;
mod transfer;
mod world;

pub use executor::Native;

use crate::operation::{Call, Outcome, Value};
use crate::platform::error_name::ErrorName;
use crate::sys::lookup::Refusal;
use std::io;
use world::Sockets;

/// How a call went: what it returned, or why it returned nothing.
type Performed = Result<Vec<Value>, Failure>;

/// Why a call returned nothing.
enum Failure {
    /// The system refused.
    System(io::Error),
    /// The resolver refused: a number of EAI_.
    Resolver(i32),
    /// It blocked until the deadline, or for as long as it was given.
    TimedOut,
    /// It would send to another host.
    WouldLeave,
    /// An earlier step did not make the socket it needs.
    NoSocket(String),
    /// What it asks for cannot be begun, because of this.
    Impossible(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Resolver(number) => Self::Resolver(number),
            Refusal::System(error) => Self::System(error),
        }
    }
}

impl From<Performed> for Outcome {
    fn from(performed: Performed) -> Self {
        match performed {
            Ok(values) => Self::Returned(values),
            Err(Failure::System(error)) => Self::Failed(ErrorName::of(&error)),
            Err(Failure::Resolver(number)) => Self::Failed(ErrorName::of_resolver(number)),
            Err(Failure::TimedOut) => Self::TimedOut,
            Err(Failure::WouldLeave) => Self::Withheld,
            Err(Failure::NoSocket(name)) => Self::NotRun(format!("there is no socket `{name}`")),
            Err(Failure::Impossible(why)) => Self::NotRun(why),
        }
    }
}

/// Does one operation. Starting and finishing calls is up to the [`world`], which owns their threads.
fn perform(call: &Call, sockets: &Sockets) -> Performed {
    match call {
        Call::Socket(call) => lifecycle::socket(call, sockets),
        Call::Socketpair(call) => lifecycle::socketpair(call, sockets),
        Call::CreateConnection(call) => create_connection::create_connection(call, sockets),
        Call::Close(call) => lifecycle::close(call, sockets),
        Call::Shutdown(call) => lifecycle::shutdown(call, sockets),
        Call::FamilyOf(call) => attribute::family(call, sockets),
        Call::TypeOf(call) => attribute::kind(call, sockets),
        Call::ProtocolOf(call) => attribute::protocol(call, sockets),
        Call::Dup(call) => descriptor::dup(call, sockets),
        Call::Fileno(call) => descriptor::fileno(call, sockets),
        Call::Detach(call) => descriptor::detach(call, sockets),
        Call::FromFileno(call) => descriptor::from_fileno(call, sockets),
        Call::GetInheritable(call) => inheritance::get_inheritable(call, sockets),
        Call::SetInheritable(call) => inheritance::set_inheritable(call, sockets),
        Call::Inherited(call) => inheritance::inherited(call, sockets),
        Call::Bind(call) => endpoint::bind(call, sockets),
        Call::Listen(call) => endpoint::listen(call, sockets),
        Call::Connect(call) => endpoint::connect(call, sockets),
        Call::Disconnect(call) => endpoint::disconnect(call, sockets),
        Call::Accept(call) => endpoint::accept(call, sockets),
        Call::Getsockname(call) => endpoint::getsockname(call, sockets),
        Call::Getpeername(call) => endpoint::getpeername(call, sockets),
        Call::Send(call) => transfer::send(call, sockets),
        Call::Sendall(call) => transfer::sendall(call, sockets),
        Call::Sendmsg(call) => message::sendmsg(call, sockets),
        Call::Sendto(call) => transfer::sendto(call, sockets),
        Call::Recv(call) => transfer::recv(call, sockets),
        Call::RecvInto(call) => transfer::recv_into(call, sockets),
        Call::RecvfromInto(call) => transfer::recvfrom_into(call, sockets),
        Call::Recvmsg(call) => message::recvmsg(call, sockets),
        Call::Recvfrom(call) => transfer::recvfrom(call, sockets),
        Call::Open(call) => file::open(call, sockets),
        Call::Sendfile(call) => file::sendfile(call, sockets),
        Call::Makefile(call) => file::makefile(call, sockets),
        Call::Readline(call) => file::readline(call, sockets),
        Call::ReadFile(call) => file::read(call, sockets),
        Call::WriteFile(call) => file::write(call, sockets),
        Call::Flush(call) => file::flush(call, sockets),
        Call::Setsockopt(call) => option::setsockopt(call, sockets),
        Call::Getsockopt(call) => option::getsockopt(call, sockets),
        Call::TakeError(call) => option::take_error(call, sockets),
        Call::Setblocking(call) => timeout::setblocking(call, sockets),
        Call::Settimeout(call) => timeout::settimeout(call, sockets),
        Call::Gettimeout(call) => timeout::gettimeout(call, sockets),
        Call::Waited(call) => timeout::waited(call, sockets),
        Call::Poll(call) => poll::poll(call, sockets),
        Call::Getaddrinfo(call) => lookup::getaddrinfo(call, sockets),
        Call::Getnameinfo(call) => lookup::getnameinfo(call, sockets),
        Call::Getservbyname(call) => service::getservbyname(call),
        Call::Getservbyport(call) => service::getservbyport(call),
        Call::Gethostname(call) => service::gethostname(call),
        Call::Constants(call) => Ok(constants::constants(call)),
        Call::Start(_) | Call::Finish(_) => unreachable!("the world does these itself"),
    }
}
