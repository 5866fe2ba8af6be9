//! Names that a case gives and no step uses: variables of the matrix, and saved values. A variable that makes no
//! difference makes trials that are all the same, and most often it is a reference that was misspelt.

use crate::fault::{Fault, Message};
use crate::notation;
use crate::problem::Findings;
use crate::yaml::{Content, Node, Place};

/// Notes every variable of `matrix` and every saved value that no step uses.
pub(super) fn check(matrix: Option<&Node>, steps: &[Node], findings: &Findings) {
    for (name, place) in variables(matrix) {
        if !steps.iter().any(|step| refers(step, name)) {
            findings.add(place, unused(name).hint(format!("write `${name}` in a step, or remove it from the matrix")));
        }
    }
    for (index, step) in steps.iter().enumerate() {
        if let Some(save) = entry(step, "save")
            && let Some(name) = save.text()
            && !steps[index + 1..].iter().any(|step| refers(step, name))
        {
            findings.add(save.place, unused(name).hint(format!("write `${name}` in a later step, or remove `save`")));
        }
    }
}

fn unused(name: &str) -> Message {
    Fault::new(format!("no step uses `${name}`"))
}

/// The variables of a matrix, and where each is first named.
fn variables(matrix: Option<&Node>) -> Vec<(&str, Place)> {
    let rows = match matrix.map(|matrix| (matrix, &matrix.content)) {
        Some((_, Content::List(rows))) => rows.iter().collect(),
        Some((map, Content::Map(_))) => vec![map],
        _ => Vec::new(),
    };
    let mut variables: Vec<(&str, Place)> = Vec::new();
    for row in rows {
        let Content::Map(entries) = &row.content else {
            continue;
        };
        for (key, _) in entries {
            if !variables.iter().any(|(name, _)| *name == key.text) {
                variables.push((&key.text, key.place));
            }
        }
    }
    variables
}

/// The value of a key, if the node is a map that has it.
pub(super) fn entry<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Content::Map(entries) = &node.content else {
        return None;
    };
    entries.iter().find(|(key, _)| key.text == name).map(|(_, value)| value)
}

/// Whether a text in the tree has `$name` in it.
fn refers(node: &Node, name: &str) -> bool {
    match &node.content {
        Content::Text(text) => notation::refers(text, name),
        Content::List(items) => items.iter().any(|item| refers(item, name)),
        Content::Map(entries) => entries.iter().any(|(_, value)| refers(value, name)),
        Content::Null | Content::Flag(_) | Content::Number(_) => false,
    }
}
