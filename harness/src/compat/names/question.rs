//! The questions that a program asks about names, and the sockets that it asks about.

use super::cell::Call;
use crate::compat::asked::Question;
use crate::compat::follow::{Follower, NameKind, SocketState, SocketType};
use crate::operation::{Operation, Program};
use crate::transcript::Line;

/// A cell of the table.
pub(super) type CellKey = (Call, NameKind, SocketType, SocketState);

/// The questions of a program, by what came of its steps in some recording. Those about sockets that the table does not
/// have are left out.
pub(super) fn questions(program: &Program, lines: &[Line]) -> Vec<Question<CellKey>> {
    let mut follower = Follower::default();
    let mut found = Vec::new();
    for (step, (action, line)) in program.actions.iter().zip(lines).enumerate() {
        let operation = follower.enter(&action.operation);
        found.extend(cell(operation, &follower).map(|cell| Question { cell, step, answer: line.outcome.clone() }));
        follower.follow(action, &line.outcome);
    }
    found
}

/// The cell of a question. None of one that gives more than the socket, such as the room for the name.
fn cell(operation: &Operation, follower: &Follower) -> Option<CellKey> {
    let (call, socket) = match operation {
        Operation::Getsockname(asked) => (Call::Getsockname, &asked.socket),
        Operation::Getpeername(asked) => (Call::Getpeername, &asked.socket),
        _ => return None,
    };
    let sockets = &follower.sockets;
    let id = sockets.id(&socket.0).filter(|_| operation.inputs().len() == 1)?;
    let asked = sockets.get(id);
    Some((call, asked.name, asked.kind, sockets.state(id)?))
}
