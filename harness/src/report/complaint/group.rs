//! Trials that fail in the same way: one of them in full, the others by name.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use anstyle::Style;

use super::Complaint;
use crate::terminal::{STRONG, paragraph, styled};
use crate::verdict::Verdict;

/// Trials that fail in the same way: the same operations, expected and observed to end in the same ways, and the same
/// side moved.
#[derive(Debug)]
pub struct ComplaintGroup<'a> {
    /// What happened in all of them.
    pub headline: String,
    /// The trials, in their order. There is at least one.
    pub complaints: Vec<Complaint<'a>>,
}

/// Puts trials that fail in the same way together. What is only new comes last; the largest group comes first.
#[must_use]
pub fn grouped<'a>(complaints: impl IntoIterator<Item = Complaint<'a>>) -> Vec<ComplaintGroup<'a>> {
    let (mut groups, mut indexes) = (Vec::<ComplaintGroup>::new(), BTreeMap::<String, usize>::new());
    for complaint in complaints {
        match indexes.entry(complaint.way()) {
            Entry::Occupied(index) => groups[*index.get()].complaints.push(complaint),
            Entry::Vacant(index) => {
                index.insert(groups.len());
                groups.push(ComplaintGroup { headline: complaint.headline(), complaints: vec![complaint] });
            }
        }
    }
    groups.sort_by_key(|group| (group.is_new(), Reverse(group.complaints.len())));
    groups
}

impl ComplaintGroup<'_> {
    /// Whether these are trials that nothing contradicts.
    #[must_use]
    pub fn is_new(&self) -> bool {
        matches!(self.complaints[0].result.verdict, Verdict::New { .. })
    }

    /// Whether a run fails because of these trials. Those that are unsettled may be right: nobody has recorded the
    /// platform.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        !self.is_new() && !matches!(self.complaints[0].result.verdict, Verdict::Unsettled { .. })
    }

    /// How many trials these are, in how many groups of cases.
    #[must_use]
    pub fn count(&self) -> String {
        let groups: BTreeSet<&str> =
            self.complaints.iter().map(|complaint| complaint.trial().name.group.as_str()).collect();
        match (self.complaints.len(), groups.len()) {
            (1, _) => "1 trial".to_owned(),
            (trials, 1) => format!("{trials} trials"),
            (trials, groups) => format!("{trials} trials in {groups} groups"),
        }
    }

    /// The first of them in full, and the others by name, in lines of at most `width` columns.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let first = &self.complaints[0];
        let name = &first.trial().name;
        let text = first.text(width);
        let heading = match self.complaints.len() {
            1 => format!("---- {name} ----"),
            _ => format!("---- {name}: one of {} ----", self.count()),
        };
        let others = self.complaints[1..].iter().map(|other| other.trial().name.to_string());
        let others: String = others.map(|name| paragraph(2, "", &name, Style::new(), width)).collect();
        let others = if others.is_empty() { others } else { format!("\nand in the same way:\n{others}") };
        format!("{}\n{}\n{others}", styled(STRONG, &heading), text.trim_end())
    }
}
