//! A run of operations that return other values than addresses, as text: what differs between runs is a symbol, too.

use std::time::Duration;

use rstest::rstest;
use sockshape::operation::{HostInterface, Outcome, Record, Value, Vocabulary};

use super::transcript;
use crate::support::observed;
use crate::support::outcome::{address, data, ok, returned, word};

fn descriptor(number: i64) -> Outcome {
    returned(Value::Descriptor(number))
}

#[test]
fn descriptor_has_the_same_symbol_everywhere() {
    let steps = "
- socket: {as: s}
- dup: {socket: s, as: t}
- fileno: s
- fileno: t
- detach: s
  save: fd
- fileno: s
- from_fileno: {as: u, descriptor: $fd, family: AF_INET}
- open: {path: $scratch/a, data: hello}
  save: file
- sendfile: {socket: u, file: $file, offset: 1, count: 2, by: send}
";
    let outcomes = vec![
        ok(),
        ok(),
        descriptor(17),
        descriptor(4),
        descriptor(17),
        descriptor(-1),
        ok(),
        descriptor(5),
        Outcome::Returned(vec![Value::Number(2), word(Vocabulary::SendfileMethod, "send")]),
    ];
    let expected = "\
socket s -> ok
dup s t -> ok
fileno s -> <fd-1>
fileno t -> <fd-2>
detach s -> <fd-1>
fileno s -> -1
from_fileno u <fd-1> family=AF_INET -> ok
open <scratch>/a data=\"hello\" -> <fd-3>
sendfile u <fd-3> offset=1 count=2 by=send -> 2, by send";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[test]
fn values_that_differ_between_runs_are_symbols() {
    let steps = "
- socket: {as: s}
- send: {socket: s, data: {repeat: x, times: 1000}}
- waited: s
- settimeout: {socket: s, timeout: 2 s}
- gettimeout: s
- poll: {socket: s, events: [POLLIN, POLLOUT], timeout: none}
- gethostname: {size: 64}
- getsockopt: {socket: s, option: SO_COOKIE}
- getsockopt: {socket: s, option: IPV6_MULTICAST_IF}
";
    let outcomes = vec![
        ok(),
        returned(Value::PartialCount(999)),
        returned(Value::Elapsed(Duration::from_millis(123))),
        ok(),
        returned(word(Vocabulary::Timeout, "2000 ms")),
        returned(word(Vocabulary::Events, "none")),
        returned(Value::Hostname("somewhere".into())),
        returned(Value::Cookie(4711)),
        returned(Value::Interface(HostInterface { index: 5, name: Some("lo".into()), is_loopback: true })),
    ];
    let expected = "\
socket s -> ok
send s \"x\" x 1000 -> <part>
waited s -> <time>
settimeout s 2000 ms -> ok
gettimeout s -> 2000 ms
poll s POLLIN|POLLOUT timeout=none -> none
gethostname size=64 -> <hostname>
getsockopt s SO_COOKIE -> <cookie>
getsockopt s IPV6_MULTICAST_IF -> loopback";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[test]
fn messages_have_buffers_sizes_and_ancillary_data() {
    let steps = "
- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}
- sendmsg: {socket: s, data: hello}
- sendmsg:
    socket: s
    data: [he, llo]
    ancillary: [{SCM_RIGHTS: [s, s]}, {IP_PKTINFO: \"127.0.0.2\"}, {IP_TTL: 7}, {unknown: {hex: \"0a\"}}]
    flags: [MSG_OOB, 4096]
- recvmsg: {socket: s, sizes: [3, 10], room: 0, as: [a, b]}
- recv_into: {socket: s, into: hello}
- recv_into: {socket: s, into: {buffer: hello, offset: 1, size: 3}, flags: [MSG_PEEK, MSG_WAITALL]}
";
    let rights = Record(vec![("type", word(Vocabulary::Ancillary, "SCM_RIGHTS")), ("sockets", Value::Number(2))]);
    let received = |ancillary| {
        let flags = word(Vocabulary::MessageFlags, "MSG_TRUNC|MSG_CTRUNC");
        let sender = Value::Address(observed("127.0.0.1:9"));
        Outcome::Returned(vec![Value::Data(b"hello".to_vec()), sender, flags, Value::Records(ancillary)])
    };
    let filled = || Outcome::Returned(vec![Value::Number(1), Value::Data(b"hxllo".to_vec())]);
    let outcomes =
        vec![ok(), returned(Value::Number(5)), returned(Value::Number(5)), received(vec![rights]), filled(), filled()];
    let expected = "\
socket s AF_UNIX SOCK_STREAM -> ok
sendmsg s \"hello\" -> 5
sendmsg s [\"he\", \"llo\"] ancillary=[{SCM_RIGHTS [s, s]}, {IP_PKTINFO 127.0.0.2}, {IP_TTL 7}, {unknown hex 0a}] \
flags=MSG_OOB|4096 -> 5
recvmsg s sizes=[3, 10] room=0 as=[a, b] -> \"hello\", address AF_INET 127.0.0.1:<port-1> (16 bytes), \
flags MSG_TRUNC|MSG_CTRUNC, ancillary {type SCM_RIGHTS, sockets 2}
recv_into s \"hello\" -> 1, buffer \"hxllo\"
recv_into s \"hello\"[1..4] flags=MSG_PEEK|MSG_WAITALL -> 1, buffer \"hxllo\"";
    assert_eq!(transcript(steps, outcomes), expected);
}

fn answer(family: &str, address: &str) -> Record {
    Record(vec![("family", word(Vocabulary::Family, family)), ("address", Value::Address(observed(address)))])
}

#[test]
fn records_have_their_own_lines_and_a_written_service_stays() {
    let steps = "
- getaddrinfo: {host: localhost, service: ftp}
- getaddrinfo: {service: 8080, family: AF_INET, flags: [AI_PASSIVE, AI_NUMERICSERV]}
- socket: {as: s}
";
    let both = vec![answer("AF_INET6", "[::1]:21"), answer("AF_INET", "127.0.0.1:21")];
    let outcomes =
        vec![returned(Value::Records(both)), returned(Value::Records(vec![answer("AF_INET", "0.0.0.0:8080")])), ok()];
    let expected = "\
getaddrinfo host=\"localhost\" service=\"ftp\" -> 2 records
\x20 {family AF_INET6, address AF_INET6 [::1]:21 (28 bytes)}
\x20 {family AF_INET, address AF_INET 127.0.0.1:21 (16 bytes)}
getaddrinfo service=\"8080\" family=AF_INET flags=AI_PASSIVE|AI_NUMERICSERV -> \
{family AF_INET, address AF_INET 0.0.0.0:8080 (16 bytes)}
socket s -> ok";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[test]
fn saved_port_has_the_same_symbol_in_lookups() {
    let steps = "
- socket: {as: s}
- getsockname: s
  save: name
- getaddrinfo: {service: $name.port, family: AF_INET}
  save: answer
- socket: {as: t, family: $answer.family}
- create_connection: {as: c, address: {host: ~, port: $name.port}, timeout: 300 ms, source: $answer.address}
- getnameinfo: {address: $name, flags: [NI_NUMERICHOST], service_size: 8}
- getnameinfo: {address: $name, flags: [NI_NUMERICHOST]}
";
    let names = |service| Outcome::Returned(vec![Value::Text("127.0.0.1".into()), service]);
    let outcomes = vec![
        ok(),
        address("127.0.0.1:40000"),
        returned(Value::Records(vec![answer("AF_INET", "127.0.0.1:40000")])),
        ok(),
        ok(),
        names(Value::Port(40000)),
        names(Value::Text("http".into())),
    ];
    let expected = "\
socket s -> ok
getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)
getaddrinfo service=<port-1> family=AF_INET -> {family AF_INET, address AF_INET 127.0.0.1:<port-1> (16 bytes)}
socket t AF_INET -> ok
create_connection c none:<port-1> timeout=300 ms source=127.0.0.1:<port-1> -> ok
getnameinfo 127.0.0.1:<port-1> flags=NI_NUMERICHOST service_size=8 -> \"127.0.0.1\", service <port-1>
getnameinfo 127.0.0.1:<port-1> flags=NI_NUMERICHOST -> \"127.0.0.1\", service \"http\"";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[rstest]
#[case::flag("SO_BROADCAST", "true", "true")]
#[case::off("SO_LINGER", "false", "false")]
#[case::no_time("SO_RCVTIMEO", "false", "false")]
#[case::time("SO_RCVTIMEO", "2 s", "2000 ms")]
#[case::short_time("SO_RCVTIMEO", "1500 us", "1500 us")]
#[case::address("IP_MULTICAST_IF", "127.0.0.1", "127.0.0.1")]
#[case::interface("IPV6_MULTICAST_IF", "loopback", "loopback")]
#[case::name("TCP_CONGESTION", "reno", "reno")]
#[case::membership("IP_ADD_MEMBERSHIP", "{group: 239.255.84.1, interface: loopback}", "239.255.84.1 on loopback")]
#[case::membership_by_address(
    "IP_ADD_MEMBERSHIP",
    "{interface: 127.0.0.1, group: 239.255.84.1}",
    "239.255.84.1 on 127.0.0.1"
)]
#[case::membership_of_v6("IPV6_JOIN_GROUP", "{group: \"ff01::1\", interface: nonexistent}", "ff01::1 on nonexistent")]
#[case::membership_of_a_source(
    "IP_ADD_SOURCE_MEMBERSHIP",
    "{group: 239.255.84.1, source: 127.0.0.2, interface: 127.0.0.1}",
    "239.255.84.1 from 127.0.0.2 on 127.0.0.1"
)]
fn value_of_an_option(#[case] option: &str, #[case] value: &str, #[case] expected: &str) {
    let steps = format!("- socket: {{as: s}}\n- setsockopt: {{socket: s, option: {option}, value: {value}}}");
    let text = transcript(&steps, vec![ok(), ok()]);
    assert_eq!(text.lines().nth(1), Some(format!("setsockopt s {option} {expected} -> ok").as_str()));
}

#[test]
fn file_objects() {
    let steps = "
- socket: {as: s}
- makefile: {socket: s, as: f}
- write: {file: f, data: \"a\\n\"}
- flush: f
- readline: {file: f, size: 0}
- read: f
- close: f
";
    let outcomes = vec![ok(), ok(), returned(Value::Number(2)), ok(), data(b""), data(b"b\n"), ok()];
    let expected = "\
socket s -> ok
makefile s f -> ok
write f \"a\\n\" -> 2
flush f -> ok
readline f size=0 -> \"\"
read f -> \"b\\n\"
close f -> ok";
    assert_eq!(transcript(steps, outcomes), expected);
}
