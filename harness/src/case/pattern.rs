//! Patterns that select combinations of a matrix by the values of some of its variables.

use crate::fault::Fault;
use crate::fields::Fields;
use crate::problem::Findings;
use crate::yaml::{Content, Node};

/// Some variables of a matrix, each with the labels of the values to select.
#[derive(Debug)]
pub(super) struct Pattern(Vec<(String, Vec<String>)>);

impl Pattern {
    /// Reads a map from variables to a value or a list of values. If the node is not one, that is noted.
    pub(super) fn read(node: &Node, findings: &Findings) -> Option<Self> {
        let mut fields = Fields::of(node, "a pattern", findings)?;
        let variables = fields.remaining().into_iter().map(|(key, value)| {
            let values = match &value.content {
                Content::List(values) => values.as_slice(),
                _ => std::slice::from_ref(value),
            };
            let labels = values.iter().map(|value| read_label(value, findings));
            Some((key.text.clone(), labels.collect::<Option<_>>()?))
        });
        variables.collect::<Option<_>>().map(Self)
    }

    /// Whether the pattern selects a combination. `label_of` returns the label that a variable has in it.
    pub(super) fn matches<'v>(&self, label_of: impl Fn(&str) -> Option<&'v str>) -> bool {
        let has = |(variable, labels): &(String, Vec<String>)| {
            label_of(variable).is_some_and(|label| labels.iter().any(|selected| selected == label))
        };
        self.0.iter().all(has)
    }
}

fn read_label(value: &Node, findings: &Findings) -> Option<String> {
    let label = scalar_label(value);
    if label.is_none() {
        findings.add(value.place, Fault::expected("a value of the matrix, or its name", value.kind()));
    }
    label
}

/// The label of a value that is text, a number or a boolean: the text of the value.
pub(super) fn scalar_label(value: &Node) -> Option<String> {
    match &value.content {
        Content::Text(text) => Some(text.clone()),
        Content::Number(number) => Some(number.to_string()),
        Content::Flag(flag) => Some(flag.to_string()),
        Content::Null | Content::List(_) | Content::Map(_) => None,
    }
}
