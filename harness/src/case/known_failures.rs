//! A file of known failures: which trials fail on somebody's own sockets, and why. It says outside the cases what
//! `deviates` says in them, for sockets that the cases do not know.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::model::{Trial, TrialName};
use super::pattern::Pattern;
use super::prose;
use crate::fault::{Fault, nearest};
use crate::fields::{self, Fields};
use crate::files;
use crate::problem::{Findings, Problem};
use crate::root::absolute;
use crate::source::SourceFile;
use crate::yaml::{self, Content, Node, Place};

/// The most bytes of a file. An entry for each trial of the project would take a third of it.
const MOST_BYTES: u64 = 1024 * 1024;

/// What messages call a reason.
const REASON: &str = "the reason why these trials fail";

/// What [`problem::list`](crate::problem::list) says of the problems of such a file.
pub const IN_KNOWN: &str = "in the file of known failures";

/// What a file is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFor {
    /// To judge the trials of the project: all of it must be as it should.
    Judging,
    /// To judge some of them: what it says of others is let be.
    JudgingSome,
    /// To write it anew: reasons may be missing, and what it says of trials that are gone is let be.
    Renewal,
}

/// The trials that are known to fail.
#[derive(Debug, Default)]
pub struct KnownFailures {
    /// The file.
    pub path: PathBuf,
    failures: BTreeMap<TrialName, KnownFailure>,
}

/// What is said of a trial that is known to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFailure {
    /// Why it fails. None if that is still to be said.
    pub reason: Option<String>,
    /// The file, the line and the column that say it.
    pub place: String,
}

impl KnownFailures {
    /// Reads the file at a path. None if there is none.
    ///
    /// # Errors
    /// All that is wrong with it, with the places.
    pub fn read(path: &Path, trials: &[&Trial], purpose: ReadFor) -> Result<Option<Self>, Vec<Problem>> {
        let whole = absolute(path);
        let (folder, name) = (whole.parent().unwrap_or(path), whole.file_name().unwrap_or_default());
        let of_file = |fault| vec![Problem::new(&Arc::new(SourceFile::new(path, "")), None, fault)];
        let Some(bytes) = files::read(folder, Path::new(name), MOST_BYTES).map_err(of_file)? else {
            return Ok(None);
        };
        let source = Arc::new(SourceFile::new(path, String::from_utf8_lossy(&bytes)));
        yaml::check_text(&bytes)
            .and_then(|()| yaml::parse(&source.text))
            .map_err(|error| vec![Problem::new(&source, Some(error.location), error.fault)])
            .and_then(|root| Self::of(&root, &source, trials, purpose))
            .map(Some)
    }

    fn of(root: &Node, source: &Arc<SourceFile>, trials: &[&Trial], purpose: ReadFor) -> Result<Self, Vec<Problem>> {
        let findings = Findings::default();
        let mut reader = Reader { source, trials, purpose, findings: &findings, found: BTreeMap::new() };
        fields::items(root, &findings).into_iter().flatten().for_each(|item| reader.entry(item));
        let failures = reader.found;
        if !findings.is_empty() {
            return Err(findings.into_problems(source, root));
        }
        Ok(Self { path: absolute(Path::new(&source.path)), failures })
    }

    /// What it says of a trial.
    #[must_use]
    pub fn failure(&self, name: &TrialName) -> Option<&KnownFailure> {
        self.failures.get(name)
    }
}

struct Reader<'r> {
    source: &'r SourceFile,
    trials: &'r [&'r Trial],
    purpose: ReadFor,
    findings: &'r Findings,
    found: BTreeMap<TrialName, KnownFailure>,
}

