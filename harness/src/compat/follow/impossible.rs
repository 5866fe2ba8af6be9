//! The sockets that cannot be, and why.

use super::kind::{NameKind, SocketFamily, SocketState, SocketType};

/// Which sockets cannot be.
type Rule = fn(NameKind, SocketType, SocketState) -> bool;

/// The rules, and the reason that each of them gives. The first one that fits counts.
const RULES: &[(Rule, &str)] = &[
    // cases/family/seqpacket.yaml, internet_has_none.
    (
        |name, kind, _| !name.is_unix() && kind == SocketType::Seqpacket,
        "TCP and UDP have no sequenced packets; SCTP has, which no case uses",
    ),
    (
        |name, _, state| state == SocketState::New && !is_of_new_socket(name),
        "a new socket has no name of this kind yet",
    ),
    // POSIX.1-2024, bind(): it assigns a name to an unnamed socket.
    (|name, _, state| state == SocketState::Bound && name == NameKind::Unnamed, "a socket that is bound has a name"),
    // POSIX.1-2024, listen(), EOPNOTSUPP.
    (
        |_, kind, state| state == SocketState::Listening && kind == SocketType::Dgram,
        "a datagram socket does not listen",
    ),
    // POSIX.1-2024, listen(), EDESTADDRREQ; net/unix/af_unix.c unix_listen().
    (
        |name, _, state| state == SocketState::Listening && name == NameKind::Unnamed,
        "a socket of AF_UNIX does not listen without a name",
    ),
    // POSIX.1-2024, connect(): it only sets the peer address of a socket without connections.
    (
        |_, kind, state| state == SocketState::Connecting && kind == SocketType::Dgram,
        "connect of a datagram socket only notes the peer, and waits for nobody",
    ),
    // net/unix/af_unix.c unix_stream_connect(): it waits, or answers EAGAIN.
    (
        |name, _, state| state == SocketState::Connecting && name.is_unix(),
        "connect of AF_UNIX never goes on after it returned",
    ),
    // cases/names/unix_ends.yaml, connection_cannot_be_dissolved.
    (
        |name, kind, state| state == SocketState::Disconnected && name.is_unix() && kind != SocketType::Dgram,
        "a connection of AF_UNIX cannot be dissolved",
    ),
    // net/unix/af_unix.c unix_shutdown() tells the peers of streams and sequenced packets alone, and UDP has no packet
    // for it: RFC 768.
    (
        |_, kind, state| state == SocketState::HalfClosedByPeer && kind == SocketType::Dgram,
        "a datagram socket does not tell its peer of a shutdown",
    ),
    (
        |_, kind, state| state == SocketState::Reset && kind == SocketType::Dgram,
        "a datagram socket has no connection to be reset",
    ),
];

/// Why there is no socket of this type with such a name in this state. None if there can be one.
#[must_use]
pub fn impossible(name: NameKind, kind: SocketType, state: SocketState) -> Option<&'static str> {
    RULES.iter().find(|(rule, _)| rule(name, kind, state)).map(|(_, why)| *why)
}

/// Why there is no socket of this family and type in this state, whatever its name. None if there can be one.
#[must_use]
pub fn impossible_in_family(family: SocketFamily, kind: SocketType, state: SocketState) -> Option<&'static str> {
    let mut names = NameKind::ALL.iter().filter(|name| name.family() == family);
    let first = impossible(*names.next()?, kind, state)?;
    names.all(|name| impossible(*name, kind, state).is_some()).then_some(first)
}

/// Whether sockets have such a name from the start.
fn is_of_new_socket(name: NameKind) -> bool {
    matches!(name, NameKind::Inet | NameKind::Inet6 | NameKind::Unnamed)
}
