//! Shards: every trial is in exactly one of them, always in the same one.

use rstest::rstest;
use sockshape::case::{Shard, TrialName};

use crate::support::corpus;

fn shard(text: &str) -> Shard {
    text.parse().expect("a shard")
}

fn name(text: &str) -> TrialName {
    text.parse().expect("the name of a trial")
}

/// These were found by another program. Another shard for them would break every division that somebody uses.
#[rstest]
#[case("names::bound::peer_is_missing", "2/2", "3/3", "46/100")]
#[case("bind::port_zero::chosen_port_is_reported@AF_INET,SOCK_STREAM", "1/2", "3/3", "83/100")]
fn name_alone_says_in_which_a_trial_is(#[case] trial: &str, #[case] half: &str, #[case] third: &str, #[case] of: &str) {
    for text in [half, third, of] {
        let is_in = |shard: &Shard| shard.has(&name(trial));
        assert_eq!(shard(text).all().filter(is_in).collect::<Vec<_>>(), [shard(text)], "{text}");
    }
}

#[test]
fn trials_of_the_project_are_each_in_one_of_about_the_same_size() {
    let corpus = corpus();
    let sizes = shard("1/8").all().map(|shard| corpus.trials().filter(|trial| shard.has(&trial.name)).count());
    let sizes: Vec<usize> = sizes.collect();
    let all = corpus.trials().count();
    assert_eq!(sizes.iter().sum::<usize>(), all);
    let fair = all / 8;
    assert!(sizes.iter().all(|size| size.abs_diff(fair) * 4 < fair), "{sizes:?}");
}

#[rstest]
#[case::only("1/1")]
#[case::last("8/8")]
#[case::most("1000/1000")]
fn shard_is_written_as_it_is_read(#[case] text: &str) {
    assert_eq!(shard(text).to_string(), text);
}

#[rstest]
#[case::before_the_first("0/8", "`0/8` is no shard; as 2/8, ")]
#[case::behind_the_last("9/8", "there is no shard 9 of 8; the last of 8 is 8/8")]
#[case::word("x", "`x` is no shard; as 2/8, ")]
#[case::of_none("1/0", "`1/0` is no shard; as 2/8, ")]
#[case::sign("+1/2", "`+1/2` is no shard; ")]
#[case::three_numbers("1/2/3", "`1/2/3` is no shard; ")]
#[case::too_many("1/1001", "1001 shards are too many; divide the trials into 1000 at most")]
fn text_that_is_no_shard_is_refused(#[case] text: &str, #[case] message: &str) {
    let fault = text.parse::<Shard>().expect_err("no shard").with_hint();
    assert!(fault.starts_with(message), "{fault}");
}
