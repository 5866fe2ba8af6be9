//! The operations: a table of all, and the arguments of each.

use super::argument::kind;
use super::{prose, table, words_of};
use crate::operation::{Operation, Parameter, Return, Signature};
use crate::terminal::lines;

/// Said of an argument that may be left out, and that a record shows like one that may not.
const WITHOUT_KEY: &str = " A record shows it without its key.";

/// A row for each operation: its arguments, and what it returns.
#[must_use]
pub fn operations() -> String {
    let row = |signature: &Signature| {
        let does = prose(signature.about);
        [format!("`{}`", signature.name), keys(signature), returns(signature, |_| String::new()), does]
    };
    table(["Operation", "Arguments", "Returns", ""], Operation::SIGNATURES.iter().map(row))
}

/// The keys of the arguments, with a question mark after each that may be left out.
fn keys(signature: &Signature) -> String {
    signature.parameters.iter().map(key).collect::<Vec<_>>().join(", ")
}

/// The key of an argument, with a question mark behind it if the argument may be left out.
fn key(parameter: &Parameter) -> String {
    format!("`{}{}`", parameter.name, if parameter.required { "" } else { "?" })
}

/// What an operation returns, in order, each with what `more` adds.
fn returns(signature: &Signature, more: impl Fn(&Return) -> String) -> String {
    let one = |returned: &Return| format!("`{}`{}", returned.name, more(returned));
    match signature.returns {
        Some(list) => list.iter().map(one).collect::<Vec<_>>().join(", "),
        None => "what the started operation returns".to_owned(),
    }
}

/// A section for each operation: its arguments, and what each thing is that it returns.
#[must_use]
pub fn arguments() -> String {
    Operation::SIGNATURES.iter().map(section).collect::<Vec<_>>().join("\n")
}

fn section(signature: &Signature) -> String {
    let row = |parameter: &Parameter| {
        let about = prose(parameter.about);
        let about = if parameter.bare && !parameter.required { about + WITHOUT_KEY } else { about };
        [key(parameter), kind(&(parameter.schema)()).replace('|', "\\|"), about]
    };
    let rows = table(["Argument", "Kind", ""], signature.parameters.iter().map(row));
    let needs = match signature.needs {
        [] => String::new(),
        needs => format!("Needs {}.\n\n", words_of(needs.iter().map(|capability| capability.name()))),
    };
    let returned = match returns(signature, of_kind) {
        nothing if nothing.is_empty() => "nothing".to_owned(),
        list => list,
    };
    let about = paragraph(signature.about);
    format!("### `{}`\n\n{about}\n{needs}{rows}\n{}", signature.name, paragraph(&format!("Returns {returned}.")))
}

/// A text in lines of at most 120 columns.
fn paragraph(text: &str) -> String {
    lines(text.trim(), 120).into_iter().map(|line| line + "\n").collect()
}

fn of_kind(returned: &Return) -> String {
    let Some(fields) = returned.kind.fields() else {
        return format!(" ({})", returned.kind.noun());
    };
    let field = |field: &Return| format!("`{}`{}", field.name, of_kind(field));
    format!(" (a list of records: {})", fields.iter().map(field).collect::<Vec<_>>().join(", "))
}
