//! The key `deviates`: which platforms are known to break a claim, in all combinations of a case or in some, and in all
//! releases or in some.

use std::collections::BTreeMap;

use super::model::Deviation;
use super::pattern::Pattern;
use super::prose;
use super::variant::Variant;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::platform::{Platform, Release, Releases};
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
/// entries match a combination and a release, the first one counts. An entry that counts for none is noted.
pub(super) fn deviations(
    node: Option<&Node>,
    variants: &[Variant],
    findings: &Findings,
) -> Vec<BTreeMap<Platform, Vec<Deviation>>> {
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
    /// Adds this to every combination that it matches, unless an earlier entry is of the same releases there, or of
    /// all. Returns whether there was one.
    fn add_to(&self, known: &mut [BTreeMap<Platform, Vec<Deviation>>], variants: &[Variant]) -> bool {
        let matches = |variant: &Variant| self.only.as_ref().is_none_or(|only| variant.matches(only));
        let releases = &self.deviation.releases;
        let mut is_added = false;
        for (_, known) in variants.iter().zip(known).filter(|(variant, _)| matches(variant)) {
            let earlier = known.entry(self.platform).or_default();
            let is_of_these = |other: &Deviation| other.releases == *releases || other.releases == Releases::default();
            if !earlier.iter().any(is_of_these) {
                earlier.push(self.deviation.clone());
                is_added = true;
            }
        }
        is_added
    }
}

/// Reads the value of a platform: a reason, an entry, or a list of entries that each apply to some combinations or
/// releases.
fn read_platform(key: &Key, node: &Node, findings: &Findings) -> Vec<Item> {
    let Some(platform) = findings.note(key.place, Platform::named(&key.text)) else {
        return Vec::new();
    };
    match &node.content {
        Content::List(items) => {
            if items.is_empty() {
                findings.add(node.place, Fault::expected(WHY, "an empty list"));
            }
            items.iter().filter_map(|item| read_entry(platform, item, findings)).collect()
        }
        Content::Map(_) => read_entry(platform, node, findings).into_iter().collect(),
        Content::Null | Content::Flag(_) | Content::Number(_) | Content::Text(_) => {
            let why = prose::text(node, WHY, findings);
            let deviation = |why| Deviation { place: node.place, releases: Releases::default(), why };
            why.map(|why| Item { platform, only: None, deviation: deviation(why) }).into_iter().collect()
        }
    }
}

fn read_entry(platform: Platform, node: &Node, findings: &Findings) -> Option<Item> {
    let mut fields = Fields::of(node, "a deviation", findings)?;
    let [only, since, until] = ["where", "since", "until"].map(|key| fields.optional(key));
    if only.or(since).or(until).is_none() {
        let fault = Fault::new("a deviation needs `where`, `since` or `until`");
        findings.add(node.place, fault.hint("or the reason alone, for all combinations and releases"));
    }
    let why = fields.required("why");
    fields.finish();
    let only = only.map(|only| Pattern::read(only, findings));
    let [since, until] = [since, until].map(|node| node.map(|node| read_release(node, findings)));
    let why = prose::text(why?, WHY, findings)?;
    let releases = Releases { since: all_or_none(since)?, until: all_or_none(until)? };
    if let (Some(since), Some(until)) = (&releases.since, &releases.until)
        && since > until
    {
        findings.add(node.place, Fault::new(format!("{since} is later than {until}")).hint("exchange them"));
    }
    Some(Item { platform, only: all_or_none(only)?, deviation: Deviation { place: node.place, releases, why } })
}

/// None if a value is there and was not read.
fn all_or_none<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(value) => value.map(Some),
    }
}

/// A release. YAML takes some of them for numbers, which would lose zeros at their end, so they are in quotes.
fn read_release(node: &Node, findings: &Findings) -> Option<Release> {
    fields::word(node, "a release in quotes, such as \"8.0\"", Release::named, findings)
}
