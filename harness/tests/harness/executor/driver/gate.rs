//! What a driver is not asked for that does not confine its calls itself.

use rstest::rstest;
use sockshape::executor::run;
use sockshape::operation::Outcome;

use super::{drive, driver};
use crate::support::trial_of_steps;

/// `sockshape drive`, as if it let all calls pass.
fn unconfined() -> String {
    let script = format!("{} | sed -u 's/\"confines\":true/\"confines\":false/'", drive());
    shlex::try_join(["sh", "-c", &script]).expect("a command")
}

fn outcomes(steps: &str) -> Vec<Outcome> {
    let driver = driver(&unconfined()).expect("a driver");
    let trial = trial_of_steps(steps);
    let transcript = run(&trial.program, &driver).expect("an end");
    transcript.0.into_iter().map(|entry| entry.outcome).collect()
}

/// The gate of `sockshape drive` itself has other words.
const SERVED: &str = "another program may serve this port";

const UDP: &str = "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n";

#[rstest]
#[case::group("- sendto: {socket: s, data: x, address: \"239.255.0.1:7\"}", "this might be sent to another host")]
#[case::group_of_connect("- connect: {socket: s, address: \"239.255.0.1:7\"}", "this might be sent to another host")]
#[case::bytes(
    "- connect: {socket: s, address: {family: AF_INET, bytes: \"00357f000001\"}}",
    "this might be sent to another host"
)]
#[case::port("- connect: {socket: s, address: \"127.0.0.1:53\"}", SERVED)]
#[case::port_to_have("- bind: {socket: s, address: \"127.0.0.1:5432\"}", SERVED)]
#[case::port_in_bytes("- bind: {socket: s, address: {family: AF_INET, bytes: \"15387f000001\"}}", SERVED)]
#[case::option(
    "- setsockopt: {socket: s, option: IP_FREEBIND, value: true}",
    "with this option, the socket might reach more than the sockets of its trial"
)]
#[case::raw_option(
    "- setsockopt_bytes: {socket: s, option: {level: IPPROTO_IP, name: 35}, value: \"00\"}",
    "nobody can say what these bytes would do to a socket of a driver"
)]
fn call_that_may_lead_out_is_withheld(#[case] step: &str, #[case] why: &str) {
    let outcomes = outcomes(&format!("{UDP}{step}\n"));
    assert_eq!(outcomes.get(1), Some(&Outcome::Withheld(why.to_owned())));
}

/// Whatever becomes of it: another name, or an address of nothing that the gate knows.
#[rstest]
#[case::rtnetlink("{as: s, family: AF_NETLINK, type: SOCK_RAW, protocol: 0}", "- dup: {socket: s, as: t}\n- recv: t")]
#[case::packets(
    "{as: s, family: AF_PACKET, type: SOCK_RAW, protocol: 0}",
    "- bind: {socket: s, address: {family: AF_PACKET, bytes: \"000302000000\"}}"
)]
#[case::family_by_number("{as: s, family: 17, type: SOCK_RAW}", "- send: {socket: s, data: x}")]
#[case::type_by_number("{as: s, family: AF_NETLINK, type: 3}", "- send: {socket: s, data: x}")]
fn socket_that_may_reach_anything_does_nothing(#[case] socket: &str, #[case] steps: &str) {
    let outcomes = outcomes(&format!("- socket: {socket}\n{steps}\n"));
    let why = "nobody can say what a socket of this kind of a driver might reach";
    assert_eq!(outcomes.last(), Some(&Outcome::Withheld(why.to_owned())));
    assert!(!matches!(outcomes[0], Outcome::Withheld(_)), "a driver may say that it lacks such sockets");
}

/// A socket that asked for a port need not have it.
#[test]
fn port_that_a_case_asked_for_may_be_another_programs() {
    let steps =
        "- bind: {socket: s, address: \"127.0.0.1:5432\"}\n- connect: {socket: s, address: \"127.0.0.1:5432\"}\n";
    assert_eq!(outcomes(&format!("{UDP}{steps}"))[2], Outcome::Withheld(SERVED.to_owned()));
}

#[test]
fn call_that_was_not_started_cannot_be_finished() {
    let start = "- start: {as: c, step: {sendto: {socket: s, data: x, address: \"127.0.0.1:53\"}}}\n";
    let outcomes = outcomes(&format!("{UDP}{start}- finish: c\n"));
    assert_eq!(outcomes[2], Outcome::NotRun("no call was started as `c`".to_owned()));
}

#[rstest]
#[case::own_port(
    "- bind: {socket: s, address: \"127.0.0.1:0\"}\n- getsockname: s\n  save: a\n- connect: {socket: s, address: $a}"
)]
#[case::no_port("- connect: {socket: s, address: \"127.0.0.1:0\"}")]
fn call_that_stays_passes(#[case] steps: &str) {
    assert_eq!(outcomes(&format!("{UDP}{steps}\n")).pop(), Some(Outcome::Returned(Vec::new())));
}
