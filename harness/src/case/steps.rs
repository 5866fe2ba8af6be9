//! The steps of a case, read for one combination of its matrix.

use std::collections::BTreeSet;

use super::claim::{Claim, Expectation};
use super::unused::entry;
use super::variant::Variant;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::operation::{Action, Operation, Reading, Return, Scope, saved_kind};
use crate::platform::{Need, Selector};
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node, Place};

/// What the steps do, claim and need.
#[derive(Default)]
pub(super) struct Steps {
    pub(super) actions: Vec<Action>,
    pub(super) claims: Vec<Claim>,
    pub(super) needs: BTreeSet<Need>,
}

impl Steps {
    /// Reads the steps. `network` says whether they may send to other hosts.
    pub(super) fn read(nodes: &[Node], variant: &Variant, network: bool, findings: &Findings) -> Self {
        findings.set_variables(variant.names().map(str::to_owned).collect());
        let saved = saved_names(nodes, variant, findings);
        let (mut steps, mut scope) = (Self::default(), Scope::default());
        for node in nodes {
            findings.is_changed();
            let node = variant.substitute(node, &saved, findings);
            steps.add(&node, &mut scope, network, findings);
            if findings.is_changed() {
                scope.doubt(names_made(&node));
            }
        }
        scope.finish(findings);
        steps
    }

    /// Reads a step, which may use what is in `scope` and may change that.
    fn add(&mut self, node: &Node, scope: &mut Scope, network: bool, findings: &Findings) {
        let reading = Reading::new(scope, network, findings);
        let step = read_step(node, &reading);
        let kind = step.as_ref().and_then(|(action, _)| saved_kind(action.operation.returns()));
        let save = save_of(node).and_then(Node::text).map(|name| (name, kind));
        let (effect, needs) = (reading.scope_change(), reading.into_needs());
        scope.apply(effect, save);
        self.needs.extend(needs);
        if let Some((action, claim)) = step {
            if let Some(socket) = scope.note(&action.operation) {
                findings.add(node.place, only_looked_at(socket));
            }
            self.actions.push(action);
            self.claims.push(claim);
        }
    }
}

/// The names that the steps save something under. A name that is also a variable of the matrix is noted.
fn saved_names<'n>(steps: &'n [Node], variant: &Variant, findings: &Findings) -> Vec<&'n str> {
    let mut names = Vec::new();
    for node in steps.iter().filter_map(save_of) {
        let Some(name) = node.text() else {
            continue;
        };
        if variant.names().any(|variable| variable == name) {
            let fault = format!("`{name}` is a variable of the matrix, so nothing can be saved under that name");
            findings.add(node.place, Fault::new(fault).hint("use another name for one of them"));
        }
        names.push(name);
    }
    names
}

/// A step would be withheld, whatever else the case does.
fn only_looked_at(socket: &str) -> Fault {
    let fault = Fault::new(format!("this step would be withheld: `{socket}` may reach others than this case"));
    fault.hint("look at it and close it; cases/REFERENCE.md, \"What a case may reach\", has the sockets that may talk")
}

fn save_of(step: &Node) -> Option<&Node> {
    entry(step, "save")
}

/// The names that a step gives to what it makes, as far as they can be seen without reading it.
fn names_made(node: &Node) -> Vec<String> {
    let Content::Map(entries) = &node.content else {
        return Vec::new();
    };
    let made = |(key, value): &(Key, Node)| match (key.text.as_str(), &value.content) {
        ("as", Content::Text(name)) => vec![name.clone()],
        ("as", Content::List(names)) => names.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => names_made(value),
    };
    entries.iter().flat_map(made).collect()
}

fn read_step(node: &Node, reading: &Reading) -> Option<(Action, Claim)> {
    let mut fields = Fields::of(node, "a step", reading.findings)?;
    let expect = fields.optional("expect");
    let expect_on = fields.optional("expect_on");
    let save = fields.optional("save");
    let operation = read_operation(node, &fields.remaining(), reading)?;
    let returns = operation.returns();
    let general = match expect {
        None => Some((node.place, Expectation::Success)),
        Some(node) => Expectation::read(node, returns, reading).map(|expectation| (node.place, expectation)),
    };
    let specific = expect_on.map_or(Some(Vec::new()), |node| read_specific(node, returns, reading));
    let save = save.and_then(|node| read_save(node, &operation, reading));
    let claim = Claim { step: node.place, family: reading.family(), general: general?, specific: specific? };
    Some((Action { operation, save }, claim))
}

/// Reads the operation of a step. `entries` are those that remain once the keys that every step may have are taken out:
/// the first must be the operation, and any other is noted.
fn read_operation(step: &Node, entries: &[(&Key, &Node)], reading: &Reading) -> Option<Operation> {
    let Some(((key, node), others)) = entries.split_first() else {
        reading.findings.add(step.place, Fault::new("a step needs an operation").hint("as `- getsockname: s`"));
        return None;
    };
    let operation = Operation::read(key, node, reading);
    for (other, _) in others {
        reading.findings.add(other.place, superfluous(other, key));
    }
    operation
}

/// What is wrong with a key beside the operation of its step.
fn superfluous(key: &Key, operation: &Key) -> Fault {
    if !Operation::SIGNATURES.iter().any(|signature| signature.name == key.text) {
        return Fault::unknown("key of a step", &key.text, ["expect", "expect_on", "save"]);
    }
    let fault = Fault::new(format!("a step has one operation, and this one already has `{}`", operation.text));
    fault.hint(format!("give `{}` a step of its own", key.text))
}

/// Reads the claims for particular platforms.
fn read_specific(
    node: &Node,
    returns: &'static [Return],
    reading: &Reading,
) -> Option<Vec<(Selector, Place, Expectation)>> {
    let mut fields = Fields::of(node, "`expect_on`", reading.findings)?;
    let claim = |(key, node): (&Key, &Node)| {
        let selector = reading.findings.note(key.place, Selector::called(&key.text));
        reading.set_claim(selector);
        let expectation = Expectation::read(node, returns, reading);
        Some((selector?, node.place, expectation?))
    };
    let claims: Vec<_> = fields.remaining().into_iter().map(claim).collect();
    claims.into_iter().collect()
}

/// Reads the name to save under. The operation must return something, and nothing that leads to another host.
fn read_save(node: &Node, operation: &Operation, reading: &Reading) -> Option<String> {
    let name = fields::name(node, "a saved value", reading.findings)?;
    if let Operation::Getaddrinfo(call) = operation
        && call.may_return_remote_address()
        && !reading.network
    {
        let fault = Fault::new("an answer that may lead to another host cannot be saved");
        reading.findings.add(node.place, fault.hint("ask for this host, or give the case `network: true`"));
    }
    if operation.returns().is_empty() {
        let fault = Fault::new(format!("`{}` returns nothing to save", operation.name()));
        reading.findings.add(node.place, fault.hint("save the name that `getsockname` returns in a later step"));
        return None;
    }
    Some(name.to_owned())
}
