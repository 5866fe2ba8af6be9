//! What a step of a program says by itself: the kind of its socket, which socket it is about, and whether it succeeded.

use super::kind::{NameKind, SocketType};
use crate::address::Family;
use crate::operation::{self, Input, MessageFlag, Operation};

impl SocketType {
    /// The type in a call, if the table has it. Flags are no part of it.
    pub(super) fn of(kind: operation::SocketType) -> Option<Self> {
        match kind {
            operation::SocketType::Stream => Some(Self::Stream),
            operation::SocketType::Dgram => Some(Self::Dgram),
            operation::SocketType::Seqpacket => Some(Self::Seqpacket),
            operation::SocketType::Raw | operation::SocketType::Number(_) => None,
        }
    }
}

/// The name of a new socket of this family, if the table has it.
pub(super) fn unnamed(family: Family) -> Option<NameKind> {
    match family {
        Family::Inet => Some(NameKind::Inet),
        Family::Inet6 => Some(NameKind::Inet6),
        Family::Unix => Some(NameKind::Unnamed),
        Family::Unspec | Family::Netlink | Family::Packet | Family::Vsock | Family::Number(_) => None,
    }
}

/// Whether a call connects before it sends.
pub(super) fn has_fast_open(sent: &operation::Sendto) -> bool {
    sent.flags.iter().any(|flags| flags.0.contains(&MessageFlag::Fastopen))
}

/// The socket that an operation works on.
pub(in crate::compat) fn socket_of(operation: &Operation) -> Option<String> {
    operation.inputs().into_iter().find(|input| input.key == "socket").and_then(|input| match input.input {
        Input::Word(name) => Some(name),
        _ => None,
    })
}

/// Whether an operation that returns something did so.
pub(in crate::compat) fn is_success(outcome: &str) -> bool {
    let first = outcome.split(' ').next().unwrap_or_default();
    let is_error = first.starts_with('E') && first.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    !is_error && !["error", "timed-out", "withheld:", "not"].contains(&first)
}
