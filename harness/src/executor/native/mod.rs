//! Does what operations ask for, on real sockets through socket2. Another implementation of sockets would replace this module alone.

mod attribute;
mod buffered;
mod constants;
mod create_connection;
mod deadline;
mod descriptor;
mod destination;
mod endpoint;
mod file;
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

pub use deadline::Watchdog;
pub use world::World;

use crate::operation::{Operation, Outcome, Value};
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

/// Does one operation. Starting and finishing calls is up to the [`World`], which owns their threads.
fn perform(operation: &Operation, sockets: &Sockets) -> Performed {
    match operation {
        Operation::Socket(call) => lifecycle::socket(call, sockets),
        Operation::Socketpair(call) => lifecycle::socketpair(call, sockets),
        Operation::CreateConnection(call) => create_connection::create_connection(call, sockets),
        Operation::Close(call) => lifecycle::close(call, sockets),
        Operation::Shutdown(call) => lifecycle::shutdown(call, sockets),
        Operation::FamilyOf(call) => attribute::family(call, sockets),
        Operation::TypeOf(call) => attribute::kind(call, sockets),
        Operation::ProtocolOf(call) => attribute::protocol(call, sockets),
        Operation::Dup(call) => descriptor::dup(call, sockets),
        Operation::Fileno(call) => descriptor::fileno(call, sockets),
        Operation::Detach(call) => descriptor::detach(call, sockets),
        Operation::FromFileno(call) => descriptor::from_fileno(call, sockets),
        Operation::GetInheritable(call) => inheritance::get_inheritable(call, sockets),
        Operation::SetInheritable(call) => inheritance::set_inheritable(call, sockets),
        Operation::Inherited(call) => inheritance::inherited(call, sockets),
        Operation::Bind(call) => endpoint::bind(call, sockets),
        Operation::Listen(call) => endpoint::listen(call, sockets),
        Operation::Connect(call) => endpoint::connect(call, sockets),
        Operation::Disconnect(call) => endpoint::disconnect(call, sockets),
        Operation::Accept(call) => endpoint::accept(call, sockets),
        Operation::Getsockname(call) => endpoint::getsockname(call, sockets),
        Operation::Getpeername(call) => endpoint::getpeername(call, sockets),
        Operation::Send(call) => transfer::send(call, sockets),
        Operation::Sendall(call) => transfer::sendall(call, sockets),
        Operation::Sendmsg(call) => message::sendmsg(call, sockets),
        Operation::Sendto(call) => transfer::sendto(call, sockets),
        Operation::Recv(call) => transfer::recv(call, sockets),
        Operation::RecvInto(call) => transfer::recv_into(call, sockets),
        Operation::RecvfromInto(call) => transfer::recvfrom_into(call, sockets),
        Operation::Recvmsg(call) => message::recvmsg(call, sockets),
        Operation::Recvfrom(call) => transfer::recvfrom(call, sockets),
        Operation::Open(call) => file::open(call, sockets),
        Operation::Sendfile(call) => file::sendfile(call, sockets),
        Operation::Makefile(call) => file::makefile(call, sockets),
        Operation::Readline(call) => file::readline(call, sockets),
        Operation::ReadFile(call) => file::read(call, sockets),
        Operation::WriteFile(call) => file::write(call, sockets),
        Operation::Flush(call) => file::flush(call, sockets),
        Operation::Setsockopt(call) => option::setsockopt(call, sockets),
        Operation::Getsockopt(call) => option::getsockopt(call, sockets),
        Operation::TakeError(call) => option::take_error(call, sockets),
        Operation::Setblocking(call) => timeout::setblocking(call, sockets),
        Operation::Settimeout(call) => timeout::settimeout(call, sockets),
        Operation::Gettimeout(call) => timeout::gettimeout(call, sockets),
        Operation::Waited(call) => timeout::waited(call, sockets),
        Operation::Poll(call) => poll::poll(call, sockets),
        Operation::Getaddrinfo(call) => lookup::getaddrinfo(call, sockets),
        Operation::Getnameinfo(call) => lookup::getnameinfo(call, sockets),
        Operation::Getservbyname(call) => service::getservbyname(call),
        Operation::Getservbyport(call) => service::getservbyport(call),
        Operation::Gethostname(call) => service::gethostname(call),
        Operation::Constants(call) => Ok(constants::constants(call)),
        Operation::Start(_) | Operation::Finish(_) => unreachable!("the world does these itself"),
    }
}
