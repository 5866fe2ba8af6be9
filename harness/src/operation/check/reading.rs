//! One step being read: what it may use of what is known, and what it adds to that.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::scope::{Effect, Known, Made, Scope, Started, Thing};
use crate::address::Family;
use crate::fault::Fault;
use crate::operation::outcome::{Kind, Return};
use crate::platform::{Capability, Need};
use crate::problem::Findings;
use crate::yaml::{Node, Place};

/// One step being read: what it may use, and what is learnt of it on the way.
pub struct Reading<'r> {
    /// Where faults are noted.
    pub findings: &'r Findings,
    /// Whether addresses of other hosts may be sent to.
    pub network: bool,
    scope: &'r Scope,
    family: Cell<Option<Family>>,
    used: RefCell<Vec<String>>,
    made: RefCell<Vec<Made>>,
    closed: RefCell<Option<String>>,
    call: RefCell<Option<(Place, String)>>,
    started: RefCell<Option<(String, Started)>>,
    finished: RefCell<Option<String>>,
    option: Cell<Option<&'static str>>,
    needs: RefCell<BTreeSet<Need>>,
}

impl<'r> Reading<'r> {
    /// Begins to read a step in this scope.
    #[must_use]
    pub fn new(scope: &'r Scope, network: bool, findings: &'r Findings) -> Self {
        Self {
            findings,
            network,
            scope,
            family: Cell::new(None),
            used: RefCell::default(),
            made: RefCell::default(),
            closed: RefCell::default(),
            call: RefCell::default(),
            started: RefCell::default(),
            finished: RefCell::default(),
            option: Cell::new(None),
            needs: RefCell::default(),
        }
    }

    /// A reading of the step inside this one.
    #[must_use]
    pub fn inner(&self) -> Self {
        Self::new(self.scope, self.network, self.findings)
    }

