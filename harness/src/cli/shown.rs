//! Which platforms a command shows: those that were recorded, and those of which the cases only claim something.

use std::path::Path;

use super::output::Failure;
use super::select::{no_platform, recorded, unrecorded};
use crate::compat::{Column, Respondents};
use crate::platform::{Edition, Platform, Selector};

/// The platforms that are shown unasked by what is claimed of them.
const UNASKED: [Selector; 3] = [Selector::Macos, Selector::Windows, Selector::Freebsd];

/// The choice of platforms.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ShownPlatforms {
    /// Only these platforms, or releases of them that have been recorded, such as wine@8.0. Of a platform that nobody
    /// recorded, it is shown what the cases claim. Without this option, that is shown of macos, windows and freebsd
    #[arg(long = "platform", value_name = "PLATFORM", value_delimiter = ',')]
    names: Vec<String>,
}

impl ShownPlatforms {
    /// What to say when no recording is left.
    pub(super) fn without_recordings(&self) -> &'static str {
        if self.names.is_empty() {
            "no platform has been recorded; ci/record records this one"
        } else {
            "none of these platforms has been recorded, and the page compares recordings; name one beside them"
        }
    }

    /// Whether this is a recording that a table needs: the current one, and of an operating system unless platforms are
    /// asked for (where each recording has a column, there is no room for all runtimes and whatever else has a name of
    /// its own), or a release that is asked for.
    pub(super) fn is_read(&self, edition: &Edition) -> bool {
        match &edition.release {
            Some(_) => self.is_named(edition),
            None => !self.names.is_empty() || edition.platform.own_name().is_none(),
        }
    }

    /// Whether this is such a recording, and asked for if any is.
    pub(super) fn is_column(&self, edition: &Edition) -> bool {
        self.is_read(edition) && (self.names.is_empty() || self.is_named(edition))
    }

    /// Whether this is a current recording, or a release that is asked for.
    pub(super) fn is_drawn(&self, edition: &Edition) -> bool {
        edition.release.is_none() || self.is_named(edition)
    }

    fn is_named(&self, edition: &Edition) -> bool {
        self.names.contains(&edition.to_string())
    }

    /// Leaves out the recordings of other platforms. Returns the platforms that are shown and were not recorded.
    ///
    /// # Errors
    /// When a platform does not exist, or when a release was not recorded.
    pub(super) fn choose(&self, root: &Path, recordings: &mut Vec<Column>) -> Result<Vec<Platform>, Failure> {
        let Respondents { columns, claimed } = self.among(root, recordings)?;
        let mut index = 0..;
        recordings.retain(|_| index.next().is_some_and(|index| columns.contains(&index)));
        Ok(claimed)
    }

    /// The recordings that are shown, and the platforms that are shown and were not recorded.
    ///
    /// # Errors
    /// When a platform does not exist, or when a release was not recorded.
    pub(super) fn among(&self, root: &Path, recordings: &[Column]) -> Result<Respondents, Failure> {
        let named = self.names.iter().map(|name| edition(root, name)).collect::<Result<Vec<_>, _>>()?;
        let is_meant = |edition: &Edition, column: &Column| match edition.release {
            Some(_) => column.name == edition.to_string(),
            None => column.recording.platform == edition.platform,
        };
        let is_shown =
            |index: &usize| named.is_empty() || named.iter().any(|edition| is_meant(edition, &recordings[*index]));
        let is_recorded = |platform: &Platform| recordings.iter().any(|column| column.recording.platform == *platform);
        let asked: Vec<Platform> = if named.is_empty() {
            UNASKED.into_iter().filter_map(Selector::platform).collect()
        } else {
            named.iter().map(|edition| edition.platform).collect()
        };
        let mut claimed: Vec<Platform> = Vec::new();
        for platform in asked.into_iter().filter(|platform| !is_recorded(platform)) {
            if !claimed.contains(&platform) {
                claimed.push(platform);
            }
        }
        Ok(Respondents { columns: (0..recordings.len()).filter(is_shown).collect(), claimed })
    }
}

/// The platform, or the release of one that has been recorded, with this name.
///
/// # Errors
/// When there is none.
fn edition(root: &Path, name: &str) -> Result<Edition, Failure> {
    let edition = Edition::named(name).map_err(|fault| no_platform(root, fault, name))?;
    if edition.release.is_some() && !recorded(root).contains(&edition.to_string()) {
        return Err(Failure::recordings(&[unrecorded(root, &edition)]));
    }
    Ok(edition)
}
