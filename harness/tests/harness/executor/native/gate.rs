//! What is withheld, and what just passes beside it.

#![cfg(linux_kernel)]

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::thread;

use rstest::rstest;
use socket2::{Domain, Socket, Type};
use sockshape::operation::{Outcome, Value};

use super::last_outcome;
use crate::support::{until, used_port};

const OTHER_HOST: &str = "this would be sent to another host";
const OTHER_PORT: &str = "this port may be another program's";
const OTHER_NAME: &str = "this name may be another program's";
const OUTSIDE: &str =
    "sockets of this family, type and protocol may reach others: it can be looked at and closed, and nothing else";

/// Sockets to begin with, some of which only root may make. (Each test uses some.)
fn socket(what: &str) -> String {
    let arguments = match what {
        "udp" => "family: AF_INET, type: SOCK_DGRAM",
        "udp6" => "family: AF_INET6, type: SOCK_DGRAM",
        "tcp" => "family: AF_INET, type: SOCK_STREAM",
        "unix" => "family: AF_UNIX, type: SOCK_DGRAM",
        "netlink" => "family: AF_NETLINK, type: SOCK_RAW, protocol: 2",
        "route" => "family: 16, type: SOCK_RAW, protocol: 0",
        other => panic!("no socket is called {other}"),
    };
    format!("- socket: {{as: s, {arguments}}}\n")
}

fn outcome(of: &str, steps: &str) -> Outcome {
    last_outcome("5 s", &format!("{}{steps}", socket(of)))
}

#[rstest]
#[case::unspec_is_ipv4(
    "udp",
    "sendto: {socket: s, data: x, address: {family: 0, bytes: '0009 08080808 0000000000000000'}}"
)]
#[case::ipv6_without_a_family(
    "udp6",
    "sendto: {socket: s, data: x, address: {family: 0, \
     bytes: '0009 00000000 20010db8000000000000000000000001 00000000'}}"
)]
#[case::mapped(
    "udp6",
    "sendto: {socket: s, data: x, address: {family: 0, \
     bytes: '0009 00000000 00000000000000000000ffff08080808 00000000'}}"
)]
#[case::mapped_group_asks_the_option_of_ipv4(
    "udp6",
    "sendto: {socket: s, data: x, address: {family: AF_INET6, host: '::ffff:239.255.84.1', port: 9}}"
)]
#[case::group("udp", "sendto: {socket: s, data: x, address: '239.255.84.1:9'}")]
#[case::second_message("udp", "sendmmsg: {socket: s, data: [x, x], addresses: ['127.0.0.1:9', '239.255.84.1:9']}")]
fn destination_of_another_host(#[case] of: &str, #[case] step: &str) {
    assert_eq!(outcome(of, &format!("- {step}")), Outcome::Withheld(OTHER_HOST.to_owned()));
}

#[rstest]
#[case::connect("tcp", "connect: {socket: s, address: '127.0.0.1:PORT'}")]
#[case::wildcard("tcp", "connect: {socket: s, address: '0.0.0.0:PORT'}")]
#[case::datagram("udp", "sendto: {socket: s, data: x, address: '127.0.0.1:PORT'}")]
#[case::message("udp", "sendmsg: {socket: s, data: x, address: '127.0.0.1:PORT'}")]
#[case::second_message("udp", "sendmmsg: {socket: s, data: [x, x], addresses: ['127.0.0.1:9', '127.0.0.1:PORT']}")]
#[case::mapped("udp6", "sendto: {socket: s, data: x, address: '[::ffff:127.0.0.1]:PORT'}")]
#[case::by_name("udp", "create_connection: {as: t, address: {host: localhost, port: PORT}}")]
fn port_of_another_program(#[case] of: &str, #[case] step: &str) -> io::Result<()> {
    let streams = TcpListener::bind("127.0.0.1:0")?;
    let port = streams.local_addr()?.port();
    let datagrams = UdpSocket::bind(("127.0.0.1", port))?;
    let steps = format!("- {step}").replace("PORT", &port.to_string());
    assert_eq!(outcome(of, &steps), Outcome::Withheld(OTHER_PORT.to_owned()));
    streams.set_nonblocking(true)?;
    datagrams.set_nonblocking(true)?;
    assert!(streams.accept().is_err() && datagrams.recv(&mut [0]).is_err(), "nothing arrived");
    Ok(())
}

