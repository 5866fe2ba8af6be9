//! A socket of a trial, and the calls on it. Nobody else has the socket itself.

mod admitted;
mod in_room;

#[cfg(unix)]
use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use socket2::{Domain, Protocol, SockAddr, Socket, Type};

use super::super::failure::Failure;
use super::super::{attribute, inheritance, option};
use super::bytes::{internet, number};
use super::kind;
#[cfg(linux_kernel)]
use super::pass;
use super::standing::Standing;
use super::{Asked, Change, Name, Own, Port, To};
use crate::address::Family;
use crate::operation::{OptionName, Reach, SocketKind, Value};
use crate::sys::descriptor::Closable;
use crate::sys::given_address;
use crate::sys::interrupt::Call;
use crate::sys::message;
use crate::sys::name_room::{self, NameInRoom, Offer};
use crate::sys::option::{Answer, Without, get_raw, set_raw};
use crate::sys::poll::{self, Bits};
use crate::sys::{self, descriptor, interface};

pub(crate) use admitted::Admitted;

/// A socket of a trial, or a file in its place. Its methods look at it, or change what nobody else sees. What reaches
/// others, [`Admitted`] does.
pub(crate) struct Held {
    socket: Closable,
    standing: Arc<Standing>,
}

/// What a socket may send without the harness reading it.
#[cfg(linux_kernel)]
pub(crate) enum Source {
    /// A file of the trial.
    File(Arc<File>),
    /// A socket that nobody but the trial sends to.
    Socket(Held),
}

#[cfg(linux_kernel)]
impl Source {
    /// A socket to send from. Nobody would see who sent what is passed on.
    pub(crate) fn of_socket(held: Held) -> Result<Self, Failure> {
        held.admit()?;
        pass(!kind::hears_anybody(held.kind()), "nobody can tell who sent this").map(|()| Self::Socket(held))
    }
}

/// Making sockets.
impl Held {
    pub(super) fn new(socket: Socket, standing: Standing) -> Self {
        Self { socket: Closable::new(socket), standing: Arc::new(standing) }
    }

    /// A new socket: socket(2). The type may have flags.
    pub(crate) fn socket(family: i32, kind: i32, protocol: Option<i32>) -> io::Result<Self> {
        let socket = Socket::new(Domain::from(family), Type::from(kind), protocol.map(Protocol::from))?;
        Ok(Self::new(socket, Standing::fresh(kind::find(family, kind, protocol.unwrap_or(0)))))
    }

    /// Two new sockets that are connected to each other: socketpair(2).
    #[cfg(unix)]
    pub(crate) fn pair(family: i32, kind: i32, protocol: Option<i32>) -> io::Result<[Self; 2]> {
        let known = kind::find(family, kind, protocol.unwrap_or(0));
        let (a, b) = Socket::pair(Domain::from(family), Type::from(kind), protocol.map(Protocol::from))?;
        Ok([a, b].map(|socket| Self::new(socket, Standing::in_use(known))))
    }

    /// A socket that is closed: each call on it is one on a closed descriptor.
    pub(crate) fn closed() -> ManuallyDrop<Self> {
        let socket = ManuallyDrop::into_inner(descriptor::closed());
        ManuallyDrop::new(Self::new(socket, Standing::fresh(&kind::NOTHING)))
    }

    /// The descriptor with this number, to find out what it is: it can only be looked at, and stays open.
    pub(crate) fn borrowed(number: i64) -> ManuallyDrop<Self> {
        let socket = ManuallyDrop::into_inner(descriptor::borrowed(number));
        ManuallyDrop::new(Self::new(socket, Standing::fresh(&kind::UNKNOWN)))
    }

    /// A file in the place of a socket: each call on it returns an error.
    #[cfg(unix)]
    pub(crate) fn file(file: File) -> Self {
        Self::new(Socket::from(std::os::fd::OwnedFd::from(file)), Standing::fresh(&kind::NOTHING))
    }

    /// A socket that came with a message: one of those kinds that were handed on, or a file.
    pub(super) fn received(socket: Socket, handed_on: &[&'static SocketKind]) -> Self {
        let is_it = |kind: &&&'static SocketKind| match (kind.reach, attribute::domain(&socket), socket.r#type()) {
            (Reach::Nothing, Err(_), Err(_)) => true,
            (_, Ok(family), Ok(of_type)) => kind::fits(kind, family, of_type),
            _ => false,
        };
        let kind = handed_on.iter().find(is_it).copied().unwrap_or(&kind::UNKNOWN);
        Self::new(socket, Standing::in_use(kind))
    }

