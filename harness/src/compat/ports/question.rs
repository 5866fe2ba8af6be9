//! The binds of a program to the port of another socket.

use std::collections::BTreeMap;

use super::cell::{Options, PortAddress, PortState, PortType, Sharing};
use crate::address::{Family, SpeltAddress, SpeltName, WrittenAddress, WrittenPort};
use crate::compat::asked::Question;
use crate::operation::{Action, Bind, Operation, OptionName, Program, Setsockopt, Setting, Socket, SocketType};
use crate::transcript::Line;

/// A cell of the table: type, state and options, the first address and the second.
pub(super) type CellKey = (PortType, PortState, Sharing, PortAddress, PortAddress);

/// A socket that is open.
#[derive(Clone, Debug)]
struct Holder {
    kind: PortType,
    v6only: Option<bool>,
    options: Options,
    /// Its address, and what its port is known by.
    name: Option<(PortAddress, String)>,
    state: PortState,
}

/// What is known of the sockets of a program.
#[derive(Debug, Default)]
struct Tracker {
    holders: BTreeMap<String, Holder>,
    /// The sockets whose names were saved, by what the name was saved as.
    saved: BTreeMap<String, String>,
}

/// The questions of a program, by what came of its steps in some recording. Those about sockets that the table does not
/// have, and about ports that more than one socket has, are left out.
pub(super) fn questions(program: &Program, lines: &[Line]) -> Vec<Question<CellKey>> {
    let mut tracker = Tracker::default();
    let mut found = Vec::new();
    for (step, (action, line)) in program.actions.iter().zip(lines).enumerate() {
        if let Operation::Bind(bind) = &action.operation {
            let cell = tracker.asked(bind);
            found.extend(cell.map(|cell| Question { cell, step, answer: line.outcome.clone() }));
        }
        tracker.follow(action, &line.outcome);
    }
    found
}

impl Tracker {
    fn asked(&self, bind: &Bind) -> Option<CellKey> {
        let second = self.holders.get(&bind.socket.0).filter(|second| second.name.is_none())?;
        let (address, port) = self.name(second, plain(bind)?)?;
        let mut holders = self
            .holders
            .values()
            .filter(|first| first.kind == second.kind && first.name.as_ref().is_some_and(|(_, held)| *held == port));
        let first = holders.next().filter(|_| holders.next().is_none())?;
        let sharing = Sharing::of(first.options, second.options)?;
        Some((first.kind, first.state, sharing, first.name.as_ref()?.0, address))
    }

    /// An address of the table, and what its port is known by.
    fn name(&self, socket: &Holder, address: &WrittenAddress) -> Option<(PortAddress, String)> {
        let name = match address {
            WrittenAddress::Saved(saved) => {
                let of = self.saved.get(saved)?;
                return self.holders.get(of)?.name.clone();
            }
            WrittenAddress::Spelt(SpeltAddress { name, length: None }) => name,
            WrittenAddress::Spelt(_) => return None,
        };
        let (address, port) = match name {
            SpeltName::Inet { ip, port } => (PortAddress::of_v4(*ip)?, port),
            SpeltName::Inet6 { ip, port, .. } => (PortAddress::of_v6(*ip, socket.v6only)?, port),
            _ => return None,
        };
        match port {
            WrittenPort::Number(_) => None,
            WrittenPort::Saved(saved) => {
                let named = self.saved.get(saved).and_then(|of| self.holders.get(of)?.name.as_ref());
                Some((address, named.map_or_else(|| saved.clone(), |(_, port)| port.clone())))
            }
        }
    }

    fn follow(&mut self, action: &Action, outcome: &str) {
        let is_ok = outcome == "ok";
        match &action.operation {
            Operation::Socket(made) if is_ok => self.socket(made),
            Operation::Setsockopt(set) if is_ok => self.set(set),
            Operation::Bind(bind) if is_ok => self.bind(bind),
            Operation::Listen(listen) if is_ok => {
                if let Some(holder) = self.holders.get_mut(&listen.socket.0) {
                    holder.state = PortState::Listening;
                }
            }
            Operation::Getsockname(asked) => {
                if let Some(name) = &action.save {
                    self.saved.insert(name.clone(), asked.socket.0.clone());
                }
            }
            Operation::Close(closed) => drop(self.holders.remove(&closed.name.0)),
            // What becomes of their ports is no question of this table.
            Operation::Connect(call) => drop(self.holders.remove(&call.socket.0)),
            Operation::Dup(call) => drop(self.holders.remove(&call.socket.0)),
            Operation::StartChild(start) => self.holders.retain(|name, _| start.sockets.iter().all(|of| of.0 != *name)),
            _ => {}
        }
    }

    fn socket(&mut self, made: &Socket) {
        let kind = match made.kind.value().written() {
            Some(SocketType::Stream) => PortType::Stream,
            Some(SocketType::Dgram) => PortType::Dgram,
            _ => return,
        };
        let is_internet = matches!(made.family.value().written(), Some(Family::Inet | Family::Inet6));
        let options = Options::default();
        let holder = Holder { kind, v6only: None, options, name: None, state: PortState::Bound };
        if is_internet {
            self.holders.insert(made.name.0.clone(), holder);
        }
    }

    fn set(&mut self, set: &Setsockopt) {
        let (Some(holder), Setting::Flag(value)) = (self.holders.get_mut(&set.socket.0), &set.value) else {
            return;
        };
        match set.option.0 {
            OptionName::V6only => holder.v6only = Some(*value),
            OptionName::ReuseAddr => holder.options.reuse_addr = *value,
            OptionName::ReusePort => holder.options.reuse_port = *value,
            OptionName::ExclusiveAddrUse => holder.options.exclusive = *value,
            _ => {}
        }
    }

    /// A port that the system chose is known by the socket that got it.
    fn bind(&mut self, bind: &Bind) {
        let Some(holder) = self.holders.get(&bind.socket.0) else {
            return;
        };
        let address = plain(bind);
        let name = address.and_then(|address| self.name(holder, address)).or_else(|| {
            let WrittenAddress::Spelt(SpeltAddress { name, length: None }) = address? else {
                return None;
            };
            let address = match name {
                SpeltName::Inet { ip, port: WrittenPort::Number(0) } => PortAddress::of_v4(*ip)?,
                SpeltName::Inet6 { ip, port: WrittenPort::Number(0), .. } => PortAddress::of_v6(*ip, holder.v6only)?,
                _ => return None,
            };
            Some((address, format!("chosen for {}", bind.socket.0)))
        });
        match name {
            Some(name) => drop(self.holders.get_mut(&bind.socket.0).map(|holder| holder.name = Some(name))),
            None => drop(self.holders.remove(&bind.socket.0)),
        }
    }
}

/// The address of a bind that has one, with its own length.
fn plain(bind: &Bind) -> Option<&WrittenAddress> {
    bind.address.given().filter(|_| bind.length.is_none())
}
