//! Why a trial cannot be run here.

use crate::case::Trial;
use crate::platform::{Answer, Facts, Need};

/// Why a trial cannot be run here.
pub(super) enum Obstacle {
    /// The platform lacks this, on any host. It is the record of the trial.
    Platform(String),
    /// It is unclear whether the trial can be run: what a probe met.
    Unclear(String),
    /// This host lacks something that the platform has: what, and why.
    Host(String),
}

impl Obstacle {
    /// What keeps a trial from being run. None if it can be run. What the platform lacks counts more than what the host
    /// lacks, so that the record is the same on every host; and first comes an operation that nobody can perform.
    pub(super) fn of(trial: &Trial, facts: &Facts) -> Option<Self> {
        let missing = trial.program.operations().find(|name| !facts.has_operation(name));
        let missing = missing.map(|name| Self::Platform(format!("no {name}")));
        let obstacles = trial.needs.iter().filter_map(|need| Self::of_need(*need, facts));
        missing.into_iter().chain(obstacles).min_by_key(|obstacle| match obstacle {
            Self::Platform(_) => 0,
            Self::Unclear(_) => 1,
            Self::Host(_) => 2,
        })
    }

    fn of_need(need: Need, facts: &Facts) -> Option<Self> {
        match facts.ask(need) {
            Answer::Yes => None,
            Answer::PlatformCannot(what) => Some(Self::Platform(what)),
            Answer::Unclear(met) => Some(Self::Unclear(format!("the probe of `{need}` met {met}"))),
            Answer::HostCannot(why) => Some(Self::Host(format!("needs {need}: {why}"))),
        }
    }
}
