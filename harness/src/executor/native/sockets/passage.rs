//! What the calls of a trial ask the gate, which has to know the folder of the trial and the names of its sockets.

use std::sync::Weak;

use socket2::SockAddr;

use super::super::failure::Failure;
use super::super::gate::{Arrived, Gate, Held, Name, Own, Target, Trial};
use super::Sockets;
use crate::address::{self, FilledAddress, Observed};
use crate::operation::{Destination, Value};
use crate::sys::name_room::NameInRoom;

impl Sockets {
    /// The gate.
    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Lets the gate know the name of a socket, which others may still reach once it is closed.
    pub(super) fn note(&self, socket: &Held) {
        socket.own().into_iter().for_each(|name| self.gate.note(name));
    }

    /// An address to bind this socket to.
    pub(crate) fn own_name(&self, socket: &Held, given: &FilledAddress) -> Result<Name, Failure> {
        let address = self.encode(given)?;
        self.ask(|gate, trial| gate.name(socket, address, trial))
    }

    /// An address that the socket called `name` connects or sends to.
    pub(crate) fn target(&self, name: &str, given: &Destination<FilledAddress>) -> Result<Target, Failure> {
        self.target_at(name, self.encode(&given.0)?)
    }

    /// The same, of the bytes of an address.
    pub(crate) fn target_at(&self, name: &str, address: SockAddr) -> Result<Target, Failure> {
        let socket = self.find(name)?;
        self.ask(|gate, trial| gate.target(&socket, address, trial))
    }

    /// What arrived, and the name of its sender.
    pub(super) fn open<T>(&self, arrived: Arrived<T>) -> Result<(T, Option<SockAddr>), Failure> {
        self.ask(|gate, trial| gate.open(arrived, trial))
    }

    /// The name of a sender, if the call returned one.
    pub(crate) fn sender(&self, from: Option<SockAddr>) -> Value {
        Value::Address(from.map_or_else(|| Observed::new(address::Name::None, 0), |from| self.observe(&from)))
    }

    /// A name in its room.
    pub(crate) fn in_room(&self, name: &NameInRoom) -> Value {
        Value::Address(self.observe_in_room(name))
    }

    /// What the sockets of the trial are reached by, and what others were, for a child process.
    pub(crate) fn reached_by(&self) -> [Vec<Own>; 2] {
        self.ask(|gate, trial| gate.reached_by(trial))
    }

    fn ask<T>(&self, question: impl FnOnce(&Gate, &Trial) -> T) -> T {
        let [of_parent, others] = self.parent.map(|ask| ask()).unwrap_or_default();
        others.into_iter().for_each(|name| self.gate.note(name));
        let names = || [self.names(), of_parent.clone()].concat();
        question(&self.gate, &Trial { scratch: self.scratch.existing_path(), names: &names })
    }

    /// The names that the sockets of the trial have, as far as this process and its children have them.
    pub(crate) fn names(&self) -> Vec<Own> {
        let mut names: Vec<Own> = self.named().values().filter_map(|socket| socket.own()).collect();
        names.extend(self.unnamed().sockets().iter().filter_map(Held::own));
        names.extend(self.children().values().flat_map(|child| child.reached_by()));
        names.extend(self.in_files().iter().filter_map(|socket| socket.upgrade()?.own()));
        let lasts = |(name, socket): &(Own, Weak<_>)| socket.upgrade().map(|_| name.clone());
        names.extend(self.in_calls().iter().filter_map(lasts));
        names
    }
}
