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
    /// lacks, so that the record is the same on every host.
    pub(super) fn of(trial: &Trial, facts: &Facts) -> Option<Self> {
        let obstacles = trial.needs.iter().filter_map(|need| Self::of_need(*need, facts));
        obstacles.min_by_key(|obstacle| match obstacle {
            Self::Platform(_) => 0,
            Self::Unclear(_) => 1,
            Self::Host(_) => 2,
        })
    }

    fn of_need(need: Need, facts: &Facts) -> Option<Self> {
        let capability = match need {
            Need::Capability(capability) => capability,
            Need::Constant(name) => return Some(Self::Platform(format!("no {name}"))),
        };
        match facts.ask(capability) {
            Answer::Yes => None,
            Answer::PlatformCannot(why) => Some(Self::Platform((*why).to_owned())),
            Answer::Unclear(met) => Some(Self::Unclear(format!("the probe of `{capability}` met {met}"))),
            Answer::HostCannot(why) => Some(Self::Host(format!("needs {capability}: {why}"))),
        }
    }
}
