//! `sockshape list`.

use rstest::rstest;

use crate::support::program::{finish, sockshape};
use crate::support::project::{BOUND, Project};
use crate::support::root;

const STREAM: &str = "names::bound::port_is_chosen@SOCK_STREAM";
const DATAGRAM: &str = "names::bound::port_is_chosen@SOCK_DGRAM";
const PEER: &str = "names::bound::peer_is_missing";
const CLOSES: &str = "other::closed::closes";

#[rstest]
#[case::all(&[], &[STREAM, DATAGRAM, PEER, CLOSES])]
#[case::by_group(&["other::"], &[CLOSES])]
#[case::by_two_words(&["dgram", "port"], &[DATAGRAM])]
fn list_names_the_trials(#[case] filters: &[&str], #[case] names: &[&str]) {
    let ran = Project::of("agrees").sockshape(&[&["list"], filters].concat());
    ran.exits_with(0);
    assert_eq!(ran.printed.lines().collect::<Vec<_>>(), names);
}

#[test]
fn list_of_behaviours_has_the_cases_that_show_them() {
    let project = Project::of("agrees");
    project.edit(BOUND, "matrix:", "behaviours: [30, 7]\n    matrix:");
    let ran = project.sockshape(&["list", "--behaviours", "bound::"]);
    ran.exits_with(0);
    let case = "names::bound::port_is_chosen";
    let end = "2 of 620 behaviours; cases/NOT-COVERED.md says why others have no case";
    assert_eq!(ran.printed, format!("  7  {case}\n 30  {case}\n{end}\n"));
}

// ---- Questions that people come with: the words of each find the case that answers it, in the first lines. ----

/// How many cases fit on a screen beside what else is there.
const FIRST_SCREEN: usize = 6;

#[rstest]
#[case::name_of_an_unbound_socket("getsockname before bind windows", "getsockname::unbound::reads_as_zeros")]
#[case::who_was_accepted("accept reset macos", "accept::client_gone::reset_client_is_named_by_accept_alone")]
#[case::one_port_for_two("UDP SO_REUSEADDR", "bind::shared_by_datagrams::datagram_sockets_share_a_name")]
#[case::order_of_answers("getaddrinfo order", "getaddrinfo::own_table::order_of_the_lines_does_not_count")]
#[case::name_of_a_duplicate("dup getsockname", "descriptor::dup::both_have_the_name")]
#[case::unnamed_path("unnamed AF_UNIX call:getsockname", "getsockname::unbound::is_unnamed_in_af_unix")]
#[case::wildcard_as_a_destination("connect 0.0.0.0", "connect::wildcard_destination::stream_reaches_this_host")]
#[case::default_of_v6only("IPV6_V6ONLY default", "bind::v6only::off_unless_the_system_says_otherwise")]
#[case::sender_on_a_stream("recvfrom stream", "datagram::streams::tcp_gives_no_address")]
#[case::which_error("EADDRINUSE EACCES windows", "bind::in_use_reuseaddr::option_on_the_second_alone_does_not_help")]
#[case::path_that_exists("bind path EADDRINUSE", "bind::twice::same_path_is_refused")]
#[case::null_host("call:getaddrinfo AI_PASSIVE", "getaddrinfo::no_host::passive_means_the_unspecified_address")]
#[case::queue("backlog", "listen::backlog::one_more_than_it_says_may_wait")]
#[case::mapped_client("dual listener accept mapped", "accept::dual_stack::ipv4_client_is_mapped")]
#[case::shutdown_of_a_listener("shutdown listener waiting accept", "waiting::shutdown::accept_fails")]
#[case::refused_and_again("connect ECONNREFUSED again", "connect::refused::same_socket_may_try_again")]
#[case::passed_listener("SCM_RIGHTS accept", "message::rights::passed_listener_accepts")]
#[case::longest_path("sun_path", "unix::path_length::path_may_fill_sun_path")]
#[case::time_wait("TIME_WAIT bind", "end::time_wait::port_waits_after_the_end")]
#[case::itself("connect self", "connect::self_connect::stream_becomes_its_own_peer")]
#[case::whole_length("MSG_TRUNC length", "flags::trunc::whole_length_is_returned")]
fn question_finds_its_answer(#[case] words: &str, #[case] case: &str) {
    let mut command = sockshape();
    command.arg("--root").arg(root()).args(["list", words]);
    let (code, printed, complained) = finish(command);
    assert_eq!((code, complained.as_str()), (Some(0), ""));
    let mut cases: Vec<&str> = printed.lines().map(|line| line.split('@').next().unwrap_or(line)).collect();
    cases.dedup();
    let first = &cases[..cases.len().min(FIRST_SCREEN)];
    assert!(first.contains(&case), "{words}: {first:?}");
}
