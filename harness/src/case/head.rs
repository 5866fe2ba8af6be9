//! The head of a case: what it says about itself, and what holds for all of its trials.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::model::{Case, Posix, is_behaviour};
use super::prose;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::platform::{Capability, Need};
use crate::problem::Findings;
use crate::yaml::{Content, Node};

/// How long a call may block if the case does not say.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(5);

/// The longest deadline that a case may have.
const LONGEST_DEADLINE: Duration = Duration::from_secs(10);

/// What the trials of a case have in common.
pub(super) struct Head {
    pub(super) case: Arc<Case>,
    pub(super) name: String,
    /// What the case says that it needs. What its steps need is not included.
    pub(super) needs: BTreeSet<Need>,
    pub(super) network: bool,
    pub(super) deadline: Duration,
}

impl Head {
    /// Takes the keys of the head out of a case. The name must not be one of `names`, and is added to them.
    pub(super) fn read(fields: &mut Fields, names: &mut BTreeSet<String>, findings: &Findings) -> Self {
        let name = fields.required("name").and_then(|node| read_name(node, names, findings));
        let case = Case {
            about: fields.optional("about").and_then(|node| prose::text(node, "a sentence or two", findings)),
            see: fields.optional("see").map(|node| prose::sources(node, findings)).unwrap_or_default(),
            posix: fields.optional("posix").and_then(|node| fields::word(node, "a word", Posix::named, findings)),
            behaviours: fields.optional("behaviours").map(|node| read_behaviours(node, findings)).unwrap_or_default(),
        };
        let mut needs = fields.optional("needs").map(|node| read_needs(node, findings)).unwrap_or_default();
        let network = fields.optional("network").and_then(|node| fields::flag(node, findings)).unwrap_or(false);
        if network {
            needs.insert(Capability::Network.into());
        }
        let deadline = fields.optional("deadline").and_then(|node| read_deadline(node, findings));
        Self {
            case: Arc::new(case),
            name: name.unwrap_or_default(),
            needs,
            network,
            deadline: deadline.unwrap_or(DEFAULT_DEADLINE),
        }
    }
}

impl Head {
    /// The needs of the case and those of its steps, without what the host has to lack.
    pub(super) fn needs_with(&self, mut of_steps: BTreeSet<Need>) -> BTreeSet<Need> {
        of_steps.retain(|need| match need {
            Need::Capability(capability) => !self.needs.contains(&Need::Lack(*capability)),
            Need::Lack(_) | Need::Constant(_) => true,
        });
        &self.needs | &of_steps
    }
}

fn read_name(node: &Node, names: &mut BTreeSet<String>, findings: &Findings) -> Option<String> {
    let name = fields::name(node, "a case", findings)?;
    if !names.insert(name.to_owned()) {
        findings.add(node.place, Fault::new(format!("there is already a case `{name}`")).hint("give it another name"));
    }
    Some(name.to_owned())
}

fn read_needs(node: &Node, findings: &Findings) -> BTreeSet<Need> {
    let items = fields::items(node, findings).unwrap_or_default();
    let read = |item| fields::word(item, "a word", Need::written, findings);
    let needs: BTreeSet<Need> = items.iter().filter_map(read).collect();
    for capability in Capability::ALL.iter().filter(|capability| needs.contains(&Need::Lack(**capability))) {
        if needs.contains(&Need::Capability(*capability)) {
            let fault = Fault::new(format!("no host has `{capability}` and lacks it"));
            findings.add(node.place, fault.hint("leave out one of the two"));
        }
    }
    needs
}

fn read_behaviours(node: &Node, findings: &Findings) -> BTreeSet<u16> {
    let items = fields::items(node, findings).unwrap_or_default();
    items.iter().filter_map(|item| read_behaviour(item, findings)).collect()
}

fn read_behaviour(node: &Node, findings: &Findings) -> Option<u16> {
    let number = match node.content {
        Content::Number(number) => u16::try_from(number).ok(),
        _ => None,
    };
    let number = number.filter(|number| is_behaviour(*number));
    if number.is_none() {
        let fault = Fault::expected("the number of a behaviour", &node.said());
        findings.add(node.place, fault.hint("from 1 to 500, or from 601 to 720"));
    }
    number
}

fn read_deadline(node: &Node, findings: &Findings) -> Option<Duration> {
    let text = fields::text(node, "a time such as 200 ms or 2 s", findings)?;
    let time = notation::duration(text).filter(|time| !time.is_zero() && *time <= LONGEST_DEADLINE);
    if time.is_none() {
        let fault = Fault::new(format!("`{text}` is not a valid deadline"));
        findings.add(node.place, fault.hint("as `200 ms` or `2 s`, up to `10 s`"));
    }
    time
}