/// It would share the port if both allowed that, or take it where the system lets it.
#[test]
fn name_of_another_program_is_not_taken() -> io::Result<()> {
    let other = TcpListener::bind("127.0.0.1:0")?;
    let step = format!("- bind: {{socket: s, address: '{}'}}", other.local_addr()?);
    assert_eq!(outcome("tcp", &step), Outcome::Withheld(OTHER_NAME.to_owned()));
    Ok(())
}

/// Nobody had it when it was held. Whether a socket of the trial has it at another address makes no difference.
#[rstest]
#[case::alone("tcp", Ipv4Addr::new(127, 84, 18, 1))]
#[case::beside_one_of_the_trial("udp", Ipv4Addr::new(127, 84, 18, 3))]
fn held_port_that_another_program_took(#[case] of: &str, #[case] sign: Ipv4Addr) -> io::Result<()> {
    let taken = Ipv4Addr::from_bits(sign.to_bits() + 1);
    let steps = format!(
        "\
- hold_port: {{as: holder, type: SOCK_DGRAM}}
  save: port
- bind: {{socket: s, address: '{sign}:$port.port'}}
- listen: s
  expect: any
- socket: {{as: t, family: AF_INET, type: SOCK_DGRAM}}
- poll: {{socket: t, events: [POLLPRI], timeout: 300 ms}}
- setsockopt: {{socket: t, option: SO_REUSEADDR, value: true}}
- bind: {{socket: t, address: '{taken}:$port.port'}}"
    );
    thread::scope(|scope| {
        let run = scope.spawn(|| outcome(of, &steps));
        let port = until(|| used_port(of, sign));
        let other = Socket::new(Domain::IPV4, Type::DGRAM, None)?;
        other.set_reuse_address(true)?;
        other.bind(&SocketAddr::from((taken, port)).into())?;
        assert_eq!(run.join().expect("a run"), Outcome::Withheld(OTHER_NAME.to_owned()));
        Ok(())
    })
}

#[rstest]
#[case::port_of_the_case("tcp", "bind: {socket: s, address: '127.0.0.1:8080'}", OTHER_NAME)]
#[case::port_that_nobody_has("tcp", "connect: {socket: s, address: '127.0.0.1:8080'}", OTHER_PORT)]
#[case::netlink_port(
    "netlink",
    "bind: {socket: s, address: {family: AF_NETLINK, bytes: '0000 01000000 00000000'}}",
    OTHER_NAME
)]
#[case::netlink_group(
    "netlink",
    "bind: {socket: s, address: {family: AF_NETLINK, bytes: '0000 00000000 01000000'}}",
    OTHER_NAME
)]
#[case::netlink_target(
    "netlink",
    "connect: {socket: s, address: {family: AF_NETLINK, bytes: '0000 01000000 00000000'}}",
    OTHER_PORT
)]
fn name_that_others_may_have(#[case] of: &str, #[case] step: &str, #[case] why: &str) {
    assert_eq!(outcome(of, &format!("- {step}")), Outcome::Withheld(why.to_owned()));
}

#[rstest]
#[case::path_that_is_cut("bind: {socket: s, address: {path: $scratch/x, length: 16}}")]
#[case::path_that_is_cut_to_the_folder("connect: {socket: s, address: {path: $scratch/x, length: 66}}")]
#[case::abstract_bytes("connect: {socket: s, address: {family: AF_UNIX, bytes: '00 2f746d70'}}")]
#[case::name_that_the_system_chose_for_another(
    "sendto: {socket: s, data: x, address: {family: AF_UNIX, bytes: '00 3030303031'}}"
)]
fn name_of_another_program(#[case] step: &str) {
    assert_eq!(outcome("unix", &format!("- {step}")), Outcome::Withheld(OTHER_NAME.to_owned()));
}

