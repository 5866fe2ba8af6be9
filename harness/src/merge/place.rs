//! Where a recording goes, and what lies beneath it there.

use std::path::Path;

use crate::case::{Corpus, TrialName};
use crate::compat::Column;
use crate::fault::Fault;
use crate::platform::Edition;
use crate::recording::{Base, digest};
use crate::snapshot::Records;

/// Where a recording goes.
#[derive(Debug)]
pub struct Place {
    /// Which recording of the project it becomes.
    pub edition: Edition,
    /// The recording that lies beneath it: only what differs from that is kept.
    pub base: Option<Column>,
}

impl Place {
    /// Where a recording goes as it is: a whole one becomes the current one of its platform, and one that is kept over
    /// another stays so.
    ///
    /// # Errors
    /// As [`Self::over`].
    pub(super) fn as_it_is(root: &Path, column: &Column, corpus: &Corpus) -> Result<Self, Vec<Fault>> {
        match &column.recording.base {
            None => Ok(Self { edition: column.recording.platform.into(), base: None }),
            Some(base) => Self::over(root, &base.recording, column, corpus),
        }
    }

    /// Where a recording goes that is kept as what differs from another one. If that is of the same platform, it
    /// becomes the recording of its release.
    ///
    /// # Errors
    /// When there is no such other recording, when it is of a platform that this one does not answer to or of the same
    /// release, when it was edited or made from other cases, or when nothing says of which release the recording is.
    pub(super) fn over(root: &Path, base: &Edition, column: &Column, corpus: &Corpus) -> Result<Self, Vec<Fault>> {
        let edition = edition_over(base, column).map_err(|fault| vec![fault])?;
        let found = Column::of_edition(root, base)?.ok_or_else(|| vec![missing(base)])?;
        let why = match () {
            () if found.recording.cases != digest(corpus) => Some("was recorded from other cases than these"),
            () if !found.is_as_recorded() => Some("has snapshots that were changed since it was recorded"),
            () => None,
        };
        why.map_or(Ok(()), |why| Err(vec![unfit(base, why)]))?;
        if edition.release.is_some() && edition.release == found.recording.release {
            return Err(vec![same_release(&edition, column)]);
        }
        Ok(Self { edition, base: Some(found) })
    }

    /// What the description says of the base.
    pub(super) fn beneath(&self) -> Option<Base> {
        let base = self.base.as_ref()?;
        let recording = Edition { platform: base.recording.platform, release: None };
        Some(Base { recording, snapshots: base.recording.snapshots.whole() })
    }

    /// Records of the place in the folder of `own`, over those of the base but for the skipped trials.
    pub(super) fn layered(&self, own: Records, skipped: impl Iterator<Item = TrialName>) -> Records {
        match &self.base {
            Some(base) => own.over(base.records.clone(), skipped.collect()),
            None => own,
        }
    }
}

/// Which recording is kept over another one.
fn edition_over(base: &Edition, column: &Column) -> Result<Edition, Fault> {
    let (name, platform) = (&column.name, column.recording.platform);
    if base.release.is_some() {
        return Err(Fault::new(format!("{base} is kept over another recording itself, and nothing is kept over it"))
            .hint(format!("name the current one: {}", base.platform)));
    }
    if base.platform != platform {
        let answers = platform.lineage().any(|selector| selector.platform() == Some(base.platform));
        let fault = || Fault::new(format!("{name}: {platform} does not answer to {base}, so it is not kept over that"));
        return if answers { Ok(platform.into()) } else { Err(fault().hint("leave out --over")) };
    }
    let release = column.recording.release.clone().ok_or_else(|| {
        Fault::new(format!("{name}: nothing says of which release of {platform} it is"))
            .hint("record it with SOCKSHAPE_RELEASE set to the release, such as 8.0 or 20240729")
    })?;
    Ok(Edition { platform, release: Some(release) })
}

/// A recording of the release that the current one is of.
fn same_release(edition: &Edition, column: &Column) -> Fault {
    let (platform, name) = (edition.platform, &column.name);
    let fault = Fault::new(format!("{name} would be {edition}, and the current recording of {platform} is of it, too"));
    fault.hint("leave out --over to replace that")
}

fn missing(base: &Edition) -> Fault {
    Fault::new(format!("{base} has not been recorded, so nothing can be kept over it"))
        .hint("sockshape platform --recorded lists what has been")
}

fn unfit(base: &Edition, why: &str) -> Fault {
    Fault::new(format!("{base} {why}, so nothing can be kept over it")).hint(format!("record {base} again first"))
}
