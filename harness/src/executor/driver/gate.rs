//! Keeps the calls of a trial among its own sockets, where the driver does not do so itself.
//!
//! The gate of [`crate::executor::native`] asks sockets what they are. Here the harness has none: what a call says is
//! all there is to judge, so that some of what would be harmless is withheld, too. What a case spells out was judged
//! when it was loaded; an address that an earlier step returned is what a driver says, and it may be wrong.

use std::net::IpAddr;

use crate::address::{Family, FilledAddress, FilledPort, Name, Observed, SpeltAddress, SpeltName, UnixText};
use crate::bytes::array;
use crate::executor::native::{is_harmless, is_unserved};
use crate::operation::{
    Attachment, Call, Destination, Filled, KINDS, Protocol, Reach, Remote, Sendmsg, SocketKind, SocketType,
};

const OTHER_HOST: &str = "this might be sent to another host";
const OTHER_PROGRAM: &str = "this name may be another program's";
const SERVED: &str = "another program may serve this port";
const WORKING_FOLDER: &str = "nobody can say where the working folder of a driver's child is";
const RAW_OPTION: &str = "nobody can say what these bytes would do to a socket of a driver";
const UNKNOWN_SOCKET: &str = "nobody can say what a socket of this kind of a driver might reach";
const UNFILLED: &str = "nobody can say what this step would do in a child process";
const OPTION: &str = "with this option, the socket might reach more than the sockets of its trial";

/// Lets a call pass, or says why it does not.
pub(super) fn admit(call: &Call) -> Result<(), String> {
    match made(call) {
        Call::Bind(bind) => bind.address.given().map_or(Ok(()), own_or_new),
        Call::Connect(connect) => destinations(connect.address.given()),
        Call::Sendto(send) => destinations(send.address.given()),
        Call::Sendmsg(send) => message(send),
        Call::Sendmmsg(send) => destinations(send.addresses.iter().flatten()),
        Call::CreateConnection(call) => {
            call.source.as_ref().map_or(Ok(()), own_or_new)?;
            match &call.address {
                Remote::Address(address) => destinations([address]),
                Remote::Named { port, .. } => served_by_nobody(*port),
            }
        }
        Call::Setsockopt(call) => pass(is_harmless(call.option.0, &call.value), OPTION),
        Call::SetsockoptBytes(_) | Call::GetsockoptBytes(_) => pass(false, RAW_OPTION),
        Call::Start(_) | Call::InChild(_) => pass(false, UNFILLED),
        // Named one by one, so that whoever adds an operation has to say what it reaches.
        Call::Socket(_)
        | Call::Socketpair(_)
        | Call::Close(_)
        | Call::Shutdown(_)
        | Call::FamilyOf(_)
        | Call::TypeOf(_)
        | Call::ProtocolOf(_)
        | Call::Dup(_)
        | Call::Fileno(_)
        | Call::Detach(_)
        | Call::FromFileno(_)
        | Call::GetInheritable(_)
        | Call::SetInheritable(_)
        | Call::Inherited(_)
        | Call::StartChild(_)
        | Call::EndChild(_)
        | Call::HoldPort(_)
        | Call::LimitPort(_)
        | Call::Listen(_)
        | Call::Disconnect(_)
        | Call::Accept(_)
        | Call::Getsockname(_)
        | Call::Getpeername(_)
        | Call::Send(_)
        | Call::Sendall(_)
        | Call::Recv(_)
        | Call::RecvInto(_)
        | Call::Recvfrom(_)
        | Call::RecvfromInto(_)
        | Call::Recvmsg(_)
        | Call::Recvmmsg(_)
        | Call::Open(_)
        | Call::Sendfile(_)
        | Call::SendfileOnce(_)
        | Call::Makefile(_)
        | Call::Readline(_)
        | Call::ReadFile(_)
        | Call::WriteFile(_)
        | Call::Flush(_)
        | Call::Mkdir(_)
        | Call::Chdir(_)
        | Call::Link(_)
        | Call::Symlink(_)
        | Call::Rename(_)
        | Call::Unlink(_)
        | Call::Chmod(_)
        | Call::Umask(_)
        | Call::Stat(_)
        | Call::FilePermissions(_)
        | Call::Getsockopt(_)
        | Call::TakeError(_)
        | Call::Setblocking(_)
        | Call::Settimeout(_)
        | Call::Gettimeout(_)
        | Call::Waited(_)
        | Call::Poll(_)
        | Call::PollSeveral(_)
        | Call::Getaddrinfo(_)
        | Call::Getnameinfo(_)
        | Call::Getservbyname(_)
        | Call::Getservbyport(_)
        | Call::Gethostname(_)
        | Call::IfNametoindex(_)
        | Call::IfIndextoname(_)
        | Call::IfNameindex(_)
        | Call::Constants(_)
        | Call::Finish(_) => Ok(()),
    }
}

/// The call that reaches the system in the end, whoever makes it: a thread or a child process. A step of a child that
/// nobody has filled in stays as it is.
fn made(call: &Call) -> &Call {
    match call {
        Call::Start(start) => made(&start.step.0),
        Call::InChild(child) => child.step.call().map_or(call, made),
        other => other,
    }
}

/// Whether a call makes a socket that might reach anything.
pub(super) fn makes_unknown(call: &Call) -> bool {
    match made(call) {
        Call::Socket(call) => !is_of_trials(call.family.value(), call.kind.value(), call.protocol),
        Call::Socketpair(call) => !is_of_trials(call.family, call.kind, call.protocol),
        _ => false,
    }
}

