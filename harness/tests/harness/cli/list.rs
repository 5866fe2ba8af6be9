//! `sockshape list`.

use rstest::rstest;

use crate::support::project::Project;

#[rstest]
#[case::all(&[], &["names::bound::port_is_chosen@SOCK_STREAM", "names::bound::port_is_chosen@SOCK_DGRAM", "names::bound::peer_is_missing", "other::closed::closes"])]
#[case::by_group(&["other::"], &["other::closed::closes"])]
#[case::by_two_texts(&["DGRAM", "peer"], &["names::bound::port_is_chosen@SOCK_DGRAM", "names::bound::peer_is_missing"])]
fn list_names_the_trials(#[case] filters: &[&str], #[case] names: &[&str]) {
    let ran = Project::of("agrees").sockshape(&[&["list"], filters].concat());
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed.lines().collect::<Vec<_>>(), names);
}
