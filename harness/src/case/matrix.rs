//! The keys `matrix` and `except`: the combinations that a case is run for.

use std::rc::Rc;

use super::model::is_label;
use super::pattern::{Pattern, scalar_label};
use super::variant::{MatrixValue, Variant, size};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node, Place};

/// The most combinations a case may have. Variables multiply, so a small file could ask for more than memory can hold.
const MOST_COMBINATIONS: usize = 1000;

/// All combinations of a case. A case without a matrix has one, without variables.
pub(super) fn variants(matrix: Option<&Node>, except: Option<&Node>, findings: &Findings) -> Vec<Variant> {
    let Some(matrix) = matrix else {
        if let Some(except) = except {
            findings.add(
                except.place,
                Fault::new("`except` without a `matrix` to drop combinations from")
                    .hint("add a `matrix`, or remove `except`"),
            );
        }
        return vec![Variant::default()];
    };
    let noted = findings.count();
    let mut variants = read_matrix(matrix, findings);
    if let Some(except) = except {
        drop_exceptions(&mut variants, except, findings);
    }
    if variants.is_empty() && findings.count() == noted {
        findings
            .add(matrix.place, Fault::new("the matrix has no combinations").hint("as {family: [AF_INET, AF_INET6]}"));
    }
    check_labels(&variants, matrix.place, findings);
    variants
}

fn read_matrix(matrix: &Node, findings: &Findings) -> Vec<Variant> {
    match &matrix.content {
        Content::Map(variables) if variables.is_empty() => Vec::new(),
        Content::Map(_) => product(matrix, findings),
        Content::List(rows) => rows.iter().map(|row| read_row(row, findings)).collect(),
        Content::Null | Content::Flag(_) | Content::Number(_) | Content::Text(_) => {
            let fault = Fault::expected("a map of lists or a list of rows", matrix.kind());
            findings.add(matrix.place, fault);
            Vec::new()
        }
    }
}

/// Checks that no two combinations have the same label. Labels become names of files, and some file systems do not
/// distinguish upper case from lower case.
fn check_labels(variants: &[Variant], place: Place, findings: &Findings) {
    let mut labels: Vec<String> = variants.iter().map(Variant::label).collect();
    labels.sort_by_key(|label| label.to_ascii_lowercase());
    if let Some(twice) = labels.windows(2).find(|pair| pair[0].eq_ignore_ascii_case(&pair[1])) {
        let fault = Fault::new(format!("two combinations are called `{}`", twice[0]));
        findings.add(place, fault.hint("give maps different `name`s"));
    }
}

/// Every combination of the values in a map of lists.
fn product(matrix: &Node, findings: &Findings) -> Vec<Variant> {
    let mut variants = vec![Variant::default()];
    let Some(mut fields) = Fields::of(matrix, "a matrix", findings) else {
        return variants;
    };
    for (key, values) in fields.remaining() {
        check_variable(key, findings);
        let Some(values) = fields::items(values, findings) else {
            variants.iter_mut().for_each(|variant| variant.set_broken(&key.text));
            continue;
        };
        let values: Vec<_> = values.iter().filter_map(|value| read_value(value, findings)).map(Rc::new).collect();
        if variants.len() * values.len() > MOST_COMBINATIONS {
            let fault = Fault::new(format!("the matrix has more than {MOST_COMBINATIONS} combinations"));
            findings.add(matrix.place, fault.hint("make several cases of it, or a list of the rows that matter"));
            return Vec::new();
        }
        let with_each =
            |variant: &Variant| values.iter().map(|value| variant.with(&key.text, value)).collect::<Vec<_>>();
        variants = variants.iter().flat_map(with_each).collect();
    }
    variants
}

fn read_row(row: &Node, findings: &Findings) -> Variant {
    let Some(mut fields) = Fields::of(row, "a row of the matrix", findings) else {
        return Variant::default();
    };
    let mut variant = Variant::default();
    for (key, value) in fields.remaining() {
        check_variable(key, findings);
        match read_value(value, findings) {
            Some(value) => variant = variant.with(&key.text, &Rc::new(value)),
            None => variant.set_broken(&key.text),
        }
    }
    variant
}

fn check_variable(key: &Key, findings: &Findings) {
    if !notation::is_name(&key.text) || key.text == "scratch" {
        let fault = Fault::new(format!("`{}` cannot be the name of a variable", key.text));
        findings.add(key.place, fault.hint("lower-case letters, digits and `_`, a letter first; not `scratch`"));
    }
}

/// Reads a value. Its label is its own text, or the `name` in a map, which is then not part of the value.
fn read_value(node: &Node, findings: &Findings) -> Option<MatrixValue> {
    if let Content::Map(entries) = &node.content {
        let mut fields = Fields::of(node, "a value of the matrix", findings)?;
        let name = fields.required("name")?;
        let label = fields::text(name, "the name of the value", findings)?;
        let label = read_label(label, name, findings)?;
        let rest = entries.iter().filter(|(key, _)| key.text != "name").cloned().collect();
        let node = Node { place: node.place, content: Content::Map(rest) };
        return Some(MatrixValue { label, size: size(&node), node });
    }
    let Some(label) = scalar_label(node) else {
        let fault = Fault::expected("a value of the matrix", node.kind());
        findings.add(node.place, fault.hint("text, a number, a boolean or a map with a `name`"));
        return None;
    };
    Some(MatrixValue { label: read_label(&label, node, findings)?, size: size(node), node: node.clone() })
}

/// Checks a label, which becomes part of the names of trials and of files.
fn read_label(label: &str, node: &Node, findings: &Findings) -> Option<String> {
    if is_label(label) {
        return Some(label.to_owned());
    }
    let fault = Fault::new(format!("`{label}` cannot be part of the name of a trial"));
    findings.add(node.place, fault.hint("letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"));
    None
}

/// Drops the combinations that an item of `except` selects. An item that selects none is noted.
fn drop_exceptions(variants: &mut Vec<Variant>, except: &Node, findings: &Findings) {
    for exception in fields::items(except, findings).unwrap_or_default() {
        let Some(pattern) = Pattern::read(exception, findings) else {
            continue;
        };
        let before = variants.len();
        variants.retain(|variant| !variant.matches(&pattern));
        if variants.len() == before {
            findings.add(
                exception.place,
                Fault::new("no combination of the matrix matches this")
                    .hint("name variables of the matrix, each with a value it has there"),
            );
        }
    }
}