/// One for each way of using a socket.
#[rstest]
#[case::bind("bind: {socket: s, address: {family: AF_NETLINK, bytes: '0000 00000000 00000000'}}")]
#[case::connect("connect: {socket: s, address: {family: AF_NETLINK, bytes: '0000 00000000 00000000'}}")]
#[case::disconnect("disconnect: s")]
#[case::listen("listen: s")]
#[case::accept("accept: {socket: s, as: t}")]
#[case::send("send: {socket: s, data: x}")]
#[case::sendall("sendall: {socket: s, data: x}")]
#[case::sendmsg("sendmsg: {socket: s, data: x}")]
#[case::recv("recv: s")]
#[case::recv_into("recv_into: {socket: s, into: '.....'}")]
#[case::recvfrom("recvfrom: s")]
#[case::recvfrom_into("recvfrom_into: {socket: s, into: '.....'}")]
#[case::recvmsg("recvmsg: s")]
#[case::sendmmsg("sendmmsg: {socket: s, data: x}")]
#[case::recvmmsg("recvmmsg: {socket: s, sizes: [9]}")]
#[case::sendfile_once("open: $scratch/f\n  save: f\n- sendfile_once: {socket: s, from: $f, count: 1}")]
#[case::duplicate("dup: {socket: s, as: t}\n- send: {socket: t, data: x}")]
#[case::descriptor("detach: s\n  save: fd\n- from_fileno: {as: t, descriptor: $fd, family: AF_NETLINK}\n- recv: t")]
#[case::read("makefile: {socket: s, as: f}\n- read: f")]
#[case::handed_on(
    "socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [s]}]}"
)]
fn socket_that_is_not_in_the_list(#[case] step: &str) {
    assert_eq!(outcome("route", &format!("- {step}")), Outcome::Withheld(OUTSIDE.to_owned()));
}

#[rstest]
#[case::name("getsockname: s")]
#[case::option("getsockopt: {socket: s, option: SO_TYPE}")]
#[case::family("family: s")]
#[case::close("close: s")]
fn socket_that_is_not_in_the_list_can_be_looked_at(#[case] step: &str) {
    let outcome = outcome("route", &format!("- {step}"));
    assert!(matches!(outcome, Outcome::Returned(_)), "{outcome:?}");
}

/// What makes a socket one that can only be looked at, without any privilege.
const TAINT: &str = "- setsockopt: {socket: s, option: IP_FREEBIND, value: true}\n";
const TAINTED: &str =
    "this socket may have the address of another host: it can be looked at and closed, and nothing else";

#[rstest]
#[case::itself("send: {socket: s, data: x}")]
#[case::duplicate("dup: {socket: s, as: t}\n- send: {socket: t, data: x}")]
#[case::descriptor(
    "detach: s\n  save: fd\n- from_fileno: {as: t, descriptor: $fd, family: AF_INET}\n- send: {socket: t, data: x}"
)]
#[case::handed_on(
    "socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [s]}]}"
)]
#[case::even_if_it_is_undone(
    "setsockopt: {socket: s, option: IP_FREEBIND, value: false}\n- send: {socket: s, data: x}"
)]
fn what_a_socket_has_become_is_remembered(#[case] step: &str) {
    assert_eq!(outcome("udp", &format!("{TAINT}- {step}")), Outcome::Withheld(TAINTED.to_owned()));
}

#[rstest]
#[case::connected("connect: {socket: s, address: '127.0.0.1:9'}")]
#[case::handed_on(
    "socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [s]}]}"
)]
fn socket_in_use_stays_what_it_is(#[case] step: &str) {
    let why = "this socket may have the address of another host, and this socket is in use";
    assert_eq!(outcome("udp", &format!("- {step}\n{TAINT}")), Outcome::Withheld(why.to_owned()));
}

#[test]
fn option_that_fails_changes_nothing() {
    let steps = "\
- setsockopt: {socket: s, option: IP_HDRINCL, value: true}
  expect: {error: ENOPROTOOPT}
- sendto: {socket: s, data: x, address: '127.0.0.1:9'}";
    assert_eq!(outcome("udp", steps), Outcome::Returned(vec![Value::Number(1)]));
}

#[rstest]
#[case::own_port(
    "bind: {socket: s, address: 'loopback:0'}\n- getsockname: s\n  save: n\n- sendto: {socket: s, data: x, address: $n}"
)]
#[case::port_of_a_closed_socket(
    "bind: {socket: s, address: 'loopback:0'}
- getsockname: s
  save: n
