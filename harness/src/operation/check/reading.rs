//! A step while it is read: what it may use, and what it adds to the scope of later steps.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::scope::{NamedObject, NewObject, ObjectKind, PendingCall, Scope, ScopeChange};
use crate::address::Family;
use crate::fault::Fault;
use crate::operation::Operation;
use crate::operation::outcome::Kind;
use crate::platform::{Capability, Need, Platform, Selector};
use crate::problem::Findings;
use crate::yaml::{Node, Place};

/// A step while it is read: what it may use, and what has been found out about it so far.
pub struct Reading<'r> {
    /// Collects the faults.
    pub findings: &'r Findings,
    /// Whether the case may send to other hosts.
    pub network: bool,
    scope: &'r Scope,
    family: Cell<Option<Family>>,
    used: RefCell<Vec<String>>,
    made: RefCell<Vec<NewObject>>,
    closed: RefCell<Option<String>>,
    call: RefCell<Option<(Place, String)>>,
    started: RefCell<Option<(String, PendingCall)>>,
    finished: RefCell<Option<String>>,
    option: Cell<Option<&'static str>>,
    claim: Cell<Option<Selector>>,
    resolves: Cell<bool>,
    needs: RefCell<BTreeSet<Need>>,
    is_doubtful: Cell<bool>,
    /// The child process that the step is about.
    child: RefCell<Option<String>>,
    /// The child process that does what is read.
    home: Option<String>,
}

