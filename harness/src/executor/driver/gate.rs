//! Keeps the calls of a trial among its own sockets, where the driver does not do so itself.
//!
//! The gate of [`crate::executor::native`] asks sockets what they are. Here the harness has none: what a call says is
//! all there is to judge, so that some of what would be harmless is withheld, too. What a case spells out was judged
//! when it was loaded; an address that an earlier step returned is what a driver says, and it may be wrong.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::address::{FilledAddress, Name, Observed, SpeltAddress, SpeltName, UnixText};
use crate::executor::native::is_harmless;
use crate::operation::{Attachment, Call, Destination, Remote, Sendmsg};

const OTHER_HOST: &str = "this might be sent to another host";
const OTHER_PROGRAM: &str = "this name may be another program's";
const WORKING_FOLDER: &str = "nobody can say where the working folder of a driver's child is";
const RAW_OPTION: &str = "nobody can say what these bytes would do to a socket of a driver";
const OPTION: &str = "with this option, the socket might reach more than the sockets of its trial";

/// What a trial may reach.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// The ports that the case itself gave to sockets.
    ports: BTreeSet<u16>,
}

impl Gate {
    /// Lets a call pass, or says why it does not.
    pub(super) fn admit(&mut self, call: &Call) -> Result<(), String> {
        match call {
            Call::Start(start) => self.admit(&start.step.0),
            Call::InChild(child) => child.step.call().map_or(Ok(()), |call| self.admit(call)),
            Call::Bind(bind) => bind.address.given().map_or(Ok(()), |address| self.name(address)),
            Call::Connect(connect) => self.destinations(connect.address.given()),
            Call::Sendto(send) => self.destinations(send.address.given()),
            Call::Sendmsg(send) => self.message(send),
            Call::Sendmmsg(send) => self.destinations(send.addresses.iter().flatten()),
            Call::CreateConnection(call) => {
                call.source.as_ref().map_or(Ok(()), |source| self.name(source))?;
                match &call.address {
                    Remote::Address(address) => self.destinations([address]),
                    Remote::Named { .. } => Ok(()),
                }
            }
            Call::Setsockopt(call) => pass(is_harmless(call.option.0, &call.value), OPTION),
            Call::SetsockoptBytes(_) | Call::GetsockoptBytes(_) => pass(false, RAW_OPTION),
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

    /// A name for a socket.
    fn name(&mut self, address: &FilledAddress) -> Result<(), String> {
        match address {
            FilledAddress::Saved(observed) => return own_name(observed),
            FilledAddress::Spelt(SpeltAddress { name: SpeltName::Relative(_), .. }) => {
                return pass(false, WORKING_FOLDER);
            }
            FilledAddress::Spelt(_) => {}
        }
        self.ports.extend(spelt_port(address));
        Ok(())
    }

    fn message(&self, message: &Sendmsg<crate::operation::Filled>) -> Result<(), String> {
        for attachment in message.ancillary.iter().flatten() {
            match attachment {
                Attachment::Source(ip) => pass(is_here(*ip), OTHER_HOST)?,
                Attachment::Rights(_) | Attachment::Field(..) => {}
            }
        }
        self.destinations(message.address.as_ref().and_then(|address| address.given()))
    }

    fn destinations<'c>(&self, all: impl IntoIterator<Item = &'c Destination<FilledAddress>>) -> Result<(), String> {
        all.into_iter().try_for_each(|destination| self.destination(&destination.0))
    }

    /// An address to send to. Multicasts leave by an interface that only the socket knows.
    fn destination(&self, address: &FilledAddress) -> Result<(), String> {
        match address {
            FilledAddress::Saved(observed) => own_name(observed),
            FilledAddress::Spelt(SpeltAddress { name, .. }) => {
                match name {
                    SpeltName::Inet { ip, .. } => pass(is_here((*ip).into()), OTHER_HOST),
                    SpeltName::Inet6 { ip, .. } => pass(is_here((*ip).into()), OTHER_HOST),
                    SpeltName::Raw(..) => pass(false, OTHER_HOST),
                    SpeltName::Relative(_) => pass(false, WORKING_FOLDER),
                    SpeltName::Unnamed | SpeltName::Path(_) | SpeltName::Abstract(_) | SpeltName::Loopback => Ok(()),
                }?;
                let port = spelt_port(address).filter(|port| *port != 0);
                pass(port.is_none_or(|port| self.ports.contains(&port)), OTHER_PROGRAM)
            }
        }
    }
}

/// A port that the case writes as a number.
fn spelt_port(address: &FilledAddress) -> Option<u16> {
    use crate::address::FilledPort;
    match address {
        FilledAddress::Spelt(SpeltAddress {
            name:
                SpeltName::Inet { port: FilledPort::Number(port), .. }
                | SpeltName::Inet6 { port: FilledPort::Number(port), .. },
            ..
        }) => Some(*port),
        _ => None,
    }
}

/// A name that the driver says one of its sockets has.
fn own_name(observed: &Observed) -> Result<(), String> {
    match &observed.name {
        Name::Inet(name) => pass(is_here((*name.ip()).into()), OTHER_HOST),
        Name::Inet6(name) => pass(is_here((*name.ip()).into()), OTHER_HOST),
        Name::Path(UnixText::InScratch(_)) | Name::Abstract(UnixText::InScratch(_)) => Ok(()),
        Name::Abstract(text) => pass(text.is_autobound(), OTHER_PROGRAM),
        Name::None | Name::Unnamed => Ok(()),
        Name::Path(_) | Name::Linux(_) | Name::Other(..) => pass(false, OTHER_PROGRAM),
    }
}

/// Whether this address is always one of this host.
fn is_here(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || ip.is_unspecified()
}

fn pass(may: bool, otherwise: &str) -> Result<(), String> {
    if may { Ok(()) } else { Err(otherwise.to_owned()) }
}