impl Reader<'_> {
    fn entry(&mut self, node: &Node) {
        let Some(mut fields) = Fields::of(node, "a known failure", self.findings) else { return };
        let (names, only, reason) = (fields.required("trials"), fields.optional("where"), fields.required("reason"));
        fields.finish();
        let pattern = only.and_then(|only| Pattern::read(only, self.findings));
        let reason = reason.and_then(|node| self.reason(node));
        // A pattern that cannot be read is noted. Without it, the entry would be of other trials.
        let Some(names) = names.filter(|_| only.is_some() == pattern.is_some()) else { return };
        let names = match &names.content {
            Content::List(names) => names.as_slice(),
            _ => std::slice::from_ref(names),
        };
        if names.is_empty() {
            self.findings.add(node.place, Fault::new("a known failure needs a trial").hint("name one in `trials`"));
        }
        for name in names {
            self.name(name, pattern.as_ref(), reason.as_ref());
        }
    }

    fn reason(&self, node: &Node) -> Option<String> {
        let is_open = node.content == Content::Null && self.purpose == ReadFor::Renewal;
        if is_open { None } else { prose::text(node, REASON, self.findings) }
    }

    /// Adds the trials of a name: that of a trial, or that of a case for all of its trials that the pattern selects.
    fn name(&mut self, node: &Node, only: Option<&Pattern>, reason: Option<&String>) {
        let Some(name) = fields::word(node, "the name of a case or of a trial", named, self.findings) else { return };
        let is_meant = |trial: &&&Trial| trial.name == name || trial.name.case_name() == name.to_string();
        let meant: Vec<&Trial> = self.trials.iter().filter(is_meant).copied().collect();
        let is_selected = |trial: &&Trial| only.is_none_or(|only| only.matches(|variable| trial.label_of(variable)));
        let selected: Vec<&Trial> = meant.iter().copied().filter(is_selected).collect();
        if selected.is_empty() && self.purpose == ReadFor::Judging {
            self.findings.add(node.place, self.without_trials(&name, !meant.is_empty()));
        }
        for trial in selected {
            self.add(node.place, trial, reason.cloned());
        }
    }

    fn add(&mut self, at: Place, trial: &Trial, reason: Option<String>) {
        let place = at.location(self.source).map(|location| format!(":{location}")).unwrap_or_default();
        let place = format!("{}{place}", self.source.path);
        if let Some(earlier) = self.found.get(&trial.name) {
            let fault = Fault::new(format!("{} is known to fail by {} already", trial.name, earlier.place));
            self.findings.add(at, fault.hint("remove one of the two, or limit them with `where`"));
            return;
        }
        self.found.insert(trial.name.clone(), KnownFailure { reason, place });
    }

    /// Why a name is of no trial.
    fn without_trials(&self, name: &TrialName, is_known: bool) -> Fault {
        if is_known {
            return Fault::new(format!("no trial of {name} has such a combination"))
                .hint("name variables of its matrix, each with a value it has there");
        }
        let trials = self.trials.iter().map(|trial| &trial.name);
        let all: Vec<String> = trials.flat_map(|name| [name.to_string(), name.case_name()]).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let fault = Fault::new(format!("there is no case or trial {name}"));
        match nearest(&name.to_string(), &all) {
            Some(near) => fault.hint(format!("did you mean {near}?")),
            None => fault.hint("sockshape list finds trials by words"),
        }
    }
}

fn named(text: &str) -> Result<TrialName, Fault> {
    text.parse().map_err(|_| {
        Fault::new(format!("`{text}` is not the name of a case or of a trial"))
            .hint("as group::topic::case, for all its trials, or with @ and a combination behind it")
    })
}

/// The JSON Schema of such a file.
#[must_use]
pub fn known_failures_schema() -> Json {
    let name = json!({"type": "string", "pattern": "^[a-z][a-z0-9_]*::[a-z][a-z0-9_]*::[a-z][a-z0-9_]*(@.+)?$"});
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Known failures",
        "description": "The trials that fail on the sockets under test, for sockshape run --known.",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["trials", "reason"],
            "additionalProperties": false,
            "properties": {
                "trials": {
                    "description": "A case, for all its trials, or a trial; or several of them.",
                    "anyOf": [name, {"type": "array", "minItems": 1, "items": name}],
                },
                "where": {
                    "type": "object",
                    "description": "The combinations of the cases: variables, each with a value or a list of values.",
                },
                "reason": {"type": "string", "pattern": "\\S", "description": "Why they fail."},
            },
        },
    })
}
