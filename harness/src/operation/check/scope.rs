//! What is known at a step before the case runs: the sockets and file objects that earlier steps made, the values that
//! they saved, and the calls that they started.

use std::collections::BTreeMap;

use crate::address::Family;
use crate::fault::Fault;
use crate::operation::outcome::{Kind, Return};
use crate::problem::Findings;
use crate::yaml::Place;

/// The names that a step may use.
#[derive(Debug, Default)]
pub struct Scope {
    pub(super) named: BTreeMap<String, Known>,
    pub(super) saved: BTreeMap<String, (Option<Kind>, Option<Family>)>,
    pub(super) started: BTreeMap<String, Started>,
}

/// What a name stands for. It may be closed, because a case may ask what the system says about a closed socket.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) thing: Thing,
    pub(super) family: Option<Family>,
    pub(super) closed: bool,
}

/// The kinds of things that names stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Socket,
    File,
}

impl Thing {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Socket => "socket",
            Self::File => "file object",
        }
    }
}

/// A name that a step introduces.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) thing: Thing,
    pub(super) name: String,
}

/// A call that runs on a thread of its own.
#[derive(Clone, Debug)]
pub struct Started {
    pub(super) place: Place,
    pub(super) sockets: Vec<String>,
    pub(super) made: Vec<Made>,
    pub(super) family: Option<Family>,
    /// What it will return. `None` if it could not be read.
    pub returns: Option<&'static [Return]>,
}

/// What a step changes in the scope of the steps after it.
pub struct Effect {
    pub(super) family: Option<Family>,
    pub(super) made: Vec<Made>,
    pub(super) closed: Option<String>,
    pub(super) started: Option<(String, Started)>,
    pub(super) finished: Option<String>,
}

impl Scope {
    /// Moves on to the next step, after one with this effect. `save` is the name under which the step saves a value,
    /// and the kind of that value: `None` if the step could not be read.
    pub fn apply(&mut self, effect: Effect, save: Option<(&str, Option<Kind>)>) {
        for Made { thing, name } in effect.made {
            let family = effect.family;
            self.named.insert(name, Known { thing, family, closed: false });
        }
        if let Some(name) = effect.closed {
            self.named.entry(name).and_modify(|socket| socket.closed = true);
        }
        if let Some(name) = effect.finished {
            self.started.remove(&name);
        }
        if let Some((name, started)) = effect.started {
            self.started.insert(name, started);
        }
        if let Some((name, kind)) = save {
            if let Some(Kind::Records(fields)) = kind {
                let part = |field: &Return| (format!("{name}.{}", field.name), (Some(field.kind), effect.family));
                self.saved.extend(fields.iter().map(part));
            }
            self.saved.insert(name.to_owned(), (kind, effect.family));
        }
    }

    /// Notes every call that was started and never finished.
    pub fn finish(&self, findings: &Findings) {
        for (name, started) in &self.started {
            let fault = Fault::new(format!("`{name}` is started but never finished"));
            findings.add(started.place, fault.hint(format!("add a step `finish: {name}`")));
        }
    }
}
