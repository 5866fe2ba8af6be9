//! Which operation has which form in C.

use super::form::{Form, NoForm, Written};
use super::notation::identifier;
use super::step::Step;
use super::{
    attribute, descriptor, endpoint, file, folder, interface, lifecycle, lookup, message, option, poll, several,
    transfer,
};
use crate::operation::Operation;

/// The C of an operation.
///
/// # Errors
/// When it has none yet. What has none is listed here and nowhere else, but for single arguments.
pub(super) fn form(operation: &Operation, step: &mut Step) -> Written {
    match operation {
        Operation::Socket(call) => lifecycle::socket(call, step),
        Operation::Socketpair(call) => lifecycle::socketpair(call, step),
        Operation::CreateConnection(call) => endpoint::create_connection(call, step),
        Operation::Close(call) => lifecycle::close(call, step),
        Operation::Shutdown(call) => lifecycle::shutdown(call, step),
        Operation::FamilyOf(call) => attribute::family(&call.socket.0, step),
        Operation::TypeOf(call) => attribute::kind(&call.socket.0, step),
        Operation::ProtocolOf(call) => attribute::protocol(&call.socket.0, step),
        Operation::Dup(call) => descriptor::dup(call, step),
        Operation::Fileno(call) => descriptor::fileno(call, step),
        Operation::Detach(call) => descriptor::detach(call, step),
        Operation::GetInheritable(call) => descriptor::get_inheritable(call, step),
        Operation::SetInheritable(call) => descriptor::set_inheritable(call, step),
        Operation::HoldPort(call) => endpoint::hold_port(call, step),
        Operation::LimitPort(call) => endpoint::limit_port(call, step),
        Operation::Bind(call) => endpoint::bind(call, step),
        Operation::Listen(call) => endpoint::listen(call, step),
        Operation::Connect(call) => endpoint::connect(call, step),
        Operation::Disconnect(call) => endpoint::disconnect(call, step),
        Operation::Accept(call) => endpoint::accept(call, step),
        Operation::Getsockname(call) => endpoint::getsockname(call, step),
        Operation::Getpeername(call) => endpoint::getpeername(call, step),
        Operation::Send(call) => transfer::send(call, step),
        Operation::Sendall(call) => transfer::sendall(call, step),
        Operation::Sendto(call) => transfer::sendto(call, step),
        Operation::Recv(call) => transfer::recv(call, step),
        Operation::RecvInto(call) => transfer::recv_into(call, step),
        Operation::Recvfrom(call) => transfer::recvfrom(call, step),
        Operation::RecvfromInto(call) => transfer::recvfrom_into(call, step),
        Operation::Sendmsg(call) => message::sendmsg(call, step),
        Operation::Recvmsg(call) => message::recvmsg(call, step),
        Operation::Sendmmsg(call) => several::sendmmsg(call, step),
        Operation::Recvmmsg(call) => several::recvmmsg(call, step),
        Operation::Open(call) => file::open(call, step),
        Operation::Sendfile(call) => file::sendfile(call, step),
        Operation::SendfileOnce(call) => file::sendfile_once(call, step),
        Operation::FromFileno(call) => file::from_fileno(call, step),
        Operation::Inherited(call) => descriptor::inherited(call, step),
        Operation::Getaddrinfo(call) => lookup::getaddrinfo(call, step),
        Operation::Getnameinfo(call) => lookup::getnameinfo(call, step),
        Operation::Getservbyname(call) => lookup::getservbyname(call, step),
        Operation::Getservbyport(call) => lookup::getservbyport(call, step),
        Operation::IfNametoindex(call) => interface::if_nametoindex(call, step),
        Operation::IfIndextoname(call) => interface::if_indextoname(call, step),
        Operation::Mkdir(call) => folder::making("mkdir", "sys/stat.h", &[&call.path], ", 0700", step),
        Operation::Link(call) => folder::making("link", "unistd.h", &[&call.from, &call.to], "", step),
        Operation::Symlink(call) => folder::making("symlink", "unistd.h", &[&call.target, &call.path], "", step),
        Operation::Rename(call) => folder::making("rename", "stdio.h", &[&call.from, &call.to], "", step),
        Operation::Unlink(call) => folder::of_paths("unlink", "unistd.h", &[&call.path], "", step),
        Operation::Chmod(call) => {
            let mode = format!(", {}", folder::mode(call.permissions));
            folder::of_paths("chmod", "sys/stat.h", &[&call.path], &mode, step)
        }
        Operation::Stat(call) => folder::stat(&call.path, step),
        Operation::FilePermissions(call) => folder::permissions(&call.path, step),
        Operation::Setsockopt(call) => option::setsockopt(call, step),
        Operation::Getsockopt(call) => option::getsockopt(call, step),
        Operation::SetsockoptBytes(call) => option::setsockopt_bytes(call, step),
        Operation::GetsockoptBytes(call) => option::getsockopt_bytes(call, step),
        Operation::TakeError(call) => option::take_error(call, step),
        Operation::Setblocking(call) => Ok(setblocking(&call.socket.0, call.blocking, step)),
        Operation::Poll(call) => poll::poll(call, step),
        Operation::PollSeveral(call) => poll::poll_several(call, step),
        Operation::StartChild(_)
        | Operation::InChild(_)
        | Operation::EndChild(_)
        | Operation::Umask(_)
        | Operation::Chdir(_)
        | Operation::Gethostname(_)
        | Operation::IfNameindex(_)
        | Operation::Start(_)
        | Operation::Finish(_)
        // What follows is of Python, or of this harness, and not of C.
        | Operation::Makefile(_)
        | Operation::Readline(_)
        | Operation::ReadFile(_)
        | Operation::WriteFile(_)
        | Operation::Flush(_)
        | Operation::Settimeout(_)
        | Operation::Gettimeout(_)
        | Operation::Waited(_)
        | Operation::Constants(_) => Err(NoForm::of(operation.name())),
    }
}

/// Whether calls on a socket block: O_NONBLOCK, which is the only flag that can be changed of those that sockets have.
fn setblocking(socket: &str, blocking: bool, step: &mut Step) -> Form {
    step.unit.include(&["fcntl.h"]);
    let flags = if blocking { "0" } else { "O_NONBLOCK" };
    Form::plain(format!("fcntl({}, F_SETFL, {flags})", identifier(socket)))
}
