//! Shards of recordings, put together.

use std::collections::{BTreeMap, BTreeSet};

use super::names::first_names;
use crate::case::{Shard, TrialName};
use crate::compat::Column;
use crate::fault::Fault;
use crate::platform::Platform;

/// Puts the shards of each platform together, behind the recordings that are none.
///
/// # Errors
/// Everything that stands between shards and a recording: one is missing or is there twice, or they are not of the same
/// division or not from the same system.
pub(super) fn put_together(columns: Vec<Column>) -> Result<Vec<Column>, Vec<Fault>> {
    let mut shards: BTreeMap<Platform, Vec<(Shard, Column)>> = BTreeMap::new();
    let mut whole = Vec::new();
    for column in columns {
        match column.recording.shard {
            Some(shard) => shards.entry(column.recording.platform).or_default().push((shard, column)),
            None => whole.push(column),
        }
    }
    let mut faults = Vec::new();
    for (platform, mut shards) in shards {
        shards.sort_by_key(|(shard, _)| *shard);
        let found = faults_of(platform, &shards);
        if !found.is_empty() {
            faults.extend(found);
            continue;
        }
        let name = format!("{} shards of {platform}", shards.len());
        match Column::joined(name, shards.into_iter().map(|(_, column)| column).collect()) {
            Ok(column) => whole.push(column),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(whole) } else { Err(faults) }
}

/// What is wrong with the shards of a platform, which are in order. What is missing is said only if nothing else is
/// wrong: it may be what another division calls otherwise.
fn faults_of(platform: Platform, shards: &[(Shard, Column)]) -> Vec<Fault> {
    let [first, others @ ..] = shards else { return Vec::new() };
    let foreign = others.iter().filter_map(|other| apart(platform, first, other));
    let twice = shards.windows(2).filter_map(|pair| twin(platform, &pair[0], &pair[1]));
    let faults: Vec<Fault> = foreign.chain(twice).collect();
    if faults.is_empty() { missing(platform, shards).into_iter().collect() } else { faults }
}

/// Why two shards cannot be of one recording.
fn apart(platform: Platform, first: &(Shard, Column), other: &(Shard, Column)) -> Option<Fault> {
    let ((shard, first), (other_shard, other)) = (first, other);
    let both = format!("{} and {} are shards {shard} and {other_shard} of {platform}", first.name, other.name);
    let made_on = |column: &Column| {
        let release = column.recording.release.as_ref().map(|release| format!(", release {release}"));
        format!("{}{}", column.recording.made_on, release.unwrap_or_default())
    };
    let (here, there) = (made_on(first), made_on(other));
    match () {
        () if !shard.is_beside(*other_shard) => Some(
            Fault::new(format!("{both}, which divide the trials into different numbers of parts"))
                .hint("record all parts of one division"),
        ),
        () if here != there => Some(
            Fault::new(format!("{both}, and were made on different systems: {here}; {there}"))
                .hint("record all shards on the same system, since a recording is of one"),
        ),
        () => None,
    }
}

/// What is said of the same shard twice.
fn twin(platform: Platform, (shard, first): &(Shard, Column), (other_shard, other): &(Shard, Column)) -> Option<Fault> {
    if shard != other_shard {
        return None;
    }
    let names: BTreeSet<&TrialName> = first.names().chain(other.names()).collect();
    let different: Vec<&TrialName> = names.into_iter().filter(|name| first.cell(name) != other.cell(name)).collect();
    let both = format!("{} and {} are both shard {shard} of {platform}", first.name, other.name);
    Some(if different.is_empty() {
        Fault::new(format!("{both}, and the same")).hint("name one of them")
    } else {
        let (count, names) = (different.len(), first_names(&different));
        let noun = if count == 1 { "trial" } else { "trials" };
        Fault::new(format!("{both}, and have different answers in {count} {noun}: {names}"))
            .hint(format!("find out why by sockshape diff {} {}, and name one of them", first.name, other.name))
    })
}

fn missing(platform: Platform, shards: &[(Shard, Column)]) -> Option<Fault> {
    let (first, _) = shards.first()?;
    let is_there = |shard: &Shard| shards.iter().any(|(there, _)| there == shard);
    let missing: Vec<Shard> = first.all().filter(|shard| !is_there(shard)).collect();
    let what = match missing.as_slice() {
        [] => return None,
        [only] => format!("shard {only} of {platform} is missing"),
        [first, others @ ..] => format!("shard {first} of {platform} is missing, and {} more", others.len()),
    };
    let there: Vec<String> = shards.iter().map(|(shard, column)| format!("{shard} is {}", column.name)).collect();
    Some(Fault::new(what).hint(format!("name the folders of all shards; {}", there.join(", "))))
}
