//! The text of a program.

use rstest::rstest;
use sockshape::export::{self, NoForm};

use crate::support::read;

/// The program of a case with these steps.
fn program(steps: &str) -> Result<String, NoForm> {
    let head = "topic: A topic\nsee: {linux: socket(7) */}\ncases:\n  - name: it_is_so\n    about: What it shows.\n";
    of_file(&format!("{head}    steps:\n{steps}"))
}

/// The program of the first trial of a case file.
fn of_file(text: &str) -> Result<String, NoForm> {
    let topic = read(text).expect("a case file");
    export::c(&topic, &topic.trials[0])
}

/// Its statements.
fn statements(steps: &str) -> Vec<String> {
    let program = program(steps).expect("a form");
    let (_, body) = program.split_once("int main(void)\n").expect("a function main");
    body.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn head_says_what_the_case_is_about_and_where_that_comes_from() {
    let program = program("      - socket: {as: s}\n").expect("a form");
    let head =
        "/*\n * group::topic::it_is_so\n *\n * A topic\n *\n * What it shows.\n *\n * linux: socket(7) * /\n *\n";
    assert!(program.starts_with(head), "{program}");
    assert_eq!(program.matches("*/").count(), 2, "a comment ends early: {program}");
}

#[test]
fn steps_are_real_calls() {
    let steps = "      - socket: {as: s}
      - bind: {socket: s, address: \"loopback:0\"}
      - getsockname: s
        expect: \"loopback:ephemeral\"
        expect_on: {windows: {error: EINVAL}}
        save: n
      - sendto: {socket: s, data: \"a?\", address: $n}
";
    assert_eq!(
        statements(steps),
        [
            "{",
            "struct sockaddr_storage n = {0};",
            "socklen_t n_length = 0;",
            "long result = 0;",
            "setvbuf(stdout, NULL, _IOLBF, 0);",
            "signal(SIGPIPE, SIG_IGN);",
            "int s = socket(AF_INET, SOCK_STREAM, 0);",
            "say(\"socket s\", s);",
            "struct sockaddr_in loopback = ipv4(\"127.0.0.1\", 0);",
            "say(\"bind s 127.0.0.1:0\", bind(s, (struct sockaddr *)&loopback, sizeof loopback));",
            "/* 3: expected loopback:ephemeral; windows: EINVAL */",
            "n_length = sizeof n;",
            "result = getsockname(s, (struct sockaddr *)&n, &n_length);",
            "say_address(\"getsockname s\", result, &n, n_length);",
            "if (result == -1)",
            "n_length = 0;",
            "deadline(5000);",
            "need_name(n_length);",
            "say_number(\"sendto s \\\"a\\077\\\" $n\", sendto(s, \"a\\077\", 2, 0, (struct sockaddr *)&n, n_length));",
            "deadline(0);",
            "return 0;",
            "}",
        ]
    );
}

#[test]
fn functions_are_those_that_the_steps_need() {
    let program = program("      - socket: {as: s}\n").expect("a form");
    assert!(program.contains("static void say("), "{program}");
    assert!(!program.contains("print_address"), "{program}");
}

#[test]
fn names_that_mean_something_in_c_are_changed() {
    let statements = statements("      - socket: {as: unix}\n      - close: unix\n");
    assert!(statements.contains(&"int unix_ = socket(AF_INET, SOCK_STREAM, 0);".to_owned()), "{statements:?}");
    assert!(statements.contains(&"say(\"close unix\", close(unix_));".to_owned()), "{statements:?}");
}

/// As long as no other descriptor can have got the number, the program says what it says with a closed descriptor.
#[rstest]
#[case::nothing_was_made("      - poll: {socket: s, events: [POLLIN], timeout: 0}\n", false)]
#[case::another_was_made("      - socket: {as: other}\n      - listen: s\n", true)]
fn closed_socket_is_no_other(#[case] after: &str, #[case] is_marked: bool) {
    let statements = statements(&format!("      - socket: {{as: s}}\n      - close: s\n{after}"));
    assert_eq!(statements.contains(&"s = -1;".to_owned()), is_marked, "{statements:?}");
}

#[test]
fn call_that_blocks_has_a_thread() {
    let steps = "      - socket: {as: s, type: SOCK_DGRAM}
      - start: {as: waiting, step: {recv: s}}
      - shutdown: {socket: s, how: SHUT_RDWR}
        expect: any
      - finish: waiting
";
    let program = program(steps).expect("a form");
    assert!(program.contains("static void *run_waiting(void *unused)\n"), "{program}");
    let statements = statements(steps);
    let place = |wanted: &str| statements.iter().position(|line| line.contains(wanted)).expect(wanted);
    assert!(place("start(&waiting_call, run_waiting)") < place("finish(&waiting_call, 5000);"));
}

#[test]
fn operation_without_a_form_is_named() {
    let steps = "      - socket: {as: s}\n      - gettimeout: s\n";
    assert_eq!(program(steps), Err(NoForm("gettimeout".to_owned())));
}

/// Nothing stands between a program and the network, as the gate does for a trial.
#[test]
fn trial_that_may_reach_others_has_no_form() {
    let head = "topic: A topic\nsee: {linux: socket(7)}\ncases:\n  - name: it_is_so\n    network: true\n";
    let text = format!("{head}    steps:\n      - socket: {{as: s}}\n");
    let NoForm(why) = of_file(&text).expect_err("no form");
    assert!(why.starts_with("a network beyond this host"), "{why}");
}

#[test]
fn head_says_how_to_reach_nobody() {
    let program = program("      - socket: {as: s}\n").expect("a form");
    assert!(program.contains(" *     unshare --user --map-root-user --net sh -c 'ip link set lo up && ./a.out'\n"));
    assert!(!program.contains("takes root"), "{program}");
}

#[test]
fn table_of_hosts_takes_root_and_nothing_is_mounted_without() {
    let steps = "      - getaddrinfo: {host: name.test, hosts: [\"127.0.0.2 name.test\"]}\n        expect: any\n";
    let program = program(steps).expect("a form");
    let (head, source) = program.split_once("*/").expect("a head");
    assert!(head.contains("takes root"), "{head}");
    let place = |wanted: &str| source.find(wanted).expect(wanted);
    let unshared = "if (unshare(CLONE_NEWNS | CLONE_NEWNET) == -1)\n        give_up(";
    assert!(place(unshared) < place("raise_loopback();") && place("raise_loopback();") < place("(mount("));
    let unchecked = source.lines().filter(|line| line.contains("mount(") && !line.contains("== -1"));
    assert_eq!(unchecked.collect::<Vec<_>>(), [""; 0]);
}

/// Of a connected or a bound socket the name may be that of a group as well.
#[rstest]
#[case::group("{host: 239.255.84.9, port: 9}", "stay_here(s, &address);")]
#[case::group_of_ipv6("{host: \"ff02::9\", port: 9}", "stay_here(s, &address);")]
#[case::mapped_group("{host: \"::ffff:239.255.84.9\", port: 9}", "stay_here(s, &address);")]
fn multicast_is_sent_if_it_stays_here(#[case] address: &str, #[case] check: &str) {
    let family = if address.contains("::") { "AF_INET6" } else { "AF_INET" };
    let steps = format!(
        "      - socket: {{as: s, family: {family}, type: SOCK_DGRAM}}
      - connect: {{socket: s, address: {address}}}
        expect: any
      - getpeername: s
        expect: any
        save: n
      - sendto: {{socket: s, data: a, address: $n}}
        expect: any
"
    );
    let statements = statements(&steps);
    let place = |wanted: &str| statements.iter().position(|line| line.contains(wanted)).expect(wanted);
    assert_eq!(place(check) + 1, place("connect(s, "), "{statements:?}");
    assert_eq!(place("stay_here(s, &n);") + 1, place("sendto(s, "), "{statements:?}");
}

#[test]
fn destination_on_this_host_is_not_looked_at() {
    let steps = "      - socket: {as: s}\n      - connect: {socket: s, address: \"loopback:9\"}\n        expect: any\n";
    assert!(!program(steps).expect("a form").contains("stay_here"));
}

/// 0 would be any interface.
#[test]
fn missing_loopback_interface_ends_the_program() {
    let steps = "      - socket: {as: s, family: AF_INET6, type: SOCK_DGRAM}
      - setsockopt: {socket: s, option: IPV6_MULTICAST_IF, value: loopback}
";
    let program = program(steps).expect("a form");
    assert!(program.contains("&(int){loopback_index()}"), "{program}");
    assert!(program.contains("    if (index == 0)\n        give_up("), "{program}");
}

/// What nobody has filled in is not read, and reading it does not come before the error.
#[test]
fn value_is_read_if_the_call_succeeded() {
    let steps = "      - socket: {as: s}\n      - getsockopt: {socket: s, option: SO_LINGER}\n";
    let statements = statements(steps);
    assert!(statements.contains(&"struct linger linger = {0};".to_owned()), "{statements:?}");
    let say = "say_word(\"getsockopt s SO_LINGER\", result, result == -1 ? NULL : linger_text(linger));";
    assert!(statements.contains(&say.to_owned()), "{statements:?}");
}

#[test]
fn repeated_text_may_begin_with_a_zero_byte() {
    let steps = "      - socket: {as: s}
      - send: {socket: s, data: {repeat: \"\\0b\", times: 40}}
        expect: any
";
    let program = program(steps).expect("a form");
    assert!(program.contains("fill(data, sizeof data, \"\\000b\", 2);"), "{program}");
}

/// struct sockaddr_storage has 128 bytes, two of them for the family, and the folder has 64.
#[rstest]
#[case::path("{path: \"$scratch/NAME\"}", 61)]
#[case::abstract_name("{abstract: \"$scratch/NAME\"}", 60)]
fn unix_name_without_room_has_no_form(#[case] address: &str, #[case] most: usize) {
    let of = |length: usize| {
        let address = address.replace("NAME", &"n".repeat(length));
        let bind = format!("      - bind: {{socket: s, address: {address}}}\n        expect: any\n");
        program(&format!("      - socket: {{as: s, family: AF_UNIX}}\n{bind}"))
    };
    assert!(of(most).is_ok());
    assert_eq!(of(most + 1), Err(NoForm("a Unix name that is longer than the room for addresses".to_owned())));
}
