//! The process of the trial, as a child process of it sees that.

#[cfg(unix)]
pub(crate) use process::Parent;

#[cfg(not(unix))]
pub(crate) use nobody::Parent;

#[cfg(unix)]
mod process {
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};

    use crate::executor::native::gate::{Entry, Own};
    use crate::operation::Permissions;
    use crate::sys::umask;

    /// The process that this one works for. Who has one is a process for a single trial, so that what it does to itself
    /// concerns no other.
    pub(crate) struct Parent {
        ask: fn() -> [Vec<Own>; 2],
        /// Whether relative paths begin in the folder of the trial here.
        works_in_scratch: AtomicBool,
    }

    impl Parent {
        /// The process of which `ask` asks what sockets of the trial are reached by at this moment, and what others
        /// were.
        pub(crate) fn new(ask: fn() -> [Vec<Own>; 2]) -> Self {
            Self { ask, works_in_scratch: AtomicBool::new(false) }
        }

        /// What sockets of the trial are reached by at this moment, and what others were.
        pub(crate) fn reached_by(&self) -> [Vec<Own>; 2] {
            (self.ask)()
        }

        /// Takes these permissions from each file that this process makes from now on: umask(2).
        #[expect(clippy::unused_self, reason = "who works for no other process shares its umask with other trials")]
        pub(crate) fn set_umask_here(&self, without: Permissions) {
            umask::set(without.bits());
        }

        /// Makes this the folder where relative paths of this process begin.
        pub(crate) fn work_in(&self, folder: &Entry) -> io::Result<()> {
            folder.enter(self)?;
            self.works_in_scratch.store(true, Ordering::Relaxed);
            Ok(())
        }

        /// Whether relative paths of this process begin in the folder of the trial: there is no way out of that again.
        pub(crate) fn works_in_scratch(&self) -> bool {
            self.works_in_scratch.load(Ordering::Relaxed)
        }
    }
}

/// [`crate::platform::Capability::ActingChildren`] keeps cases away from this: nobody works for another process.
#[cfg(not(unix))]
mod nobody {
    use std::io;

    use crate::executor::native::gate::{Entry, Own};
    use crate::operation::Permissions;

    pub(crate) enum Parent {}

    impl Parent {
        pub(crate) fn reached_by(&self) -> [Vec<Own>; 2] {
            match *self {}
        }

        pub(crate) fn set_umask_here(&self, _: Permissions) {
            match *self {}
        }

        pub(crate) fn work_in(&self, _: &Entry) -> io::Result<()> {
            match *self {}
        }

        pub(crate) fn works_in_scratch(&self) -> bool {
            match *self {}
        }
    }
}
