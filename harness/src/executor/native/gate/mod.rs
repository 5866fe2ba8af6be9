//! The box: what a call may reach, and with which socket. Whatever a case names, binds, connects to, sends to, receives
//! from or hands on passes here once its references are filled in, as the bytes that the system gets.
//!
//! What passes is a value that only this module makes: a [`Name`] to bind, a [`Target`] to connect or send to, an
//! [`Attached`] control message, a [`Question`] to the resolver, an [`Admitted`] socket; and what [`Arrived`] is opened
//! here alone. The calls of [`held`] take nothing else, and nobody else has the socket itself. So an operation that
//! goes past the gate does not compile. What does not pass is withheld, with a reason.

mod held;
mod kind;
mod setting;
mod standing;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, TcpListener, UdpSocket};
use std::sync::{Mutex, PoisonError};

use socket2::{SockAddr, Socket};

use super::failure::Failure;
use crate::address::Family;
use crate::bytes::array;
use crate::operation::{AddrinfoFlag, Flags, Host, OptionName, Reach, Setting, SocketKind};
use crate::platform::knows_localhost_of_ipv6;
use crate::sys;
use crate::sys::interface;
use crate::sys::message::Control;
use crate::sys::packet_info;
pub(crate) use held::{Admitted, Held};
use setting::{Effect, effect};

/// A name that a socket may be bound to.
pub(crate) struct Name {
    address: SockAddr,
    /// Why the socket can only be looked at once it has this name.
    taint: Option<&'static str>,
}

/// An address that a socket may connect or send to.
pub(crate) struct Target(SockAddr);

/// A setting that an option may get.
pub(crate) struct Change<'c> {
    option: OptionName,
    to: &'c Setting,
    /// Why the socket can only be looked at once it has it.
    taint: Option<&'static str>,
}

/// A control message that may be sent.
pub(crate) struct Attached(Control);

/// A question that the resolver answers without asking another host.
pub(crate) struct Question<'q>(Option<&'q str>);

impl Question<'_> {
    /// The host that is asked for.
    pub(crate) fn host(&self) -> Option<&str> {
        self.0
    }
}

/// Something that came from the peer with this name, on a socket of this kind. [`Gate::open`] opens it.
pub(crate) struct Arrived<T> {
    value: T,
    from: Option<SockAddr>,
    kind: &'static SocketKind,
}

/// What others reach a socket of this trial by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    /// An address and a port, of TCP or of UDP. A wildcard of IPv6 may be that of IPv4, too.
    Port { is_stream: bool, ip: IpAddr, port: u16, is_dual: bool },
    /// An abstract name, without the zero byte that begins it.
    Abstract(Vec<u8>),
    /// A port of AF_NETLINK.
    Netlink(u32),
    /// A port of AF_VSOCK.
    Vsock(u32),
}

/// What the sockets of one trial may reach: each other.
pub(crate) struct Gate {
    /// Whether the case may reach other hosts.
    network: bool,
    /// The names that sockets of this trial have or had.
    own: Mutex<Vec<Own>>,
    /// The kinds of the sockets that were handed on.
    handed_on: Mutex<Vec<&'static SocketKind>>,
}

/// What only the trial itself knows: its folder, if there is one by now, and the names that its sockets have.
pub(crate) struct Trial<'t> {
    pub(super) scratch: Option<&'t [u8]>,
    pub(super) names: &'t dyn Fn() -> Vec<Own>,
}

/// This machine, and any machine: `linux/vm_sockets.h`.
const VMADDR_CID_LOCAL: u32 = 1;
const VMADDR_PORT_ANY: u32 = u32::MAX;

/// Ports that nobody serves, so that cases may write them: what is sent to discard is thrown away (RFC 863), and those
/// below it that nothing uses are unassigned or historic: registry of IANA.
const UNSERVED: [u16; 5] = [0, 1, 2, 3, 9];

const OTHER_HOST: &str = "this would be sent to another host";
const FOREIGN_NAME: &str = "the name of this socket is not one of this host alone";

impl Gate {
    /// Nothing is open yet. `network` says whether the case may reach other hosts.
    pub(crate) fn new(network: bool) -> Self {
        Self { network, own: Mutex::default(), handed_on: Mutex::default() }
    }

    /// Notes the name of a socket of this trial.
    pub(crate) fn note(&self, name: Own) {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if !own.contains(&name) {
            own.push(name);
        }
    }

