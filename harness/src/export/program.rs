//! The program of a trial.

use std::collections::BTreeMap;

use super::dispatch::form;
use super::form::{Form, NoForm};
use super::helper::Helper;
use super::notation::text;
use super::step::Step;
use super::unit::Unit;
use super::{comment, thread};
use crate::address::Family;
use crate::case::{DEFAULT_DEADLINE, Topic, Trial};
use crate::operation::{Action, Operation, Outcome, Program};
use crate::temporary::PATH_LENGTH;
use crate::transcript::{self, Entry, Transcript};

/// The folder that a program makes for itself, but for its last six letters.
pub(super) const SCRATCH: &str = "/tmp/sockshape-a-folder-whose-path-has-64-bytes-for-names-";

/// How many these are: mkdtemp(3).
pub(super) const LETTERS: usize = 6;

/// The lengths of names are those of the records.
const _: () = assert!(SCRATCH.len() + LETTERS == PATH_LENGTH);

/// Operations that may have to wait. A program interrupts them when the case allows no more.
const MAY_BLOCK: &[&str] = &[
    "accept",
    "connect",
    "create_connection",
    "poll",
    "poll_several",
    "recv",
    "recv_into",
    "recvfrom",
    "recvfrom_into",
    "recvmmsg",
    "recvmsg",
    "send",
    "sendall",
    "sendfile",
    "sendfile_once",
    "sendmmsg",
    "sendmsg",
    "sendto",
];

/// The columns of a line.
const WIDTH: usize = 110;

/// Writes the trial as a program of C.
///
/// # Errors
/// When an operation, or a use of it, has no form in C.
pub fn c(topic: &Topic, trial: &Trial) -> Result<String, NoForm> {
    if trial.program.network {
        return Err(NoForm::of("a network beyond this host, from which nothing would hold the program back"));
    }
    let actions = &trial.program.actions;
    let mut unit = Unit::default();
    unit.hides_from_children = tells_of_children(trial);
    unit.deadline = trial.program.deadline.as_millis();
    unit.has_own_deadline = trial.program.deadline != DEFAULT_DEADLINE;
    unit.is_shared = actions.iter().any(|action| matches!(action.operation, Operation::Start(_)));
    let steps = steps(&trial.program);
    let mut started = BTreeMap::new();
    for (index, (action, name)) in actions.iter().zip(&steps).enumerate() {
        let later = &steps[index + 1..];
        let comment = trial.claims.get(index).and_then(|claim| comment::claim(index + 1, claim));
        unit.body.extend(comment);
        match &action.operation {
            Operation::Start(call) => {
                let thread = call.name.0.as_str();
                let save = finish_of(thread, &actions[index..]).and_then(|action| action.save.as_deref());
                let form = form(&call.step.0, &mut Step { unit: &mut unit, save, thread: Some(thread), later })?;
                started.insert(thread, thread::start(form, thread, name, &mut unit));
            }
            Operation::Finish(call) => {
                let form = started.remove(call.call.name.as_str()).ok_or_else(|| NoForm::of("finish"))?;
                thread::finish(form, name, &mut unit);
            }
            operation => {
                let save = action.save.as_deref();
                let form = form(operation, &mut Step { unit: &mut unit, save, thread: None, later })?;
                if MAY_BLOCK.contains(&operation.name()) {
                    unit.limit(|unit| write(form, name, unit));
                } else {
                    write(form, name, &mut unit);
                }
            }
        }
        unit.body.push(String::new());
    }
    let takes_root = unit.helpers.contains(&Helper::UseHosts);
    Ok(comment::head(topic, trial, takes_root) + &assemble(&unit))
}

/// The step that waits for a started call.
fn finish_of<'a>(name: &str, actions: &'a [Action]) -> Option<&'a Action> {
    actions.iter().find(|action| matches!(&action.operation, Operation::Finish(call) if call.call.name == name))
}

/// The steps as a transcript has them, before anything is filled in.
pub(super) fn steps(program: &Program) -> Vec<String> {
    let entry = |operation: &Operation| Entry {
        step: transcript::Step::Unfilled(operation.clone()),
        outcome: Outcome::NotRun(String::new()),
    };
    let transcript = Transcript(program.actions.iter().map(|action| entry(&action.operation)).collect());
    transcript.render().lines.into_iter().map(|line| line.call).collect()
}

/// Whether the trial can tell what children inherit.
fn tells_of_children(trial: &Trial) -> bool {
    trial.program.actions.iter().any(|action| {
        matches!(action.operation, Operation::GetInheritable(_) | Operation::Inherited(_) | Operation::StartChild(_))
    })
}

