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
    /// Whether it sent something before it was accepted.
    sent: bool,
}

/// All sockets of a program, closed ones too.
#[derive(Debug, Default)]
pub(in crate::compat) struct Sockets {
    all: Vec<Socket>,
    /// The sockets by what the program calls them. Several may be one.
    called: BTreeMap<String, Id>,
}

impl Socket {
    pub(super) fn new(name: NameKind, kind: SocketType, life: Life) -> Self {
        Self { name, kind, life, end: End::default(), peer: None, waiting: VecDeque::new(), sent: false }
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
        self.called.insert(called.to_owned(), id);
        id
    }

    /// Adds another name for a socket.
    pub(super) fn alias(&mut self, called: &str, id: Id) {
        self.called.insert(called.to_owned(), id);
    }

    /// Forgets what this name stood for. Whether no other name stands for the same socket.
    pub(super) fn forget(&mut self, called: &str) -> Option<Id> {
        let id = self.called.remove(called)?;
        self.called.values().all(|other| *other != id).then_some(id)
    }

    /// The socket of this name, if it is one that can be followed.
    pub(in crate::compat) fn id(&self, called: &str) -> Option<Id> {
        self.called.get(called).copied()
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
