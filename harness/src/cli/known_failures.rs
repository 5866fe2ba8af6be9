//! `--known` and `--write-known`: which trials are known to fail on what is under test.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use super::output::Failure;
use crate::atomic_file;
use crate::case::{Corpus, IN_KNOWN, KnownFailures, ReadFor, Trial, TrialName};
use crate::files::remedy;
use crate::platform::Platform;
use crate::problem;
use crate::report::{ComplaintGroup, Failing, KnownText};
use crate::root::absolute;

/// The environment variable for `--known`.
const KNOWN: &str = "SOCKSHAPE_KNOWN";

/// What the command line, or the environment, says of them. The test program has the environment alone.
#[derive(Debug, clap::Args)]
pub(crate) struct KnownOptions {
    /// A list of the trials that fail, with the reasons: the run fails if another one does, and if one of these does
    /// not any more, even where nobody recorded the platform
    #[arg(long, value_name = "FILE", env = KNOWN, hide_env_values = true, conflicts_with = "write_known")]
    known: Option<PathBuf>,
    /// Write such a list: the trials whose claims fail in this run, which it does not judge. Reasons that are in the
    /// file are kept, and what it says of trials that are not run; new reasons are for you to write
    #[arg(long, value_name = "FILE")]
    write_known: Option<PathBuf>,
}

impl KnownOptions {
    /// What the environment says.
    pub(crate) fn from_environment() -> Self {
        Self { known: env::var_os(KNOWN).map(PathBuf::from), write_known: None }
    }

    /// The file that has the list, if there is to be one.
    pub(super) fn file(&self) -> Option<&Path> {
        self.known.as_deref()
    }

    /// Reads the list, if there is to be one.
    ///
    /// # Errors
    /// When there is none, or all that is wrong with it.
    pub(crate) fn read(&self, corpus: &Corpus, purpose: ReadFor) -> Result<Option<KnownFailures>, String> {
        let Some(file) = &self.known else { return Ok(None) };
        let missing = || {
            let file = file.display();
            format!("there is no file {file}; sockshape run --write-known {file} writes it")
        };
        read(file, corpus, purpose)?.ok_or_else(missing).map(Some)
    }

    /// The list that is to be written, with what it says so far.
    ///
    /// # Errors
    /// When what is there is no such list, or when there is no folder for it.
    pub(super) fn renewal(&self, corpus: &Corpus) -> Result<Option<Renewal<'_>>, Failure> {
        let Some(file) = &self.write_known else { return Ok(None) };
        let folder = absolute(file).parent().map(Path::to_owned).unwrap_or_default();
        if folder.canonicalize().is_err() {
            return Err(Failure::usage(format!("there is no folder {} for it", folder.display())));
        }
        let earlier = read(file, corpus, ReadFor::Renewal).map_err(Failure::usage)?.unwrap_or_default();
        Ok(Some(Renewal { file, earlier }))
    }
}

fn read(file: &Path, corpus: &Corpus, purpose: ReadFor) -> Result<Option<KnownFailures>, String> {
    let trials: Vec<&Trial> = corpus.trials().map(AsRef::as_ref).collect();
    KnownFailures::read(file, &trials, purpose)
        .map_err(|problems| format!("{} cannot be used\n{}", file.display(), problem::list(&problems, IN_KNOWN)))
}

/// A list that is to be written.
pub(super) struct Renewal<'f> {
    file: &'f Path,
    earlier: KnownFailures,
}

impl Renewal<'_> {
    /// Writes it, and says what is in it.
    ///
    /// # Errors
    /// When it cannot be written: why.
    pub(super) fn write(
        self,
        platform: Platform,
        corpus: &Corpus,
        judged: BTreeSet<&TrialName>,
        groups: &[ComplaintGroup],
    ) -> Result<String, String> {
        let complaints = groups.iter().flat_map(|group| &group.complaints);
        let complaints = complaints.filter(|complaint| !complaint.mismatches().is_empty());
        let complaints = complaints.map(|complaint| (&complaint.trial().name, complaint)).collect();
        let failing = Failing { platform, corpus, judged, complaints, earlier: self.earlier };
        let KnownText { text, entries, open } = failing.text();
        let file = self.file.display();
        atomic_file::write(self.file, &text)
            .map_err(|error| format!("{file} cannot be written: {error}; {}", remedy(&error)))?;
        let entries = if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") };
        Ok(match open {
            0 => format!("{file}: {entries}, for --known"),
            open => format!("{file}: {entries}, of which {open} must get a reason before --known takes the file"),
        })
    }
}
