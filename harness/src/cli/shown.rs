//! Which platforms a command shows: those that were recorded, and those of which the cases only claim something.

use std::path::Path;

use super::output::Failure;
use super::select::platform;
use crate::compat::{Column, Respondents};
use crate::platform::{Edition, Platform, Selector};

/// The platforms that are shown unasked by what is claimed of them.
const UNASKED: [Selector; 3] = [Selector::Macos, Selector::Windows, Selector::Freebsd];

/// The choice of platforms.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ShownPlatforms {
    /// Only these platforms. Of one that nobody recorded, it is shown what the cases claim. Without this option, that
    /// is shown of macos, windows and freebsd
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

    /// Whether this is a current recording, and of an operating system unless platforms are asked for: where each
    /// recording has a column, there is no room for all runtimes and whatever else has a name of its own.
    pub(super) fn is_read(&self, Edition { platform, release }: &Edition) -> bool {
        release.is_none() && (!self.names.is_empty() || platform.own_name().is_none())
    }

    /// Whether this is such a recording, and asked for if any is.
    pub(super) fn is_column(&self, edition: &Edition) -> bool {
        let is_asked_for = |name: &String| *name == edition.platform.to_string();
        self.is_read(edition) && (self.names.is_empty() || self.names.iter().any(is_asked_for))
    }

    /// Leaves out the recordings of other platforms. Returns the platforms that are shown and were not recorded.
    ///
    /// # Errors
    /// When a platform does not exist.
    pub(super) fn choose(&self, root: &Path, recordings: &mut Vec<Column>) -> Result<Vec<Platform>, Failure> {
        let Respondents { columns, claimed } = self.among(root, recordings)?;
        let mut index = 0..;
        recordings.retain(|_| index.next().is_some_and(|index| columns.contains(&index)));
        Ok(claimed)
    }

    /// The recordings that are shown, and the platforms that are shown and were not recorded.
    ///
    /// # Errors
    /// When a platform does not exist.
    pub(super) fn among(&self, root: &Path, recordings: &[Column]) -> Result<Respondents, Failure> {
        let named = self.names.iter().map(|name| platform(root, name)).collect::<Result<Vec<_>, _>>()?;
        let platform_of = |index: &usize| recordings[*index].recording.platform;
        let is_shown = |index: &usize| named.is_empty() || named.contains(&platform_of(index));
        let recorded: Vec<Platform> = (0..recordings.len()).map(|index| platform_of(&index)).collect();
        let asked =
            if named.is_empty() { UNASKED.into_iter().filter_map(Selector::platform).collect() } else { named.clone() };
        let mut claimed: Vec<Platform> = Vec::new();
        for platform in asked.into_iter().filter(|platform| !recorded.contains(platform)) {
            if !claimed.contains(&platform) {
                claimed.push(platform);
            }
        }
        Ok(Respondents { columns: (0..recordings.len()).filter(is_shown).collect(), claimed })
    }
}
