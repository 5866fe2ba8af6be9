//! What is withheld, and what just passes beside it.

#![cfg(linux_kernel)]

use std::io;
use std::net::{TcpListener, UdpSocket};

use rstest::rstest;
use sockshape::operation::{Outcome, Value};

use super::last_outcome;

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
fn destination_of_another_host(#[case] of: &str, #[case] step: &str) {
    assert_eq!(outcome(of, &format!("- {step}")), Outcome::Withheld(OTHER_HOST.to_owned()));
}

#[rstest]
#[case::connect("tcp", "connect: {socket: s, address: '127.0.0.1:PORT'}")]
#[case::wildcard("tcp", "connect: {socket: s, address: '0.0.0.0:PORT'}")]
#[case::datagram("udp", "sendto: {socket: s, data: x, address: '127.0.0.1:PORT'}")]
#[case::message("udp", "sendmsg: {socket: s, data: x, address: '127.0.0.1:PORT'}")]
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
