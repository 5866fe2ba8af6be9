//! Follows a program: what each step does to the sockets, by the step itself and by what came of it.

use std::collections::BTreeMap;

use super::address::{Place, Places};
use super::end::Life;
use super::kind::{NameKind, SocketType};
use super::sockets::{Id, Origin, Socket, Sockets};
use super::step::{has_fast_open, is_success, socket_of, unnamed};
use crate::address::WrittenAddress;
use crate::operation::{self, Action, Attachment, Direction, Operation, OptionName, Remote, Setting};

/// The sockets of a program that is followed, and where they can be found.
#[derive(Debug, Default)]
pub(in crate::compat) struct Follower {
    pub(in crate::compat) sockets: Sockets,
    places: Places,
    started: BTreeMap<String, Operation>,
}

/// What an operation says if it succeeds and returns nothing.
const OK: &str = "ok";

impl Follower {
    /// The operation that a step performs, in a child process or here. From now on, sockets are called as they are in
    /// that process.
    pub(in crate::compat) fn enter<'o>(&mut self, operation: &'o Operation) -> &'o Operation {
        match operation {
            Operation::InChild(call) => {
                self.sockets.enter(Some(&call.child.0));
                call.step.operation()
            }
            operation => {
                self.sockets.enter(None);
                operation
            }
        }
    }

    /// Takes in a step, given what came of it in a transcript.
    pub(in crate::compat) fn follow(&mut self, action: &Action, outcome: &str) {
        let started = match &action.operation {
            Operation::Start(start) => return drop(self.started.insert(start.name.0.clone(), (*start.step.0).clone())),
            Operation::Finish(finish) => self.started.remove(&finish.call.name),
            _ => None,
        };
        let operation = self.enter(started.as_ref().unwrap_or(&action.operation));
        let kept = self.named(operation);
        self.operation(operation, outcome);
        self.suffer(operation, outcome);
        if let Some(name) = &action.save {
            match kept.or_else(|| self.named(operation)) {
                Some(found) => drop(self.places.saved.insert(name.clone(), found)),
                None => drop(self.places.saved.remove(name)),
            }
        }
    }

    /// The socket whose name an operation returns, and the kind of that name.
    fn named(&self, operation: &Operation) -> Option<(Id, NameKind)> {
        let id = match operation {
            Operation::Getsockname(asked) => self.sockets.id(&asked.socket.0)?,
            Operation::Getpeername(asked) => self.sockets.get(self.sockets.id(&asked.socket.0)?).peer?,
            Operation::Accept(accept) => self.sockets.get(self.sockets.id(&accept.name.0)?).peer?,
            _ => return None,
        };
        Some((id, self.sockets.get(id).name))
    }

    fn operation(&mut self, operation: &Operation, outcome: &str) {
        match operation {
            Operation::Socket(made) if outcome == OK => self.socket(made),
            Operation::Socketpair(made) if outcome == OK => self.pair(made),
            Operation::CreateConnection(made) if outcome == OK => self.create_connection(made),
            Operation::Dup(made) if outcome == OK => self.alias(&made.socket.0, &made.name.0),
            Operation::FromFileno(made) => drop(self.sockets.forget(&made.name.0)),
            Operation::Recvmsg(received) => self.receive_message(received, outcome),
            Operation::Accept(accept) => self.accept(&accept.socket.0, &accept.name.0, outcome),
            Operation::Close(closed) => self.close(&closed.name.0),
            Operation::Detach(gone) => self.lose(&gone.socket.0),
            Operation::Makefile(made) => self.beyond(&made.socket.0),
            Operation::StartChild(start) if outcome == OK => self.start_child(start),
            Operation::EndChild(end) => self.end_child(&end.child.0),
            _ => self.on_one(operation, outcome),
        }
    }

    /// Operations that make no socket and close none.
    fn on_one(&mut self, operation: &Operation, outcome: &str) {
        let Some(id) = socket_of(operation).and_then(|name| self.sockets.id(&name)) else {
            return;
        };
        match operation {
            Operation::Bind(bind) if outcome == OK => {
                bind.address.given().into_iter().for_each(|name| self.bind(id, name));
            }
            Operation::Listen(_) if outcome == OK => self.sockets.get_mut(id).life = Life::Listening,
            Operation::Connect(connect) => {
                connect.address.given().into_iter().for_each(|peer| self.connect(id, &peer.0, outcome));
            }
            Operation::Disconnect(_) if outcome == OK => self.disconnect(id),
            Operation::Shutdown(shutdown) if outcome == OK => self.shutdown(id, shutdown.how),
            Operation::Setsockopt(set) if outcome == OK => self.set(id, set.option.0, &set.value),
            Operation::Sendto(sent) if has_fast_open(sent) => {
                let outcome_of_connect = if is_success(outcome) { OK } else { outcome };
                sent.address.given().into_iter().for_each(|peer| self.connect(id, &peer.0, outcome_of_connect));
                self.send(id, outcome);
            }
            Operation::Sendto(_) | Operation::Send(_) | Operation::Sendall(_) | Operation::Sendmmsg(_) => {
                self.send(id, outcome);
            }
            Operation::Sendmsg(sent) => {
                self.send_message(sent, outcome);
                self.send(id, outcome);
            }
            Operation::Recv(_)
            | Operation::RecvInto(_)
            | Operation::Recvfrom(_)
            | Operation::RecvfromInto(_)
            | Operation::Recvmmsg(_) => {
                self.sockets.get_mut(id).end.has_unread = false;
            }
            Operation::Poll(_) if self.sockets.get(id).life == Life::Connecting => self.end_of_wait(id, outcome),
            _ => {}
        }
    }

    /// What an error says about the connection, whatever the operation.
    fn suffer(&mut self, operation: &Operation, outcome: &str) {
        let Some(id) = socket_of(operation).and_then(|name| self.sockets.id(&name)) else {
            return;
        };
        let socket = self.sockets.get_mut(id);
        match (outcome, socket.life) {
            ("ECONNRESET" | "pending ECONNRESET", Life::Connected) if socket.has_connections() => {
                socket.life = Life::Reset;
            }
            ("ECONNREFUSED" | "pending ECONNREFUSED", Life::Connected | Life::Connecting) => {
                socket.life = Life::Refused
            }
            _ => {}
        }
    }

    fn socket(&mut self, made: &operation::Socket) {
        self.sockets.forget(&made.name.0);
        let family = made.family.value().written();
        let name = family.and_then(unnamed);
        let kind = made.kind.value().written().and_then(SocketType::of);
        if let (Some(name), Some(kind)) = (name, kind) {
            self.sockets.add(&made.name.0, Socket::new(name, kind, Life::New));
        }
    }

    fn pair(&mut self, made: &operation::Socketpair) {
        let Some(kind) = SocketType::of(made.kind) else {
            return;
        };
        let [one, other] = [&made.names[0].0, &made.names[1].0];
        let [one, other] =
            [one, other].map(|name| self.sockets.add(name, Socket::new(NameKind::Unnamed, kind, Life::Connected)));
        self.sockets.join(one, other);
    }

    fn create_connection(&mut self, made: &operation::CreateConnection) {
        self.sockets.forget(&made.name.0);
        let Remote::Address(address) = &made.address else {
            return;
        };
        let Some(place) = self.places.find(&address.0).filter(|_| made.timeout.is_none()) else {
            return;
        };
        let id = self.sockets.add(&made.name.0, Socket::new(place.kind, SocketType::Stream, Life::New));
        self.connected(id, &place);
    }

    fn alias(&mut self, old: &str, new: &str) {
        if let Some(id) = self.sockets.id(old) {
            self.sockets.alias(new, id, Origin::Duplicated);
        }
    }

    /// A child process calls the sockets that it knows as its parent does.
    fn start_child(&mut self, start: &operation::StartChild) {
        let known = start.sockets.iter().filter_map(|name| Some((&name.0, self.sockets.id(&name.0)?)));
        let known: Vec<(&String, Id)> = known.collect();
        self.sockets.enter(Some(&start.name.0));
        for (name, id) in known {
            self.sockets.alias(name, id, Origin::Inherited);
        }
    }

    /// A child process that ends closes its descriptors.
    fn end_child(&mut self, child: &str) {
        self.sockets.enter(Some(child));
        for name in self.sockets.all_of(child) {
            self.close(&name);
        }
    }

    /// A message that was sent to the peer of a socket passes its sockets to that peer.
    fn send_message(&mut self, sent: &operation::Sendmsg, outcome: &str) {
        let receiver = self.sockets.id(&sent.socket.0).and_then(|id| self.sockets.get(id).peer);
        let Some(receiver) = receiver.filter(|_| sent.address.is_none() && is_success(outcome)) else {
            return;
        };
        for attachment in sent.ancillary.iter().flatten() {
            if let Attachment::Rights(passed) = attachment {
                for id in passed.iter().filter_map(|socket| self.sockets.id(&socket.0)).collect::<Vec<_>>() {
                    self.sockets.pass(id, receiver);
                }
            }
        }
    }

    fn receive_message(&mut self, received: &operation::Recvmsg, outcome: &str) {
        let names: Vec<&str> =
            received.passed.iter().flat_map(|passed| &passed.0).map(|name| name.0.as_str()).collect();
        for name in &names {
            self.sockets.forget(name);
        }
        let Some(id) = self.sockets.id(&received.socket.0).filter(|_| is_success(outcome)) else {
            return;
        };
        self.sockets.get_mut(id).end.has_unread = false;
        for name in names {
            if let Some(passed) = self.sockets.receive(id) {
                self.sockets.alias(name, passed, Origin::Passed);
            }
        }
    }

    /// The first connection that waits gets a socket. Its name is of the listener's kind; that of a client of IPv4 is
    /// v4-mapped.
    fn accept(&mut self, listener: &str, name: &str, outcome: &str) {
        self.sockets.forget(name);
        let Some(listener) = self.sockets.id(listener).filter(|_| is_success(outcome)) else {
            return;
        };
        let Some(client) = self.sockets.get_mut(listener).waiting.pop_front() else {
            return;
        };
        if self.sockets.get(client).life == Life::Connecting {
            self.sockets.get_mut(client).life = Life::Connected;
        }
        let (client_name, listening) = (self.sockets.get(client).name, self.sockets.get(listener));
        let is_mapped = matches!(client_name, NameKind::Inet | NameKind::Mapped) && listening.name == NameKind::Inet6;
        let kind = listening.kind;
        let name_kind = if is_mapped { NameKind::Mapped } else { listening.name };
        let accepted = self.sockets.add(name, Socket::new(name_kind, kind, Life::Connected));
        self.sockets.get_mut(accepted).listener = Some(listener);
        self.sockets.join(client, accepted);
    }

    fn close(&mut self, name: &str) {
        if let Some(id) = self.sockets.forget(name) {
            self.sockets.close(id);
        }
    }

    /// A descriptor that nobody has a name for is still open.
    fn lose(&mut self, name: &str) {
        if let Some(id) = self.sockets.forget(name) {
            self.sockets.get_mut(id).life = Life::Beyond;
        }
    }

    /// A socket with file objects may stay open when it is closed.
    fn beyond(&mut self, name: &str) {
        if let Some(id) = self.sockets.id(name) {
            self.sockets.get_mut(id).life = Life::Beyond;
        }
    }

    fn bind(&mut self, id: Id, address: &WrittenAddress) {
        let Some(place) = self.places.find(address) else {
            return self.sockets.get_mut(id).life = Life::Beyond;
        };
        let socket = self.sockets.get_mut(id);
        match socket.life {
            Life::New => socket.life = Life::Bound,
            Life::Bound => return,
            Life::Connected => {}
            _ => socket.life = Life::Beyond,
        }
        socket.name = place.kind;
        if let Some(text) = place.unix {
            self.places.unix.insert((place.kind, text), id);
        }
    }

    fn connect(&mut self, id: Id, address: &WrittenAddress, outcome: &str) {
        let place = self.places.find(address);
        let life = self.sockets.get(id).life;
        match (outcome, life, place) {
            (OK, Life::Connecting, _) => self.sockets.get_mut(id).life = Life::Connected,
            (OK, Life::Connected, _) if self.sockets.get(id).has_connections() => {}
            ("EISCONN", Life::Connecting, _) => self.sockets.get_mut(id).life = Life::Connected,
            (OK, _, Some(place)) => self.connected(id, &place),
            // EAGAIN is WSAEWOULDBLOCK of Windows. Of AF_UNIX it says that nothing was begun.
            ("EINPROGRESS" | "EAGAIN", Life::New | Life::Bound, Some(place)) if !place.kind.is_unix() => {
                self.connected(id, &place);
                self.sockets.get_mut(id).life = Life::Connecting;
            }
            ("ECONNREFUSED", Life::New | Life::Bound | Life::Connecting, _) => {
                self.sockets.get_mut(id).life = Life::Refused;
            }
            (OK | "EINPROGRESS" | "ECONNREFUSED", ..) => self.sockets.get_mut(id).life = Life::Beyond,
            _ => {}
        }
    }

    /// A socket got a peer. A connection waits until it is accepted.
    fn connected(&mut self, id: Id, place: &Place) {
        let socket = self.sockets.get_mut(id);
        (socket.life, socket.peer) = (Life::Connected, None);
        // What a datagram socket has shut down stays so, whoever its peer is.
        if socket.has_connections() {
            (socket.end.no_reads, socket.end.no_writes) = (false, false);
        }
        if place.kind == NameKind::Mapped && socket.name == NameKind::Inet6 {
            socket.name = NameKind::Mapped;
        }
        let has_connections = socket.has_connections();
        match place.socket {
            Some(own) if own == id => self.sockets.get_mut(id).life = Life::Beyond,
            Some(peer) if !has_connections => self.sockets.get_mut(id).peer = Some(peer),
            Some(listener) => self.sockets.get_mut(listener).waiting.push_back(id),
            None => {}
        }
    }

    /// Only a connection of TCP is cut off for its peer. Where that is refused, nothing has changed.
    fn disconnect(&mut self, id: Id) {
        let socket = self.sockets.get_mut(id);
        match socket.life {
            Life::New | Life::Bound => return,
            Life::Connected => socket.life = Life::Disconnected,
            _ => socket.life = Life::Beyond,
        }
        if let Some(peer) = socket.peer.filter(|_| socket.has_connections()) {
            self.sockets.reset(peer);
        }
    }

    fn shutdown(&mut self, id: Id, how: Direction) {
        let socket = self.sockets.get_mut(id);
        if socket.life != Life::Connected {
            return socket.life = Life::Beyond;
        }
        socket.end.no_reads |= how.number() != Direction::Write.number();
        socket.end.no_writes |= how.number() != Direction::Read.number();
    }

    /// With SO_PASSCRED, Linux chooses a name when the socket connects or sends: unix(7).
    fn set(&mut self, id: Id, option: OptionName, value: &Setting) {
        let socket = self.sockets.get_mut(id);
        match option {
            OptionName::Linger => socket.end.aborts = *value == Setting::Seconds(Some(0)),
            OptionName::Passcred => socket.life = Life::Beyond,
            _ => {}
        }
    }

    /// The system binds a socket of UDP that sends: ip(7).
    fn send(&mut self, id: Id, outcome: &str) {
        if !is_success(outcome) {
            return;
        }
        self.sockets.send(id);
        let socket = self.sockets.get_mut(id);
        if socket.life == Life::New && !socket.name.is_unix() {
            socket.life = Life::Bound;
        }
    }

    /// What poll says about a connection that is being made.
    fn end_of_wait(&mut self, id: Id, events: &str) {
        let socket = self.sockets.get_mut(id);
        match (events.contains("POLLOUT"), events.contains("POLLERR") || events.contains("POLLHUP")) {
            (true, false) => socket.life = Life::Connected,
            (_, true) => socket.life = Life::Refused,
            (false, false) => {}
        }
    }
}
