//! From the tree of a case file to its trials, noting everything that is wrong on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::claim::{Claim, Expectation};
use super::deviation::deviations;
use super::matrix::{Variant, variants};
use super::model::{Case, Posix, Topic, Trial, TrialName};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::{Action, Operation, Program, Reading, Return, Scope, saved_kind};
use crate::platform::{Capability, Need, Platform, Selector};
use crate::problem::{Findings, Problem};
use crate::source::SourceFile;
use crate::yaml::{self, Content, Key, Node};

/// How long a call may block where the case says nothing.
const DEADLINE: Duration = Duration::from_secs(5);

/// The longest that a case may let a call block.
const LONGEST: Duration = Duration::from_secs(10);

/// Reads the text of a case file.
///
/// # Errors
/// All its problems, in their order in the file.
pub fn read_topic(source: &Arc<SourceFile>, group: &str, topic: &str) -> Result<Topic, Vec<Problem>> {
    let root = yaml::parse(&source.text)
        .map_err(|error| vec![Problem::new(source, error.location, Fault::new(error.message))])?;
    let findings = Findings::default();
    let reader = Reader { source, group, topic, findings: &findings };
    let read = reader.topic(&root);
    match read {
        Some(topic) if findings.is_empty() => Ok(topic),
        _ => Err(findings.into_problems(source, &root)),
    }
}

/// What does not change while a file is read.
struct Reader<'r> {
    source: &'r Arc<SourceFile>,
    group: &'r str,
    topic: &'r str,
    findings: &'r Findings,
}

/// The parts of a case that its steps are read with.
struct Head {
    case: Arc<Case>,
    name: String,
    needs: BTreeSet<Need>,
    network: bool,
    deadline: Duration,
}

