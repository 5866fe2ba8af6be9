//! Closing sockets. That may block, as long as SO_LINGER of socket(7) says: a step waits for it until its deadline, and
//! where no step asks for it, nothing does.

use std::mem;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::super::failure::Performed;
use super::super::gate::Held;
use super::super::watchdog::Deadline;
use super::{NamedSocket, Sockets};
use crate::platform::child;
use crate::sys::interrupt::Call;

/// How long to wait for sockets to close that no step asks to be closed.
const TIDYING: Duration = Duration::from_millis(50);

impl Sockets {
    /// Closes a socket, and waits for that until the deadline of a step that begins now. Linux says "ok" even if it was
    /// interrupted. Calls that were started may wait in it; those that begin from now on find a closed descriptor.
    pub(crate) fn close(&self, socket: &Held) -> Performed {
        // How long the children of other trials take is no matter of this step.
        let _no_child_keeps_it_open = child::exclude();
        self.close_by(self.begin(), socket)
    }

    /// The same of a socket that a file object had, until a deadline.
    pub(crate) fn close_with_file(&self, deadline: Deadline, socket: &Held) -> Performed {
        let _no_child_keeps_it_open = child::exclude();
        self.close_by(deadline, socket)
    }

    fn close_by(&self, deadline: Deadline, socket: &Held) -> Performed {
        // The call is made once: even if it is interrupted, the descriptor is closed.
        let mut settle = Some(|| self.started.settle());
        let close = || settle.take().map_or(Ok(()), |settle| socket.close(settle));
        deadline.enforce(Call::of_this_thread(), close)?.values(|()| Vec::new())
    }

    /// Drops sockets that no step asks to be closed. The system goes on by itself with one that lingers.
    pub(crate) fn tidy(&self, sockets: impl Sized) {
        let mut sockets = Some(sockets);
        let close = || {
            drop(sockets.take());
            Ok(())
        };
        // There is nobody to tell that it took longer.
        let _ = self.patience.at_most(TIDYING).enforce(Call::of_this_thread(), close);
    }

    /// Closes everything that is open when the trial is over.
    pub(crate) fn close_all(&self) {
        self.disable_linger();
        self.children().clear();
        let named = mem::take(&mut *self.named());
        let unnamed = mem::take(&mut *self.unnamed());
        let files = mem::take(&mut *self.files());
        self.tidy((named, unnamed, files));
    }

    /// Turns SO_LINGER off for all sockets. One that was passed and never received stays as it is.
    fn disable_linger(&self) {
        let in_files: Vec<_> = self.files().values().cloned().collect();
        let in_files = in_files.iter().map(|file| file.lock().unwrap_or_else(PoisonError::into_inner).socket().socket);
        let sockets: Vec<Arc<NamedSocket>> = self.named().values().cloned().chain(in_files).collect();
        sockets.iter().for_each(|socket| socket.disable_linger());
        self.unnamed().sockets().iter().for_each(Held::disable_linger);
    }
}
