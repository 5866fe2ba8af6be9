//! Which trials a command line asks for.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::output::Failure;
use super::select::{is_folder, recordings, table};
use super::trial_list::{TrialList, input};
use super::wanted::Wanted;
use crate::case::{Corpus, Shard, TrialName};
use crate::compat::Table;
use crate::fault::Fault;

/// The words and terms of a command line, and what else chooses trials.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Asked {
    /// Only trials that meet all of these: words that stand in a name, a topic, a call, a claim or a source, and terms
    /// such as call:bind, error:EINVAL, family:AF_UNIX, windows:EINVAL, platform:wine, is:different, grade:sourced.
    /// One of several will do in 'bind|listen'
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Words, and what --skip and --from name, are whole names of trials, or of cases for all their trials; any of
    /// several words will do
    #[arg(long)]
    exact: bool,
    /// Leave out the trials of this name, or else those that meet these words; may be given several times
    #[arg(long, value_name = "WORDS")]
    skip: Vec<String>,
    /// Only trials that this file has, which names one on each line, or has words for some; `-` is standard input.
    /// What follows a # is for people
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Only one of so many parts of the trials that are asked for, such as 2/8: each is in exactly one of them, by its
    /// name alone
    #[arg(long, value_name = "NUMBER/PARTS", value_parser = shard)]
    shard: Option<Shard>,
    /// What standard input has, once somebody asked.
    #[arg(skip)]
    input: OnceLock<Result<Vec<u8>, Fault>>,
}

/// The trials that a command line asks for.
pub(super) struct Selection {
    /// Their names, those first in whose names or topics the words stand.
    pub(super) names: Vec<TrialName>,
    /// The shard that they are, and how many trials all shards have.
    pub(super) part: Option<(Shard, usize)>,
}

impl Asked {
    /// The file that has the list of trials, if one does.
    pub(super) fn file(&self) -> Option<&Path> {
        self.from.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// What standard input has, if the list of trials is there. It is read once, before anything else reads it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn input(&self) -> Result<Option<&[u8]>, Fault> {
        if self.from.as_deref() != Some(Path::new("-")) {
            return Ok(None);
        }
        self.input.get_or_init(input).as_ref().map(|input| Some(input.as_slice())).map_err(Clone::clone)
    }

    /// The trials of the cases that meet all of it. Recordings are read only if a term asks for what they have.
    ///
    /// # Errors
    /// When a term has a key or a value that nothing has, when recordings or the list of trials cannot be read, or when
    /// no trial is left. That a shard has none of them is no error.
    pub(super) fn trials(&self, root: &Path, corpus: &Corpus) -> Result<Selection, Failure> {
        let wanted = self.wanted()?;
        let recordings = if wanted.asks_for_records() { recordings(root)? } else { Vec::new() };
        let mut table = table(corpus, &recordings)?;
        table.rows.retain(|row| row.in_corpus.is_some());
        Ok(self.part_of(wanted.trials(&table)?))
    }

    /// The trials that meet all of it, those that only recordings know among them. They are trials of this table,
    /// unless a term asks for what recordings have: then of those of the project.
    ///
    /// # Errors
    /// The same.
    pub(super) fn rows(&self, root: &Path, corpus: &Corpus, given: &Table) -> Result<BTreeSet<TrialName>, Failure> {
        let wanted = self.wanted()?;
        let names = if wanted.asks_for_records() {
            let recordings = recordings(root)?;
            wanted.trials(&table(corpus, &recordings)?)?
        } else {
            wanted.trials(given)?
        };
        Ok(self.part_of(names).names.into_iter().collect())
    }

    /// The first word that is a folder, as a shell takes it.
    pub(super) fn folder(&self) -> Option<Cow<'_, str>> {
        self.words.iter().find(|word| is_folder(word)).and_then(|word| shlex::try_quote(word).ok())
    }

    /// The word, if it is only one.
    pub(super) fn single(&self) -> Option<&str> {
        match self.words.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn wanted(&self) -> Result<Wanted, Failure> {
        let input = self.input().map_err(|fault| Failure::usage(fault.with_hint()))?;
        let list = self.from.as_deref().map(|file| TrialList::read(file, input, self.exact));
        Wanted::read(&self.words, &self.skip, list.transpose().map_err(Failure::usage)?, self.exact)
    }

    fn part_of(&self, mut names: Vec<TrialName>) -> Selection {
        let part = self.shard.map(|shard| (shard, names.len()));
        names.retain(|name| self.shard.is_none_or(|shard| shard.has(name)));
        Selection { names, part }
    }
}

fn shard(text: &str) -> Result<Shard, String> {
    text.parse::<Shard>().map_err(|fault| fault.with_hint())
}