    /// A second descriptor of the same socket: dup(2).
    pub(crate) fn dup(&self) -> io::Result<Self> {
        Ok(Self { socket: Closable::new(self.socket.try_clone()?), standing: Arc::clone(&self.standing) })
    }
}

/// Looking at them.
impl Held {
    pub(super) fn kind(&self) -> &'static SocketKind {
        self.standing.kind
    }

    /// The family of the addresses that the stack behind it reads: IPV6_ADDRFORM of ipv6(7) makes a socket of AF_INET
    /// of one of AF_INET6.
    pub(super) fn stack(&self) -> Family {
        let is_of_ipv4 = || attribute::domain(&self.socket).is_ok_and(|family| family == Family::Inet.number());
        match self.kind().family {
            Family::Inet6 if cfg!(linux_kernel) && is_of_ipv4() => Family::Inet,
            family => family,
        }
    }

    /// The number of the descriptor.
    pub(crate) fn number(&self) -> i64 {
        descriptor::number(&self.socket)
    }

    /// Whether it was closed while calls were under way on it.
    pub(crate) fn is_closed(&self) -> bool {
        self.socket.is_closed()
    }

    /// A call on this socket, to be interrupted.
    pub(crate) fn call(&self) -> Call {
        Call::on(&self.socket)
    }

    /// Its name: getsockname(2).
    pub(crate) fn name(&self) -> io::Result<SockAddr> {
        self.socket.local_addr()
    }

    /// What others reach it by, if the system chose that and can say it.
    pub(crate) fn own(&self) -> Option<Own> {
        let (name, kind) = (self.name().ok()?, self.kind());
        match kind.reach {
            Reach::Internet => {
                internet(&name, kind.family).filter(|name| name.port() != 0).map(|name| self.own_port(name))
            }
            Reach::Unix => match sys::address::to_bytes(&name).get(2..) {
                Some([0, name @ ..]) => Some(Own::Abstract(name.to_vec())),
                _ => None,
            },
            Reach::Netlink => Some(Own::Netlink(number(&name, 4))),
            Reach::Vsock => Some(Own::Vsock(number(&name, 4))),
            Reach::Raw | Reach::Packet | Reach::Nothing | Reach::Unknown => None,
        }
    }

    fn own_port(&self, name: SocketAddr) -> Own {
        let (is_stream, ip, port) = (kind::is_stream(self.kind()), name.ip(), name.port());
        let is_dual = ip == Ipv6Addr::UNSPECIFIED && self.socket.only_v6().is_ok_and(|only| !only);
        Own::Port(Port { is_stream, ip, port, is_dual })
    }

    /// The destination that the stack makes of an unspecified one: the address of the socket itself, or the loopback
    /// address (`ip_route_output_key_hash_rcu` in net/ipv4/route.c of Linux).
    pub(super) fn meant_by(&self, to: SocketAddr) -> SocketAddr {
        if !to.ip().is_unspecified() {
            return to;
        }
        let own = self.name().ok().and_then(|name| internet(&name, self.kind().family)).map(|name| name.ip());
        let own = own.filter(|ip| !ip.is_unspecified() && ip.is_ipv4() == to.is_ipv4());
        let loopback = if to.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
        SocketAddr::new(own.unwrap_or(loopback), to.port())
    }

    /// The name of its peer: getpeername(2).
    pub(crate) fn peer(&self) -> io::Result<SockAddr> {
        self.socket.peer_addr()
    }

    /// Its name, in such a room.
    pub(crate) fn name_in(&self, room: Offer) -> io::Result<NameInRoom> {
        name_room::of_socket(&self.socket, room)
    }

    /// The name of its peer, in such a room.
    pub(crate) fn peer_in(&self, room: Offer) -> io::Result<NameInRoom> {
        name_room::of_peer(&self.socket, room)
    }

    /// Its family.
    pub(crate) fn family(&self) -> io::Result<i32> {
        attribute::domain(&self.socket)
    }

    /// Its type.
    pub(crate) fn r#type(&self) -> io::Result<Type> {
        self.socket.r#type()
    }

    /// Its protocol.
    pub(crate) fn protocol(&self) -> io::Result<i32> {
        attribute::ask_protocol(&self.socket)
    }

    /// The value of an option.
    pub(crate) fn option(&self, option: OptionName) -> Result<Value, Failure> {
        option::get(&self.socket, option)
    }

    /// The bytes of an option, in a room of so many bytes.
    pub(crate) fn raw_option(&self, option: &Asked, room: i32, without: Option<Without>) -> io::Result<Answer> {
        get_raw(&self.socket, option.0, room, without)
    }

    /// The error that waits: SO_ERROR of socket(7).
    pub(crate) fn take_error(&self) -> io::Result<Option<io::Error>> {
        self.socket.take_error()
    }

    /// Which of these events happened: poll(2).
    pub(crate) fn poll(&self, events: Bits, timeout: Option<Duration>) -> io::Result<Bits> {
        poll::poll(&self.socket, events, timeout)
    }

    /// Which of these events happened to each socket, and what poll(2) returned.
    pub(crate) fn poll_several(
        sockets: &[&Self],
        events: Bits,
        timeout: Option<Duration>,
    ) -> io::Result<(i32, Vec<Bits>)> {
        poll::poll_several(sockets.iter().map(|held| &*held.socket), events, timeout)
    }

    /// Whether calls return at once; see [`descriptor::is_nonblocking`].
    pub(crate) fn is_nonblocking(&self) -> io::Result<Option<bool>> {
        descriptor::is_nonblocking(&self.socket)
    }

    /// Whether child processes inherit the descriptor.
    pub(crate) fn is_inheritable(&self) -> io::Result<bool> {
        descriptor::is_inheritable(&self.socket)
    }

    /// Whether it would send a multicast to this address by the loopback interface: the stack of the address is asked.
    /// A socket of another family has no such option, and sends no multicasts.
    pub(super) fn sends_by_loopback(&self, target: SocketAddr) -> bool {
        match target {
            SocketAddr::V4(_) => self.socket.multicast_if_v4().is_ok_and(|interface| interface == Ipv4Addr::LOCALHOST),
            SocketAddr::V6(_) => {
                let loopback = interface::loopback().ok();
                self.socket.multicast_if_v6().is_ok_and(|interface| loopback == Some(interface))
            }
        }
    }
}