    /// Whether a socket of this trial has or had such a name.
    fn is_own(&self, trial: &Trial, is_it: impl Fn(&Own) -> bool) -> bool {
        let known = || self.own.lock().unwrap_or_else(PoisonError::into_inner).iter().any(&is_it);
        known() || {
            (trial.names)().into_iter().for_each(|name| self.note(name));
            known()
        }
    }

    /// A name for this socket.
    pub(crate) fn name(&self, socket: &Held, address: SockAddr, trial: &Trial) -> Result<Name, Failure> {
        let kind = socket.kind();
        let mut taint = None;
        let may_have = match kind.reach {
            Reach::Internet | Reach::Raw => match internet(&address, kind.family) {
                Some(ip) if !self.network => {
                    let has_place = is_here(ip.ip()) || ip.ip().is_multicast();
                    taint = (!has_place || !is_harmless_scope(ip)).then_some(FOREIGN_NAME);
                    let port = ip.port();
                    kind.reach == Reach::Raw || UNSERVED.contains(&port) || self.has_port(kind, port, trial)
                }
                _ => true,
            },
            Reach::Unix => self.is_own_unix(&address, trial),
            Reach::Netlink => self.is_own_netlink(&address, trial),
            Reach::Vsock => {
                let port = number(&address, 4);
                port == VMADDR_PORT_ANY || self.is_own(trial, |own| *own == Own::Vsock(port))
            }
            // Without a protocol it receives nothing: packet(7).
            Reach::Packet => padded::<4>(&address)[2..] == [0; 2],
            Reach::Nothing => true,
            Reach::Unknown => standing::only_looked_at(kind::OUTSIDE).map(|()| true)?,
        };
        pass(may_have, "this name may be another program's").map(|()| Name { address, taint })
    }

    /// An address for this socket to connect or send to.
    pub(crate) fn target(&self, socket: &Held, address: SockAddr, trial: &Trial) -> Result<Target, Failure> {
        let kind = socket.kind();
        match kind.reach {
            Reach::Internet | Reach::Raw => match internet(&address, kind.family) {
                Some(ip) if !self.network => {
                    let stays = is_here(ip.ip()) || (ip.ip().is_multicast() && socket.sends_by_loopback(ip));
                    pass(stays && is_harmless_scope(ip), OTHER_HOST)?;
                    let is_free = kind.reach == Reach::Raw || UNSERVED.contains(&ip.port());
                    let is_open = is_free || self.has(kind, ip, trial) || is_nobodys(kind, ip);
                    pass(is_open, "this port may be another program's")
                }
                _ => Ok(()),
            },
            Reach::Unix => pass(self.is_own_unix(&address, trial), "this name may be another program's"),
            Reach::Netlink => pass(self.is_own_netlink(&address, trial), "this port may be another program's"),
            Reach::Vsock => {
                pass(number(&address, 8) == VMADDR_CID_LOCAL, "this would be sent to another machine")?;
                let port = Own::Vsock(number(&address, 4));
                pass(self.is_own(trial, |own| *own == port), "this port may be another program's")
            }
            Reach::Nothing => Ok(()),
            Reach::Packet | Reach::Unknown => standing::only_looked_at(kind::OUTSIDE),
        }?;
        Ok(Target(address))
    }

    /// What arrived, with the name of its sender, if that is a socket of this trial.
    pub(crate) fn open<T>(&self, arrived: Arrived<T>, trial: &Trial) -> Result<(T, Option<SockAddr>), Failure> {
        let Arrived { value, from, kind } = arrived;
        let sender = from.as_ref();
        let is_own = match kind.reach {
            Reach::Internet | Reach::Raw => sender.and_then(|from| internet(from, kind.family)).is_none_or(|ip| {
                let has_no_port = kind.reach == Reach::Raw || ip.port() == 0;
                self.network || (is_here(ip.ip()) && (has_no_port || self.has_port(kind, ip.port(), trial)))
            }),
            Reach::Netlink => sender.is_none_or(|from| self.is_own_netlink(from, trial)),
            Reach::Vsock => sender.is_none_or(|from| from.len() == 0 || number(from, 8) == VMADDR_CID_LOCAL),
            // Only who may use the folder of the trial knows the names of its sockets.
            Reach::Unix | Reach::Nothing | Reach::Packet | Reach::Unknown => true,
        };
        pass(is_own, "this came from another program").map(|()| (value, from))
    }

