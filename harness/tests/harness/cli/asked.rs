//! Which trials a command line asks for: by shards, by exact names, and without some.

use rstest::rstest;

use crate::support::project::{Project, RECORD};

const ALL: [&str; 4] = [
    "names::bound::port_is_chosen@SOCK_STREAM",
    "names::bound::port_is_chosen@SOCK_DGRAM",
    "names::bound::peer_is_missing",
    "other::closed::closes",
];

fn listed(arguments: &[&str]) -> Vec<String> {
    let ran = Project::of("agrees").sockshape(&[&["list"], arguments].concat());
    ran.exits_with(0);
    ran.printed.lines().map(str::to_owned).collect()
}

#[rstest]
#[case::words(&["--skip", "chosen"], &[2, 3])]
#[case::term(&["--skip", "call:getpeername"], &[0, 1, 3])]
#[case::several(&["--skip", "chosen", "--skip", "closes"], &[2])]
#[case::words_beside(&["bound", "--skip", "SOCK_DGRAM"], &[0, 2])]
#[case::trial(&["--skip", ALL[0]], &[1, 2, 3])]
#[case::case_for_its_trials(&["--skip", "names::bound::port_is_chosen"], &[2, 3])]
#[case::exact_trial(&["--exact", ALL[1]], &[1])]
#[case::exact_case(&["--exact", "names::bound::port_is_chosen"], &[0, 1])]
#[case::any_of_several(&["--exact", ALL[0], ALL[3]], &[0, 3])]
#[case::exact_alone(&["--exact"], &[0, 1, 2, 3])]
#[case::exact_without(&["--exact", "--skip", ALL[2]], &[0, 1, 3])]
fn trials_are_chosen(#[case] arguments: &[&str], #[case] expected: &[usize]) {
    let mut names = listed(arguments);
    let mut expected: Vec<&str> = expected.iter().map(|index| ALL[*index]).collect();
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[test]
fn shards_are_together_what_is_asked_for() {
    let mut shards: Vec<String> =
        ["1/3", "2/3", "3/3"].iter().flat_map(|shard| listed(&["bound", "--shard", shard])).collect();
    let mut all = listed(&["bound"]);
    assert_eq!(all.len(), 3);
    shards.sort_unstable();
    all.sort_unstable();
    assert_eq!(shards, all);
}

#[rstest]
#[case::name(
    &["--exact", "names::bound::peer_is_misin"],
    "no trial and no case is called `names::bound::peer_is_misin`; did you mean `names::bound::peer_is_missing`?"
)]
#[case::word_instead_of_a_name(
    &["--exact", "bound"],
    "no trial and no case is called `bound`; sockshape list prints all names"
)]
#[case::skip_of_nothing(&["--skip", "nothing_like_it"], "--skip: no trial has `nothing_like_it`; ")]
#[case::skip_of_a_name(
    &["--skip", "names::bound::peer_is_misin"],
    "--skip: no trial and no case is called `names::bound::peer_is_misin`; did you mean `"
)]
#[case::unknown_term(&["--skip", "call:bindd"], "--skip: unknown operation `bindd`; did you mean `bind`?")]
#[case::skip_of_everything(
    &["closes", "--skip", "other"],
    "--skip leaves none of the trials that are asked for; skip less"
)]
fn what_chooses_nothing_is_refused(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = Project::of("agrees").sockshape(&[&["run"], arguments].concat());
    ran.is_refused(2).complains(&format!("error: {message}"));
}

#[rstest]
#[case::before_the_first("0/8")]
#[case::word("x")]
fn shard_that_is_none_is_refused_with_a_hint(#[case] shard: &str) {
    let ran = Project::of("agrees").sockshape(&["run", "--shard", shard]);
    ran.is_refused(2).complains("'--shard ").complains("is no shard; as 2/8, the second of eight");
}

#[test]
fn run_says_which_shard_it_had() {
    let project = Project::of("agrees");
    project.run_with(&[], &[RECORD]);
    project.sockshape(&["run", "--shard", "3/3"]).exits_with(0).prints("shard 3/3: 2 of 4 trials\n      agree");
    project.sockshape(&["run", "bound", "--shard", "2/3"]).exits_with(0).prints("shard 2/3: 1 of 3 trials\n");
    let ran = project.sockshape(&["run", "--shard", "3/3", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert_eq!(json["summary"]["part"], serde_json::json!({"shard": "3/3", "trials": 2, "of": 4}));
    assert_eq!(json["trials"].as_array().map(Vec::len), Some(2));
}

/// Others have its trials.
#[test]
fn shard_without_a_trial_agrees() {
    let ran = Project::recorded("agrees").sockshape(&["run", "closes", "--shard", "2/3"]);
    ran.exits_with(0).prints("shard 2/3: 0 of 1 trials\n");
    assert_eq!(listed(&["closes", "--shard", "2/3"]), [""; 0]);
    let ran = Project::of("agrees").sockshape(&["export", "closes", "--as", "c", "--shard", "2/3"]);
    ran.is_refused(2).complains("error: this shard has none of the trials that are asked for; another has them");
}

#[rstest]
#[case::diff(&["diff", "linux", "gvisor"], 0, "1 the same, 0 different; ")]
#[case::report(&["report", "--json", "-"], 0, "\"peer_is_missing\"")]
fn other_commands_take_the_same(#[case] command: &[&str], #[case] status: i32, #[case] text: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    let ran = project.sockshape(&[command, &["bound", "--skip", "chosen"]].concat());
    ran.exits_with(status).prints(text);
    assert!(!ran.printed.contains("port_is_chosen"), "{}", ran.printed);
}
