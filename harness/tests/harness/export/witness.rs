//! What programs print, read back.

use rstest::rstest;
use sockshape::export;

use crate::support::read;

/// The path of the folder that a program made.
const FOLDER: &str = "/tmp/sockshape-a-folder-whose-path-has-64-bytes-for-names-aB3xyz";

/// The steps of a case as a record has them, if its program printed this.
fn lines(steps: &str, output: &str) -> Result<Vec<String>, String> {
    let topic = format!("topic: A topic\nsee: {{linux: socket(7)}}\ncases:\n  - name: it_is_so\n    steps:\n{steps}");
    let topic = read(&topic).expect("a case file");
    let lines = export::read(&topic.trials[0].program, output)?;
    Ok(lines.iter().map(ToString::to_string).collect())
}

const BOUND: &str = "      - socket: {as: s}
      - bind: {socket: s, address: \"loopback:0\"}
      - getsockname: s
        save: own
      - connect: {socket: s, address: $own}
        expect: any
";

#[test]
fn port_becomes_the_symbol_of_a_record() {
    let output = "socket s -> ok\nbind s 127.0.0.1:0 -> ok\ngetsockname s -> AF_INET 127.0.0.1:4711 (16 bytes)\n\
                  connect s $own -> ok\n";
    let read = lines(BOUND, output).expect("what such a program prints");
    assert_eq!(read[2], "getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)");
    assert_eq!(read[3], "connect s 127.0.0.1:<port-1> -> ok");
}

#[rstest]
#[case::path(&format!("AF_UNIX {FOLDER}/s (69 bytes)"), "AF_UNIX <scratch>/s (69 bytes)")]
#[case::abstract_name(&format!("AF_UNIX @{FOLDER}/s (69 bytes)"), "AF_UNIX @<scratch>/s (69 bytes)")]
#[case::cut_off("AF_UNIX /tmp/so (69 bytes, written 9)", "AF_UNIX <scratch> (69 bytes, written 9)")]
#[case::cut_off_in_the_letters(
    "AF_UNIX /tmp/sockshape-a-folder-whose-path-has-64-bytes-for-names-aB (69 bytes, written 62)",
    "AF_UNIX <scratch> (69 bytes, written 62)"
)]
#[case::elsewhere("AF_UNIX /run/s (9 bytes)", "AF_UNIX /run/s (9 bytes)")]
fn folder_becomes_the_symbol_of_a_record(#[case] printed: &str, #[case] recorded: &str) {
    let steps = "      - socket: {as: s, family: AF_UNIX}\n      - getsockname: s\n        expect: any\n";
    let output = format!("socket s AF_UNIX -> ok\ngetsockname s -> {printed}\n");
    assert_eq!(lines(steps, &output).map(|lines| lines[1].clone()), Ok(format!("getsockname s -> {recorded}")));
}

#[test]
fn part_of_what_was_to_be_sent_is_no_number() {
    let steps = "      - socketpair: {family: AF_UNIX, type: SOCK_STREAM, as: [a, b]}
      - send: {socket: a, data: hello}
      - send: {socket: a, data: hello}
";
    let read = lines(steps, "socketpair AF_UNIX SOCK_STREAM a b -> ok\nsend a \"hello\" -> 3\nsend a \"hello\" -> 5\n")
        .expect("what such a program prints");
    assert_eq!(read[1..], ["send a \"hello\" -> <part>", "send a \"hello\" -> 5"]);
}

#[rstest]
#[case::too_few("socket s -> ok\n", "the output ends before step 2")]
#[case::too_many(
    "socket s -> ok\nbind s 127.0.0.1:0 -> ok\ngetsockname s -> EBADF\nconnect s $own -> ok\nclose s -> ok\n",
    "5 steps were printed, and the trial has 4"
)]
#[case::of_another_kind(
    "socket s -> ok\nbind s 127.0.0.1:0 -> ok\ngetsockname s -> ok\nconnect s $own -> ok\n",
    "step 3 cannot have answered so: `getsockname s -> ok`"
)]
#[case::not_run(
    "socket s -> ok\nbind s 127.0.0.1:0 -> not run: it is late\n",
    "step 2 cannot have answered so: `bind s 127.0.0.1:0 -> not run: it is late`"
)]
#[case::withheld(
    "socket s -> ok\nbind s 127.0.0.1:0 -> withheld: it is late\n",
    "step 2 cannot have answered so: `bind s 127.0.0.1:0 -> withheld: it is late`"
)]
#[case::another_step(
    "socket s -> ok\nlisten s -> ok\n",
    "step 2 is `bind s 127.0.0.1:0`, and this was printed: `listen s -> ok`"
)]
#[case::no_step("Segmentation fault\n", "line 1 is not a step of a transcript: `Segmentation fault`")]
fn other_output_is_refused(#[case] output: &str, #[case] why: &str) {
    let refused = lines(BOUND, output).expect_err("no such output");
    assert!(refused.starts_with(why), "{refused}");
}

#[rstest]
#[case::descriptor("fileno: s", "fileno s", "7", "<fd-1>")]
#[case::cookie("getsockopt: {socket: s, option: SO_COOKIE}", "getsockopt s SO_COOKIE", "4711", "<cookie>")]
fn number_of_one_run_becomes_the_symbol_of_a_record(
    #[case] step: &str,
    #[case] call: &str,
    #[case] printed: &str,
    #[case] recorded: &str,
) {
    let steps = format!("      - socket: {{as: s}}\n      - {step}\n");
    let lines = lines(&steps, &format!("socket s -> ok\n{call} -> {printed}\n")).expect("what such a program prints");
    assert_eq!(lines[1], format!("{call} -> {recorded}"));
}
