//! What a socket has become. All its descriptors share that.

use std::sync::{Mutex, PoisonError};

use super::super::failure::Failure;
use super::kind;
use super::pass;
use crate::operation::SocketKind;

/// What a socket has become.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) kind: &'static SocketKind,
    state: Mutex<State>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It has neither sent nor received, and nobody else has it.
    Fresh,
    /// It may have done so. Nothing may be done to it from now on for which it would have to be withheld: the system
    /// may send something by itself, and a socket that was handed on has more owners.
    InUse,
    /// It can be looked at and closed, and nothing else.
    Tainted(&'static str),
}

impl Standing {
    /// A socket that was made.
    pub(super) fn fresh(kind: &'static SocketKind) -> Self {
        Self { kind, state: Mutex::new(State::Fresh) }
    }

    /// A socket that is connected from the beginning, or that others may have.
    pub(super) fn in_use(kind: &'static SocketKind) -> Self {
        Self { kind, state: Mutex::new(State::InUse) }
    }

    /// From now on the socket is in use.
    pub(super) fn admit(&self) -> Result<(), Failure> {
        if !self.kind.talks {
            only_looked_at(kind::OUTSIDE)?;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Tainted(why) = *state {
            only_looked_at(why)?;
        }
        *state = State::InUse;
        Ok(())
    }

    /// Does something for which the socket can only be looked at from now on, if it succeeds.
    pub(super) fn taint<T>(&self, why: &'static str, act: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        // Nothing is admitted meanwhile.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state == State::InUse {
            pass(false, &format!("{why}, and this socket is in use"))?;
        }
        let done = act()?;
        *state = State::Tainted(why);
        Ok(done)
    }
}

/// Why a call is withheld on a socket that can only be looked at.
pub(super) fn only_looked_at(why: &str) -> Result<(), Failure> {
    pass(false, &format!("{why}: it can be looked at and closed, and nothing else"))
}
