//! What an executor can do: the answer to each thing that a trial may need.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;

use super::answer::Answer;
use super::capability::Capability;
use super::need::Need;

/// How capabilities are found out.
type Probe = Box<dyn Fn(Capability) -> Answer + Send + Sync>;

/// Which constants there are, by their names.
type HasConstant = Box<dyn Fn(&'static str) -> bool + Send + Sync>;

/// What an executor can do. Each capability is probed when it is first asked for, and once.
pub struct Facts {
    found: [OnceLock<Answer>; Capability::ALL.len()],
    probe: Probe,
    has_constant: HasConstant,
    /// The operations that it can perform. None if it can perform all.
    operations: Option<BTreeSet<String>>,
}

impl Facts {
    /// The facts that these two find out: whether a capability is there, and whether a constant of the Sockets API is.
    pub fn new(
        probe: impl Fn(Capability) -> Answer + Send + Sync + 'static,
        has_constant: impl Fn(&'static str) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self {
            found: std::array::from_fn(|_| OnceLock::new()),
            probe: Box::new(probe),
            has_constant: Box::new(has_constant),
            operations: None,
        }
    }

    /// The same, of what can perform no operations but these.
    #[must_use]
    pub fn with_operations(self, operations: BTreeSet<String>) -> Self {
        Self { operations: Some(operations), ..self }
    }

    /// Whether an operation can be performed.
    #[must_use]
    pub fn has_operation(&self, name: &str) -> bool {
        self.operations.as_ref().is_none_or(|operations| operations.contains(name))
    }

    /// Whether what a trial needs is there.
    #[must_use]
    pub fn ask(&self, need: Need) -> Answer {
        match need {
            Need::Capability(capability) => self.of(capability).clone(),
            Need::Lack(capability) => match self.of(capability) {
                Answer::Yes => Answer::HostCannot("this host has it".to_owned()),
                Answer::PlatformCannot(_) | Answer::HostCannot(_) => Answer::Yes,
                unclear @ Answer::Unclear(_) => unclear.clone(),
            },
            Need::Constant(name) if (self.has_constant)(name) => Answer::Yes,
            Need::Constant(name) => Answer::PlatformCannot(format!("no {name}")),
        }
    }

    fn of(&self, capability: Capability) -> &Answer {
        self.found[capability as usize].get_or_init(|| (self.probe)(capability))
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts").field("found", &self.found).finish_non_exhaustive()
    }
}
