//! The sockets of a program, as its steps and their outcomes move them.

use std::collections::{BTreeMap, VecDeque};

use super::end::{End, Life};
use super::kind::{NameKind, SocketState, SocketType};

/// The number of a socket.
pub(in crate::compat) type Id = usize;

/// One socket.
#[derive(Clone, Debug)]
pub(in crate::compat) struct Socket {
    pub(in crate::compat) name: NameKind,
    pub(in crate::compat) kind: SocketType,
    pub(super) life: Life,
    pub(super) end: End,
    /// Its peer, if it has one that is a socket of the program and was accepted.
    pub(super) peer: Option<Id>,
    /// The connections that wait to be accepted.
    pub(super) waiting: VecDeque<Id>,
    /// The listener that it was accepted from.
    pub(in crate::compat) listener: Option<Id>,
    /// Whether it sent something before it was accepted.
    sent: bool,
}

/// How a program came to a descriptor of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compat) enum Origin {
    /// It made the socket, or accepted it.
    Made,
    /// It duplicated another descriptor.
    Duplicated,
    /// A message passed it.
    Passed,
    /// A child process inherited it.
    Inherited,
}

/// What a descriptor is known by: the child process that has it, if it is not the program itself, and what the program
/// calls it.
pub(in crate::compat) type Called = (Option<String>, String);

/// A descriptor of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Descriptor {
    socket: Id,
    origin: Origin,
}

/// All sockets of a program, closed ones too.
#[derive(Debug, Default)]
pub(in crate::compat) struct Sockets {
    all: Vec<Socket>,
    /// The descriptors. Several may be of one socket.
    descriptors: BTreeMap<Called, Descriptor>,
    /// The child process whose descriptors are meant. None for those of the program itself.
    child: Option<String>,
    /// The sockets that messages pass, by the socket that is to receive them.
    passed: BTreeMap<Id, VecDeque<Id>>,
}

impl Socket {
    pub(super) fn new(name: NameKind, kind: SocketType, life: Life) -> Self {
        Self {
            name,
            kind,
            life,
            end: End::default(),
            peer: None,
            waiting: VecDeque::new(),
            listener: None,
            sent: false,
        }
    }

    /// Whether it has connections, and not only the name of a peer.
    pub(super) fn has_connections(&self) -> bool {
        self.kind != SocketType::Dgram
    }
}

impl Sockets {
    /// Adds a socket under this name.
    pub(super) fn add(&mut self, called: &str, socket: Socket) -> Id {
        let id = self.all.len();
        self.all.push(socket);
        self.alias(called, id, Origin::Made);
        id
    }

    /// Adds another descriptor of a socket.
    pub(super) fn alias(&mut self, called: &str, socket: Id, origin: Origin) {
        self.descriptors.insert(self.called(called), Descriptor { socket, origin });
    }

    /// From now on, the descriptors of this child process are meant, or else those of the program itself.
    pub(super) fn enter(&mut self, child: Option<&str>) {
        self.child = child.map(ToOwned::to_owned);
    }

    /// Forgets a descriptor. The socket that it was of, if it was the last one.
    pub(super) fn forget(&mut self, called: &str) -> Option<Id> {
        let id = self.descriptors.remove(&self.called(called))?.socket;
        let is_held = self.descriptors.values().any(|other| other.socket == id);
        let is_on_its_way = self.passed.values().flatten().any(|other| *other == id);
        (!is_held && !is_on_its_way).then_some(id)
    }

    /// Notes that a message passes a socket to another.
    pub(super) fn pass(&mut self, socket: Id, receiver: Id) {
        self.passed.entry(receiver).or_default().push_back(socket);
    }

    /// The next socket that was passed to this one.
    pub(super) fn receive(&mut self, receiver: Id) -> Option<Id> {
        self.passed.get_mut(&receiver)?.pop_front()
    }

    /// What the descriptor of this name is known by.
    pub(in crate::compat) fn called(&self, called: &str) -> Called {
        (self.child.clone(), called.to_owned())
    }

