//! Shards that were recorded apart: together they are the recording that one run makes.

use std::fs;

use rstest::rstest;

use super::{files, merge, refuses};
use crate::support::project::{Project, copy};

/// Records a shard of a project of its own, in which nothing is recorded, and copies it into a folder of another one.
fn record(into: &Project, corpus: &str, shard: &str, folder: &str) {
    let apart = Project::of(corpus);
    apart.sockshape(&["run", "--record", "--shard", shard]).exits_with(0).prints(&format!("shard {shard}: "));
    let folder = into.path(folder);
    fs::create_dir(&folder).expect("a new folder");
    copy(&apart.path("snapshots/linux"), &folder);
}

/// A project in which nothing is recorded, with all thirds of a recording in the folders `1`, `2` and `3`.
fn thirds(corpus: &str) -> Project {
    let project = Project::of(corpus);
    for number in ["1", "2", "3"] {
        record(&project, corpus, &format!("{number}/3"), number);
    }
    project
}

#[rstest]
#[case::of_some_trials_each("agrees")]
#[case::of_skipped_trials_and_of_none("skipped")]
fn shards_make_the_recording_that_one_run_makes(#[case] corpus: &str) {
    let project = thirds(corpus);
    let ran = merge(&project, &["3", "1", "2"]);
    ran.exits_with(0).prints("linux  recorded ");
    let whole = Project::recorded(corpus);
    assert_eq!(files(&project, "snapshots/linux"), files(&whole, "snapshots/linux"));
    project.sockshape(&["run"]).exits_with(0);
}

/// As at midnight.
#[test]
fn day_of_the_last_shard_is_that_of_the_recording() {
    let project = thirds("agrees");
    let file = project.path("2/recording.yaml");
    let text = fs::read_to_string(&file).expect("a description");
    let (before, after) = text.split_once("date: ").expect("a date");
    fs::write(&file, format!("{before}date: 2001-01-01{}", &after[10..])).expect("a file to write");
    assert_eq!(merge(&project, &["1", "2", "3"]).status, Some(0));
    assert_eq!(files(&project, "snapshots/linux"), files(&Project::recorded("agrees"), "snapshots/linux"));
}

#[test]
fn shard_that_is_missing_is_named() {
    let project = thirds("agrees");
    refuses(&project, &["1", "3"], "error: shard 2/3 of linux is missing; name the folders of all shards; 1/3 is ");
    refuses(&project, &["2"], "error: shard 1/3 of linux is missing, and 1 more; ");
}

#[test]
fn same_shard_twice_is_named() {
    let project = thirds("agrees");
    fs::create_dir(project.path("again")).expect("a new folder");
    copy(&project.path("3"), &project.path("again"));
    refuses(&project, &["1", "2", "3", "again"], "/again are both shard 3/3 of linux, and the same; name one of them");
    project.edit("again/names/bound/peer_is_missing.snap", "ENOTCONN", "EINVAL");
    project.seal("again");
    let message = "/again are both shard 3/3 of linux, and have different answers in 1 trial: \
                   names::bound::peer_is_missing; find out why by sockshape diff ";
    refuses(&project, &["1", "2", "3", "again"], message);
}

#[test]
fn shards_of_two_divisions_are_named() {
    let project = thirds("agrees");
    record(&project, "agrees", "2/2", "half");
    let message = "are shards 1/3 and 2/2 of linux, which divide the trials into different numbers of parts; ";
    refuses(&project, &["1", "half"], message);
}

#[rstest]
#[case::platform("platform: linux", "platform: wine", 2, "error: shard 2/3 of linux is missing; ")]
#[case::release("platform: linux", "release: '9'\nplatform: linux", 1, "made on different systems: Linux")]
#[case::system(
    "system: ",
    "system: Other ",
    1,
    "are shards 1/3 and 2/3 of linux, and were made on different systems: "
)]
fn shard_of_something_else_is_named(
    #[case] old: &str,
    #[case] new: &str,
    #[case] faults: usize,
    #[case] message: &str,
) {
    let project = thirds("agrees");
    project.edit("2/recording.yaml", old, new);
    let ran = merge(&project, &["1", "2", "3"]);
    ran.is_refused(2).complains(message);
    assert_eq!(ran.complained.lines().count(), faults, "{}", ran.complained);
}

#[rstest]
#[case::lacks_a_trial("names/bound/peer_is_missing.snap", None, "/3: it is not complete: 1 of 2 trials ")]
#[case::has_another(
    "other/closed/closes.snap",
    Some("1/other/closed/closes.snap"),
    "/3: shard 3/3 of the cases has no other::closed::closes; "
)]
fn shard_with_other_trials_than_its_own_is_refused(
    #[case] file: &str,
    #[case] from: Option<&str>,
    #[case] message: &str,
) {
    let project = thirds("agrees");
    let place = project.path("3").join(file);
    match from {
        None => fs::remove_file(&place).expect("a file to remove"),
        Some(from) => {
            fs::create_dir_all(place.parent().expect("a folder")).expect("a new folder");
            fs::copy(project.path(from), &place).expect("a copy");
        }
    }
    project.seal("3");
    refuses(&project, &["1", "2", "3"], message);
}

#[test]
fn shards_beside_a_whole_recording_are_refused() {
    let project = thirds("agrees");
    fs::create_dir(project.path("whole")).expect("a new folder");
    copy(&Project::recorded("agrees").path("snapshots/linux"), &project.path("whole"));
    refuses(&project, &["1", "2", "3", "whole"], "/whole and 3 shards of linux are both recordings of linux; ");
}