- close: s
- socket: {as: t, family: AF_INET, type: SOCK_DGRAM}
- sendto: {socket: t, data: x, address: $n}"
)]
#[case::port_that_nobody_serves("sendto: {socket: s, data: x, address: '127.0.0.1:9'}")]
fn port_of_this_trial(#[case] steps: &str) {
    assert_eq!(outcome("udp", &format!("- {steps}")), Outcome::Returned(vec![Value::Number(1)]));
}

/// Without the whole name of its sender, the second message may be another program's.
#[rstest]
#[case::whole(128, None)]
#[case::cut_off(4, Some("nobody can tell who sent this"))]
fn name_of_the_second_message(#[case] room: u8, #[case] why: Option<&str>) {
    let steps = format!(
        "- bind: {{socket: s, address: 'loopback:0'}}
- getsockname: s
  save: n
- sendmmsg: {{socket: s, data: [x, x], addresses: [$n, $n]}}
- recvmmsg: {{socket: s, sizes: [9, 9], name_rooms: [128, {room}]}}"
    );
    let outcome = outcome("udp", &steps);
    match why {
        Some(why) => assert_eq!(outcome, Outcome::Withheld(why.to_owned())),
        None => assert!(matches!(outcome, Outcome::Returned(_)), "{outcome:?}"),
    }
}

/// Whoever sends to a socket of UDP may be another program, and sendfile passes on what it cannot see.
#[rstest]
#[case::udp("udp", Some("nobody can tell who sent this"))]
#[case::unix("unix", None)]
fn socket_to_send_from(#[case] of: &str, #[case] why: Option<&str>) {
    let steps = "\
- detach: s
  save: fd
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- sendfile_once: {socket: a, from: $fd, count: 1}";
    match (outcome(of, steps), why) {
        (Outcome::Withheld(withheld), Some(why)) => assert_eq!(withheld, why),
        (outcome, why) => assert!(matches!(outcome, Outcome::Failed(_)) && why.is_none(), "{outcome:?}"),
    }
}

/// Options in bytes: why each is withheld.
const NOBODY_KNOWS: &str = "nobody can say what this option does";

/// Sets an option in bytes, and sends.
fn outcome_of_bytes(of: &str, option: &str, value: &str) -> Outcome {
    let steps = format!(
        "- setsockopt_bytes: {{socket: s, option: {option}, value: {value}}}
  expect: any
- sendto: {{socket: s, data: x, address: 'loopback:9'}}"
    );
    outcome(of, &steps)
}

#[rstest]
#[case::source_route("{level: IPPROTO_IP, name: 4}", "{hex: '01830704c6336402'}")]
#[case::filter("{level: SOL_SOCKET, name: 26}", "[1, 0, 0, 0]")]
#[case::membership_by_another_name("{level: IPPROTO_IP, name: 42}", "{repeat: x, times: 136}")]
#[case::tables_of_netfilter("{level: IPPROTO_IP, name: 64}", "{repeat: x, times: 96}")]
#[case::level_of_another_family("{level: 270, name: 1}", "1")]
#[case::nearly_nobodys("{level: SOL_SOCKET, name: 999999}", "1")]
fn option_that_nobody_knows(#[case] option: &str, #[case] value: &str) {
    let step = format!("- setsockopt_bytes: {{socket: s, option: {option}, value: {value}}}");
    assert_eq!(outcome("udp", &step), Outcome::Withheld(NOBODY_KNOWS.to_owned()));
    let step = format!("- getsockopt_bytes: {{socket: s, option: {option}, room: 4}}");
    assert_eq!(outcome("udp", &step), Outcome::Withheld(NOBODY_KNOWS.to_owned()));
}

#[rstest]
#[case::index("SO_BINDTOIFINDEX", "2147483632")]
#[case::index_by_number("{level: 1, name: 62}", "1")]
#[case::name("SO_BINDTODEVICE", "lo")]
#[case::name_before_a_zero("{level: 1, name: 25}", "\"lo\\0eth0\"")]
#[case::no_name("SO_BINDTODEVICE", "''")]
#[case::nobodys_option("{level: SOL_SOCKET, name: 1000000}", "1")]
#[case::nobodys_level("{level: 1000000, name: 1}", "1")]
#[case::on_or_off("SO_BROADCAST", "1")]
#[case::transparent_off("IP_TRANSPARENT", "0")]
fn option_in_bytes_that_changes_nothing(#[case] option: &str, #[case] value: &str) {
    // Reaching nobody is an error of the network, and not withheld.
    let outcome = outcome_of_bytes("udp", option, value);
    assert!(matches!(outcome, Outcome::Returned(_) | Outcome::Failed(_)), "{outcome:?}");
}

