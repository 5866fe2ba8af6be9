//! The box: what a call may reach, and with which socket. Whatever a case names, binds, connects to, sends to, receives
//! from or hands on passes here once its references are filled in, as the bytes that the system gets.
//!
//! What passes is a value that only this module makes: a [`Name`] to bind, a [`Target`] to connect or send to, an
//! [`Attached`] control message, a [`Question`] to the resolver, an [`Admitted`] socket; and what [`Arrived`] is opened
//! here alone. The calls of [`held`] take nothing else, and nobody else has the socket itself. So an operation that
//! goes past the gate does not compile. What does not pass is withheld, with a reason.

mod bytes;
mod entry;
mod handed_down;
mod held;
mod held_port;
mod kind;
mod own;
mod probe;
mod raw;
mod setting;
mod standing;

use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use socket2::{SockAddr, Socket};

use super::failure::Failure;
use crate::address::Family;
use crate::operation::{AddrinfoFlag, Flags, Host, HostLine, OptionName, Reach, Setting, SocketKind};
use crate::platform::knows_localhost_of_ipv6;
use crate::sys::given_address::GivenAddress;
use crate::sys::header_field::{self, HeaderField};
use crate::sys::message::Control;
use crate::sys::option::{Number, RawValue};
use crate::sys::packet_info;
use crate::sys::{error_queue, interface};
use bytes::{internet, number, padded, readings};
pub(crate) use entry::Entry;
#[cfg(unix)]
pub(crate) use handed_down::Inherited;
#[cfg(linux_kernel)]
pub(crate) use held::Source;
pub(crate) use held::{Admitted, Held};
pub(crate) use held_port::hold_port;
pub(crate) use own::{Own, Port, is_unserved};
use probe::is_foreign;
pub(crate) use setting::is_harmless;
use setting::{Effect, effect};

/// A name that a socket may be bound to.
pub(crate) struct Name {
    address: GivenAddress,
    /// Why the socket can only be looked at once it has this name.
    taint: Option<&'static str>,
    /// Whether that is so even if it does not get the name: Linux keeps the interface of the scope (`__inet6_bind` in
    /// net/ipv6/af_inet6.c).
    lasts: bool,
}

/// An address that a socket may connect or send to.
pub(crate) struct Target {
    address: GivenAddress,
    /// What the stacks of IP may read there.
    readings: Vec<SocketAddr>,
}

/// A setting that an option may get.
pub(crate) struct Change<'c> {
    to: To<'c>,
    /// Why the socket can only be looked at once it has it.
    taint: Option<&'static str>,
}

/// What an option gets.
enum To<'c> {
    /// A setting.
    Setting(OptionName, &'c Setting),
    /// Bytes.
    Bytes(Number, RawValue),
}

/// An option whose bytes may be asked for.
pub(crate) struct Asked(Number);

/// A control message that may be sent.
pub(crate) struct Attached(Control);

/// A question that the resolver answers without asking another host.
pub(crate) struct Question<'q> {
    host: Option<&'q str>,
    table: Option<&'q [HostLine]>,
}

impl<'q> Question<'q> {
    /// The host that is asked for.
    pub(crate) fn host(&self) -> Option<&str> {
        self.host
    }

    /// The table that has to be in the place of that of this host.
    pub(crate) fn table(&self) -> Option<&'q [HostLine]> {
        self.table
    }
}

/// Something that came from the peer with this name, on a socket of this kind. [`Gate::open`] opens it.
pub(crate) struct Arrived<T> {
    value: T,
    from: Sender,
    kind: &'static SocketKind,
}

/// Who sent what arrived.
enum Sender {
    /// What the system told: a name, or nothing.
    Told(Option<SockAddr>),
    /// This host, of an error that waits: the socket itself sent to this name what is told of again, and whoever
    /// reported the error has this address.
    Returned { to: SockAddr, by: Option<SockAddr> },
    /// It cannot be told any more.
    Unknown,
}

