//! The questions of a program whether something was handed down.

use std::collections::BTreeMap;

use super::cell::{Property, Way};
use crate::compat::asked::Question;
use crate::compat::follow::{Called, Follower, Id, Origin, is_success};
use crate::operation::{Input, Operation, Program};
use crate::transcript::Line;

/// A cell of the table.
pub(super) type CellKey = (Property, Way);

/// What was given to a socket.
#[derive(Clone, Debug)]
struct Given {
    value: String,
    /// The descriptor by which it was given.
    descriptor: Called,
    /// How that descriptor came to be.
    origin: Option<Origin>,
}

/// A property that a step asks for, and by which descriptor.
struct Asked<'o> {
    property: Property,
    descriptor: &'o str,
}

/// Follows what is given to the sockets of a program.
#[derive(Debug, Default)]
struct Tracker<'o> {
    follower: Follower,
    given: BTreeMap<(Id, Property), Given>,
    started: BTreeMap<&'o str, &'o Operation>,
}

/// The questions of a program, by what came of its steps in some recording.
pub(super) fn questions(program: &Program, lines: &[Line]) -> Vec<Question<CellKey>> {
    let mut tracker = Tracker::default();
    let mut found = Vec::new();
    for (step, (action, line)) in program.actions.iter().zip(lines).enumerate() {
        let outcome = line.outcome.as_str();
        let (operation, is_elsewhere) = match &action.operation {
            Operation::Start(start) => {
                tracker.started.insert(&start.name.0, &start.step.0);
                (None, true)
            }
            Operation::Finish(finish) => (tracker.started.remove(finish.call.name.as_str()), true),
            operation => (Some(operation), false),
        };
        if let Some(operation) = operation.map(|operation| tracker.follower.enter(operation)) {
            let cell = tracker.asked(operation, outcome, is_elsewhere);
            found.extend(cell.map(|(cell, answer)| Question { cell, step, answer }));
            tracker.take_in(operation, outcome);
        }
        tracker.follower.follow(action, outcome);
    }
    found
}

impl Tracker<'_> {
    /// The cell that an operation asks about, and its answer. It is about another descriptor or socket than the one
    /// that was given the property.
    fn asked(&self, operation: &Operation, outcome: &str, is_elsewhere: bool) -> Option<(CellKey, String)> {
        let Asked { property, descriptor } = asked(operation)?;
        let sockets = &self.follower.sockets;
        let id = sockets.id(descriptor)?;
        let (way, given) = match self.given.get(&(id, property)) {
            Some(given) if is_elsewhere => (Way::Thread, given),
            Some(given) if given.descriptor == sockets.called(descriptor) => match operation {
                Operation::Inherited(_) => (Way::Child, given),
                _ => return None,
            },
            Some(given) => {
                let origins = [sockets.origin(descriptor), given.origin];
                (origins.into_iter().flatten().find_map(Way::of)?, given)
            }
            None => (Way::Accept, self.given.get(&(sockets.get(id).listener?, property))?),
        };
        Some(((property, way), answer(property, &given.value, outcome)?))
    }

    /// Notes what a step gives to a socket, takes from it, or says that it has.
    fn take_in(&mut self, operation: &Operation, outcome: &str) {
        let taken = match operation {
            Operation::Setblocking(set) if set.blocking => Some((&set.socket.0, Property::NonBlocking)),
            Operation::Settimeout(set) => Some((&set.socket.0, Property::NonBlocking)),
            Operation::SetInheritable(set) if !set.inheritable => Some((&set.socket.0, Property::Inheritable)),
            _ => None,
        };
        if let Some((id, property)) =
            taken.and_then(|(name, property)| Some((self.follower.sockets.id(name)?, property)))
        {
            self.given.remove(&(id, property));
        }
        let given = match operation {
            Operation::Setsockopt(set) if outcome == "ok" => {
                word_of(operation, "value").map(|value| (Property::Option(set.option.0), &set.socket.0, value))
            }
            Operation::Getsockopt(got) if is_success(outcome) => {
                Some((Property::Option(got.option.0), &got.socket.0, outcome.to_owned()))
            }
            Operation::Setblocking(set) if outcome == "ok" && !set.blocking => {
                Some((Property::NonBlocking, &set.socket.0, String::new()))
            }
            Operation::SetInheritable(set) if outcome == "ok" && set.inheritable => {
                Some((Property::Inheritable, &set.socket.0, "true".to_owned()))
            }
            _ => None,
        };
        let Some((property, descriptor, value)) = given else {
            return;
        };
        let sockets = &self.follower.sockets;
        let Some(id) = sockets.id(descriptor) else {
            return;
        };
        let (origin, descriptor) = (sockets.origin(descriptor), sockets.called(descriptor));
        let is_read = matches!(operation, Operation::Getsockopt(_));
        match self.given.get_mut(&(id, property)) {
            // What was set may read otherwise: Linux doubles the size of a buffer.
            Some(given) if is_read && given.descriptor == descriptor => given.value = value,
            None if is_read => {}
            _ => drop(self.given.insert((id, property), Given { value, descriptor, origin })),
        }
    }
}

/// The property that an operation asks for.
fn asked(operation: &Operation) -> Option<Asked<'_>> {
    let (property, socket) = match operation {
        Operation::Getsockopt(got) => (Property::Option(got.option.0), &got.socket),
        Operation::GetInheritable(got) => (Property::Inheritable, &got.socket),
        Operation::Inherited(asked) => (Property::Inheritable, &asked.socket),
        Operation::Recv(received) => (Property::NonBlocking, &received.socket),
        Operation::Recvfrom(received) => (Property::NonBlocking, &received.socket),
        Operation::Accept(accept) => (Property::NonBlocking, &accept.socket),
        Operation::Gettimeout(asked) => (Property::NonBlocking, &asked.socket),
        _ => return None,
    };
    Some(Asked { property, descriptor: &socket.0 })
}

/// What an outcome says about a property that had this value. None if it says nothing.
fn answer(property: Property, given: &str, outcome: &str) -> Option<String> {
    let is_same = match property {
        Property::NonBlocking if ["EAGAIN", "0 ms"].contains(&outcome) => true,
        Property::NonBlocking if ["timed-out", "none"].contains(&outcome) => false,
        Property::NonBlocking => return None,
        Property::Inheritable | Property::Option(_) if !is_success(outcome) => return Some(outcome.to_owned()),
        Property::Inheritable | Property::Option(_) => without_size(outcome) == without_size(given),
    };
    let answer = if is_same { "handed down" } else { "not handed down" };
    Some(if given.is_empty() { answer.to_owned() } else { format!("{answer}: {outcome}") })
}

/// A value without its size, which a transcript tells if it is not the usual one.
fn without_size(value: &str) -> &str {
    let size = value.rsplit_once(" (").filter(|(_, remark)| remark.ends_with("byte)") || remark.ends_with("bytes)"));
    size.map_or(value, |(value, _)| value)
}

/// An argument of an operation, as a transcript shows it.
fn word_of(operation: &Operation, key: &str) -> Option<String> {
    let inputs = operation.inputs().into_iter();
    inputs.filter(|input| input.key == key).find_map(|input| match input.input {
        Input::Word(word) => Some(word),
        _ => None,
    })
}