/// Changing them.
impl Held {
    /// Binds it: bind(2).
    pub(crate) fn bind(&self, name: &Name) -> Result<(), Failure> {
        if let Some(why) = name.taint.filter(|_| name.lasts) {
            self.standing.taint(why, || Ok(()))?;
        }
        let bind = || Ok(given_address::bind(&self.socket, &name.address)?);
        name.taint.map_or_else(bind, |why| self.standing.taint(why, bind))
    }

    /// Sets an option: setsockopt(2).
    pub(crate) fn set_option(&self, change: &Change) -> Result<(), Failure> {
        let set = || match &change.to {
            To::Setting(option, to) => option::set(&self.socket, *option, to),
            To::Bytes(number, value) => Ok(set_raw(&self.socket, *number, value)?),
        };
        change.taint.map_or_else(set, |why| self.standing.taint(why, set))
    }

    /// Sets whether it blocks.
    pub(crate) fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()> {
        self.socket.set_nonblocking(nonblocking)
    }

    /// Sets whether child processes inherit the descriptor.
    pub(crate) fn set_inheritable(&self, inheritable: bool) -> io::Result<()> {
        inheritance::set(&self.socket, inheritable)
    }

    /// Turns SO_LINGER off, if the socket has it.
    pub(crate) fn disable_linger(&self) {
        // A socket that is closed, or of a family that does not linger, returns an error and does not wait either.
        let _ = self.socket.set_linger(None);
    }

    /// Shuts one or both directions down: shutdown(2). One that can only be looked at has no peer to notice.
    pub(crate) fn shutdown(&self, how: i32) -> io::Result<()> {
        sys::shutdown::shutdown(&self.socket, how)
    }

    /// Closes the descriptor: close(2). `settle` returns once each other thread that has the socket waits in a call on
    /// it, or has ended it.
    pub(crate) fn close(&self, settle: impl FnOnce()) -> io::Result<()> {
        self.socket.close(settle)
    }

    /// Lets it send and receive from now on, if it may.
    pub(crate) fn admit(&self) -> Result<Admitted<'_>, Failure> {
        self.standing.admit().map(|()| Admitted(self))
    }
}

/// A control message with these sockets.
pub(super) fn rights(sockets: &[Admitted]) -> io::Result<message::Control> {
    message::rights(sockets.iter().map(|admitted| &*admitted.0.socket))
}
