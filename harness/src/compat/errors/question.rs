//! The calls that a program makes, and the sockets that it makes them on.

use std::collections::BTreeMap;

use super::call::SocketCall;
use crate::compat::asked::Question;
use crate::compat::follow::{Follower, SocketFamily, SocketState, SocketType, is_success, socket_of};
use crate::operation::{Operation, Program};
use crate::transcript::Line;

/// A cell of the table.
pub(super) type CellKey = (SocketFamily, SocketType, SocketState, SocketCall);

/// The calls of a program, by what came of its steps in some recording. A call that was started answers when it is
/// finished; it was made on the socket as it was then. Calls on sockets that the table does not have are left out.
pub(super) fn questions(program: &Program, lines: &[Line]) -> Vec<Question<CellKey>> {
    let mut follower = Follower::default();
    let mut started: BTreeMap<&str, CellKey> = BTreeMap::new();
    let mut found = Vec::new();
    for (step, (action, line)) in program.actions.iter().zip(lines).enumerate() {
        match follower.enter(&action.operation) {
            Operation::Start(start) => {
                let step = follower.enter(&start.step.0);
                started.extend(cell(step, &follower).map(|cell| (start.name.0.as_str(), cell)));
            }
            Operation::Finish(finish) => {
                found.extend(started.remove(finish.call.name.as_str()).map(|cell| question(cell, step, line)));
            }
            operation => found.extend(cell(operation, &follower).map(|cell| question(cell, step, line))),
        }
        follower.follow(action, &line.outcome);
    }
    found
}

fn question(cell: CellKey, step: usize, line: &Line) -> Question<CellKey> {
    let (.., call) = cell;
    Question { cell, step, answer: call.word(&line.outcome, is_success(&line.outcome)) }
}

/// The cell of a call.
fn cell(operation: &Operation, follower: &Follower) -> Option<CellKey> {
    let call = SocketCall::of(operation)?;
    let id = follower.sockets.id(&socket_of(operation)?)?;
    let socket = follower.sockets.get(id);
    Some((socket.name.family(), socket.kind, follower.sockets.state(id)?, call))
}