impl Reader<'_> {
    fn topic(&self, root: &Node) -> Option<Topic> {
        let mut fields = Fields::of(root, "a case file", self.findings)?;
        let about = fields.required("topic").and_then(|node| self.text(node, "one sentence"));
        let see = fields.required("see").map(|node| self.sources(node));
        let cases = fields.required("cases");
        fields.finish();
        let cases = cases.and_then(|node| fields::items(node, self.findings))?;
        if cases.is_empty() {
            self.findings.add(root.place, Fault::new("a case file needs a case"));
        }
        let mut names = BTreeSet::new();
        let trials = cases.iter().flat_map(|node| self.case(node, &mut names)).map(Arc::new);
        let trials = trials.collect();
        Some(Topic { about: about?, see: see?, trials })
    }

    fn case(&self, node: &Node, names: &mut BTreeSet<String>) -> Vec<Trial> {
        let Some(mut fields) = Fields::of(node, "a case", self.findings) else {
            return Vec::new();
        };
        let name = fields.required("name").and_then(|node| self.case_name(node, names));
        let case = Case {
            about: fields.optional("about").and_then(|node| self.text(node, "a sentence or two")),
            see: fields.optional("see").map(|node| self.sources(node)).unwrap_or_default(),
            posix: fields.optional("posix").and_then(|node| self.word(node, Posix::named)),
        };
        let deviates = fields.optional("deviates");
        let head = Head {
            case: Arc::new(case),
            name: name.unwrap_or_default(),
            needs: fields.optional("needs").map(|node| self.needs(node)).unwrap_or_default(),
            network: fields.optional("network").and_then(|node| fields::flag(node, self.findings)).unwrap_or(false),
            deadline: fields.optional("deadline").and_then(|node| self.deadline(node)).unwrap_or(DEADLINE),
        };
        let (matrix, except) = (fields.optional("matrix"), fields.optional("except"));
        let steps = fields.required("steps");
        fields.finish();
        let variants = variants(matrix, except, self.findings);
        let Some(steps) = steps.and_then(|node| fields::items(node, self.findings)) else {
            return Vec::new();
        };
        if steps.is_empty() {
            self.findings.add(node.place, Fault::new("a case needs a step"));
        }
        let deviates = deviations(deviates, &variants, self.findings);
        let trials = variants.iter().zip(deviates);
        trials.map(|(variant, deviates)| self.trial(&head, variant, deviates, steps)).collect()
    }

    fn trial(&self, head: &Head, variant: &Variant, deviates: BTreeMap<Platform, String>, steps: &[Node]) -> Trial {
        let saves: Vec<&Node> = steps.iter().filter_map(save_of).collect();
        let saved: Vec<&str> = saves.iter().filter_map(|node| node.text()).collect();
        for save in saves.iter().filter(|save| variant.names().any(|variable| save.text() == Some(variable))) {
            let name = save.text().unwrap_or_default();
            let fault = Fault::new(format!("`{name}` is a variable of the matrix, and no name to save by"));
            self.findings.add(save.place, fault);
        }
        let mut scope = Scope::default();
        let mut needs = head.needs.clone();
        if head.network {
            needs.insert(Capability::Network.into());
        }
        let (mut actions, mut claims) = (Vec::new(), Vec::new());
        for step in steps {
            let step = variant.fill(step, &saved, self.findings);
            let reading = Reading::new(&scope, head.network, self.findings);
            let read = self.step(&step, &reading);
            let (change, more) = (reading.scope_change(), reading.into_needs());
            needs.extend(more);
            let kind = read.as_ref().and_then(|(action, _)| saved_kind(action.operation.returns()));
            let save = save_of(&step).and_then(Node::text).map(|name| (name, kind));
            scope.apply(change, save);
            if let Some((action, claim)) = read {
                actions.push(action);
                claims.push(claim);
            }
        }
        scope.finish(self.findings);
        Trial {
            name: TrialName {
                group: self.group.to_owned(),
                topic: self.topic.to_owned(),
                case: head.name.clone(),
                variant: variant.label(),
            },
            case: Arc::clone(&head.case),
            deviates,
            source: Arc::clone(self.source),
            program: Program { deadline: head.deadline, network: head.network, actions },
            claims,
            needs,
        }
    }

    fn step(&self, node: &Node, reading: &Reading) -> Option<(Action, Claim)> {
        let mut fields = Fields::of(node, "a step", self.findings)?;
        let expect = fields.optional("expect");
        let expect_on = fields.optional("expect_on");
        let save = fields.optional("save");
        let operation = self.operation(node, &fields.remaining(), reading)?;
        let returns = operation.returns();
        let general = match expect {
            None => Some((node.place, Expectation::Success)),
            Some(node) => Expectation::read(node, returns, reading).map(|expectation| (node.place, expectation)),
        };
        let special = expect_on.map_or(Some(Vec::new()), |node| self.special(node, returns, reading));
        let save = save.and_then(|node| self.save(node, &operation, reading));
        let claim = Claim { step: node.place, family: reading.family(), general: general?, special: special? };
        Some((Action { operation, save }, claim))
    }

    /// The operation among the keys of a step: there must be one, and one only.
    fn operation(&self, step: &Node, entries: &[(&Key, &Node)], reading: &Reading) -> Option<Operation> {
        let Some(((key, node), others)) = entries.split_first() else {
            self.findings.add(step.place, Fault::new("a step needs an operation"));
            return None;
        };
        let operation = Operation::read(key, node, reading);
        for (other, _) in others {
            let is_operation = Operation::SIGNATURES.iter().any(|signature| signature.name == other.text);
            let fault = if is_operation {
                let fault = Fault::new(format!("a step does one operation, and this one does `{}` already", key.text));
                fault.hint(format!("give `{}` a step of its own", other.text))
            } else {
                Fault::unknown("key of a step", &other.text, ["expect", "expect_on", "save"])
            };
            self.findings.add(other.place, fault);
        }
        operation
    }

    fn special(
        &self,
        node: &Node,
        returns: &'static [Return],
        reading: &Reading,
    ) -> Option<Vec<(Selector, crate::yaml::Place, Expectation)>> {
        let mut fields = Fields::of(node, "`expect_on`", self.findings)?;
        let claim = |(key, node): (&Key, &Node)| {
            let selector = self.findings.note(key.place, Selector::named(&key.text));
            let expectation = Expectation::read(node, returns, reading);
            Some((selector?, node.place, expectation?))
        };
        let claims: Vec<_> = fields.remaining().into_iter().map(claim).collect();
        claims.into_iter().collect()
    }

    fn save(&self, node: &Node, operation: &Operation, reading: &Reading) -> Option<String> {
        let name = fields::name(node, "what is saved", self.findings)?;
        if let Operation::Getaddrinfo(call) = operation
            && call.may_return_remote_address()
            && !reading.network
        {
            let fault = Fault::new("an answer that may lead to another host is not saved");
            self.findings.add(node.place, fault.hint("ask for this host, or `network: true` at the case"));
        }
        if !operation.returns().is_empty() {
            return Some(name.to_owned());
        }
        let fault = Fault::new(format!("`{}` returns nothing to save", operation.name()));
        self.findings.add(node.place, fault);
        None
    }

    fn case_name(&self, node: &Node, names: &mut BTreeSet<String>) -> Option<String> {
        let name = fields::name(node, "a case", self.findings)?;
        if !names.insert(name.to_owned()) {
            self.findings.add(node.place, Fault::new(format!("there is a case `{name}` already")));
        }
        Some(name.to_owned())
    }

    fn text(&self, node: &Node, what: &str) -> Option<String> {
        let text = fields::text(node, what, self.findings)?.trim();
        if text.is_empty() {
            self.findings.add(node.place, Fault::expected(what, "an empty text"));
        }
        Some(text.to_owned())
    }

    fn word<T>(&self, node: &Node, named: fn(&str) -> Result<T, Fault>) -> Option<T> {
        fields::word(node, "a word", named, self.findings)
    }

    fn sources(&self, node: &Node) -> Vec<(String, String)> {
        let Some(mut fields) = Fields::of(node, "`see`", self.findings) else {
            return Vec::new();
        };
        let entries = fields.remaining();
        if entries.is_empty() {
            self.findings.add(node.place, Fault::new("`see` needs a source"));
        }
        let source = |(key, node): (&Key, &Node)| Some((key.text.clone(), self.text(node, "a source")?));
        entries.into_iter().filter_map(source).collect()
    }

    fn needs(&self, node: &Node) -> BTreeSet<Need> {
        let items = fields::items(node, self.findings).unwrap_or_default();
        items.iter().filter_map(|item| self.word(item, Capability::named)).map(Need::from).collect()
    }

    fn deadline(&self, node: &Node) -> Option<Duration> {
        let text = fields::text(node, "a time such as 200 ms or 2 s", self.findings)?;
        let time = notation::duration(text).filter(|time| !time.is_zero() && *time <= LONGEST);
        if time.is_none() {
            let fault = Fault::new(format!("`{text}` is no time that a call may block"));
            self.findings.add(node.place, fault.hint("as `200 ms` or `2 s`, up to `10 s`"));
        }
        time
    }
}

fn save_of(step: &Node) -> Option<&Node> {
    let Content::Map(entries) = &step.content else {
        return None;
    };
    entries.iter().find(|(key, _)| key.text == "save").map(|(_, node)| node)
}