#[rstest]
#[case::freebind("{level: IPPROTO_IP, name: 15}", "1", TAINTED)]
#[case::freebind_in_an_octet("IP_FREEBIND", "{hex: '01'}", TAINTED)]
#[case::freebind_in_too_many("IP_FREEBIND", "[1, 0]", TAINTED)]
fn option_in_bytes_is_what_its_name_says(#[case] option: &str, #[case] value: &str, #[case] why: &str) {
    assert_eq!(outcome_of_bytes("udp", option, value), Outcome::Withheld(why.to_owned()));
}

const MEMBERSHIP: &str = "this would tell other hosts of the membership";

#[rstest]
#[case::any_interface("udp", "IP_ADD_MEMBERSHIP", "{hex: 'efff540100000000'}")]
#[case::other_interface("udp", "IP_ADD_MEMBERSHIP", "{hex: 'efff5401c0000201'}")]
#[case::nothing("udp", "{level: IPPROTO_IP, name: 35}", "''")]
#[case::any_index("udp6", "IPV6_JOIN_GROUP", "{hex: 'ff0e0000000000000000000000008401 00000000'}")]
fn membership_in_bytes_on_any_interface(#[case] of: &str, #[case] option: &str, #[case] value: &str) {
    let step = format!("- setsockopt_bytes: {{socket: s, option: {option}, value: {value}}}");
    assert_eq!(outcome(of, &step), Outcome::Withheld(MEMBERSHIP.to_owned()));
}

/// The numbers of others mean something else.
#[rstest]
#[case::set("setsockopt_bytes: {socket: s, option: SO_BROADCAST, value: 1}")]
#[case::read("getsockopt_bytes: {socket: s, option: SO_BROADCAST, room: 4}")]
fn socket_that_is_not_in_the_list_has_no_bytes(#[case] step: &str) {
    assert_eq!(outcome("route", &format!("- {step}")), Outcome::Withheld(NOBODY_KNOWS.to_owned()));
}

/// What the host alone knows is no part of a record.
#[rstest]
#[case::cookie("SO_COOKIE")]
#[case::peer("{level: SOL_SOCKET, name: 17}")]
fn bytes_that_differ_from_run_to_run(#[case] option: &str) {
    let step = format!("- getsockopt_bytes: {{socket: s, option: {option}, room: 16}}");
    assert_eq!(outcome("unix", &step), Outcome::Withheld(NOBODY_KNOWS.to_owned()));
}

#[test]
fn datagrams_keep_the_form_of_their_addresses() {
    let step = "- setsockopt: {socket: s, option: IPV6_ADDRFORM, value: 2}";
    let why = "this would change how addresses are read";
    assert_eq!(outcome("udp6", step), Outcome::Withheld(why.to_owned()));
}

/// Linux before 6.3 has no such option: there the socket stays as it is.
#[rstest]
#[case::range("- setsockopt_bytes: {socket: s, option: IP_LOCAL_PORT_RANGE, value: 50000}\n  expect: any\n")]
#[case::one_port(
    "\
- socket: {as: holder, family: AF_INET, type: SOCK_DGRAM}
- bind: {socket: holder, address: 'loopback:0'}
- getsockname: holder
  save: name
- limit_port: {socket: s, port: $name.port}
  expect: any
"
)]
fn port_that_is_left_to_choose_is_only_looked_at(#[case] set: &str) {
    let is_set = outcome("udp", set) == Outcome::Returned(Vec::new());
    let again = sockshape::platform::error_name::ErrorName::named("EAGAIN").expect("a name");
    let why = "this socket may choose its port: it can be looked at and closed, and nothing else";
    let expected = if is_set { Outcome::Withheld(why.to_owned()) } else { Outcome::Failed(again) };
    assert_eq!(outcome("udp", &format!("{set}- recv: {{socket: s, flags: [MSG_DONTWAIT]}}")), expected);
}
