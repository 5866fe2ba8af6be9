//! Reads the text of a case file: its topic, and the trials of its cases. All problems of the file are found at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::deviation::deviations;
use super::head::Head;
use super::matrix::variants;
use super::model::{Deviation, Topic, Trial, TrialName};
use super::prose;
use super::steps::Steps;
use super::variant::Variant;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::operation::Program;
use crate::platform::Platform;
use crate::problem::{Findings, Problem};
use crate::source::SourceFile;
use crate::yaml::{self, Node};

/// Reads the text of a case file. `group` and `topic` become part of the names of its trials.
///
/// # Errors
/// All problems of the file, in their order in it.
pub fn read_topic(source: &Arc<SourceFile>, group: &str, topic: &str) -> Result<Topic, Vec<Problem>> {
    let root = yaml::parse(&source.text)
        .map_err(|error| vec![Problem::new(source, error.location, Fault::new(error.message))])?;
    let findings = Findings::default();
    let reader = Reader { source, group, topic, findings: &findings };
    match reader.topic(&root) {
        Some(topic) if findings.is_empty() => Ok(topic),
        _ => Err(findings.into_problems(source, &root)),
    }
}

/// What stays the same while a file is read.
struct Reader<'r> {
    source: &'r Arc<SourceFile>,
    group: &'r str,
    topic: &'r str,
    findings: &'r Findings,
}

impl Reader<'_> {
    fn topic(&self, root: &Node) -> Option<Topic> {
        let mut fields = Fields::of(root, "a case file", self.findings)?;
        let about = fields.required("topic").and_then(|node| prose::text(node, "one sentence", self.findings));
        let see = fields.required("see").map(|node| prose::sources(node, self.findings));
        let cases = fields.required("cases");
        fields.finish();
        let cases = fields::items(cases?, self.findings)?;
        if cases.is_empty() {
            self.findings.add(root.place, Fault::new("a case file needs a case"));
        }
        let mut names = BTreeSet::new();
        let trials = cases.iter().flat_map(|node| self.case(node, &mut names).unwrap_or_default());
        let trials = trials.map(Arc::new).collect();
        Some(Topic { about: about?, see: see?, trials })
    }

    /// The trials of a case. Its name is added to `names`, which are those of the cases before it.
    fn case(&self, node: &Node, names: &mut BTreeSet<String>) -> Option<Vec<Trial>> {
        let mut fields = Fields::of(node, "a case", self.findings)?;
        let head = Head::read(&mut fields, names, self.findings);
        let deviates = fields.optional("deviates");
        let (matrix, except) = (fields.optional("matrix"), fields.optional("except"));
        let steps = fields.required("steps");
        fields.finish();
        let variants = variants(matrix, except, self.findings);
        let steps = fields::items(steps?, self.findings)?;
        if steps.is_empty() {
            self.findings.add(node.place, Fault::new("a case needs a step"));
        }
        let deviates = deviations(deviates, &variants, self.findings);
        let trials = variants.iter().zip(deviates);
        Some(trials.map(|(variant, deviates)| self.trial(&head, variant, deviates, steps)).collect())
    }

    fn trial(&self, head: &Head, variant: &Variant, deviates: BTreeMap<Platform, Deviation>, steps: &[Node]) -> Trial {
        let Steps { actions, claims, needs } = Steps::read(steps, variant, head.network, self.findings);
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
            needs: &head.needs | &needs,
        }
    }
}