    /// The family of the socket in question, once an argument told it.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        self.family.get()
    }

    /// Takes note that the socket in question is of this family.
    pub fn set_family(&self, family: Option<Family>) {
        self.family.set(family);
        match family {
            Some(Family::Inet) => self.need(Capability::Ipv4),
            Some(Family::Inet6) => self.need(Capability::Ipv6),
            Some(Family::Netlink) => self.need(Capability::NetlinkSockets),
            Some(Family::Packet) => self.need(Capability::PacketSockets),
            Some(Family::Vsock) => self.need(Capability::VsockSockets),
            Some(Family::Unspec | Family::Unix | Family::Number(_)) | None => {}
        }
    }

    /// Takes note that what the step returns is of this family, which the host need not have.
    pub fn hint_family(&self, family: Family) {
        self.family.set(Some(family));
    }

    /// Takes note that the step needs this.
    pub fn need(&self, need: impl Into<Need>) {
        self.needs.borrow_mut().insert(need.into());
    }

    /// The name of the option whose value is being read.
    #[must_use]
    pub fn option(&self) -> Option<&'static str> {
        self.option.get()
    }

    /// Takes note that the next argument is the value of the option with this name.
    pub fn set_option(&self, option: &'static str) {
        self.option.set(Some(option));
    }

    /// What the step turned out to need.
    #[must_use]
    pub fn into_needs(self) -> BTreeSet<Need> {
        self.needs.into_inner()
    }

    /// The socket that `node` names must be there; its family is the one in question from now on.
    pub fn use_socket(&self, node: &Node, name: &str) {
        self.use_name(node, name, Some(Thing::Socket));
    }

    /// The file object that `node` names must be there, and must not have been closed.
    pub fn use_file(&self, node: &Node, name: &str) {
        self.use_name(node, name, Some(Thing::File));
    }

    /// The socket or file object that `node` names must be there.
    pub fn use_either(&self, node: &Node, name: &str) {
        self.use_name(node, name, None);
    }

    fn use_name(&self, node: &Node, name: &str, wanted: Option<Thing>) {
        let in_use = |(started, call): (&String, &Started)| {
            let uses = call.made.iter().any(|made| made.name == name);
            uses.then(|| format!("`{name}` is there once `{started}` has finished"))
        };
        if let Some(known) = self.scope.named.get(name) {
            self.set_family(known.family);
            self.used.borrow_mut().push(name.to_owned());
            self.check(node.place, name, known, wanted);
        } else if let Some(why) = self.scope.started.iter().find_map(in_use) {
            self.findings.add(node.place, Fault::new(why).hint("finish it first"));
        } else {
            let what = wanted.map_or("socket or file object", Thing::noun);
            let known = self.scope.named.iter().filter(|(_, known)| wanted.is_none_or(|wanted| wanted == known.thing));
            self.findings.add(node.place, Fault::unknown(what, name, known.map(|(name, _)| name.as_str())));
        }
    }

    /// What a name stands for must be what is wanted; calls on a closed file object never reach the system.
    fn check(&self, place: Place, name: &str, known: &Known, wanted: Option<Thing>) {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != known.thing) {
            let (found, wanted) = (known.thing.noun(), wanted.noun());
            self.findings.add(place, Fault::new(format!("`{name}` is a {found}, and here a {wanted} is wanted")));
        } else if known.closed && known.thing == Thing::File {
            self.findings.add(place, Fault::new(format!("`{name}` is closed")));
        }
    }

    /// The step makes a socket called `name`; there must be no such name yet.
    pub fn make_socket(&self, place: Place, name: &str) {
        self.make(Thing::Socket, place, name);
    }

    /// The step makes a file object called `name`; there must be no such name yet.
    pub fn make_file(&self, place: Place, name: &str) {
        self.make(Thing::File, place, name);
    }

    fn make(&self, thing: Thing, place: Place, name: &str) {
        let twice = self.made.borrow().iter().any(|made| made.name == name);
        let there = self.scope.named.get(name).filter(|known| !known.closed).map(|known| known.thing);
        if let Some(there) = there.or(twice.then_some(thing)) {
            let fault = Fault::new(format!("there is a {} `{name}` already", there.noun()));
            self.findings.add(place, fault.hint("call it something else, or close the first"));
        }
        self.made.borrow_mut().push(Made { thing, name: name.to_owned() });
    }

    /// The step closes what was last used. A call under way must not use it: its descriptor would stay open.
    pub fn close(&self, place: Place) {
        let Some(name) = self.used.borrow().last().cloned() else {
            return;
        };
        let user = self.scope.started.iter().find(|(_, call)| call.sockets.contains(&name));
        if let Some((started, _)) = user {
            let fault = Fault::new(format!("`{name}` is in use by `{started}`"));
            self.findings.add(place, fault.hint(format!("put `finish: {started}` before it")));
        }
        *self.closed.borrow_mut() = Some(name);
    }

    /// Whether a thing of this kind was saved as `name`.
    #[must_use]
    pub fn is_saved_as(&self, name: &str, kind: Kind) -> bool {
        self.scope.saved.get(name).is_some_and(|(saved, _)| *saved == Some(kind))
    }

    /// The thing of this kind saved as `name` must be there; returns its family, where it has one and that is known.
    pub fn use_saved(&self, place: Place, name: &str, kind: Kind) -> Option<Family> {
        if let Some((saved, family)) = self.scope.saved.get(name) {
            if let Some(saved) = saved.filter(|saved| *saved != kind) {
                let fault = Fault::new(format!("`${name}` is {}, and here {} is wanted", saved.noun(), kind.noun()));
                self.findings.add(place, fault);
            }
            return *family;
        }
        let known: Vec<String> = self.scope.saved.keys().map(|name| format!("${name}")).collect();
        let fault = Fault::unknown("reference", &format!("${name}"), known.iter().map(String::as_str));
        let fault = if known.is_empty() {
            let whole = name.split('.').next().unwrap_or(name);
            fault.hint(format!("put `save: {whole}` beside an earlier step that returns {}", kind.noun()))
        } else {
            fault
        };
        self.findings.add(place, fault);
        None
    }

    /// The step starts a call under this name; there must be none yet.
    pub fn name_call(&self, place: Place, name: &str) {
        if self.scope.started.contains_key(name) {
            let fault = Fault::new(format!("`{name}` was started already and has not finished"));
            self.findings.add(place, fault);
        }
        *self.call.borrow_mut() = Some((place, name.to_owned()));
    }

    /// What the step starts is the operation that `inner` read, and that returns these things; none where it could not be read.
    pub fn start(&self, inner: &Self, returns: Option<&'static [Return]>) {
        let Some((place, name)) = self.call.borrow().clone() else {
            return;
        };
        let started = Started {
            place,
            sockets: inner.used.borrow().clone(),
            made: inner.made.borrow().clone(),
            family: inner.family(),
            returns,
        };
        self.needs.borrow_mut().extend(inner.needs.borrow().iter());
        *self.started.borrow_mut() = Some((name, started));
    }

    /// The step waits for what was started as `name`; returns what is known of it.
    pub fn finish(&self, place: Place, name: &str) -> Option<&'r Started> {
        let Some(started) = self.scope.started.get(name) else {
            let known = self.scope.started.keys().map(String::as_str);
            self.findings.add(place, Fault::unknown("started call", name, known));
            return None;
        };
        *self.finished.borrow_mut() = Some(name.to_owned());
        self.set_family(started.family);
        self.made.borrow_mut().extend(started.made.clone());
        Some(started)
    }
}

impl Reading<'_> {
    /// What the step changes, once it is read.
    #[must_use]
    pub fn effect(&self) -> Effect {
        Effect {
            family: self.family(),
            made: self.made.borrow().clone(),
            closed: self.closed.borrow().clone(),
            started: self.started.borrow().clone(),
            finished: self.finished.borrow().clone(),
        }
    }
}
