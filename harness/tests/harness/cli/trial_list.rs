//! `--from FILE`: what the lines of a list stand for, and where one that stands for nothing is.

use std::fs;

use rstest::rstest;

use crate::support::project::{Project, Ran};

/// Runs `list` with a list of these bytes, in the file `mine.list`.
fn list(bytes: impl AsRef<[u8]>, arguments: &[&str]) -> Ran {
    let project = Project::of("agrees");
    let file = project.path("mine.list");
    fs::write(&file, bytes).expect("a file to write");
    let file = file.display().to_string();
    let ran = project.sockshape(&[&["list", "--from", &file], arguments].concat());
    Ran { complained: ran.complained.replace('\\', "/"), ..ran }
}

const STREAM: &str = "names::bound::port_is_chosen@SOCK_STREAM\n";
const DGRAM: &str = "names::bound::port_is_chosen@SOCK_DGRAM\n";
const PEER: &str = "names::bound::peer_is_missing\n";
const CLOSES: &str = "other::closed::closes\n";

#[rstest]
#[case::trial(STREAM, &[], &[STREAM])]
#[case::case_for_its_trials("names::bound::port_is_chosen", &[], &[STREAM, DGRAM])]
#[case::words("SOCK_DGRAM chosen", &[], &[DGRAM])]
#[case::any_line(&format!("{CLOSES}call:getpeername\n"), &[], &[PEER, CLOSES])]
#[case::same_many_times(&PEER.repeat(10_001), &[], &[PEER])]
#[case::same_twice(&format!("{PEER}{PEER}peer\n"), &[], &[PEER])]
#[case::remarks_and_blank_lines(&format!("# mine\n\n  {} # why\n\t\n", PEER.trim()), &[], &[PEER])]
#[case::lines_of_windows(&format!("\u{feff}{}\r\n{}\r\n", PEER.trim(), CLOSES.trim()), &[], &[PEER, CLOSES])]
#[case::without_an_end("peer", &[], &[PEER])]
#[case::words_beside("bound", &["chosen", "--skip", "DGRAM"], &[STREAM])]
#[case::exact(&format!("{PEER}{CLOSES}"), &["--exact"], &[PEER, CLOSES])]
fn lines_stand_for_trials(#[case] text: &str, #[case] arguments: &[&str], #[case] expected: &[&str]) {
    list(text, arguments).exits_with(0);
    assert_eq!(list(text, arguments).printed, expected.concat());
}

#[rstest]
#[case::name(
    b"names::bound::peer_is_missing\n\n  names::bound::peer_is_misin # x\n",
    "error: no trial and no case is called `names::bound::peer_is_misin`\n --> {}:3:3\n  |\n3 |   names",
    "\n  = help: did you mean `names::bound::peer_is_missing`?\n"
)]
#[case::word(b"chosen boundd\n", "error: no trial has `boundd`\n --> {}:1:1\n", "\n  = help: did you mean `bound`?\n")]
#[case::term(
    b"peer\nerror:EINVLA\n",
    "error: unknown error `EINVLA`\n --> {}:2:1\n",
    "\n  = help: did you mean `EINVAL`?\n"
)]
#[case::nothing(b"# nothing yet\n", "error: it names no trial\n --> {}\n", "write the name of a trial on each line")]
#[case::zero(
    b"peer\n\0",
    "error: it has a zero byte, so it is no text\n --> {}\n",
    "write the name of a trial on each"
)]
#[case::bytes(b"peer\nb\xff", "error: from here on this is not UTF-8\n --> {}:2:2\n", "save it as UTF-8")]
fn line_that_stands_for_nothing_is_shown(#[case] bytes: &[u8], #[case] message: &str, #[case] hint: &str) {
    let ran = list(bytes, &[]);
    ran.is_refused(2).complains("mine.list cannot be used\n").complains(hint);
    let (before, after) = message.split_once("{}").expect("the place of the file");
    ran.complains(before).complains(&format!("/mine.list{after}")).complains("\n1 problem in the list of trials\n");
}

#[test]
fn problems_of_many_lines_are_shown_up_to_a_number() {
    let ran = list((0..3000).map(|number| format!("nobody::is::called_so_{number}\n")).collect::<String>(), &[]);
    ran.is_refused(2).complains("\n20 problems in the list of trials, and it may have more\n");
}

#[rstest]
#[case::lines(
    (0..=10_000).map(|number| format!("peer{number}\n")).collect(),
    "error: it has more than 10000 different lines that name trials\n"
)]
#[case::bytes("# long\n".repeat(160_000), "mine.list: the file has more than 1048576 bytes, which is the limit; ")]
fn list_that_is_too_long_is_refused(#[case] text: String, #[case] message: &str) {
    list(text, &[]).is_refused(2).complains(message);
}

#[test]
fn words_that_nothing_of_the_list_meets_are_refused() {
    list(PEER, &["chosen"]).is_refused(2).complains("/mine.list meets the words beside it; leave out the words, or ");
}

#[test]
fn list_that_is_not_there_is_refused() {
    let ran = Project::of("agrees").sockshape(&["list", "--from", "gone.list"]);
    ran.is_refused(2).complains("error: gone.list: there is no such file; name a file of at most 1048576 bytes that ");
}

/// The process that runs the trials is another one than that which was started.
#[cfg(unix)]
#[rstest]
#[case::listed("list", "names::bound::peer_is_missing\n")]
#[case::run("run", "names     1 ")]
fn list_may_stand_in_standard_input(#[case] command: &str, #[case] text: &str) {
    let given = |input: &str| {
        let script = format!("printf '{input}' | \"$0\" {command} --from -");
        Project::recorded("agrees").under(&["sh", "-c", &script], &[])
    };
    given("peer_is_missing # by its name\\n").exits_with(0).prints(text);
    given("# nothing\\n").is_refused(2).complains("\n --> standard input\n");
    given("p\\000eer\\n").is_refused(2).complains("standard input: it has a zero byte, so it is no text; ");
}
