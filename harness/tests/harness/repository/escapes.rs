//! The attempts to get out of the box, which `ci/escapes` makes. They pass the reading: one that is refused there is no
//! attempt. Those that are refused stand here.

use std::collections::BTreeSet;

use rstest::rstest;
use sockshape::case::load;

use crate::support::{assert_steps_refused, rendered, root};

/// How many attempts there are at least.
const LEAST: usize = 60;

/// The names of the attempts.
fn names() -> Vec<String> {
    let corpus =
        load(&root().join("harness/tests/escapes")).unwrap_or_else(|problems| panic!("{}", rendered(&problems)));
    corpus.trials().map(|trial| trial.name.to_string()).collect()
}

#[test]
fn there_are_many_attempts() {
    let names = names();
    let of_cases = names.iter().map(|name| name.split('@').next().expect("a name"));
    let attempts: BTreeSet<&str> = of_cases.filter(|name| !name.starts_with("harmless::")).collect();
    assert!(attempts.len() >= LEAST, "{} attempts: {attempts:?}", attempts.len());
}

/// `ci/escapes` has to know who can make an attempt, and asks for each by its name, of which a part is enough.
#[test]
fn every_attempt_can_be_made_alone() {
    let names = names();
    for name in &names {
        let topic = name.split("::").nth(1);
        assert!(topic.is_some_and(|topic| ["anyone", "root"].contains(&topic)), "{name}: who can make it?");
        let with_it = names.iter().filter(|other| other.contains(name.as_str()));
        assert_eq!(with_it.count(), 1, "{name} is a part of the name of another attempt");
    }
}

const SOCKETS: &str = "\
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- socket: {as: six, family: AF_INET6, type: SOCK_DGRAM}
- socket: {as: unix, family: AF_UNIX, type: SOCK_STREAM}
- socket: {as: icmp, family: AF_INET, type: SOCK_RAW, protocol: IPPROTO_ICMP}
- socket: {as: packet, family: AF_PACKET, type: SOCK_RAW}
";

const ELSEWHERE: &str = "this destination is not an address of this host";
const MULTICAST: &str = "multicasts of a case must use the loopback interface";
const OTHER_TABLE: &str = "the table in `hosts` has no such address of `example.org`";
const RESOLVER: &str = "looking up `example.org` might ask a name server";

#[rstest]
#[case("sendto: {socket: s, data: x, address: §\"198.51.100.2:1\"}", ELSEWHERE)]
#[case("sendto: {socket: six, data: x, address: §\"[::ffff:198.51.100.2]:1\"}", ELSEWHERE)]
#[case("connect: {socket: s, address: §{family: AF_INET, bytes: \"0001 c6336402\"}}", ELSEWHERE)]
#[case("create_connection: {as: c, address: §\"198.51.100.2:1\"}", ELSEWHERE)]
#[case("setsockopt: {socket: s, option: IP_MULTICAST_IF, value: §\"198.51.100.1\"}", MULTICAST)]
#[case("setsockopt: {socket: six, option: IPV6_MULTICAST_IF, value: §any}", MULTICAST)]
#[case("setsockopt: {socket: six, option: IPV6_JOIN_GROUP, value: §{group: \"ff0e::1\", interface: any}}", MULTICAST)]
#[case("setsockopt: {socket: s, option: SO_BINDTOIFINDEX, value: §\"7\"}", "unknown interface `7`")]
#[case("setsockopt: {socket: s, option: SO_BINDTODEVICE, value: §eth0}", "unknown interface `eth0`")]
#[case("connect: {socket: unix, address: {path: §/tmp/victim}}", "`/tmp/victim` lies outside the case's own folder")]
#[case("connect: {socket: unix, address: §{family: 1, bytes: \"2f\"}}", "raw bytes of AF_UNIX must not be a path")]
#[case("open: {path: §$scratch/../x}", "`$scratch/../x` lies outside the case's own folder")]
#[case("getaddrinfo: §{host: example.org}", RESOLVER)]
#[case("getaddrinfo: §{host: example.org, hosts: [\"127.0.0.1 localhost\"]}", OTHER_TABLE)]
#[case("getaddrinfo: §{host: example.org, family: AF_INET6, hosts: [\"127.0.0.1 example.org\"]}", OTHER_TABLE)]
#[case("sendmmsg: {socket: s, data: [x, x], addresses: [\"127.0.0.1:9\", §\"198.51.100.2:1\"]}", ELSEWHERE)]
#[case(
    "§sendto: {socket: icmp, data: x, address: \"127.0.0.1:0\"}",
    "this step would be withheld: `icmp` may reach others than this case"
)]
#[case("§recv: packet", "this step would be withheld: `packet` may reach others than this case")]
fn attempt_that_is_refused_when_it_is_read(#[case] step: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{SOCKETS}- {step}"), message, "");
}
