//! Texts that a case file has for its readers: sentences, and the sources of its facts.

use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::problem::Findings;
use crate::yaml::{Key, Node};

/// A text without the white space around it. If nothing is left, that is noted; `what` says in messages what the text
/// should be.
pub(super) fn text(node: &Node, what: &str, findings: &Findings) -> Option<String> {
    let text = fields::text(node, what, findings)?.trim();
    if text.is_empty() {
        findings.add(node.place, Fault::expected(what, "an empty text"));
    }
    Some(text.to_owned())
}

/// The sources under the key `see`: label and source.
pub(super) fn sources(node: &Node, findings: &Findings) -> Vec<(String, String)> {
    let Some(mut fields) = Fields::of(node, "`see`", findings) else {
        return Vec::new();
    };
    let entries = fields.remaining();
    if entries.is_empty() {
        findings.add(node.place, Fault::new("`see` needs a source").hint("as {linux: ip(7)}"));
    }
    let source = |(key, node): (&Key, &Node)| Some((key.text.clone(), text(node, "a source", findings)?));
    entries.into_iter().filter_map(source).collect()
}
