//! Reads the nodes of a case file: the entries of a map, so that no unknown key goes unnoticed, and values of one kind
//! each.
//!
//! If a value is not what a reader expects, the reader notes that and returns `None`.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::fault::Fault;
use crate::notation;
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node, Place};

/// The entries of a map, taken out one by one.
pub struct Fields<'n> {
    what: &'n str,
    place: Place,
    rest: Vec<(&'n Key, &'n Node)>,
    known: Vec<&'static str>,
    findings: &'n Findings,
}

impl<'n> Fields<'n> {
    /// The entries of `node`, a map that messages call `what`. A key that is given twice is noted.
    pub fn of(node: &'n Node, what: &'n str, findings: &'n Findings) -> Option<Self> {
        let Content::Map(entries) = &node.content else {
            findings.add(node.place, Fault::expected("a map", node.kind()));
            return None;
        };
        let mut rest: Vec<(&Key, &Node)> = Vec::new();
        for (key, value) in entries {
            if rest.iter().any(|(earlier, _)| earlier.text == key.text) {
                findings
                    .add(key.place, Fault::new(format!("`{}` is given twice", key.text)).hint("remove one of them"));
            } else {
                rest.push((key, value));
            }
        }
        Some(Self { what, place: node.place, rest, known: Vec::new(), findings })
    }

    /// The value of an optional key.
    pub fn optional(&mut self, name: &'static str) -> Option<&'n Node> {
        self.known.push(name);
        let index = self.rest.iter().position(|(key, _)| key.text == name)?;
        Some(self.rest.remove(index).1)
    }

    /// The value of a required key. If the key is missing, that is noted.
    pub fn required(&mut self, name: &'static str) -> Option<&'n Node> {
        let found = self.optional(name);
        if found.is_none() {
            self.findings.add(self.place, Fault::missing(name, self.what));
        }
        found
    }

    /// All entries that were not taken yet: for maps whose keys are the author's own names.
    pub fn remaining(&mut self) -> Vec<(&'n Key, &'n Node)> {
        std::mem::take(&mut self.rest)
    }

    /// Ends the reading. Every entry that was not taken is noted as unknown.
    pub fn finish(self) {
        for (key, _) in &self.rest {
            let fault = Fault::unknown(&format!("key of {}", self.what), &key.text, self.known.iter().copied());
            self.findings.add(key.place, fault);
        }
    }
}

/// The items of a list.
pub fn items<'n>(node: &'n Node, findings: &Findings) -> Option<&'n [Node]> {
    if let Content::List(items) = &node.content {
        return Some(items);
    }
    findings.add(node.place, Fault::expected("a list", node.kind()));
    None
}

/// The text of a node; `what` says in messages what the text should be.
pub fn text<'n>(node: &'n Node, what: &str, findings: &Findings) -> Option<&'n str> {
    if node.text().is_none() {
        findings.add(node.place, Fault::expected(what, node.kind()));
    }
    node.text()
}

/// What the word of a node names, according to `named`.
pub fn word<T>(
    node: &Node,
    what: &str,
    named: impl FnOnce(&str) -> Result<T, Fault>,
    findings: &Findings,
) -> Option<T> {
    let word = text(node, what, findings)?;
    findings.note(node.place, named(word))
}

/// The number of a node, if it is in this range.
pub fn number(node: &Node, range: RangeInclusive<i64>, findings: &Findings) -> Option<i64> {
    if let Content::Number(number) = node.content
        && range.contains(&number)
    {
        return Some(number);
    }
    let wanted = format!("a number from {} to {}", range.start(), range.end());
    findings.add(node.place, Fault::expected(&wanted, &node.said()));
    None
}

/// The number of a node, if it can count things; `what` says in messages what it counts.
pub fn count(node: &Node, what: &str, findings: &Findings) -> Option<usize> {
    let count = match node.content {
        Content::Number(number) => usize::try_from(number).ok(),
        _ => None,
    };
    if count.is_none() {
        findings.add(node.place, Fault::expected(what, &node.said()));
    }
    count
}

/// The boolean of a node.
pub fn flag(node: &Node, findings: &Findings) -> Option<bool> {
    if let Content::Flag(flag) = node.content {
        return Some(flag);
    }
    findings.add(node.place, Fault::expected("true or false", node.kind()));
    None
}

/// A name for `what`, of the author's choice.
pub fn name<'n>(node: &'n Node, what: &str, findings: &Findings) -> Option<&'n str> {
    let name = text(node, &format!("the name of {what}"), findings)?;
    findings.note(node.place, notation::check_name(name, what))?;
    Some(name)
}

/// The time of a node.
pub fn time(node: &Node, findings: &Findings) -> Option<Duration> {
    let time = node.text().and_then(notation::duration);
    if time.is_none() {
        findings.add(node.place, Fault::expected("a time such as 200 ms or 2 s", &node.said()));
    }
    time
}
