//! Where a platform is known to be at fault: for all combinations of a case, or for some.

use std::collections::BTreeMap;

use super::matrix::Variant;
use super::pattern::Pattern;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::platform::Platform;
use crate::problem::Findings;
use crate::yaml::{Content, Key, Node, Place};

/// A known fault of a platform.
struct Deviation {
    platform: Platform,
    /// The combinations that show it; none where all do.
    only: Option<Pattern>,
    why: String,
}

/// The platforms known to be at fault, with the reasons, for each of these combinations in their order. The first entry
/// that means a combination counts for it.
pub(super) fn deviations(
    node: Option<&Node>,
    variants: &[Variant],
    findings: &Findings,
) -> Vec<BTreeMap<Platform, String>> {
    let mut known = vec![BTreeMap::new(); variants.len()];
    let Some(mut fields) = node.and_then(|node| Fields::of(node, "`deviates`", findings)) else {
        return known;
    };
    for (key, node) in fields.remaining() {
        for (place, deviation) in read_platform(key, node, findings) {
            let mut is_met = false;
            for (variant, known) in variants.iter().zip(&mut known) {
                let fits = deviation.only.as_ref().is_none_or(|only| variant.is_like(only));
                if fits && !known.contains_key(&deviation.platform) {
                    known.insert(deviation.platform, deviation.why.clone());
                    is_met = true;
                }
            }
            if !is_met && !variants.is_empty() {
                let fault = Fault::new("no combination of the matrix is like this, or an earlier entry has it");
                findings.add(place, fault);
            }
        }
    }
    known
}

/// What stands behind the name of a platform: a reason, or a list of reasons for some of the combinations.
fn read_platform(key: &Key, node: &Node, findings: &Findings) -> Vec<(Place, Deviation)> {
    let Some(platform) = findings.note(key.place, Platform::named(&key.text)) else {
        return Vec::new();
    };
    let Content::List(items) = &node.content else {
        let why = read_why(node, findings);
        return why.map(|why| (node.place, Deviation { platform, only: None, why })).into_iter().collect();
    };
    if items.is_empty() {
        findings.add(node.place, Fault::expected(WHY, "an empty list"));
    }
    let read = |item: &Node| {
        let mut fields = Fields::of(item, "a deviation", findings)?;
        let (only, why) = (fields.required("where"), fields.required("why"));
        fields.finish();
        let only = Pattern::read(only?, findings)?;
        Some((item.place, Deviation { platform, only: Some(only), why: read_why(why?, findings)? }))
    };
    items.iter().filter_map(read).collect()
}

const WHY: &str = "the reason why the platform is at fault";

fn read_why(node: &Node, findings: &Findings) -> Option<String> {
    let why = fields::text(node, WHY, findings)?.trim();
    if why.is_empty() {
        findings.add(node.place, Fault::expected(WHY, "an empty text"));
    }
    Some(why.to_owned())
}
