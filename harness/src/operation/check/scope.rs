//! What is known at a step before the case runs: the sockets and file objects that earlier steps made, the values that
//! they saved, and the calls that they started.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::{Family, Observed};
use crate::fault::Fault;
use crate::operation::Operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::saved::Saved;
use crate::problem::Findings;
use crate::yaml::Place;

/// The names that a step may use.
#[derive(Debug, Default)]
pub struct Scope {
    pub(super) objects: BTreeMap<String, NamedObject>,
    pub(super) saved: BTreeMap<String, (Option<Kind>, Option<Family>)>,
    pub(super) pending: BTreeMap<String, PendingCall>,
    /// The sockets that each child process was given.
    pub(super) handed: BTreeMap<String, Vec<String>>,
    /// The sockets that can neither send nor receive.
    pub(super) silent: BTreeSet<String>,
    /// Whether it is a child process that is to do the steps, as that sees them.
    pub(super) of_child: bool,
    /// Whether a step may use a name that none made.
    pub(super) takes_any_name: bool,
    /// The names that steps at fault were to make.
    pub(super) doubtful: BTreeSet<String>,
}

/// What a name stands for. It may be closed, because a case may ask what the system says about a closed socket.
#[derive(Debug)]
pub(super) struct NamedObject {
    pub(super) kind: ObjectKind,
    pub(super) family: Option<Family>,
    pub(super) closed: bool,
    /// The child process that it belongs to, if it does not belong to the case itself.
    pub(super) home: Option<String>,
}

/// The kinds of things that names stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectKind {
    Socket,
    File,
    Child,
}

impl ObjectKind {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Socket => "socket",
            Self::File => "file object",
            Self::Child => "child process",
        }
    }
}

/// A name that a step introduces.
#[derive(Clone, Debug)]
pub(super) struct NewObject {
    pub(super) kind: ObjectKind,
    pub(super) name: String,
    /// The child process that makes it, if one does.
    pub(super) home: Option<String>,
}

/// A call that runs on a thread of its own.
#[derive(Clone, Debug)]
pub struct PendingCall {
    pub(super) place: Place,
    pub(super) sockets: Vec<String>,
    pub(super) made: Vec<NewObject>,
    pub(super) family: Option<Family>,
    pub(super) resolves: bool,
    /// Whether a socket that it uses may be closed meanwhile.
    pub(super) lets_close: bool,
    /// What it will return. `None` if it could not be read.
    pub returns: Option<&'static [Return]>,
}

/// What a step changes in the scope of the steps after it.
pub struct ScopeChange {
    pub(super) family: Option<Family>,
    pub(super) used: Vec<String>,
    pub(super) made: Vec<NewObject>,
    pub(super) closed: Option<String>,
    pub(super) started: Option<(String, PendingCall)>,
    pub(super) finished: Option<String>,
}

impl Scope {
    /// The scope of a step that a child process is asked to do: the sockets it has, all of this family as far as the
    /// step is concerned, and what was saved.
    #[must_use]
    pub fn of_child(sockets: Vec<String>, family: Option<Family>, saved: &Saved) -> Self {
        let object = |name| (name, NamedObject { kind: ObjectKind::Socket, family, closed: false, home: None });
        let address = |(name, saved): (&String, &Observed)| (name.clone(), (Some(Kind::Address), saved.family()));
        Self {
            objects: sockets.into_iter().map(object).collect(),
            saved: saved.addresses.iter().map(address).collect(),
            of_child: true,
            ..Self::default()
        }
    }

    /// The scope of calls that a program has come to: one that uses what was never made comes after one that could not
    /// be filled in, and was therefore never made itself.
    #[must_use]
    pub fn of_calls() -> Self {
        Self { takes_any_name: true, ..Self::default() }
    }

    /// Lets a value of this kind be referred to by this name.
    pub fn save(&mut self, name: &str, kind: Kind, family: Option<Family>) {
        self.saved.insert(name.to_owned(), (Some(kind), family));
    }

    /// Moves on to the next step, after one with these changes. `save` is the name under which the step saves a value,
    /// and the kind of that value: `None` if the step could not be read.
    pub fn apply(&mut self, change: ScopeChange, save: Option<(&str, Option<Kind>)>) {
        for NewObject { kind, name, home } in change.made {
            let family = change.family;
            self.silent.remove(&name);
            if kind == ObjectKind::Child {
                self.handed.insert(name.clone(), change.used.clone());
            }
            self.objects.insert(name, NamedObject { kind, family, closed: false, home });
        }
        if let Some(name) = change.closed {
            self.objects.entry(name).and_modify(|socket| socket.closed = true);
        }
        if let Some(name) = change.finished {
            self.pending.remove(&name);
        }
        if let Some((name, started)) = change.started {
            self.pending.insert(name, started);
        }
        if let Some((name, kind)) = save {
            if let Some(Kind::Records(fields)) = kind {
                let part = |field: &Return| (format!("{name}.{}", field.name), (Some(field.kind), change.family));
                self.saved.extend(fields.iter().map(part));
            }
            self.saved.insert(name.to_owned(), (kind, change.family));
        }
    }

    /// Notes what an operation does, after [`Self::apply`]. Returns the socket with which it would do more than that
    /// may.
    #[must_use]
    pub fn note<'o>(&mut self, operation: &'o Operation) -> Option<&'o str> {
        self.silent.extend(operation.makes_silent().map(str::to_owned));
        if let Some(changed) = operation.changes_family().and_then(|name| self.objects.get_mut(name)) {
            changed.family = None;
        }
        operation.talkers().into_iter().find(|name| self.silent.contains(*name))
    }

    /// Takes in the names that a step at fault was to make, so that no later step is blamed for using them.
    pub fn doubt(&mut self, names: Vec<String>) {
        self.doubtful.extend(names);
    }

    /// Notes every call that was started and never finished.
    pub fn finish(&self, findings: &Findings) {
        for (name, started) in &self.pending {
            let fault = Fault::new(format!("`{name}` is started but never finished"));
            findings.add(started.place, fault.hint(format!("add a step `finish: {name}`")));
        }
    }
}