impl<'r> Reading<'r> {
    /// Starts to read a step in this scope.
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
            claim: Cell::new(None),
            resolves: Cell::new(false),
            needs: RefCell::default(),
            is_doubtful: Cell::new(false),
            child: RefCell::default(),
            home: None,
        }
    }

    /// Starts to read a part of this step whose family and needs are its own, such as a step inside this one.
    #[must_use]
    pub fn inner(&self) -> Self {
        Self::new(self.scope, self.network, self.findings)
    }

    /// Starts to read what the child process that this step is about is to do.
    #[must_use]
    pub fn in_child(&self) -> Self {
        Self { home: self.child.borrow().clone(), ..self.inner() }
    }

    /// Whether it is a child process that is to do this.
    #[must_use]
    pub fn is_in_child(&self) -> bool {
        self.home.is_some() || self.scope.of_child
    }

    /// Takes over what was found out about a part of this step, which this step does.
    pub fn take_in(&self, inner: &Self) {
        self.family.set(inner.family());
        self.resolves.set(inner.resolves());
        self.needs.borrow_mut().extend(inner.needs.borrow().iter());
        self.used.borrow_mut().extend(inner.used.borrow().iter().cloned());
        self.made.borrow_mut().extend(inner.made.borrow().iter().cloned());
    }

    /// The address family of the step: that of its socket or its address. `None` as long as no argument has set it.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        self.family.get()
    }

    /// Sets the address family of the step, and notes that the step needs it.
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

    /// Sets the address family of what the step returns. The host need not support it.
    pub fn hint_family(&self, family: Family) {
        self.family.set(Some(family));
    }

    /// Notes that the step needs this.
    pub fn need(&self, need: impl Into<Need>) {
        self.needs.borrow_mut().insert(need.into());
    }

    /// The name of the option whose value is being read.
    #[must_use]
    pub fn option(&self) -> Option<&'static str> {
        self.option.get()
    }

    /// Notes the option whose value is read next, by its name.
    pub fn set_option(&self, option: &'static str) {
        self.option.set(Some(option));
    }

    /// Notes that the step asks the resolver, whose errors it may then return.
    pub fn ask_resolver(&self) {
        self.resolves.set(true);
    }

    /// Whether the step asks the resolver.
    #[must_use]
    pub fn resolves(&self) -> bool {
        self.resolves.get()
    }

    /// Notes whose platforms the claim that is read next is for: `None` for all of them.
    pub fn set_claim(&self, selector: Option<Selector>) {
        self.claim.set(selector);
    }

    /// Checks that the platforms of the claim have what it names. `missing_on` returns what one of them lacks.
    pub fn check_platform(&self, place: Place, missing_on: impl Fn(Platform) -> Option<String>) {
        let Some(selector) = self.claim.get() else {
            return;
        };
        let missing: Option<Vec<String>> = selector.platforms().map(missing_on).collect();
        if let Some(first) = missing.and_then(|missing| missing.into_iter().next()) {
            let fault = Fault::new(format!("`{first}` does not exist on `{selector}`"));
            self.findings.add(place, fault.hint("the claim could never hold there"));
        }
    }

    /// Everything that the step needs.
    #[must_use]
    pub fn into_needs(self) -> BTreeSet<Need> {
        self.needs.into_inner()
    }

    /// Uses the socket that `node` names. It must exist. The step takes on its family.
    pub fn use_socket(&self, node: &Node, name: &str) {
        self.use_name(node, name, Some(ObjectKind::Socket));
    }

    /// Uses the file object that `node` names. It must exist and must not be closed.
    pub fn use_file(&self, node: &Node, name: &str) {
        self.use_name(node, name, Some(ObjectKind::File));
    }

    /// Uses the child process that `node` names. It must not be ended.
    pub fn use_child(&self, node: &Node, name: &str) {
        self.use_name(node, name, Some(ObjectKind::Child));
        *self.child.borrow_mut() = Some(name.to_owned());
    }

    /// Uses the socket or file object that `node` names. It must exist.
    pub fn use_either(&self, node: &Node, name: &str) {
        self.use_name(node, name, None);
    }

    fn use_name(&self, node: &Node, name: &str, wanted: Option<ObjectKind>) {
        let in_use = |(started, call): (&String, &PendingCall)| {
            let uses = call.made.iter().any(|made| made.name == name);
            uses.then(|| format!("`{name}` does not exist until `{started}` has finished"))
        };
        if let Some(known) = self.scope.objects.get(name) {
            self.is_doubtful.set(self.is_doubtful() || self.scope.doubtful.contains(name));
            self.set_family(known.family);
            self.used.borrow_mut().push(name.to_owned());
            self.check(node.place, name, known, wanted);
            self.check_home(node.place, name, known);
        } else if let Some(why) = self.scope.pending.iter().find_map(in_use) {
            self.findings.add(node.place, Fault::new(why).hint("finish it first"));
        } else if self.scope.doubtful.contains(name) {
            self.doubt(node.place);
        } else if !self.scope.takes_any_name {
            let what = wanted.map_or("socket or file object", ObjectKind::noun);
            let known = self.scope.objects.iter().filter(|(_, known)| wanted.is_none_or(|wanted| wanted == known.kind));
            self.findings.add(node.place, Fault::unknown(what, name, known.map(|(name, _)| name.as_str())));
        }
    }

    /// Checks that a name stands for what is wanted, and that a file object is not closed: calls on a closed file
    /// object never reach the system.
    fn check(&self, place: Place, name: &str, known: &NamedObject, wanted: Option<ObjectKind>) {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != known.kind) {
            let (found, wanted) = (known.kind.noun(), wanted.noun());
            let fault = Fault::new(format!("`{name}` must be a {wanted}, not a {found}"));
            self.findings.add(place, fault.hint(format!("use the name of a {wanted}")));
        } else if known.closed && known.kind == ObjectKind::File {
            self.findings.add(place, Fault::new(format!("`{name}` is closed")).hint("close it after this step"));
        } else if known.kind == ObjectKind::Child && wanted.is_none() {
            let fault = Fault::new(format!("`{name}` is a child process"));
            self.findings.add(place, fault.hint(format!("write `end_child: {name}`")));
        } else if known.closed && known.kind == ObjectKind::Child {
            self.findings.add(place, Fault::new(format!("`{name}` has ended")).hint("end it after this step"));
        }
    }

    /// Checks that the socket is one of the process that is to use it.
    fn check_home(&self, place: Place, name: &str, known: &NamedObject) {
        let fault = match (&self.home, &known.home) {
            (home, Some(owner)) if home.as_ref() != Some(owner) => {
                let fault = Fault::new(format!("`{name}` is a socket of the child process `{owner}`"));
                fault.hint(format!("use it there, by `in_child: {{child: {owner}, step: …}}`"))
            }
            (Some(home), None) if self.scope.handed.get(home).is_some_and(|all| all.iter().all(|one| one != name)) => {
                let fault = Fault::new(format!("`{name}` is not known to the child process `{home}`"));
                fault.hint(format!("name it under `with` where `{home}` is started"))
            }
            _ => return,
        };
        self.findings.add(place, fault);
    }

    /// Whether the step uses something that an earlier step should have made, and that step is at fault. What is wrong
    /// with this one then follows from that.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.is_doubtful.get()
    }

    fn doubt(&self, place: Place) {
        self.is_doubtful.set(true);
        self.findings.silence(place);
    }

    /// Notes that the step makes a socket called `name`. The name must not be in use.
    pub fn make_socket(&self, place: Place, name: &str) {
        self.make(ObjectKind::Socket, place, name);
    }

    /// Notes that the step makes a file object called `name`. The name must not be in use.
    pub fn make_file(&self, place: Place, name: &str) {
        self.make(ObjectKind::File, place, name);
    }

    /// Notes that the step starts a child process called `name`. The name must not be in use.
    pub fn make_child(&self, place: Place, name: &str) {
        self.make(ObjectKind::Child, place, name);
    }

    fn make(&self, kind: ObjectKind, place: Place, name: &str) {
        let twice = self.made.borrow().iter().any(|made| made.name == name);
        let there = self.scope.objects.get(name).filter(|known| !known.closed).map(|known| known.kind);
        if let Some(there) = there.or(twice.then_some(kind)) {
            let fault = Fault::new(format!("there is already a {} `{name}`", there.noun()));
            self.findings.add(place, fault.hint("use another name, or close the first"));
        }
        self.made.borrow_mut().push(NewObject { kind, name: name.to_owned(), home: self.home.clone() });
    }

    /// Notes that the step closes what it used last. No started call may use it, unless that may wait in a socket that
    /// is closed meanwhile.
    pub fn close(&self, place: Place) {
        self.give_up(place, |call| !call.lets_close);
    }

    /// Notes that the step takes what it used last away from its name. No started call may use it, because its
    /// descriptor would stay open.
    pub fn detach(&self, place: Place) {
        self.give_up(place, |_| true);
    }

    fn give_up(&self, place: Place, needs_it: impl Fn(&PendingCall) -> bool) {
        let Some(name) = self.used.borrow().last().cloned() else {
            return;
        };
        let user = self.scope.pending.iter().find(|(_, call)| call.sockets.contains(&name) && needs_it(call));
        if let Some((started, _)) = user {
            let fault = Fault::new(format!("`{name}` is in use by `{started}`"));
            self.findings.add(place, fault.hint(format!("put `finish: {started}` before it")));
        }
        *self.closed.borrow_mut() = Some(name);
    }

    /// Whether an earlier step saves a value of this kind as `name`.
    #[must_use]
    pub fn is_saved_as(&self, name: &str, kind: Kind) -> bool {
        self.scope.saved.get(name).is_some_and(|(saved, _)| *saved == Some(kind))
    }

    /// Uses the value saved as `name`. It must exist and be of this kind. Returns its address family, if that is known.
    pub fn use_saved(&self, place: Place, name: &str, kind: Kind) -> Option<Family> {
        if let Some((saved, family)) = self.scope.saved.get(name) {
            if let Some(saved) = saved.filter(|saved| *saved != kind) {
                let fault = Fault::new(format!("`${name}` must be {}, not {}", kind.noun(), saved.noun()));
                self.findings.add(place, fault.hint(format!("save {} in an earlier step", kind.noun())));
            }
            return *family;
        }
        if name.split('.').next().is_some_and(|name| self.scope.doubtful.contains(name)) {
            self.doubt(place);
            return None;
        }
        let known: Vec<String> = self.scope.saved.keys().map(|name| format!("${name}")).collect();
        let fault = Fault::unknown("reference", &format!("${name}"), known.iter().map(String::as_str));
        let fault = if known.is_empty() {
            let whole = name.split('.').next().unwrap_or(name);
            fault.hint(format!("add `save: {whole}` to an earlier step that returns {}", kind.noun()))
        } else {
            fault
        };
        self.findings.add(place, fault);
        None
    }

    /// Notes that the step starts a call under this name. The name must not be in use.
    pub fn name_call(&self, place: Place, name: &str) {
        if self.scope.pending.contains_key(name) {
            let fault = Fault::new(format!("`{name}` has already been started and has not finished"));
            self.findings.add(place, fault.hint(format!("use another name, or put `finish: {name}` before it")));
        }
        *self.call.borrow_mut() = Some((place, name.to_owned()));
    }

    /// Notes that the step starts the operation that `inner` has read: `None` if it could not be read.
    pub fn start(&self, inner: &Self, operation: Option<&Operation>) {
        let Some((place, name)) = self.call.borrow().clone() else {
            return;
        };
        let started = PendingCall {
            place,
            sockets: inner.used.borrow().clone(),
            made: inner.made.borrow().clone(),
            family: inner.family(),
            resolves: inner.resolves(),
            lets_close: operation.is_none_or(Operation::lets_close),
            returns: operation.map(Operation::returns),
        };
        self.needs.borrow_mut().extend(inner.needs.borrow().iter());
        *self.started.borrow_mut() = Some((name, started));
    }

    /// Notes that the step waits for the call that was started as `name`. Returns what is known about the call.
    pub fn finish(&self, place: Place, name: &str) -> Option<&'r PendingCall> {
        let Some(started) = self.scope.pending.get(name) else {
            let known = self.scope.pending.keys().map(String::as_str);
            if self.scope.doubtful.contains(name) {
                self.doubt(place);
            } else {
                self.findings.add(place, Fault::unknown("started call", name, known));
            }
            return None;
        };
        *self.finished.borrow_mut() = Some(name.to_owned());
        self.set_family(started.family);
        self.resolves.set(started.resolves);
        self.made.borrow_mut().extend(started.made.clone());
        Some(started)
    }
}

impl Reading<'_> {
    /// What the step changes in the scope. To be asked when all of the step has been read.
    #[must_use]
    pub fn scope_change(&self) -> ScopeChange {
        ScopeChange {
            family: self.family(),
            used: self.used.borrow().clone(),
            made: self.made.borrow().clone(),
            closed: self.closed.borrow().clone(),
            started: self.started.borrow().clone(),
            finished: self.finished.borrow().clone(),
        }
    }
}
