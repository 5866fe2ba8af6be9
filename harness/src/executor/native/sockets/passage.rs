//! What the calls of a trial ask the gate, which has to know the folder of the trial and the names of its sockets.

use std::sync::Weak;

use socket2::SockAddr;

use super::super::failure::Failure;
use super::super::gate::{Arrived, Gate, Held, Name, Own, Target, Trial};
use super::{Parent, Sockets};
use crate::address::{self, FilledAddress, Observed};
use crate::operation::{AddressLength, Value};
use crate::sys::given_address::GivenAddress;
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
    pub(crate) fn own_name(&self, socket: &Held, given: GivenAddress) -> Result<Name, Failure> {
        self.ask(|gate, trial| gate.name(socket, given, trial))
    }

    /// An address that the socket called `name` connects or sends to.
    pub(crate) fn target(&self, name: &str, given: GivenAddress) -> Result<Target, Failure> {
        let socket = self.find(name)?;
        self.ask(|gate, trial| gate.target(&socket, given, trial))
    }

    /// An address or a null pointer, with the length that a call is told, if that is another than its own.
    pub(crate) fn given(
        &self,
        address: Option<&FilledAddress>,
        length: Option<AddressLength>,
    ) -> Result<GivenAddress, Failure> {
        let address = address.map(|address| self.encode(address)).transpose()?;
        Ok(match (address, length) {
            (Some(address), None) => GivenAddress::new(address),
            (address, length) => GivenAddress::with_length(address, length.map_or(0, told)),
        })
    }

    /// What arrived, and the name of its sender.
    pub(crate) fn open<T>(&self, arrived: Arrived<T>) -> Result<(T, Option<SockAddr>), Failure> {
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
        let [of_parent, others] = self.parent().map(Parent::reached_by).unwrap_or_default();
        others.into_iter().for_each(|name| self.gate.note(name));
        let names = || [self.names(), of_parent.clone()].concat();
        let works_in_scratch = self.parent().is_some_and(Parent::works_in_scratch);
        question(&self.gate, &Trial { scratch: self.scratch.existing_path(), works_in_scratch, names: &names })
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

/// The number of a length.
fn told(length: AddressLength) -> i32 {
    i32::try_from(length.0).expect("the length of an address was read as a number below 256")
}
