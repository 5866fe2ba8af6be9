//! sendmsg and recvmsg: messages with names and control messages.

use std::net::IpAddr;

use super::endpoint::as_given;
use super::form::{Form, NoForm, Written};
use super::helper::Helper;
use super::notation::{identifier, text};
use super::step::{Pointer, Room, Step};
use super::transfer::flags;
use crate::operation::{Attachment, Data, FieldValue, OrNull, Recvmsg, Sendmsg, Size};
use crate::sys::header_field::HeaderField;

/// The sizes of the buffer and of the room for control messages, unless the case says them.
const BUFFER: usize = 1024;
const ROOM: usize = 256;

/// The bytes that `add_control` has for all control messages.
const MOST_CONTROL: usize = 4096;

/// The bytes of a control message at most: its header, and its data as far as the next one, cmsg(3).
fn space(attachment: &Attachment) -> usize {
    let data = match attachment {
        Attachment::Rights(sockets) => 4 * sockets.len(),
        Attachment::Source(_) => 20,
        Attachment::Field(_, FieldValue::Number(_)) => 4,
        Attachment::Field(_, FieldValue::Bytes(bytes)) => bytes.len(),
    };
    16 + data.next_multiple_of(8)
}

pub(super) fn sendmsg(call: &Sendmsg, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h", "sys/uio.h"]);
    step.unit.sends = true;
    let message = step.common("struct msghdr", "message", "");
    let (mut before, parts) = parts(&call.data.0, step);
    let mut fields =
        vec![format!(".msg_iov = (struct iovec[]){{{}}}", parts.join(", ")), format!(".msg_iovlen = {}", parts.len())];
    if let Some(address) = &call.address {
        let (statements, Pointer { pointer, length }) =
            step.destination(&call.socket.0, as_given(address, |address| &address.0), call.length)?;
        before.extend(statements);
        let pointer = pointer.replace("(struct sockaddr *)", "");
        fields.push(format!(".msg_name = {pointer}, .msg_namelen = {length}"));
    }
    before.push(format!("{message} = (struct msghdr){{{}}};", fields.join(", ")));
    if call.ancillary.iter().flatten().map(space).sum::<usize>() > MOST_CONTROL {
        return Err(NoForm::of("sendmsg with so many control messages"));
    }
    for attachment in call.ancillary.iter().flatten() {
        let (add, control) = (step.helper(Helper::AddControl), control(attachment, step));
        before.push(format!("{add}(&{message}, {control});"));
    }
    let text = format!("sendmsg({}, &{message}, {})", identifier(&call.socket.0), flags(call.flags.as_ref()));
    Ok(Form::said_by(text, Helper::SayNumber, "").after(before))
}

/// Buffers with data, after statements that make them.
fn parts(data: &[Data], step: &mut Step) -> (Vec<String>, Vec<String>) {
    let (mut before, mut parts) = (vec![], vec![]);
    for data in data {
        let (statements, bytes, length) = step.data(data);
        before.extend(statements);
        parts.push(format!("{{{bytes}, {length}}}"));
    }
    (before, parts)
}

/// The level, the type and the data of a control message.
fn control(attachment: &Attachment, step: &mut Step) -> String {
    step.unit.include(&["arpa/inet.h", "netinet/in.h"]);
    match attachment {
        Attachment::Rights(sockets) => {
            let sockets: Vec<String> = sockets.iter().map(|socket| identifier(&socket.0)).collect();
            let count = sockets.len();
            format!("SOL_SOCKET, SCM_RIGHTS, (int[]){{{}}}, {count} * sizeof(int)", sockets.join(", "))
        }
        Attachment::Source(IpAddr::V4(ip)) => {
            let info = format!("&(struct in_pktinfo){{.ipi_spec_dst = {{inet_addr(\"{ip}\")}}}}");
            format!("IPPROTO_IP, IP_PKTINFO, {info}, sizeof(struct in_pktinfo)")
        }
        Attachment::Source(IpAddr::V6(ip)) => {
            let info =
                format!("&(struct in6_pktinfo){{.ipi6_addr = {}(\"{ip}\", 0).sin6_addr}}", step.helper(Helper::Ipv6));
            format!("IPPROTO_IPV6, IPV6_PKTINFO, {info}, sizeof(struct in6_pktinfo)")
        }
        Attachment::Field(field, value) => {
            let value = match value {
                FieldValue::Number(number) => format!("&(int){{{number}}}, sizeof(int)"),
                FieldValue::Bytes(bytes) => format!("{}, {}", text(bytes), bytes.len()),
            };
            format!("{}, {value}", field_type(*field))
        }
    }
}

fn field_type(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Ttl => "IPPROTO_IP, IP_TTL",
        HeaderField::Tos => "IPPROTO_IP, IP_TOS",
        HeaderField::HopLimit => "IPPROTO_IPV6, IPV6_HOPLIMIT",
        HeaderField::TrafficClass => "IPPROTO_IPV6, IPV6_TCLASS",
        HeaderField::Nobodys => "IPPROTO_IP, 1000000",
    }
}

pub(super) fn recvmsg(call: &Recvmsg, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h", "sys/uio.h"]);
    let message = step.common("struct msghdr", "message", "");
    let sizes =
        call.sizes.as_ref().map_or(vec![BUFFER], |sizes| sizes.0.iter().map(|size: &Size| size.count()).collect());
    let total = sizes.iter().sum();
    let buffer = step.buffer(total);
    let mut offset = 0;
    let parts = sizes.iter().map(|size| {
        let part =
            if offset == 0 { format!("{{{buffer}, {size}}}") } else { format!("{{{buffer} + {offset}, {size}}}") };
        offset += size;
        part
    });
    let parts: Vec<String> = parts.collect();
    let Room { mut before, arguments: Pointer { pointer, .. }, printed: [_, length, room], after, .. } =
        step.room(call.no_name, call.name_room.map(OrNull::Given));
    let control = call.room.map_or(ROOM, |room| room.count());
    let pointer = pointer.replace("(struct sockaddr *)", "");
    let mut fields = vec![
        format!(".msg_iov = (struct iovec[]){{{}}}, .msg_iovlen = {}", parts.join(", "), parts.len()),
        format!(".msg_name = {pointer}, .msg_namelen = {length}"),
    ];
    if control > 0 {
        let room = step.common("static long", "control", &format!("[{}]", (control + 16).div_ceil(8).max(64)));
        fields.push(format!(".msg_control = {room}, .msg_controllen = CMSG_LEN({control})"));
    }
    before.push(format!("{message} = (struct msghdr){{{}}};", fields.join(",\n    ")));
    let mut flags = flags(call.flags.as_ref());
    if step.unit.hides_from_children {
        flags = if flags == "0" { "MSG_CMSG_CLOEXEC".to_owned() } else { format!("{flags} | MSG_CMSG_CLOEXEC") };
    }
    let text = format!("recvmsg({}, &{message}, {flags})", identifier(&call.socket.0));
    let mut form = Form::said_by(text, Helper::SayMessage, format!("{buffer}, &{message}, {room}")).after(before);
    form.between = step.cut_to(total, call.flags.as_ref());
    form.after.push(format!("{length} = {message}.msg_namelen;"));
    form.after.extend(after);
    for (place, name) in call.passed.iter().flat_map(|passed| &passed.0).enumerate() {
        let received = step.helper(Helper::ReceivedSocket);
        let value = format!("{received}(&{message}, {place})");
        form.after.push(step.unit.declare("int", &identifier(&name.0), &value));
    }
    Ok(form)
}
