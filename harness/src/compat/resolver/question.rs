//! The questions that a program asks getaddrinfo.

use super::cell::{FlagSet, HintedFamily, HintedKind, HostForm, ServiceForm};
use crate::address::Family;
use crate::compat::asked::Question;
use crate::operation::{Action, Getaddrinfo, Operation, Program, Service};
use crate::transcript::Line;

/// A cell of the table.
pub(super) type CellKey = (HostForm, HintedFamily, FlagSet, ServiceForm, HintedKind);

/// The questions of a program, by what came of its steps in some recording. Those that the table does not have are left
/// out.
pub(super) fn questions(program: &Program, lines: &[Line]) -> Vec<Question<CellKey>> {
    let question = |(step, (action, line)): (usize, (&Action, &Line))| match &action.operation {
        Operation::Getaddrinfo(asked) => cell(asked).map(|cell| Question { cell, step, answer: answer(&line.outcome) }),
        _ => None,
    };
    program.actions.iter().zip(lines).enumerate().filter_map(question).collect()
}

/// The records of an answer in one line. The family of each is that of its address.
fn answer(outcome: &str) -> String {
    let records = outcome.lines().filter_map(|line| line.trim().strip_prefix('{')?.strip_suffix('}'));
    let fields = |record: &str| {
        let fields: Vec<&str> = record.split(", ").filter(|field| !field.starts_with("family ")).collect();
        fields.join(", ")
    };
    let records: Vec<String> = records.map(fields).collect();
    if records.is_empty() { outcome.to_owned() } else { records.join("; ") }
}

/// The cell of a question. None of one with a protocol, or with a service that an earlier step saved.
fn cell(asked: &Getaddrinfo) -> Option<CellKey> {
    let service = match &asked.service {
        None => None,
        Some(Service::Text(text)) => Some(text.as_str()),
        Some(Service::Port(_)) => return None,
    };
    let family = match asked.family.map(|family| family.0) {
        None | Some(Family::Unspec) => HintedFamily::Any,
        Some(Family::Inet) => HintedFamily::Inet,
        Some(Family::Inet6) => HintedFamily::Inet6,
        Some(_) => return None,
    };
    let flags = asked.flags.as_ref().map_or(&[][..], |flags| &flags.0);
    let cell = (
        HostForm::of(asked.host.as_ref().map(|host| host.0.as_str()))?,
        family,
        FlagSet::of(flags)?,
        ServiceForm::of(service)?,
        HintedKind::of(asked.kind)?,
    );
    asked.protocol.is_none().then_some(cell)
}