    /// What the descriptors of this child process are called.
    pub(super) fn all_of(&self, child: &str) -> Vec<String> {
        let is_its = |(owner, _): &&Called| owner.as_deref() == Some(child);
        self.descriptors.keys().filter(is_its).map(|(_, called)| called.clone()).collect()
    }

    /// The socket of this name, if it is one that can be followed.
    pub(in crate::compat) fn id(&self, called: &str) -> Option<Id> {
        self.descriptors.get(&self.called(called)).map(|descriptor| descriptor.socket)
    }

    /// How the descriptor of this name came to be.
    pub(in crate::compat) fn origin(&self, called: &str) -> Option<Origin> {
        self.descriptors.get(&self.called(called)).map(|descriptor| descriptor.origin)
    }

    pub(in crate::compat) fn get(&self, id: Id) -> &Socket {
        &self.all[id]
    }

    pub(super) fn get_mut(&mut self, id: Id) -> &mut Socket {
        &mut self.all[id]
    }

    /// Makes two sockets the peers of each other.
    pub(super) fn join(&mut self, one: Id, other: Id) {
        self.all[one].peer = Some(other);
        self.all[other].peer = Some(one);
        self.all[other].end.has_unread = self.all[one].sent;
    }

    /// Notes that a socket sent something that its peer has not received yet.
    pub(super) fn send(&mut self, id: Id) {
        match self.all[id].peer {
            Some(peer) => self.all[peer].end.has_unread = true,
            None => self.all[id].sent = true,
        }
    }

    /// Closes a socket: what it has not received, or was told by SO_LINGER, decides how a connection ends.
    pub(super) fn close(&mut self, id: Id) {
        let socket = &self.all[id];
        let aborts = socket.end.has_unread || (socket.end.aborts && !socket.name.is_unix());
        let cut_off: Vec<Id> = match socket.life {
            Life::Listening => socket.waiting.iter().copied().collect(),
            Life::Connected if socket.has_connections() && aborts => socket.peer.into_iter().collect(),
            _ => Vec::new(),
        };
        for other in cut_off {
            self.reset(other);
        }
        self.all[id].life = Life::Closed;
    }

    /// Cuts off the connection of a socket that is still open.
    pub(super) fn reset(&mut self, id: Id) {
        if self.all[id].life == Life::Connected {
            self.all[id].life = Life::Reset;
        }
    }

    /// The state of a socket, if the table has it.
    pub(in crate::compat) fn state(&self, id: Id) -> Option<SocketState> {
        let socket = &self.all[id];
        match socket.life {
            Life::New => Some(SocketState::New),
            Life::Bound => Some(SocketState::Bound),
            Life::Listening => Some(SocketState::Listening),
            Life::Connecting => Some(SocketState::Connecting),
            Life::Connected => self.connected(socket),
            Life::Disconnected => Some(SocketState::Disconnected),
            Life::Reset => Some(SocketState::Reset),
            Life::Refused => Some(SocketState::Refused),
            Life::Closed | Life::Beyond => None,
        }
    }

    /// The state of a socket with a peer. None if both of them have ended something.
    fn connected(&self, socket: &Socket) -> Option<SocketState> {
        let peer = socket.peer.map(|peer| &self.all[peer]);
        let is_closed = peer.is_some_and(|peer| peer.life == Life::Closed);
        let seen = peer.filter(|_| socket.has_connections()).map_or_else(End::default, |peer| peer.end);
        match (socket.end.no_reads, socket.end.no_writes) {
            (false, false) if is_closed => Some(SocketState::ClosedByPeer),
            (false, false) if seen.is_open() => Some(SocketState::Connected),
            (false, false) => seen.no_writes.then_some(SocketState::HalfClosedByPeer),
            _ if is_closed || !seen.is_open() => None,
            (true, true) => Some(SocketState::ShutDown),
            _ => Some(SocketState::HalfClosedHere),
        }
    }
}
