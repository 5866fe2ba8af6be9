//! sendmmsg and recvmmsg: several messages in one call.

use super::form::{Form, NoForm, Written};
use super::helper::Helper;
use super::notation::identifier;
use super::step::{Pointer, Step};
use super::transfer::flags;
use crate::operation::{OrNull, Recvmmsg, Sendmmsg};

/// The most messages, and the most bytes of one, for which the programs have room.
const MOST_MESSAGES: usize = 8;
const MOST_DATA: usize = 1024;

/// The bytes of room for a name, unless the case says them.
const NAME: i64 = 128;

pub(super) fn sendmmsg(call: &Sendmmsg, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h", "sys/uio.h"]);
    step.unit.sends = true;
    let count = call.data.0.len();
    let name = step.unit.fresh("sent");
    step.unit.globals.push(format!("static struct mmsghdr {name}[{}];", count.max(1)));
    let mut before = vec![];
    for (index, data) in call.data.0.iter().enumerate() {
        let (statements, bytes, length) = step.data(data);
        before.extend(statements);
        let mut fields = format!(".msg_iov = &(struct iovec){{{bytes}, {length}}}, .msg_iovlen = 1");
        if let Some(address) = call.addresses.as_ref().and_then(|addresses| addresses.get(index)) {
            let (statements, Pointer { pointer, length }) =
                step.destination(&call.socket.0, OrNull::Given(&address.0), None)?;
            before.extend(statements);
            fields += &format!(", .msg_name = {}, .msg_namelen = {length}", pointer.replace("(struct sockaddr *)", ""));
        }
        before.push(format!("{name}[{index}].msg_hdr = (struct msghdr){{{fields}}};"));
    }
    let (socket, flags) = (identifier(&call.socket.0), flags(call.flags.as_ref()));
    let text = format!("sendmmsg({socket}, {name}, {count}, {flags})");
    Ok(Form::said_by(text, Helper::SayMessagesSent, name).after(before))
}

pub(super) fn recvmmsg(call: &Recvmmsg, step: &mut Step) -> Written {
    let sizes: Vec<usize> = call.sizes.0.iter().map(|size| size.count()).collect();
    if sizes.len() > MOST_MESSAGES || sizes.iter().any(|size| *size > MOST_DATA) || step.thread.is_some() {
        return Err(NoForm::of("recvmmsg with so much room"));
    }
    let count = sizes.len();
    let rooms = call.name_rooms.as_deref().unwrap_or_default();
    let rooms = (0..count).map(|index| rooms.get(index).map_or(NAME, |room| room.0).to_string());
    let rooms = list("socklen_t", rooms);
    let sizes = list("size_t", sizes.iter().map(usize::to_string));
    step.helper(Helper::RoomForMessages);
    let timeout = call.seconds.map_or("NULL".to_owned(), |seconds| {
        step.unit.include(&["time.h"]);
        format!("&(struct timespec){{{}, 0}}", seconds.0)
    });
    let (socket, flags) = (identifier(&call.socket.0), flags(call.flags.as_ref()));
    let text = format!("recvmmsg({socket}, messages, {count}, {flags}, {timeout})");
    let before = vec![format!("make_room({sizes}, {rooms}, {count});")];
    Ok(Form::said_by(text, Helper::SayMessages, format!("{sizes}, {rooms}, {count}")).after(before))
}

/// A list of numbers; a pointer to nothing, if there are none.
fn list(kind: &str, numbers: impl Iterator<Item = String>) -> String {
    let numbers: Vec<String> = numbers.collect();
    if numbers.is_empty() { "NULL".to_owned() } else { format!("(const {kind}[]){{{}}}", numbers.join(", ")) }
}
