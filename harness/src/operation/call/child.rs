//! Child processes that act on the sockets they inherited.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::address::Family;
use crate::fault::Fault;
use crate::operation::Operation;
use crate::operation::argument::{Argument, ChildName, ChildToEnd, Input, NewChild, Show, SocketName};
use crate::operation::call::thread::one_operation;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::Return;
use crate::operation::saved::{Saved, Unfilled};
use crate::operation::stage::Filled;
use crate::platform::Capability;
use crate::yaml::Node;

operation! {
    /// Starts a child process: fork(2) and execve(2). It has those of these sockets that are marked for child processes
    /// to inherit, and keeps them until it is ended. It closes whatever else it inherited.
    pub struct StartChild = "start_child" {
        /// A name for the child process.
        "as" => name: NewChild,
        /// The sockets that it is to know by their names.
        "with" => sockets: Vec<SocketName>,
    }
    needs [ActingChildren]
    returns []
}

operation! {
    /// Has a child process perform an operation on sockets that it inherited or accepted.
    pub struct InChild = "in_child" {
        /// The child process.
        "child" => child: ChildName,
        /// The operation.
        "step" => step: ChildStep,
    }
    returns through step as ChildStep
}

operation! {
    /// Ends a child process, and waits until it is gone and its descriptors are closed: kill(2), waitpid(2).
    pub struct EndChild = "end_child" {
        /// The child process.
        "child" => child: ChildToEnd,
    }
    returns []
}

/// What a child process may do: it looks at the sockets that it has, changes them, and lets them talk. What it makes
/// stays with it.
const IN_CHILD: &[&str] = &[
    "accept",
    "bind",
    "chdir",
    "connect",
    "family",
    "get_inheritable",
    "getpeername",
    "getsockname",
    "getsockopt",
    "gettimeout",
    "listen",
    "poll",
    "recv",
    "recvfrom",
    "send",
    "sendto",
    "setblocking",
    "setsockopt",
    "shutdown",
    "take_error",
    "type",
    "umask",
];

/// An operation for a child process. It is sent there as the case writes it, with the addresses that were saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildStep {
    /// The operation.
    operation: Box<Operation>,
    /// The family of its socket, if that is known before the case runs.
    family: Option<Family>,
    /// The same with everything filled in, and what was saved until then. None before that.
    filled: Option<(Box<Operation<Filled>>, Saved)>,
}

impl ChildStep {
    pub(in crate::operation) fn returns(&self) -> &'static [Return] {
        self.operation.returns()
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// The operation with everything filled in, if it has been.
    #[must_use]
    pub fn call(&self) -> Option<&Operation<Filled>> {
        self.filled.as_ref().map(|(call, _)| call.as_ref())
    }

    /// The family of its socket, if that is known before the case runs.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        self.family
    }

    /// The addresses that were saved before it.
    #[must_use]
    pub fn addresses(&self) -> BTreeMap<String, crate::address::Observed> {
        self.filled.as_ref().map(|(_, saved)| saved.addresses.clone()).unwrap_or_default()
    }
}

impl Argument for ChildStep {
    type Filled = Self;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let inner = reading.in_child();
        let (place, operation) = one_operation(node, &inner)?;
        if !IN_CHILD.contains(&operation.name()) {
            let fault = Fault::new(format!("a child process cannot do `{}`", operation.name()));
            reading.findings.add(place, fault.hint(format!("it can do {}", IN_CHILD.join(", "))));
        }
        reading.need(Capability::ActingChildren);
        reading.take_in(&inner);
        Some(Self { operation: Box::new(operation), family: inner.family(), filled: None })
    }

    fn fill(&self, saved: &Saved) -> Result<Self, Unfilled> {
        let call = self.operation.fill(saved)?;
        Ok(Self { filled: Some((Box::new(call), saved.clone())), ..self.clone() })
    }

    fn wire(&self) -> Option<Json> {
        Some(self.operation.wire())
    }

    fn wire_filled(filled: &Self) -> Option<Json> {
        filled.call().map(|call| call.wire())
    }

    fn schema() -> Json {
        json!({"$ref": "#/definitions/operation"})
    }
}

impl Show for ChildStep {
    fn input(&self) -> Option<Input> {
        let inputs = self.call().map_or_else(|| self.operation.inputs(), Operation::inputs);
        Some(Input::Step(self.operation.name(), inputs))
    }
}
