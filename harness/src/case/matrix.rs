//! The combinations a case is run for, and the references to their values.

use super::pattern::{Pattern, scalar_label};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node};

/// The most combinations a case may have. Variables multiply, so a small file could ask for more than memory can hold.
const MOST: usize = 1000;

/// One combination: the variables of the matrix with their values.
#[derive(Clone, Debug, Default)]
pub(super) struct Variant(Vec<(String, Cell)>);

/// A value of the matrix.
#[derive(Clone, Debug)]
struct Cell {
    label: String,
    node: Node,
}

impl Variant {
    /// The labels of the values, joined by commas.
    pub(super) fn label(&self) -> String {
        let labels: Vec<&str> = self.0.iter().map(|(_, cell)| cell.label.as_str()).collect();
        labels.join(",")
    }

    /// The names of the variables.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The tree with every reference to a variable replaced by its value. A reference to neither a variable nor a name
    /// in `saved` is noted.
    pub(super) fn fill(&self, node: &Node, saved: &[&str], findings: &Findings) -> Node {
        let content = match &node.content {
            Content::Text(text) if is_reference(text) => return self.value(node, text, saved, findings),
            Content::List(items) => Content::List(items.iter().map(|item| self.fill(item, saved, findings)).collect()),
            Content::Map(entries) => {
                let entry = |(key, value): &(Key, Node)| match key.text.as_str() {
                    // A name to save by is the author's own, and refers to nothing.
                    "save" => (key.clone(), value.clone()),
                    _ => (key.clone(), self.fill(value, saved, findings)),
                };
                Content::Map(entries.iter().map(entry).collect())
            }
            other => other.clone(),
        };
        Node { place: node.place, content }
    }

    fn value(&self, node: &Node, text: &str, saved: &[&str], findings: &Findings) -> Node {
        let (name, field) = match text[1..].split_once('.') {
            Some((name, field)) => (name, Some(field)),
            None => (&text[1..], None),
        };
        let Some((_, cell)) = self.0.iter().find(|(variable, _)| variable == name) else {
            if !saved.contains(&name) {
                let known: Vec<String> =
                    self.names().chain(saved.iter().copied()).map(|name| format!("${name}")).collect();
                let fault = Fault::unknown("reference", &format!("${name}"), known.iter().map(String::as_str));
                findings.poison(node.place, fault);
            }
            return node.clone();
        };
        let Some(field) = field else {
            return cell.node.clone();
        };
        let Content::Map(entries) = &cell.node.content else {
            findings.poison(node.place, Fault::new(format!("`${name}` is {} and has no `{field}`", cell.node.kind())));
            return node.clone();
        };
        entries.iter().find(|(key, _)| key.text == field).map_or_else(
            || {
                let known = entries.iter().map(|(key, _)| key.text.as_str());
                findings.poison(node.place, Fault::unknown(&format!("entry of `${name}`"), field, known));
                node.clone()
            },
            |(_, value)| value.clone(),
        )
    }

    /// Whether a pattern means this combination.
    pub(super) fn is_like(&self, pattern: &Pattern) -> bool {
        pattern.fits(|name| self.0.iter().find(|(variable, _)| variable == name).map(|(_, cell)| cell.label.as_str()))
    }
}

/// Whether a text is a reference as a whole: `$name` or `$name.field`.
fn is_reference(text: &str) -> bool {
    let Some(text) = text.strip_prefix('$') else {
        return false;
    };
    let (name, field) = text.split_once('.').unwrap_or((text, "x"));
    notation::is_name(name) && notation::is_name(field)
}

