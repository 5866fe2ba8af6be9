//! Files that are sent through sockets.

use super::form::{Form, Written};
use super::helper::Helper;
use super::notation::identifier;
use super::step::Step;
use crate::operation::{FromFileno, Input, Open, OpenAccess, Sendfile, SendfileMethod, SendfileOnce, Show};

/// The variable with a descriptor that an earlier step saved.
fn saved(descriptor: &impl Show) -> String {
    match descriptor.input() {
        Some(Input::Word(name)) => identifier(name.trim_start_matches('$')),
        _ => "-1".to_owned(),
    }
}

pub(super) fn open(call: &Open, step: &mut Step) -> Written {
    step.unit.include(&["fcntl.h"]);
    step.unit.makes(call.path.below());
    let path = step.path(&call.path);
    let access = call.access.unwrap_or(OpenAccess::Both);
    let cloexec = if step.unit.hides_from_children { " | O_CLOEXEC" } else { "" };
    let text = match access {
        OpenAccess::Read => format!("open({path}, O_RDONLY{cloexec})"),
        OpenAccess::Write | OpenAccess::Both => format!("open({path}, {access} | O_CREAT | O_TRUNC{cloexec}, 0666)"),
    };
    let variable = step.save.map_or_else(|| step.unit.fresh("file"), identifier);
    let mut form = Form { into: Some(variable.clone()), ..Form::said_by(text, Helper::SayNumber, "") };
    if let Some(data) = &call.data {
        step.unit.include(&["unistd.h"]);
        let (statements, data, length) = step.data(data);
        form.after.extend(statements);
        form.after.push(format!("write({variable}, {data}, {length});"));
    }
    Ok(form)
}

pub(super) fn sendfile(call: &Sendfile, step: &mut Step) -> Written {
    step.unit.sends = true;
    step.unit.include(&["sys/stat.h", "unistd.h"]);
    let (socket, file) = (identifier(&call.socket.0), saved(&call.file));
    let offset = call.offset.map_or(0, |offset| offset.0);
    let most = match call.count {
        Some(count) => count.0.to_string(),
        None => {
            let rest = format!("{}({file})", step.helper(Helper::SizeOfFile));
            format!("{rest} > {offset} ? {rest} - {offset} : 0")
        }
    };
    let (helper, by) = match call.by {
        Some(SendfileMethod::Send) => (Helper::SendPieces, "send"),
        Some(SendfileMethod::Sendfile) | None => (Helper::SendFile, "sendfile"),
    };
    let text = format!("{}({socket}, {file}, {offset}, {most})", step.helper(helper));
    Ok(Form::said_by(text, Helper::SaySent, format!("\"{by}\"")))
}

pub(super) fn sendfile_once(call: &SendfileOnce, step: &mut Step) -> Written {
    step.unit.sends = true;
    step.unit.include(&["sys/sendfile.h"]);
    let (socket, from) = (identifier(&call.socket.0), saved(&call.from));
    let offset = call.offset.map_or("NULL".to_owned(), |offset| format!("&(off_t){{{}}}", offset.0));
    let text = format!("sendfile({socket}, {from}, {offset}, {})", call.count.count());
    Ok(Form::said_by(text, Helper::SayNumber, ""))
}

pub(super) fn from_fileno(call: &FromFileno, step: &mut Step) -> Written {
    let descriptor = saved(&call.descriptor);
    let declared = step.unit.declare("int", &identifier(&call.name.0), &descriptor);
    // With a family, nobody asks the system.
    if call.family.is_some() {
        return Ok(Form { after: vec![declared], ..Form::plain("0".to_owned()) });
    }
    step.unit.include(&["sys/socket.h"]);
    let (value, size) = (step.common("int", "value", ""), step.common("socklen_t", "size", ""));
    let text = format!("getsockopt({descriptor}, SOL_SOCKET, SO_TYPE, &{value}, &{size})");
    let form = Form::plain(text).after(vec![format!("{size} = sizeof {value};")]);
    Ok(Form { after: vec![declared], ..form })
}