    /// A setting of an option.
    pub(crate) fn change<'c>(&self, option: OptionName, to: &'c Setting) -> Result<Change<'c>, Failure> {
        let taint = match effect(option, to) {
            Effect::TaintOnThisHost(_) | Effect::Tell(_) if self.network => None,
            Effect::None => None,
            Effect::Taint(why) | Effect::TaintOnThisHost(why) => Some(why),
            Effect::Tell(why) => {
                pass(false, why)?;
                None
            }
        };
        Ok(Change { option, to, taint })
    }

    /// A control message that hands sockets on: SCM_RIGHTS.
    pub(crate) fn rights<'s>(&self, sockets: impl IntoIterator<Item = &'s Held>) -> Result<Attached, Failure> {
        let sockets: Vec<Admitted> = sockets.into_iter().map(Held::admit).collect::<Result<_, _>>()?;
        let mut handed_on = self.handed_on.lock().unwrap_or_else(PoisonError::into_inner);
        handed_on.extend(sockets.iter().map(|socket| socket.held().kind()));
        Ok(Attached(held::rights(&sockets)?))
    }

    /// A control message by which a datagram comes from this address: IP_PKTINFO, IPV6_PKTINFO.
    pub(crate) fn source(&self, ip: IpAddr) -> Result<Attached, Failure> {
        let stays = is_here(ip.to_canonical()) || is_refused_source(ip);
        pass(self.network || stays, "this would be sent from another address than those of this host alone")?;
        Ok(Attached(packet_info::from_source(ip)?))
    }

    /// A socket that came with a message. Its kind is that of one that this trial handed on; nothing else is known of
    /// one that it did not hand on.
    pub(crate) fn received(&self, socket: Socket) -> Held {
        let handed_on = self.handed_on.lock().unwrap_or_else(PoisonError::into_inner);
        Held::received(socket, &handed_on)
    }

    /// A question about this host.
    pub(crate) fn question<'q>(
        &self,
        host: Option<&'q Host>,
        family: Family,
        flags: Option<&Flags<AddrinfoFlag>>,
    ) -> Result<Question<'q>, Failure> {
        let asks_nobody = host.is_none_or(|host| {
            let flags = flags.map_or(&[][..], |flags| &flags.0);
            host.is_numeric(flags) || (host.is_localhost() && (family != Family::Inet6 || knows_localhost_of_ipv6()))
        });
        pass(self.network || asks_nobody, "this might ask a name server")?;
        Ok(Question(host.map(|host| host.0.as_str())))
    }

    /// Whether a socket of this trial has or had this port, at whichever address: sockets of one trial may share one,
    /// and may say where a datagram comes from.
    fn has_port(&self, kind: &SocketKind, port: u16, trial: &Trial) -> bool {
        let wanted = (kind::is_stream(kind), port);
        self.is_own(trial, |own| matches!(own, Own::Port { is_stream, port, .. } if (*is_stream, *port) == wanted))
    }

    /// Whether a socket of this trial has or had this address and port: every address if it has the wildcard. What is
    /// sent to the wildcard goes to the loopback address, and what is sent to many reaches every address.
    fn has(&self, kind: &SocketKind, address: SocketAddr, trial: &Trial) -> bool {
        let (to, is_to_many) = (address.ip(), address.ip().is_multicast() || is_loopback_broadcast(address.ip()));
        self.is_own(trial, |own| match own {
            Own::Port { is_stream, ip, port, is_dual } => {
                let has_port = (*is_stream, *port) == (kind::is_stream(kind), address.port());
                let is_of_stack = *is_dual || ip.is_ipv4() == to.is_ipv4();
                let is_reached = ip.is_unspecified() || to.is_unspecified() || is_to_many;
                has_port && (*ip == to || (is_of_stack && is_reached))
            }
            Own::Abstract(_) | Own::Netlink(_) | Own::Vsock(_) => false,
        })
    }

    /// Whether this name of AF_UNIX is in the folder of the trial, or one that the system chose for one of its sockets.
    fn is_own_unix(&self, address: &SockAddr, trial: &Trial) -> bool {
        if is_refused_unix(address) {
            return true;
        }
        let bytes = sys::address::to_bytes(address);
        let in_scratch = |path: &[u8]| {
            let below = trial.scratch.and_then(|scratch| path.strip_prefix(scratch)?.strip_prefix(b"/"));
            below.is_some_and(|below| !below.split(|byte| b"/\\".contains(byte)).any(|part| part == b".."))
        };
        match bytes.get(2..) {
            None | Some([]) => true,
            Some([0, name @ ..]) => {
                in_scratch(name) || self.is_own(trial, |own| matches!(own, Own::Abstract(known) if known == name))
            }
            Some(path) => in_scratch(path.split(|byte| *byte == 0).next().unwrap_or(path)),
        }
    }

    /// Whether this name of AF_NETLINK is the kernel's, which does not answer (see [`kind`]), or one of this trial. A
    /// group has the sockets of others.
    fn is_own_netlink(&self, address: &SockAddr, trial: &Trial) -> bool {
        let (port, groups) = (number(address, 4), number(address, 8));
        groups == 0 && (port == 0 || self.is_own(trial, |own| *own == Own::Netlink(port)))
    }
}

