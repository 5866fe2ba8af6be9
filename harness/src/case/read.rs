//! Reads the text of a case file: its topic, and the trials of its cases. All problems of the file are found at once.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::deviation::deviations;
use super::head::Head;
use super::matrix::variants;
use super::model::{Deviation, MOST_IN_A_STEM, Topic, Trial, TrialName};
use super::never_judged;
use super::prose;
use super::steps::Steps;
use super::unused;
use super::variant::Variant;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::operation::Program;
use crate::platform::Platform;
use crate::problem::{Findings, Problem};
use crate::source::SourceFile;
use crate::yaml::{self, Node};

/// The most bytes of the steps of a file, about, when they are written out for all combinations. A file could refer to
/// a large value of a matrix thousands of times.
const MOST_WRITTEN_OUT: usize = 8 * 1024 * 1024;

/// Reads the text of a case file. `group` and `topic` become part of the names of its trials.
///
/// # Errors
/// All problems of the file, in their order in it.
pub fn read_topic(source: &Arc<SourceFile>, group: &str, topic: &str) -> Result<Topic, Vec<Problem>> {
    let root =
        yaml::parse(&source.text).map_err(|error| vec![Problem::new(source, Some(error.location), error.fault)])?;
    let findings = Findings::default();
    let reader = Reader { source, group, topic, findings: &findings, left: Cell::new(Some(MOST_WRITTEN_OUT)) };
    let topic = reader.topic(&root);
    findings.settle(source);
    match topic {
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
    /// How large the steps may still become in all combinations of the cases that follow. None if those before are too
    /// large already.
    left: Cell<Option<usize>>,
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
            self.findings
                .add(root.place, Fault::new("a case file needs a case").hint("as `- name: …`, below `cases:`"));
        }
        let mut names = BTreeSet::new();
        let trials = cases.iter().flat_map(|node| self.case(node, &mut names).unwrap_or_default());
        let trials = trials.map(Arc::new).collect();
        Some(Topic { about: about?, see: see?, trials })
    }

    /// The trials of a case. Its name is added to `names`, which are those of the cases before it.
    fn case(&self, node: &Node, names: &mut BTreeSet<String>) -> Option<Vec<Trial>> {
        let noted = self.findings.count();
        let mut fields = Fields::of(node, "a case", self.findings)?;
        let head = Head::read(&mut fields, names, self.findings);
        let deviates = fields.optional("deviates");
        let (matrix, except) = (fields.optional("matrix"), fields.optional("except"));
        let steps = fields.required("steps");
        fields.finish();
        let variants = variants(matrix, except, self.findings);
        let steps = fields::items(steps?, self.findings)?;
        if steps.is_empty() {
            self.findings
                .add(node.place, Fault::new("a case needs a step").hint("as `- getsockname: s`, below `steps:`"));
        }
        let deviates = deviations(deviates, &variants, self.findings);
        // Once is enough.
        self.left.get()?;
        if !self.fits(&variants, steps) {
            let fault =
                Fault::new(format!("with its matrix written out, the file has more than {MOST_WRITTEN_OUT} bytes"));
            self.findings.add(matrix.unwrap_or(node).place, fault.hint("use smaller values, or fewer combinations"));
            return None;
        }
        let trials = variants.iter().zip(deviates);
        let trials: Vec<Trial> =
            trials.map(|(variant, deviates)| self.trial(&head, variant, deviates, steps)).collect();
        never_judged::check(&trials, self.findings);
        self.check_stems(&trials, matrix.unwrap_or(node));
        // A reference that is misspelt is noted already, and makes its variable look unused.
        if self.findings.count() == noted {
            unused::check(matrix, steps, self.findings);
        }
        Some(trials)
    }

    /// Whether there is room left for these steps in all combinations.
    fn fits(&self, variants: &[Variant], steps: &[Node]) -> bool {
        variants.iter().flat_map(|variant| steps.iter().map(|step| variant.size(step))).all(|size| {
            self.left.set(self.left.get().and_then(|left| left.checked_sub(size)));
            self.left.get().is_some()
        })
    }

    /// Checks that the names of trials are short enough to be names of files.
    fn check_stems(&self, trials: &[Trial], matrix: &Node) {
        let stems = trials.iter().map(|trial| trial.name.stem());
        if let Some(longest) = stems.max_by_key(String::len).filter(|longest| longest.len() > MOST_IN_A_STEM) {
            let fault =
                Fault::new(format!("a trial is called `{longest}`, and {MOST_IN_A_STEM} characters is the limit"));
            self.findings.add(matrix.place, fault.hint("give values of the matrix a shorter `name`"));
        }
    }

    fn trial(
        &self,
        head: &Head,
        variant: &Variant,
        mut deviates: BTreeMap<Platform, Vec<Deviation>>,
        steps: &[Node],
    ) -> Trial {
        let Steps { actions, claims, needs } = Steps::read(steps, variant, head.network, self.findings);
        let needs = head.needs_with(needs);
        // What a platform cannot run is none of its faults.
        deviates.retain(|platform, _| needs.iter().all(|need| need.is_on(*platform)));
        Trial {
            name: TrialName {
                group: self.group.to_owned(),
                topic: self.topic.to_owned(),
                case: head.name.clone(),
                variant: variant.label(),
            },
            variables: variant.names().map(str::to_owned).collect(),
            case: Arc::clone(&head.case),
            deviates,
            source: Arc::clone(self.source),
            program: Program { deadline: head.deadline, network: head.network, actions },
            claims,
            needs,
        }
    }
}
