//! Calls that run on threads of their own.

use super::form::Form;
use super::helper::Helper;
use super::notation::{identifier, text};
use super::unit::Unit;

/// A call that was started: its variable, and what is left to do when it is over.
pub(super) struct Started {
    variable: String,
    form: Form,
}

/// Writes the function of a thread, and the step that starts it.
pub(super) fn start(mut form: Form, thread: &str, name: &str, unit: &mut Unit) -> Started {
    unit.helper(Helper::StartedCall);
    let thread = identifier(thread);
    let (variable, function) = (format!("{thread}_call"), format!("run_{thread}"));
    let mut lines = std::mem::take(&mut form.before);
    match form.into.take() {
        Some(made) => {
            lines.push(unit.declare("int", &made, &form.call));
            lines.push(format!("{variable}.result = {made};"));
        }
        None => lines.push(format!("{variable}.result = {};", form.call)),
    }
    lines.push(format!("{variable}.error = errno;"));
    lines.push("return unused;".to_owned());
    unit.globals.push(format!("static struct started_call {variable};"));
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    unit.functions.push(format!("static void *{function}(void *unused)\n{{\n{lines}}}\n"));
    let say = unit.helper(Helper::Say);
    unit.body.push(format!("{say}({}, start(&{variable}, {function}));", text(name.as_bytes())));
    Started { variable, form }
}

/// Writes the step that waits for a started call, and prints what it returned.
pub(super) fn finish(started: Started, name: &str, unit: &mut Unit) {
    let Started { variable, form: Form { between, say, rest, after, .. } } = started;
    let result = format!("{variable}.result");
    unit.helper(Helper::Interrupt);
    unit.body.push(format!("finish(&{variable}, {});", unit.deadline));
    unit.body.push(format!("errno = {variable}.error;"));
    unit.body.extend(between.into_iter().map(|statement| statement.replace("RESULT", &result)));
    let rest = if rest.is_empty() { rest } else { format!(", {rest}") };
    let say = unit.helper(say);
    let rest = rest.replace("RESULT", &result);
    unit.body.push(format!("{say}({}, {result}{rest});", text(name.as_bytes())));
    unit.body.extend(after.into_iter().map(|statement| statement.replace("RESULT", &result)));
}