/// Whether everything passes. `ci/hosts` builds sockshape like this to show that what the gate stops would get out.
const IS_OPEN: bool = cfg!(sockshape_open_gate);

/// Lets something pass, or withholds it for this reason.
fn pass(may: bool, otherwise: &str) -> Result<(), Failure> {
    if may || IS_OPEN { Ok(()) } else { Err(Failure::Withheld(otherwise.to_owned())) }
}

/// Whether the system refuses to send from this address, because no host has it that this one may speak for. Answers to
/// an address that it does not refuse might leave.
fn is_refused_source(ip: IpAddr) -> bool {
    UdpSocket::bind((ip, 0)).is_err()
}

/// Whether no program has this address and port of TCP or UDP. Then a socket could have it, by itself.
fn is_nobodys(kind: &SocketKind, address: SocketAddr) -> bool {
    if kind::is_stream(kind) { TcpListener::bind(address).is_ok() } else { UdpSocket::bind(address).is_ok() }
}

/// Whether this is the address of all sockets of the loopback interface: 127.0.0.0/8 of RFC 1122, section 3.2.1.3.
fn is_loopback_broadcast(ip: IpAddr) -> bool {
    ip == Ipv4Addr::new(127, 255, 255, 255)
}

/// Whether this address is always one of this host.
fn is_here(ip: IpAddr) -> bool {
    ip.is_loopback() || ip.is_unspecified()
}

/// Whether the scope of an address leads to no interface but the loopback interface.
fn is_harmless_scope(address: SocketAddr) -> bool {
    match address {
        SocketAddr::V4(_) => true,
        SocketAddr::V6(address) => is_harmless_index(address.scope_id()),
    }
}

/// Whether this is the index of no interface, or of the loopback interface.
fn is_harmless_index(index: u32) -> bool {
    index == 0 || interface::loopback().ok() == Some(index) || interface::name(index).is_none()
}

/// The address that the stack behind a socket of this family reads from these bytes, v4-mapped ones as those of IPv4,
/// to which they lead; none if it refuses the family. It takes AF_UNSPEC for its own: `udp_sendmsg` in net/ipv4/udp.c,
/// `rawv6_sendmsg` in net/ipv6/raw.c of Linux. AF_INET6 sockets take AF_INET: `ip6_datagram_connect` in
/// net/ipv6/datagram.c. An address that is too short is refused, so that the bytes behind it do not matter.
fn internet(address: &SockAddr, socket: Family) -> Option<SocketAddr> {
    let bytes = padded::<28>(address);
    let port = u16::from_be_bytes(array(&bytes, 2)?);
    match (socket, Family::numbered(address.family().into())) {
        (Family::Inet, Family::Inet | Family::Unspec) | (Family::Inet6, Family::Inet) => {
            Some(SocketAddr::from((Ipv4Addr::from(array::<4>(&bytes, 4)?), port)))
        }
        (Family::Inet6, Family::Inet6 | Family::Unspec) => {
            let ip = Ipv6Addr::from(array::<16>(&bytes, 8)?);
            let scope = u32::from_ne_bytes(array(&bytes, 24)?);
            Some(match IpAddr::V6(ip).to_canonical() {
                IpAddr::V4(ip) => SocketAddr::from((ip, port)),
                IpAddr::V6(ip) => SocketAddr::V6(SocketAddrV6::new(ip, port, 0, scope)),
            })
        }
        _ => None,
    }
}

/// Whether AF_UNIX refuses an address because of its family: EINVAL of unix(7). Other systems than Linux may not look.
fn is_refused_unix(address: &SockAddr) -> bool {
    cfg!(linux_kernel) && Family::numbered(address.family().into()) != Family::Unix
}

/// The first bytes of an address, and zero bytes behind them.
fn padded<const N: usize>(address: &SockAddr) -> [u8; N] {
    let (mut padded, bytes) = ([0; N], sys::address::to_bytes(address));
    let length = bytes.len().min(N);
    padded[..length].copy_from_slice(&bytes[..length]);
    padded
}

/// The 32-bit number at this place of an address.
fn number(address: &SockAddr, at: usize) -> u32 {
    array(&padded::<16>(address), at).map_or(0, u32::from_ne_bytes)
}