impl Sender {
    /// The one whom the name stands for that a call with these flags returned, on a socket of this kind.
    fn of(name: SockAddr, flags: i32, kind: &SocketKind) -> Self {
        if is_of_error_queue(flags, kind) { Self::Returned { to: name, by: None } } else { Self::Told(Some(name)) }
    }
}

/// Whether a call with these flags receives an error that waits. Families that have no such queue ignore the flag.
fn is_of_error_queue(flags: i32, kind: &SocketKind) -> bool {
    error_queue::is_asked(flags) && matches!(kind.reach, Reach::Internet | Reach::Raw)
}

/// What the sockets of one trial may reach: each other.
pub(crate) struct Gate {
    /// Whether the case may reach other hosts.
    network: bool,
    /// The names that closed sockets of this trial had.
    had: Mutex<Vec<Own>>,
    /// The addresses that the trial sent from by control messages.
    sources: Mutex<Vec<IpAddr>>,
    /// The kinds of the sockets that were handed on.
    handed_on: Mutex<Vec<&'static SocketKind>>,
}

/// What only the trial itself knows: its folder, if there is one by now, whether relative paths of this process begin
/// in that, and the names that its sockets have.
pub(crate) struct Trial<'t> {
    pub(super) scratch: Option<&'t [u8]>,
    pub(super) works_in_scratch: bool,
    pub(super) names: &'t dyn Fn() -> Vec<Own>,
}

/// This machine, and any machine: `linux/vm_sockets.h`.
const VMADDR_CID_LOCAL: u32 = 1;
const VMADDR_PORT_ANY: u32 = u32::MAX;

const OTHER_HOST: &str = "this would be sent to another host";
const FOREIGN_NAME: &str = "the name of this socket is not one of this host alone";

impl Gate {
    /// Nothing is open yet. `network` says whether the case may reach other hosts.
    pub(crate) fn new(network: bool) -> Self {
        Self { network, had: Mutex::default(), sources: Mutex::default(), handed_on: Mutex::default() }
    }

    /// A name for this socket.
    pub(crate) fn name(&self, socket: &Held, given: GivenAddress, trial: &Trial) -> Result<Name, Failure> {
        let (kind, address) = (socket.kind(), given.readable());
        let (mut taint, mut lasts) = (None, false);
        let may_have = match kind.reach {
            Reach::Internet | Reach::Raw if self.network => true,
            Reach::Internet | Reach::Raw => {
                let read = readings(&address, socket.stack(), kind.reach);
                lasts = !read.iter().all(is_harmless_scope);
                let has_place = read.iter().all(|name| is_here(name.ip()) || name.ip().is_multicast());
                taint = (!has_place || lasts).then_some(FOREIGN_NAME);
                kind.reach == Reach::Raw || read.iter().all(|name| self.may_have(kind, *name, trial))
            }
            Reach::Unix => self.is_own_unix(&address, trial),
            Reach::Netlink => self.is_own_netlink(&address, trial),
            Reach::Vsock => {
                let port = number(&address, 4);
                port == VMADDR_PORT_ANY || self.had(trial, |own| *own == Own::Vsock(port))
            }
            // Without a protocol it receives nothing: packet(7).
            Reach::Packet => padded::<4>(&address)[2..] == [0; 2],
            Reach::Nothing => true,
            Reach::Unknown => standing::only_looked_at(kind::OUTSIDE).map(|()| true)?,
        };
        pass(may_have, "this name may be another program's").map(|()| Name { address: given, taint, lasts })
    }

    /// An address for this socket to connect or send to. In place of a null pointer, the socket sends to its peer.
    pub(crate) fn target(&self, socket: &Held, given: GivenAddress, trial: &Trial) -> Result<Target, Failure> {
        let (kind, address) = (socket.kind(), given.readable());
        let mut read = Vec::new();
        match kind.reach {
            Reach::Internet | Reach::Raw if self.network => Ok(()),
            Reach::Internet | Reach::Raw => {
                read = readings(&address, socket.stack(), kind.reach);
                read.iter().try_for_each(|to| self.stays(socket, *to, trial))
            }
            Reach::Unix => pass(self.is_own_unix(&address, trial), "this name may be another program's"),
            Reach::Netlink => pass(self.is_own_netlink(&address, trial), "this port may be another program's"),
            Reach::Vsock => {
                pass(number(&address, 8) == VMADDR_CID_LOCAL, "this would be sent to another machine")?;
                let port = Own::Vsock(number(&address, 4));
                pass(self.had(trial, |own| *own == port), "this port may be another program's")
            }
            Reach::Nothing => Ok(()),
            Reach::Packet | Reach::Unknown => standing::only_looked_at(kind::OUTSIDE),
        }?;
        Ok(Target { address: given, readings: read })
    }

