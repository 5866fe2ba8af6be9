//! An executor under another name, for people who test sockets of their own.

use super::interface::{Executor, Limits, Stop, World};
use crate::platform::{Facts, HostFacts, Identity};

/// Performs what another executor does, as another platform.
#[derive(Debug)]
pub struct Named {
    inner: Box<dyn Executor>,
    identity: Identity,
}

impl Named {
    /// An executor that does as `inner` does, and has this identity.
    #[must_use]
    pub fn new(inner: Box<dyn Executor>, identity: Identity) -> Self {
        Self { inner, identity }
    }
}

impl Executor for Named {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn facts(&self) -> &Facts {
        self.inner.facts()
    }

    fn host(&self) -> &HostFacts {
        self.inner.host()
    }

    fn driver(&self) -> Option<String> {
        self.inner.driver()
    }

    fn open(&self, limits: Limits) -> Result<Box<dyn World>, Stop> {
        self.inner.open(limits)
    }
}
