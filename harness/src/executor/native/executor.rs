//! The executor that performs calls on the sockets of this process.

use super::facts::facts;
use super::host_facts::host_facts;
use super::watchdog::Watchdog;
use super::world::Trial;
use crate::executor::interface::{Executor, Limits, Stop, World};
use crate::platform::{Facts, HostFacts, Identity, identify};

/// The sockets of this process.
#[derive(Debug)]
pub struct Native {
    identity: Identity,
    facts: Facts,
    host: HostFacts,
    watchdog: Watchdog,
}

impl Native {
    /// Finds out what this process runs on, and begins to watch over its calls.
    ///
    /// # Errors
    /// When the platform is not known, there is no usable temporary folder, or no thread can be started to watch: a
    /// sentence that says so.
    pub fn new() -> Result<Self, String> {
        let identity = identify().map_err(|fault| fault.with_hint())?;
        let host = host_facts(&identity).map_err(|fault| fault.with_hint())?;
        let watchdog = Watchdog::start()
            .map_err(|error| format!("no thread can be started to end calls that block too long: {error}"))?;
        Ok(Self { identity, facts: facts(), host, watchdog })
    }
}

impl Executor for Native {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn host(&self) -> &HostFacts {
        &self.host
    }

    fn open(&self, limits: Limits) -> Result<Box<dyn World>, Stop> {
        Ok(Box::new(Trial::new(&self.watchdog, limits)))
    }
}