    /// Lets a socket of IP send to this address, if that stays in the trial.
    fn stays(&self, socket: &Held, to: SocketAddr, trial: &Trial) -> Result<(), Failure> {
        let kind = socket.kind();
        let stays = is_here(to.ip()) || (to.ip().is_multicast() && socket.sends_by_loopback(to));
        pass(stays && is_harmless_scope(&to), OTHER_HOST)?;
        let is_open = || self.is_open(kind, socket.meant_by(to), trial);
        pass(kind.reach == Reach::Raw || is_open(), "this port may be another program's")
    }

    /// What arrived, with the name of its sender, if that is a socket of this trial.
    pub(crate) fn open<T>(&self, arrived: Arrived<T>, trial: &Trial) -> Result<(T, Option<SockAddr>), Failure> {
        let Arrived { value, from, kind } = arrived;
        let from = match from {
            Sender::Told(from) => from,
            Sender::Returned { to, by } => {
                let is_own = self.network || self.returned(kind, &to, by.as_ref(), trial);
                return pass(is_own, "this tells of another program").map(|()| (value, Some(to)));
            }
            Sender::Unknown => return pass(false, "nobody can tell who sent this").map(|()| (value, None)),
        };
        let sender = from.as_ref();
        let is_own = match kind.reach {
            Reach::Internet | Reach::Raw => sender.and_then(|from| internet(from, kind.family)).is_none_or(|ip| {
                let has_no_port = kind.reach == Reach::Raw || ip.port() == 0;
                self.network || (is_here(ip.ip()) && (has_no_port || self.sent(kind, ip, trial)))
            }),
            Reach::Netlink => sender.is_none_or(|from| self.is_own_netlink(from, trial)),
            Reach::Vsock => sender.is_none_or(|from| from.len() == 0 || number(from, 8) == VMADDR_CID_LOCAL),
            // Only who may use the folder of the trial knows the names of its sockets.
            Reach::Unix | Reach::Nothing | Reach::Packet | Reach::Unknown => true,
        };
        pass(is_own, "this came from another program").map(|()| (value, from))
    }

