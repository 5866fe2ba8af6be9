//! An executor that tells each call as it ends, for people who watch a trial.

use std::time::Instant;

use super::interface::{Executor, Limits, Stop, World};
use crate::operation::{Call, Outcome};
use crate::platform::{Facts, HostFacts, Identity};
use crate::transcript::{Entry, Step, Transcript};

/// Performs what another executor does, and tells it.
#[derive(Debug)]
pub struct Told {
    inner: Box<dyn Executor>,
    tell: fn(&Telling),
}

/// What there is to tell.
#[derive(Debug)]
pub enum Telling<'t> {
    /// A run begins, with an empty world. If an address is in use, a trial is run several times.
    Run,
    /// A call ended: its line in the transcript, and how many microseconds it took.
    Step(&'t str, u128),
}

impl Told {
    /// An executor that does as `inner` does, and hands what happens to `tell` while the trial waits.
    #[must_use]
    pub fn new(inner: Box<dyn Executor>, tell: fn(&Telling)) -> Self {
        Self { inner, tell }
    }
}

impl Executor for Told {
    fn identity(&self) -> &Identity {
        self.inner.identity()
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
        let inner = self.inner.open(limits)?;
        (self.tell)(&Telling::Run);
        Ok(Box::new(ToldWorld { inner, tell: self.tell, so_far: Transcript(Vec::new()) }))
    }
}

struct ToldWorld {
    inner: Box<dyn World>,
    tell: fn(&Telling),
    /// What was done so far: the symbols of a line depend on the lines before it.
    so_far: Transcript,
}

impl World for ToldWorld {
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop> {
        let begun = Instant::now();
        let outcome = self.inner.perform(call)?;
        let took = begun.elapsed().as_micros();
        self.so_far.0.push(Entry { step: Step::Call(call.clone()), outcome: outcome.clone() });
        if let Some(line) = self.so_far.render().lines.last() {
            (self.tell)(&Telling::Step(&line.to_string(), took));
        }
        Ok(outcome)
    }

    fn end(self: Box<Self>) -> Result<(), Stop> {
        self.inner.end()
    }
}