/// All combinations of a case; the one without variables where there is no matrix.
pub(super) fn variants(matrix: Option<&Node>, except: Option<&Node>, findings: &Findings) -> Vec<Variant> {
    let Some(matrix) = matrix else {
        if let Some(except) = except {
            findings.add(except.place, Fault::new("`except` without a `matrix` to drop combinations from"));
        }
        return vec![Variant::default()];
    };
    let noted = findings.count();
    let mut variants = match &matrix.content {
        Content::Map(variables) if variables.is_empty() => Vec::new(),
        Content::Map(_) => product(matrix, findings),
        Content::List(rows) => rows.iter().map(|row| read_row(row, findings)).collect(),
        Content::Null | Content::Flag(_) | Content::Number(_) | Content::Text(_) => {
            let fault = Fault::expected("a map of lists or a list of rows", matrix.kind());
            findings.add(matrix.place, fault);
            Vec::new()
        }
    };
    if let Some(except) = except {
        drop_exceptions(&mut variants, except, findings);
    }
    if variants.is_empty() && findings.count() == noted {
        findings.add(matrix.place, Fault::new("the matrix has no combination"));
    }
    let mut labels: Vec<String> = variants.iter().map(Variant::label).collect();
    labels.sort_by_key(|label| label.to_ascii_lowercase());
    // On some file systems upper and lower case are one, and so would be the snapshots.
    if let Some(twice) = labels.windows(2).find(|pair| pair[0].eq_ignore_ascii_case(&pair[1])) {
        let fault = Fault::new(format!("two combinations are called `{}`", twice[0]));
        findings.add(matrix.place, fault.hint("give maps different `name`s"));
    }
    variants
}

fn product(matrix: &Node, findings: &Findings) -> Vec<Variant> {
    let mut variants = vec![Variant::default()];
    let Some(mut fields) = Fields::of(matrix, "a matrix", findings) else {
        return variants;
    };
    for (key, values) in fields.remaining() {
        check_variable(key, findings);
        let Some(values) = fields::items(values, findings) else {
            continue;
        };
        let cells: Vec<Cell> = values.iter().filter_map(|value| read_cell(value, findings)).collect();
        if variants.len() * cells.len() > MOST {
            findings.add(matrix.place, Fault::new(format!("the matrix has more than {MOST} combinations")));
            return variants;
        }
        let with = |variant: &Variant, cell: &Cell| {
            let mut variant = variant.clone();
            variant.0.push((key.text.clone(), cell.clone()));
            variant
        };
        let extended = variants.iter().flat_map(|variant| cells.iter().map(move |cell| with(variant, cell)));
        variants = extended.collect();
    }
    variants
}

fn read_row(row: &Node, findings: &Findings) -> Variant {
    let Some(mut fields) = Fields::of(row, "a row of the matrix", findings) else {
        return Variant::default();
    };
    let cell = |(key, value): (&Key, &Node)| {
        check_variable(key, findings);
        Some((key.text.clone(), read_cell(value, findings)?))
    };
    Variant(fields.remaining().into_iter().filter_map(cell).collect())
}

fn check_variable(key: &Key, findings: &Findings) {
    if !notation::is_name(&key.text) || key.text == "scratch" {
        let fault = Fault::new(format!("`{}` cannot be the name of a variable", key.text));
        findings.add(key.place, fault.hint("lower-case letters, digits and `_`, a letter first; not `scratch`"));
    }
}

/// A value and its label: its own text, or for a map the `name` in it, which is no part of the value.
fn read_cell(node: &Node, findings: &Findings) -> Option<Cell> {
    if let Content::Map(entries) = &node.content {
        let mut fields = Fields::of(node, "a value of the matrix", findings)?;
        let name = fields.required("name")?;
        let label = fields::text(name, "the name of the value", findings)?;
        let label = read_label(label, name, findings)?;
        let rest = entries.iter().filter(|(key, _)| key.text != "name").cloned().collect();
        let node = Node { place: node.place, content: Content::Map(rest) };
        return Some(Cell { label, node });
    }
    let Some(label) = scalar_label(node) else {
        let fault = Fault::expected("a value of the matrix", node.kind());
        findings.add(node.place, fault.hint("text, a number, a boolean or a map with a `name`"));
        return None;
    };
    Some(Cell { label: read_label(&label, node, findings)?, node: node.clone() })
}

/// A label stands in the names of trials and of files.
fn read_label(label: &str, node: &Node, findings: &Findings) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if !label.is_empty() && label.chars().all(fits) {
        return Some(label.to_owned());
    }
    let fault = Fault::new(format!("`{label}` cannot stand in the name of a trial"));
    findings.add(node.place, fault.hint("letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"));
    None
}

fn drop_exceptions(variants: &mut Vec<Variant>, except: &Node, findings: &Findings) {
    for exception in fields::items(except, findings).unwrap_or_default() {
        let Some(pattern) = Pattern::read(exception, findings) else {
            continue;
        };
        let before = variants.len();
        variants.retain(|variant| !variant.is_like(&pattern));
        if variants.len() == before {
            findings.add(exception.place, Fault::new("no combination of the matrix is like this"));
        }
    }
}
