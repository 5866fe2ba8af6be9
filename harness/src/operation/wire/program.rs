//! The wire form of programs. It says what a trial does, in the words of case files and not in those of the Rust code,
//! so that recordings can be compared by it.

use serde_json::{Value as Json, json};

use crate::fault::Fault;
use crate::fields;
use crate::notation;
use crate::operation::Operation;
use crate::operation::check::{Reading, Scope};
use crate::operation::outcome::saved_kind;
use crate::operation::program::{Action, Program};
use crate::problem::Findings;
use crate::yaml::Node;

impl Operation {
    /// The operation as it stands in a step: `{"bind": {"socket": "s", "address": …}}`.
    #[must_use]
    pub fn wire(&self) -> Json {
        json!({self.name(): self.arguments()})
    }
}

impl Program {
    /// An object with `deadline` and `steps`, and with `network` if the steps may reach other hosts.
    #[must_use]
    pub fn wire(&self) -> Json {
        let steps: Vec<Json> = self.actions.iter().map(Action::wire).collect();
        let mut program = json!({"deadline": notation::write_time(self.deadline), "steps": steps});
        if self.network {
            program["network"] = true.into();
        }
        program
    }

    /// Reads what [`Self::wire`] wrote.
    ///
    /// # Errors
    /// When it is not such a form: the first fault.
    pub fn read(json: &Json) -> Result<Self, String> {
        let (root, findings) = (Node::of_json(json), Findings::default());
        let read = read(&root, &findings);
        match findings.first(&root) {
            Some(fault) => Err(fault.with_hint()),
            None => read.ok_or_else(|| "it is not a program".to_owned()),
        }
    }
}

impl Action {
    fn wire(&self) -> Json {
        let mut step = self.operation.wire();
        if let Some(name) = &self.save {
            step["save"] = name.as_str().into();
        }
        step
    }
}

fn read(node: &Node, findings: &Findings) -> Option<Program> {
    let mut fields = fields::Fields::of(node, "a program", findings)?;
    let deadline = fields.required("deadline").and_then(|node| fields::time(node, findings));
    let network = fields.optional("network").map_or(Some(false), |node| fields::flag(node, findings));
    let steps = fields.required("steps").and_then(|node| fields::items(node, findings));
    fields.finish();
    let (deadline, network, steps) = (deadline?, network?, steps?);
    let mut scope = Scope::default();
    let actions = steps.iter().map(|step| read_action(step, &mut scope, network, findings)).collect::<Option<_>>()?;
    Some(Program { deadline, network, actions })
}

fn read_action(node: &Node, scope: &mut Scope, network: bool, findings: &Findings) -> Option<Action> {
    let mut fields = fields::Fields::of(node, "a step", findings)?;
    let save = fields.optional("save").map(|node| fields::name(node, "a saved value", findings));
    let save = save.map_or(Some(None), |name| Some(Some(name?.to_owned())))?;
    let [(key, node)] = fields.remaining()[..] else {
        findings.add(node.place, Fault::new("a step has one operation").hint("make several steps of it"));
        return None;
    };
    let reading = Reading::new(scope, network, findings);
    let operation = Operation::read(key, node, &reading)?;
    let change = reading.scope_change();
    scope.apply(change, save.as_deref().map(|name| (name, saved_kind(operation.returns()))));
    Some(Action { operation, save })
}