/// Writes a step into `main`.
fn write(form: Form, name: &str, unit: &mut Unit) {
    let Form { before, call, into, between, say, rest, after } = form;
    unit.body.extend(before);
    let rest = if rest.is_empty() { rest } else { format!(", {rest}") };
    let result = match into {
        Some(variable) => {
            let statement = unit.declare("int", &variable, &call);
            unit.body.push(statement);
            variable
        }
        // What a function gets is computed in any order, and the rest may be what the call fills in.
        None if !rest.is_empty() => {
            unit.share("long", "result", "");
            unit.body.push(format!("result = {call};"));
            "result".to_owned()
        }
        None => call,
    };
    unit.body.extend(between.into_iter().map(|statement| statement.replace("RESULT", &result)));
    let say = unit.helper(say);
    let rest = rest.replace("RESULT", &result);
    unit.body.push(format!("{say}({}, {result}{rest});", text(name.as_bytes())));
    unit.body.extend(after.into_iter().map(|statement| statement.replace("RESULT", &result)));
}

fn assemble(unit: &Unit) -> String {
    let mut includes = unit.includes.clone();
    includes.insert("stdio.h");
    unit.helpers.iter().for_each(|helper| includes.extend(helper.includes()));
    if unit.sends {
        includes.insert("signal.h");
    }
    let has_folder = unit.helpers.contains(&Helper::Scratch);
    if has_folder {
        includes.insert("unistd.h");
    }
    let mut source = String::from("#define _GNU_SOURCE\n");
    includes.iter().for_each(|header| source += &format!("#include <{header}>\n"));
    unit.defined().for_each(|definition| source += &definition);
    for helper in &unit.helpers {
        source += &format!("\n{}", helper_text(*helper, unit));
    }
    source.push('\n');
    if unit.is_shared {
        unit.shared().for_each(|variable| source += &format!("static {}\n", variable.trim_start_matches("static ")));
    }
    unit.globals.iter().for_each(|global| source += &format!("{global}\n"));
    unit.functions.iter().for_each(|function| source += &format!("\n{function}"));
    source += "\nint main(void)\n{\n";
    if !unit.is_shared {
        unit.shared().for_each(|variable| source += &indented(&variable));
    }
    // What was printed is there even if somebody ends the program.
    source += &indented("setvbuf(stdout, NULL, _IOLBF, 0);");
    if unit.sends {
        source += &indented("signal(SIGPIPE, SIG_IGN);");
    }
    if has_folder {
        source += &indented("if (mkdtemp(scratch) == NULL)\n    return 1;");
    }
    source.push('\n');
    unit.body.iter().for_each(|statement| source += &indented(statement));
    if has_folder {
        for path in unit.made() {
            source += &indented(&format!("remove(in_scratch({}));", text(path.as_bytes())));
        }
        source += &indented("rmdir(scratch);");
    }
    source + "    return 0;\n}\n"
}

/// A helper, with the families that its program needs.
fn helper_text(helper: Helper, unit: &Unit) -> String {
    let cases = unit.families().filter_map(case).collect::<String>();
    let text = helper.text().replace("@CASES@", &cases).replace("@SCRATCH@", SCRATCH);
    // Nothing but its deadline interrupts a call.
    match helper {
        Helper::ErrorName => text.replace("NAME(EINTR)", "case EINTR: return \"timed-out\";"),
        _ => text,
    }
}

/// What prints the addresses of a family.
fn case(family: Family) -> Option<&'static str> {
    Some(match family {
        Family::Inet => include_str!("c/case_inet.c"),
        Family::Inet6 => include_str!("c/case_inet6.c"),
        Family::Unix => include_str!("c/case_unix.c"),
        Family::Netlink => include_str!("c/case_netlink.c"),
        Family::Packet => include_str!("c/case_packet.c"),
        Family::Vsock => include_str!("c/case_vsock.c"),
        Family::Unspec | Family::Number(_) => return None,
    })
}

/// A statement in `main`. One that is too long goes on in a second line.
fn indented(statement: &str) -> String {
    if statement.is_empty() {
        return "\n".to_owned();
    }
    let mut text = String::new();
    for line in statement.lines() {
        let whole = format!("    {line}");
        match line.rfind("\", ").filter(|_| whole.len() > WIDTH && !line.trim_start().starts_with("/*")) {
            Some(at) if line.starts_with("say") => {
                text += &format!("    {}\n        {}\n", &line[..at + 2], &line[at + 3..]);
            }
            _ => text += &format!("{whole}\n"),
        }
    }
    text
}
