//! What sockets are ready for.

use super::form::{Form, Written};
use super::helper::Helper;
use super::notation::identifier;
use super::step::Step;
use crate::operation::{Event, Events, Poll, PollSeveral, Timeout};

pub(super) fn poll(call: &Poll, step: &mut Step) -> Written {
    step.unit.include(&["poll.h"]);
    let ready = step.common("struct pollfd", "ready", "");
    let (socket, events) = (identifier(&call.socket.0), bits(&call.events));
    let before = vec![format!("{ready} = (struct pollfd){{.fd = {socket}, .events = {events}}};")];
    let text = format!("poll(&{ready}, 1, {})", millis(call.timeout));
    Ok(Form::said_by(text, Helper::SayEvents, format!("{ready}.revents")).after(before))
}

pub(super) fn poll_several(call: &PollSeveral, step: &mut Step) -> Written {
    step.unit.include(&["poll.h"]);
    let count = call.sockets.len();
    let name = step.unit.fresh("several");
    let sockets: Vec<String> = call.sockets.iter().map(|socket| identifier(&socket.0)).collect();
    let events = bits(&call.events);
    let mut before = vec![];
    step.unit.globals.push(format!("static struct pollfd {name}[{count}];"));
    for (index, socket) in sockets.iter().enumerate() {
        before.push(format!("{name}[{index}] = (struct pollfd){{.fd = {socket}, .events = {events}}};"));
    }
    let text = format!("poll({name}, {count}, {})", millis(call.timeout));
    let names: Vec<String> = call.sockets.iter().map(|socket| format!("\"{}\"", socket.0)).collect();
    let names = format!("(const char *const[]){{{}}}", names.join(", "));
    Ok(Form::said_by(text, Helper::SaySeveral, format!("{name}, {names}, {count}")).after(before))
}

fn bits(events: &Events) -> String {
    if events.0.is_empty() {
        "0".to_owned()
    } else {
        events.0.iter().map(Event::to_string).collect::<Vec<_>>().join(" | ")
    }
}

/// How long to wait, in milliseconds; -1 for as long as it takes.
fn millis(timeout: Option<Timeout>) -> String {
    let time = timeout.and_then(|timeout| timeout.0);
    time.map_or("-1".to_owned(), |time| time.as_nanos().div_ceil(1_000_000).to_string())
}