    /// A setting of an option.
    pub(crate) fn change<'c>(&self, socket: &Held, option: OptionName, to: &'c Setting) -> Result<Change<'c>, Failure> {
        let taint = self.taint(effect(option, to, socket.kind()))?;
        Ok(Change { to: To::Setting(option, to), taint })
    }

    /// Bytes for an option.
    pub(crate) fn raw_change(
        &self,
        socket: &Held,
        option: Number,
        value: RawValue,
    ) -> Result<Change<'static>, Failure> {
        let taint = self.taint(raw::effect(option, value.covered(), socket.kind()))?;
        Ok(Change { to: To::Bytes(option, value), taint })
    }

    /// An option whose bytes are asked for.
    pub(crate) fn asked(&self, socket: &Held, option: Number) -> Result<Asked, Failure> {
        pass(raw::may_be_asked(option, socket.kind()), raw::UNKNOWN).map(|()| Asked(option))
    }

    /// Why a socket can only be looked at once it has what has this effect, if it may have it.
    fn taint(&self, effect: Effect) -> Result<Option<&'static str>, Failure> {
        match effect {
            Effect::TaintOnThisHost(_) | Effect::Tell(_) if self.network => Ok(None),
            Effect::None => Ok(None),
            Effect::Taint(why) | Effect::TaintOnThisHost(why) => Ok(Some(why)),
            Effect::Tell(why) | Effect::Withhold(why) => pass(false, why).map(|()| None),
        }
    }

    /// A control message that hands sockets on: SCM_RIGHTS.
    pub(crate) fn rights<'s>(&self, sockets: impl IntoIterator<Item = &'s Held>) -> Result<Attached, Failure> {
        let sockets: Vec<Admitted> = sockets.into_iter().map(Held::admit).collect::<Result<_, _>>()?;
        let mut handed_on = self.handed_on.lock().unwrap_or_else(PoisonError::into_inner);
        handed_on.extend(sockets.iter().map(|socket| socket.held().kind()));
        Ok(Attached(held::rights(&sockets)?))
    }

    /// A control message by which a datagram comes from this address: IP_PKTINFO, IPV6_PKTINFO.
    /// An unspecified destination would mean the same address.
    pub(crate) fn source(&self, ip: IpAddr, target: Option<&Target>) -> Result<Attached, Failure> {
        let is_meant = target.into_iter().flat_map(|target| &target.readings).any(|to| {
            let to = to.ip().to_canonical();
            to.is_unspecified() && to.is_ipv4() == ip.to_canonical().is_ipv4()
        });
        pass(self.network || !is_meant, "this port may be another program's")?;
        let stays = is_here(ip.to_canonical()) || is_foreign(ip);
        pass(self.network || stays, "this would be sent from another address than those of this host alone")?;
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).push(ip.to_canonical());
        Ok(Attached(packet_info::from_source(ip)?))
    }

    /// A control message for a field in the header of one datagram. None of them leads it elsewhere.
    #[expect(clippy::unused_self, reason = "who has no gate gets none")]
    pub(crate) fn header_field(&self, field: HeaderField, bytes: Vec<u8>) -> Result<Attached, Failure> {
        let message = header_field::message(field, bytes);
        message.map(Attached).ok_or_else(|| Failure::Impossible("there is no such control message here".to_owned()))
    }

    /// A socket that came with a message. Its kind is that of one that this trial handed on; nothing else is known of
    /// one that it did not hand on.
    pub(crate) fn received(&self, socket: Socket) -> Held {
        let handed_on = self.handed_on.lock().unwrap_or_else(PoisonError::into_inner);
        Held::received(socket, &handed_on)
    }

    /// A question about this host, or one that a table of the case answers.
    pub(crate) fn question<'q>(
        &self,
        host: Option<&'q Host>,
        family: Family,
        flags: Option<&Flags<AddrinfoFlag>>,
        table: Option<&'q [HostLine]>,
    ) -> Result<Question<'q>, Failure> {
        let asks_nobody = host.is_none_or(|host| {
            let flags = flags.map_or(&[][..], |flags| &flags.0);
            if let Some(lines) = table {
                return lines.iter().any(|line| line.answers(&host.0, family));
            }
            host.is_numeric(flags) || (host.is_localhost() && (family != Family::Inet6 || knows_localhost_of_ipv6()))
        });
        pass(self.network || asks_nobody, "this might ask a name server")?;
        Ok(Question { host: host.map(|host| host.0.as_str()), table })
    }
}

/// Whether everything passes. `ci/escapes open` builds sockshape like this, to show that what the gate stops would get
/// out.
const IS_OPEN: bool = cfg!(sockshape_open_gate);

/// Lets something pass, or withholds it for this reason.
fn pass(may: bool, otherwise: &str) -> Result<(), Failure> {
    if may || IS_OPEN { Ok(()) } else { Err(Failure::Withheld(otherwise.to_owned())) }
}

/// Whether this address is always one of this host.
fn is_here(ip: IpAddr) -> bool {
    ip.is_loopback() || ip.is_unspecified()
}

/// Whether the scope of an address leads to no interface but the loopback interface.
fn is_harmless_scope(address: &SocketAddr) -> bool {
    match address {
        SocketAddr::V4(_) => true,
        SocketAddr::V6(address) => is_harmless_index(address.scope_id()),
    }
}

/// Whether this is the index of no interface, or of the loopback interface.
fn is_harmless_index(index: u32) -> bool {
    index == 0 || interface::loopback().ok() == Some(index) || interface::name(index).is_none()
}
