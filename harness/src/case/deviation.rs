//! The key `deviates`: which platforms are known to break a claim, in all combinations of a case or in some.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::model::Deviation;
use super::pattern::Pattern;
use super::prose;
use super::variant::Variant;
use crate::fault::Fault;
use crate::fields::Fields;
use crate::platform::Platform;
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node};

/// What messages call a reason.
const WHY: &str = "the reason why the platform is at fault";

/// An entry of the key.
struct Item {
    platform: Platform,
    /// The combinations that show it. `None` means all of them.
    only: Option<Pattern>,
    deviation: Deviation,
}

/// For each of these combinations the platforms that are known to be at fault, and what is wrong with them. If several
/// entries match a combination, the first one counts. An entry that counts for no combination is noted.
pub(super) fn deviations(
    node: Option<&Node>,
    variants: &[Variant],
    findings: &Findings,
) -> Vec<BTreeMap<Platform, Deviation>> {
    let mut known = vec![BTreeMap::new(); variants.len()];
    let Some(mut fields) = node.and_then(|node| Fields::of(node, "`deviates`", findings)) else {
        return known;
    };
    for (key, node) in fields.remaining() {
        for item in read_platform(key, node, findings) {
            if !item.add_to(&mut known, variants) && !variants.is_empty() {
                let message = "no combination of the matrix matches this, or an earlier entry already matches it";
                findings
                    .add(item.deviation.place, Fault::new(message).hint("remove it, or put it before the earlier one"));
            }
        }
    }
    known
}

impl Item {
    /// Adds this to every combination that it matches, unless an earlier entry did. Returns whether there was one.
    fn add_to(&self, known: &mut [BTreeMap<Platform, Deviation>], variants: &[Variant]) -> bool {
        let matches = |variant: &Variant| self.only.as_ref().is_none_or(|only| variant.matches(only));
        let mut is_added = false;
        for (_, known) in variants.iter().zip(known).filter(|(variant, _)| matches(variant)) {
            if let Entry::Vacant(entry) = known.entry(self.platform) {
                entry.insert(self.deviation.clone());
                is_added = true;
            }
        }
        is_added
    }
}

/// Reads the value of a platform: a reason, or a list of reasons that each apply to some combinations.
fn read_platform(key: &Key, node: &Node, findings: &Findings) -> Vec<Item> {
    let Some(platform) = findings.note(key.place, Platform::named(&key.text)) else {
        return Vec::new();
    };
    let Content::List(items) = &node.content else {
        let why = prose::text(node, WHY, findings);
        return why
            .map(|why| Item { platform, only: None, deviation: Deviation { place: node.place, why } })
            .into_iter()
            .collect();
    };
    if items.is_empty() {
        findings.add(node.place, Fault::expected(WHY, "an empty list"));
    }
    items.iter().filter_map(|item| read_entry(platform, item, findings)).collect()
}

fn read_entry(platform: Platform, node: &Node, findings: &Findings) -> Option<Item> {
    let mut fields = Fields::of(node, "a deviation", findings)?;
    let (only, why) = (fields.required("where"), fields.required("why"));
    fields.finish();
    let only = Pattern::read(only?, findings)?;
    let deviation = Deviation { place: node.place, why: prose::text(why?, WHY, findings)? };
    Some(Item { platform, only: Some(only), deviation })
}
