//! Calls that run on a thread of their own, so that they can block while the case goes on.

use serde_json::{Value as Json, json};

use super::ancillary::Attachment;
use crate::fault::Fault;
use crate::fields;
use crate::operation::Operation;
use crate::operation::argument::{Argument, Input, NewCall, Show, name_schema, refers_to_nothing};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::Return;
use crate::operation::saved::{Saved, Unfilled};
use crate::operation::stage::{Filled, Stage, Written};
use crate::yaml::{Content, Node, Place};

operation! {
    /// Starts an operation on a thread of its own, so that it can block while the case goes on. Returns when it blocks
    /// or is over.
    pub struct Start = "start" {
        /// A name for the call, for `finish` to refer to.
        "as" => name: NewCall,
        /// The operation to start.
        "step" => step: Step,
    }
    returns []
}

operation! {
    /// Waits for an operation that was started, and returns its result.
    pub struct Finish = "finish" {
        /// The name of the started call.
        "call" => call: StartedCall,
    }
    returns through call as StartedCall
}

/// An operation that was started, and what it returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartedCall {
    /// The name of the call.
    pub name: String,
    /// What it returns.
    pub returns: &'static [Return],
}

/// An operation inside an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<S: Stage = Written>(pub Box<Operation<S>>);

impl StartedCall {
    pub(in crate::operation) fn returns(&self) -> &'static [Return] {
        self.returns
    }
}

impl Argument for StartedCall {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = fields::text(node, "the name of a started call", reading.findings)?;
        let started = reading.finish(node.place, name)?;
        Some(Self { name: name.to_owned(), returns: started.returns? })
    }

    fn wire(&self) -> Option<Json> {
        Some(self.name.as_str().into())
    }

    fn schema() -> Json {
        name_schema("A call that an earlier step started.")
    }
}

impl Show for StartedCall {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.name.clone()))
    }
}

impl Argument for Step {
    type Filled = Step<Filled>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let inner = reading.inner();
        let operation = read_one(node, &inner);
        reading.start(&inner, operation.as_ref());
        operation.map(|operation| Self(Box::new(operation)))
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        Ok(Step(Box::new(self.0.fill(saved)?)))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.wire())
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        Some(filled.0.wire())
    }

    fn schema() -> Json {
        json!({"$ref": "#/definitions/operation"})
    }
}

impl<S: Stage> Show for Step<S> {
    fn input(&self) -> Option<Input> {
        Some(Input::Step(self.0.name(), self.0.inputs()))
    }
}

impl Operation {
    /// The operation inside it, if it has one.
    #[must_use]
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::Start(start) => Some(start.step.0.as_ref()),
            Self::InChild(call) => Some(call.step.operation()),
            _ => None,
        }
    }

    /// Its name, and those of what is inside it.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::successors(Some(self), |operation| operation.inner()).map(Self::name)
    }

    /// Whether its socket may be closed while it is under way: it makes its calls on this socket alone, hands its
    /// descriptor to nobody, and the system does not look at the number of the descriptor again, as it does for poll
    /// (`do_poll` in fs/select.c of Linux). By then, the number may be that of another descriptor.
    pub(in crate::operation) fn lets_close(&self) -> bool {
        let hands_on = |attachment: &Attachment| matches!(attachment, Attachment::Rights(_));
        match self {
            Self::Sendmsg(call) => !call.ancillary.iter().flatten().any(hands_on),
            Self::Connect(_)
            | Self::Accept(_)
            | Self::Send(_)
            | Self::Sendall(_)
            | Self::Sendto(_)
            | Self::Recv(_)
            | Self::RecvInto(_)
            | Self::Recvfrom(_)
            | Self::RecvfromInto(_)
            | Self::Recvmsg(_) => true,
            _ => false,
        }
    }
}

/// The operation in a map with one entry, which can be started.
fn read_one(node: &Node, reading: &Reading) -> Option<Operation> {
    let (place, operation) = one_operation(node, reading)?;
    if cannot_be_started(&operation) {
        let fault = Fault::new(format!("`{}` cannot be started", operation.name()));
        reading.findings.add(place, fault.hint("it does not block"));
    }
    Some(operation)
}

fn cannot_be_started(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Start(_)
            | Operation::Finish(_)
            | Operation::Close(_)
            | Operation::Detach(_)
            | Operation::StartChild(_)
            | Operation::EndChild(_)
    )
}

/// The operation in a map with one entry, and the place of its name.
pub(super) fn one_operation(node: &Node, reading: &Reading) -> Option<(Place, Operation)> {
    let (key, node) = match &node.content {
        Content::Map(entries) if entries.len() == 1 => &entries[0],
        _ => {
            let fault = Fault::expected("one operation", node.kind());
            reading.findings.add(node.place, fault.hint("such as {accept: {socket: s, as: peer}}"));
            return None;
        }
    };
    Some((key.place, Operation::read(key, node, reading)?))
}