/// Lets a call pass in a trial that has made such a socket, under whatever name it is now, or says why it does not.
pub(super) fn admit_beside_unknown(call: &Call) -> Result<(), String> {
    match made(call) {
        Call::Socket(_)
        | Call::Socketpair(_)
        | Call::Close(_)
        | Call::FamilyOf(_)
        | Call::TypeOf(_)
        | Call::ProtocolOf(_)
        | Call::Dup(_)
        | Call::Fileno(_)
        | Call::GetInheritable(_)
        | Call::Getsockname(_)
        | Call::Getpeername(_)
        | Call::Getsockopt(_)
        | Call::Gettimeout(_)
        | Call::TakeError(_)
        | Call::Waited(_)
        | Call::Finish(_) => Ok(()),
        _ => pass(false, UNKNOWN_SOCKET),
    }
}

/// Whether sockets of this kind may send and receive, so that it does not matter what later becomes of one. A number
/// may mean something else to the driver.
fn is_of_trials(family: Family, of_type: SocketType, protocol: Option<Protocol>) -> bool {
    let protocol = protocol.map_or(0, Protocol::number);
    let is_it = |kind: &&SocketKind| {
        kind.talks && kind.family == family && kind.types.contains(&of_type) && kind.protocols.contains(&protocol)
    };
    let is_known = |kind: &SocketKind| matches!(kind.reach, Reach::Internet | Reach::Unix);
    KINDS.iter().find(is_it).is_some_and(is_known)
}

/// A name for a socket.
fn own_or_new(address: &FilledAddress) -> Result<(), String> {
    match address {
        FilledAddress::Saved(observed) => own_name(observed),
        FilledAddress::Spelt(SpeltAddress { name, .. }) => match name {
            SpeltName::Inet { port, .. } | SpeltName::Inet6 { port, .. } => served_by_nobody(*port),
            SpeltName::Raw(family, bytes) => pass(is_harmless_raw(*family, bytes), SERVED),
            SpeltName::Relative(_) => pass(false, WORKING_FOLDER),
            SpeltName::Unnamed | SpeltName::Path(_) | SpeltName::Abstract(_) | SpeltName::Loopback => Ok(()),
        },
    }
}

fn message(message: &Sendmsg<Filled>) -> Result<(), String> {
    for attachment in message.ancillary.iter().flatten() {
        match attachment {
            Attachment::Source(ip) => pass(is_here(*ip), OTHER_HOST)?,
            Attachment::Rights(_) | Attachment::Field(..) => {}
        }
    }
    destinations(message.address.as_ref().and_then(|address| address.given()))
}

fn destinations<'c>(all: impl IntoIterator<Item = &'c Destination<FilledAddress>>) -> Result<(), String> {
    all.into_iter().try_for_each(|to| destination(&to.0))
}

/// An address to send to. Multicasts leave by an interface that only the socket knows.
fn destination(address: &FilledAddress) -> Result<(), String> {
    match address {
        FilledAddress::Saved(observed) => own_name(observed),
        FilledAddress::Spelt(SpeltAddress { name, .. }) => match name {
            SpeltName::Inet { ip, port } => leads_here((*ip).into(), *port),
            SpeltName::Inet6 { ip, port, .. } => leads_here((*ip).into(), *port),
            SpeltName::Raw(..) => pass(false, OTHER_HOST),
            SpeltName::Relative(_) => pass(false, WORKING_FOLDER),
            SpeltName::Unnamed | SpeltName::Path(_) | SpeltName::Abstract(_) | SpeltName::Loopback => Ok(()),
        },
    }
}

fn leads_here(ip: IpAddr, port: FilledPort) -> Result<(), String> {
    pass(is_here(ip), OTHER_HOST)?;
    served_by_nobody(port)
}

/// A port that a step returned, or one that no program serves.
fn served_by_nobody(port: FilledPort) -> Result<(), String> {
    match port {
        FilledPort::Saved(_) => Ok(()),
        FilledPort::Number(number) => pass(is_unserved(number), SERVED),
    }
}

/// Whether bytes give a socket no port but such a one, or no name of AF_UNIX at all.
fn is_harmless_raw(family: Family, bytes: &[u8]) -> bool {
    if family == Family::Unix {
        return bytes.is_empty();
    }
    array(bytes, 0).map(u16::from_be_bytes).is_none_or(is_unserved)
}

/// A name that the driver says one of its sockets has.
fn own_name(observed: &Observed) -> Result<(), String> {
    match &observed.name {
        Name::Inet(name) => pass(is_here((*name.ip()).into()), OTHER_HOST),
        Name::Inet6(name) => pass(is_here((*name.ip()).into()), OTHER_HOST),
        Name::Path(UnixText::InScratch(below)) | Name::Abstract(UnixText::InScratch(below)) => {
            pass(stays_below(below), OTHER_PROGRAM)
        }
        Name::Abstract(text) => pass(text.is_autobound(), OTHER_PROGRAM),
        Name::None | Name::Unnamed => Ok(()),
        Name::Path(_) | Name::Linux(_) | Name::Other(..) => pass(false, OTHER_PROGRAM),
    }
}

/// Whether a path leads to nothing above the folder that it begins in.
fn stays_below(path: &[u8]) -> bool {
    path.split(|byte| b"/\\".contains(byte)).all(|part| part != b"..")
}

/// Whether this address is always one of this host.
fn is_here(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || ip.is_unspecified()
}

fn pass(may: bool, otherwise: &str) -> Result<(), String> {
    if may { Ok(()) } else { Err(otherwise.to_owned()) }
}
