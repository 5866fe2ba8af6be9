//! Which function performs which operation.

use super::failure::Performed;
use super::sockets::Sockets;
use super::{
    attribute, constants, create_connection, descriptor, endpoint, file, inheritance, lifecycle, lookup, message,
    option, poll, service, timeout, transfer,
};
use crate::operation::Call;

/// Performs one operation. `start` and `finish` are up to the world, which owns the threads of calls.
pub(super) fn perform(call: &Call, sockets: &Sockets) -> Performed {
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
        Call::HoldPort(call) => endpoint::hold_port(call, sockets),
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
