//! What the gate of a child process has to know of its parent's: the sockets that it inherits, and what those of the
//! trial are reached by.

use std::sync::PoisonError;

use serde::{Deserialize, Serialize};
#[cfg(unix)]
use socket2::Socket;

use super::super::failure::Failure;
#[cfg(unix)]
use super::kind::UNKNOWN;
#[cfg(unix)]
use super::standing::Standing;
use super::{Gate, Held, Own, Trial};
use crate::operation::KINDS;

/// A socket that a child process inherits: the number of its descriptor, and that of its kind in the allow list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Inherited {
    pub(crate) number: i64,
    kind: Option<usize>,
}

impl Held {
    /// What a child process has to know of this socket. From now on it has more than one owner.
    pub(crate) fn hand_down(&self) -> Result<Inherited, Failure> {
        let kind = self.admit()?.held().kind();
        Ok(Inherited { number: self.number(), kind: KINDS.iter().position(|known| std::ptr::eq(known, kind)) })
    }

    /// A socket that this process has inherited, as [`Self::hand_down`] says.
    #[cfg(unix)]
    pub(crate) fn inherited(socket: Socket, of_parent: &Inherited) -> Self {
        let kind = of_parent.kind.and_then(|index| KINDS.get(index)).unwrap_or(&UNKNOWN);
        Self::new(socket, Standing::in_use(kind))
    }
}

impl Gate {
    /// What sockets of this trial are reached by at this moment, and what others were reached by, for a child process.
    pub(crate) fn reached_by(&self, trial: &Trial) -> [Vec<Own>; 2] {
        let had = self.had.lock().unwrap_or_else(PoisonError::into_inner);
        [(trial.names)(), had.clone()]
    }
}
