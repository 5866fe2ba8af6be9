//! A variant of a case: one combination of the values in its matrix, which replace the references to them.

use std::rc::Rc;

use super::pattern::Pattern;
use crate::fault::Fault;
use crate::notation;
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node};

/// One combination: the variables of the matrix, each with one of its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Variant {
    values: Vec<(String, Rc<MatrixValue>)>,
    /// The variables whose values could not be read, which is noted.
    broken: Vec<String>,
}

/// A value of the matrix.
#[derive(Clone, Debug)]
pub(super) struct MatrixValue {
    /// What it is called in the names of trials.
    pub(super) label: String,
    /// What replaces a reference.
    pub(super) node: Node,
    /// The size of that, as [`size`] counts it.
    pub(super) size: usize,
}

/// About how much memory a tree takes, in bytes.
pub(super) fn size(node: &Node) -> usize {
    size_with(node, &|_| None)
}

/// The same for a tree in which texts are replaced that have a size of their own.
fn size_with(node: &Node, replaced: &impl Fn(&str) -> Option<usize>) -> usize {
    /// What a node takes without its text.
    const NODE: usize = 16;
    NODE + match &node.content {
        Content::Text(text) => replaced(text).unwrap_or(text.len()),
        Content::List(items) => items.iter().map(|item| size_with(item, replaced)).sum(),
        Content::Map(entries) => {
            entries.iter().map(|(key, value)| NODE + key.text.len() + size_with(value, replaced)).sum()
        }
        Content::Null | Content::Flag(_) | Content::Number(_) => 0,
    }
}

impl Variant {
    /// This variant with one more variable.
    pub(super) fn with(&self, name: &str, value: &Rc<MatrixValue>) -> Self {
        let mut variant = self.clone();
        variant.values.push((name.to_owned(), Rc::clone(value)));
        variant
    }

    /// Notes that the variable has no value that could be read. What refers to it is not at fault.
    pub(super) fn set_broken(&mut self, name: &str) {
        self.broken.push(name.to_owned());
    }

    /// The labels of the values, joined by commas.
    pub(super) fn label(&self) -> String {
        let labels: Vec<&str> = self.values.iter().map(|(_, value)| value.label.as_str()).collect();
        labels.join(",")
    }

    /// The names of the variables.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_str())
    }

    /// Whether the pattern selects this variant.
    pub(super) fn matches(&self, pattern: &Pattern) -> bool {
        pattern.matches(|name| self.get(name).map(|value| value.label.as_str()))
    }

    /// The size of the tree that [`Self::substitute`] makes, as [`size`] counts it.
    pub(super) fn size(&self, node: &Node) -> usize {
        let value = |text: &str| self.get(Reference::parse(text)?.name).map(|value| value.size);
        size_with(node, &value)
    }

    /// The tree with every reference to a variable replaced by its value. A reference to a name in `saved` stays: what
    /// was saved is known only when the case runs. Any other reference is noted.
    pub(super) fn substitute(&self, node: &Node, saved: &[&str], findings: &Findings) -> Node {
        if let Some(reference) = node.text().and_then(Reference::parse) {
            if self.broken.iter().any(|name| name == reference.name) {
                findings.silence(node.place);
                return node.clone();
            }
            let value = self.value(&reference, saved).map_err(|fault| findings.poison(node.place, fault));
            return value.ok().flatten().unwrap_or(node).clone();
        }
        let content = match &node.content {
            Content::List(items) => {
                Content::List(items.iter().map(|item| self.substitute(item, saved, findings)).collect())
            }
            Content::Map(entries) => {
                let entry = |(key, value): &(Key, Node)| match key.text.as_str() {
                    // A name to save under is never a reference.
                    "save" => (key.clone(), value.clone()),
                    _ => (key.clone(), self.substitute(value, saved, findings)),
                };
                Content::Map(entries.iter().map(entry).collect())
            }
            other => other.clone(),
        };
        Node { place: node.place, content }
    }

    /// The value that a reference means, or `None` if it means something that a step saves.
    fn value(&self, reference: &Reference, saved: &[&str]) -> Result<Option<&Node>, Fault> {
        let name = reference.name;
        let Some(value) = self.get(name) else {
            return if saved.contains(&name) { Ok(None) } else { Err(self.unknown(name, saved)) };
        };
        match reference.field {
            None => Ok(Some(&value.node)),
            Some(field) => entry(name, &value.node, field).map(Some),
        }
    }

    fn get(&self, name: &str) -> Option<&MatrixValue> {
        self.values.iter().find(|(variable, _)| variable == name).map(|(_, value)| value.as_ref())
    }

    fn unknown(&self, name: &str, saved: &[&str]) -> Fault {
        let known: Vec<String> = self.names().chain(saved.iter().copied()).map(|name| format!("${name}")).collect();
        Fault::unknown("reference", &format!("${name}"), known.iter().map(String::as_str))
    }
}

/// The value of an entry of a variable whose value is a map.
fn entry<'n>(name: &str, value: &'n Node, field: &str) -> Result<&'n Node, Fault> {
    let Content::Map(entries) = &value.content else {
        let fault = Fault::new(format!("`${name}` is {} and has no `{field}`", value.kind()));
        return Err(fault.hint(format!("write `${name}` alone, or make its value a map")));
    };
    let found = entries.iter().find(|(key, _)| key.text == field);
    found.map(|(_, value)| value).ok_or_else(|| {
        let known = entries.iter().map(|(key, _)| key.text.as_str());
        Fault::unknown(&format!("entry of `${name}`"), field, known)
    })
}

/// A text that is a reference as a whole: `$name` or `$name.field`.
struct Reference<'t> {
    name: &'t str,
    field: Option<&'t str>,
}

impl<'t> Reference<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let text = text.strip_prefix('$')?;
        let (name, field) = text.split_once('.').map_or((text, None), |(name, field)| (name, Some(field)));
        let is_reference = notation::is_name(name) && field.is_none_or(notation::is_name);
        is_reference.then_some(Self { name, field })
    }
}
