//! Claims: what is refused of an expectation, and which of several claims holds for a platform.

use std::sync::Arc;

use rstest::rstest;
use sockshape::case::Claim;

use crate::support::{DATAGRAM, STREAM, assert_steps_refused, platform, trial_of_steps};

#[track_caller]
fn assert_expectation_refused(step: &str, expect: &str, message: &str, hint: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- {step}\n  {expect}"), message, hint);
}

#[rstest]
#[case::unknown("{error: §ECONREFUSED}", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::second_of_two("{error: [EINVAL, §ECONREFUSED]}", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::alias("{error: §EWOULDBLOCK}", "`EWOULDBLOCK` goes by the name of `EAGAIN`", "write `EAGAIN`")]
#[case::windows_name("{error: §WSAENOTCONN}", "unknown error `WSAENOTCONN`", "the POSIX name: `ENOTCONN`")]
#[case::number("{error: §107}", "`error` must be the name of an error, not a number", "")]
#[case::with_another_key("{error: EINVAL, §data: x}", "unknown key of an expected error `data`", "there is `error`")]
fn errors(#[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("recv: s", &format!("expect: {expectation}"), message, hint);
}

/// An error of the call and an error that is its value are two things, and neither is taken for the other.
#[rstest]
#[case::error_as_a_value(
    "§ECONNREFUSED",
    "`expect` must be a pending error, not `ECONNREFUSED`",
    "`pending ECONNREFUSED`, or {error: ECONNREFUSED} if the call itself fails"
)]
#[case::misspelt("§pending ECONREFUSED", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::something_else(
    "§nothing",
    "`expect` must be a pending error, not `nothing`",
    "`none`, or `pending` and the name of an error"
)]
fn pending_errors(#[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("take_error: s", &format!("expect: {expectation}"), message, hint);
}

/// Words are read as what they are, so that a misspelt one is found, whatever platform the claim is for.
#[rstest]
#[case::event("poll: {socket: s, events: [POLLIN]}", "§POLHUP", "unknown event `POLHUP`", "did you mean `POLLHUP`?")]
#[case::one_event_of_two(
    "poll: {socket: s, events: [POLLIN]}",
    "§POLLIN|POLHUP",
    "unknown event `POLHUP`",
    "did you mean `POLLHUP`?"
)]
#[case::pending_error(
    "take_error: s",
    "§pending ECONNRESSET",
    "unknown error `ECONNRESSET`",
    "did you mean `ECONNRESET`?"
)]
#[case::family("family: s", "§AF_INETT", "unknown family `AF_INETT`", "did you mean `AF_INET`?")]
#[case::other_name_of_a_family("family: s", "§AF_LOCAL", "`AF_LOCAL` goes by the name of `AF_UNIX`", "write `AF_UNIX`")]
#[case::socket_type("type: s", "§SOCK_STREEM", "unknown socket type `SOCK_STREEM`", "did you mean `SOCK_STREAM`?")]
#[case::flag_of_a_type("type: s", "§SOCK_CLOEXEK", "unknown socket type `SOCK_CLOEXEK`", TYPES)]
#[case::protocol("protocol: s", "§IPPROTO_TPC", "unknown protocol `IPPROTO_TPC`", "did you mean `IPPROTO_TCP`?")]
#[case::control_message(
    "recvmsg: s",
    "{ancillary: {includes: [{type: §SCM_RIGHT}]}}",
    "unknown type of control message `SCM_RIGHT`",
    "did you mean `SCM_RIGHTS`?"
)]
#[case::message_flag(
    "recvmsg: s",
    "{flags: §MSG_TRUNK}",
    "unknown message flag `MSG_TRUNK`",
    "did you mean `MSG_TRUNC`?"
)]
#[case::time("gettimeout: s", "§2s", "`2s` is not a time", "such as 200 ms or 2 s; 0; or none")]
#[case::way_to_send_a_file(
    "sendfile: {socket: s, file: $file}",
    "{by: §sendfiel}",
    "unknown way to send a file `sendfiel`",
    "did you mean `sendfile`?"
)]
#[case::constant(
    "constants: AF_",
    "{includes: [{name: §AF_INTE, value: 2}]}",
    "unknown constant `AF_INTE`",
    "did you mean `AF_INET`?"
)]
#[case::family_of_an_answer(
    "getaddrinfo: {service: 80, family: AF_INET}",
    "{in_order: [{family: §AF_INETT}]}",
    "unknown family `AF_INETT`",
    "did you mean `AF_INET`?"
)]
#[case::address_of_a_packet(
    "recvmsg: s",
    "{ancillary: {includes: [{type: IP_PKTINFO, destination: §127.0.1}]}}",
    "`127.0.1` is not an IP address",
    ""
)]
#[case::type_of_an_option(
    "getsockopt: {socket: s, option: SO_TYPE}",
    "§SOCK_STREEM",
    "unknown socket type `SOCK_STREEM`",
    "did you mean `SOCK_STREAM`?"
)]
#[case::interface_of_an_option(
    "getsockopt: {socket: s, option: SO_BINDTODEVICE}",
    "§lopback",
    "unknown interface `lopback`",
    "did you mean `loopback`?"
)]
#[case::address_of_an_option(
    "getsockopt: {socket: s, option: IP_MULTICAST_IF}",
    "§loopback",
    "`loopback` is not an IP address",
    ""
)]
#[case::option_that_is_a_number(
    "getsockopt: {socket: s, option: SO_RCVBUF}",
    "§large",
    "`PLACE` must be a number, \">= 1\" or \"<= 8\", not `large`",
    ""
)]
fn words(
    #[case] step: &str,
    #[case] claim: &str,
    #[case] message: &str,
    #[case] hint: &str,
    #[values(None, Some("linux"))] platform: Option<&str>,
) {
    let opened = "- open: $scratch/file\n  save: file\n";
    let (claim, key) = match platform {
        None => (format!("expect: {claim}"), "expect"),
        Some(platform) => (format!("expect_on: {{{platform}: {claim}}}"), platform),
    };
    let message = message.replace("PLACE", key);
    assert_steps_refused(&format!("{DATAGRAM}{opened}- {step}\n  {claim}"), &message, hint);
}

const TYPES: &str = "one of `SOCK_DCCP`, `SOCK_DGRAM`, `SOCK_RAW`, `SOCK_RDM`, `SOCK_SEQPACKET`, `SOCK_STREAM`";

#[rstest]
#[case::data("recv: s", "§ENOTCONN", "data", "{error: ENOTCONN}")]
#[case::misspelt("recv: s", "§ENOTCON", "data", "{error: ENOTCONN}")]
#[case::other_name("recv: s", "§EWOULDBLOCK", "data", "{error: EAGAIN}")]
#[case::data_among_others("recvfrom: s", "{data: §ENOTCONN}", "data", "{error: ENOTCONN}")]
#[case::deadline("recv: s", "§timed_out", "data", "timed-out")]
#[case::host("getnameinfo: {address: \"127.0.0.1:80\"}", "{host: §EAI_NONAME}", "text", "{error: EAI_NONAME}")]
#[case::congestion_control("getsockopt: {socket: s, option: TCP_CONGESTION}", "§EINVAL", "text", "{error: EINVAL}")]
fn error_that_would_be_taken_for_text(
    #[case] step: &str,
    #[case] claim: &str,
    #[case] what: &str,
    #[case] meant: &str,
) {
    let word: String =
        claim.split('§').nth(1).unwrap_or_default().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let hint = format!("write {meant}, or put it in quotes if it is {what}");
    assert_expectation_refused(step, &format!("expect: {claim}"), &format!("`{word}` is taken for {what} here"), &hint);
    trial_of_steps(&format!(
        "{DATAGRAM}- {step}\n  expect: {}",
        claim.replace(&format!("§{word}"), &format!("\"{word}\""))
    ));
}

#[rstest]
#[case::address("getsockname: s", "§ENOTCONN", "unknown address `ENOTCONN`")]
#[case::number(
    "send: {socket: s, data: x}",
    "§ENOTCONN",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not `ENOTCONN`"
)]
#[case::nothing("listen: s", "§ENOTCONN", "this operation returns nothing that could have a shape")]
fn error_instead_of_a_shape(#[case] step: &str, #[case] claim: &str, #[case] message: &str) {
    assert_expectation_refused(step, &format!("expect: {claim}"), message, "if it fails, write {error: ENOTCONN}");
}

#[rstest]
#[case::address("getsockname: s", "§timed_out", "unknown address `timed_out`")]
#[case::number(
    "send: {socket: s, data: x}",
    "§timedout",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not `timedout`"
)]
#[case::nothing("listen: s", "§time-out", "this operation returns nothing that could have a shape")]
fn deadline_that_is_misspelt(#[case] step: &str, #[case] claim: &str, #[case] message: &str) {
    assert_expectation_refused(step, &format!("expect: {claim}"), message, "did you mean `timed-out`?");
}

/// Claims that no outcome can have.
#[rstest]
#[case::error_of_the_resolver(
    "recv: s",
    "{error: §EAI_NONAME}",
    "`EAI_NONAME` is an error of getaddrinfo and getnameinfo alone",
    ""
)]
#[case::other_family(
    "getsockname: s",
    "§{family: AF_UNIX}",
    "the socket is of AF_INET, and an address of AF_UNIX is none of its",
    ""
)]
#[case::path(
    "recvfrom: s",
    "{address: §unnamed}",
    "the socket is of AF_INET, and an address of AF_UNIX is none of its",
    ""
)]
#[case::host_of_another_family(
    "getsockname: s",
    "§\"[::1]:0\"",
    "the socket is of AF_INET, and `::1` is no address of that family",
    BOTH
)]
#[case::mapped(
    "getsockname: s",
    "§\"v4-mapped-loopback:0\"",
    "the socket is of AF_INET, and `::ffff:127.0.0.1` is no address of that family",
    BOTH
)]
#[case::scope("getsockname: s", "§{scope_id: 0}", "an address of AF_INET has neither flowinfo nor scope_id", "")]
#[case::less_than_nothing("send: {socket: s, data: x}", "§-1", "this is never below 0", "")]
#[case::number_of_a_descriptor(
    "fileno: s",
    "§5",
    "the number of a descriptor is up to the system",
    "$name for a saved one, \">= 0\", or -1 for none"
)]
#[case::name_of_the_host(
    "gethostname: {size: 9}",
    "§here",
    "the name of a host is another on every host",
    "write `ok`, or `any` if it may fail"
)]
#[case::cookie(
    "getsockopt: {socket: s, option: SO_COOKIE}",
    "§5",
    "the number of a socket is another in every run",
    "write `ok`, or `any` if it may fail"
)]
#[case::mark_less_than_nothing(
    "getsockopt: {socket: s, option: SO_MARK}",
    "§-1",
    "this is never below 0",
    "if it fails, write {error: …}"
)]
#[case::off_for_seconds_that_are_a_number(
    "getsockopt: {socket: s, option: TCP_KEEPIDLE}",
    "§false",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not a boolean",
    ""
)]
#[case::no_room_in_an_int(
    "getsockopt: {socket: s, option: SO_RCVBUF}",
    "§2147483648",
    "this is never above 2147483647",
    "if it fails, write {error: …}"
)]
#[case::no_room_in_an_unsigned_int(
    "getsockopt: {socket: s, option: SO_MARK}",
    "§\">= 4294967296\"",
    "this is never above 4294967295",
    ""
)]
#[case::no_room_in_the_header(
    "getsockopt: {socket: s, option: IP_TTL}",
    "§300",
    "this is never above 255",
    "if it fails, write {error: …}"
)]
#[case::bound_beyond_the_header(
    "getsockopt: {socket: s, option: IP_TOS}",
    "[1, §\">= 256\"]",
    "this is never above 255",
    ""
)]
#[case::less_than_the_default("getsockopt: {socket: s, option: IP_TTL}", "§\"<= -2\"", "this is never below -1", "")]
#[case::negative_family("family: s", "§-7", "no socket is of the family -7", "a family is a number from 0 to 65535")]
#[case::large_family("family: s", "§65536", "no socket is of the family 65536", "")]
#[case::negative_type("type: s", "§-1", "no socket is of the type -1", "the number of a type is not below 0")]
#[case::true_for_seconds(
    "getsockopt: {socket: s, option: SO_LINGER}",
    "§true",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not a boolean",
    ""
)]
#[case::true_for_a_time(
    "getsockopt: {socket: s, option: SO_RCVTIMEO}",
    "§true",
    "`expect` must be a time such as 200 ms or 2 s, not a boolean",
    ""
)]
fn never_holds(#[case] step: &str, #[case] claim: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused(step, &format!("expect: {claim}"), message, hint);
}

/// These may hold on some system.
#[rstest]
#[case::default_of_the_system("getsockopt: {socket: s, option: IPV6_TCLASS}", "-1")]
#[case::bounds_of_the_header("getsockopt: {socket: s, option: IP_TTL}", "[\"<= 1\", \">= 255\"]")]
#[case::bound_that_always_holds("getsockopt: {socket: s, option: IP_TTL}", "\"<= 300\"")]
#[case::seconds_have_a_sign("getsockopt: {socket: s, option: SO_LINGER}", "-3")]
#[case::off("getsockopt: {socket: s, option: SO_LINGER}", "false")]
#[case::protocol_of_an_answer(
    "getaddrinfo: {service: 80, family: AF_INET}",
    "{includes: [{type: SOCK_RAW, protocol: -1}]}"
)]
fn may_hold(#[case] step: &str, #[case] claim: &str) {
    trial_of_steps(&format!("{DATAGRAM}- {step}\n  expect: {claim}"));
}

const BOTH: &str = "`loopback` and `unspecified` fit both; an IPv4 address in AF_INET6 is ::ffff:a.b.c.d";

#[rstest]
#[case::family("family: s", "macos: §AF_NETLINK", "AF_NETLINK", "macos")]
#[case::error("recv: s", "windows: {error: §EPIPE}", "EPIPE", "windows")]
#[case::error_by_another_name("recv: s", "linux: {error: §ENOTSUP}", "ENOTSUP", "linux")]
#[case::error_of_windows("recv: s", "unix: {error: §WSAEDISCON}", "WSAEDISCON", "unix")]
#[case::error_of_the_resolver(
    "getaddrinfo: {service: 80, family: AF_INET}",
    "wine: {error: §EAI_SYSTEM}",
    "EAI_SYSTEM",
    "wine"
)]
#[case::flag("recvmsg: s", "windows: {flags: §MSG_EOR}", "MSG_EOR", "windows")]
#[case::event("poll: {socket: s, events: [POLLIN]}", "openbsd: §POLLIN|POLLRDHUP", "POLLRDHUP", "openbsd")]
#[case::pending_error("take_error: s", "windows: §pending EPIPE", "EPIPE", "windows")]
fn word_that_the_platform_lacks(#[case] step: &str, #[case] claim: &str, #[case] word: &str, #[case] platform: &str) {
    let message = format!("`{word}` does not exist on `{platform}`");
    let hint = "the claim could never hold there";
    assert_expectation_refused(step, &format!("expect_on: {{{claim}}}"), &message, hint);
    trial_of_steps(&format!(
        "{DATAGRAM}- {step}\n  expect: {}",
        claim.split_once(": ").unwrap_or_default().1.replace('§', "")
    ));
}

#[rstest]
#[case::same("[none, §none]")]
#[case::everything("[§none, any]")]
#[case::success("[§none, ok]")]
#[case::error_twice("{error: [EINVAL, §EINVAL]}")]
#[case::error_again("[{error: EINVAL}, §{error: EINVAL}]")]
#[case::any_port("[§\"loopback:0\", \"loopback:any\"]")]
#[case::any_length("[§{host: loopback, length: 16}, {host: loopback}]")]
#[case::list_in_a_list("[none, §[none]]")]
fn alternative_that_another_covers(#[case] claim: &str) {
    let message = "this alternative claims nothing that another does not";
    assert_expectation_refused("getsockname: s", &format!("expect: {claim}"), message, "leave it out");
}

#[rstest]
#[case::number("[§5, \">= 1\"]")]
#[case::narrower_bound("[§\">= 5\", \">= 1\"]")]
#[case::upper_bound("[\"<= 5\", §\"<= 1\"]")]
fn number_that_a_bound_covers(#[case] claim: &str) {
    let message = "this alternative claims nothing that another does not";
    assert_expectation_refused("send: {socket: s, data: x}", &format!("expect: {claim}"), message, "leave it out");
}

#[rstest]
#[case::empty_list("getsockname: s", "§[]", "an empty list expects nothing", "")]
#[case::shape_without_a_returned_value(
    "listen: s",
    "§\"loopback:0\"",
    "this operation returns nothing that could have a shape",
    "ok, any, timed-out or {error: …}"
)]
#[case::misspelt_word(
    "listen: s",
    "§OK",
    "this operation returns nothing that could have a shape",
    "ok, any, timed-out or {error: …}"
)]
#[case::unknown_return(
    "recvfrom: s",
    "{data: x, §adress: none}",
    "unknown key of the result `adress`",
    "did you mean `address`?"
)]
#[case::return_twice("recvfrom: s", "{data: x, §data: x}", "`data` is given twice", "")]
#[case::unknown_address(
    "getsockname: s",
    "§autobond",
    "unknown address `autobond`",
    "a host and a port, as \"loopback:0\"; or none, unnamed, autobound, $name"
)]
#[case::unknown_address_in_a_list(
    "getsockname: s",
    "[ok, §\"loopbck:0\"]",
    "unknown host `loopbck`",
    "did you mean `loopback`?"
)]
#[case::path_outside_of_scratch(
    "getsockname: s",
    "{path: §/tmp/a}",
    "`/tmp/a` lies outside the case's own folder",
    "begin it with `$scratch/`, without `..`"
)]
#[case::null_for_an_address(
    "getsockname: s",
    "§~",
    "`expect` must be an address, not nothing",
    "such as \"loopback:0\", {path: …} or $name"
)]
#[case::text_for_a_number(
    "send: {socket: s, data: x}",
    "§lots",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not `lots`",
    ""
)]
#[case::bound_without_a_number(
    "send: {socket: s, data: x}",
    "§\">= \"",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not `>= `",
    ""
)]
#[case::boolean_for_a_number(
    "send: {socket: s, data: x}",
    "§true",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not a boolean",
    ""
)]
#[case::number_for_data(
    "recv: s",
    "§5",
    "`expect` must be text, {hex: …} or {repeat: …, times: …}, not a number",
    "put it in quotes if it is text"
)]
#[case::negative_length_of_data("recv: s", "{length: §-1}", "`length` must be a number of bytes, not -1", "")]
#[case::length_of_data_a_text("recv: s", "{length: §long}", "`length` must be a number of bytes, not `long`", "")]
fn shapes(#[case] step: &str, #[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused(step, &format!("expect: {expectation}"), message, hint);
}

#[rstest]
#[case::list("§[linux]", "`expect_on` must be a map, not a list", "")]
#[case::unknown_platform("{§freebds: any}", "unknown platform `freebds`", "did you mean `freebsd`?")]
#[case::capital("{§Linux: any}", "unknown platform `Linux`", "did you mean `linux`?")]
#[case::platform_twice("{bsd: any, §bsd: any}", "`bsd` is given twice", "")]
#[case::shape("{linux: §\"loopbck:0\"}", "unknown host `loopbck`", "did you mean `loopback`?")]
fn expectations_on_platforms(#[case] map: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("getsockname: s", &format!("expect_on: {map}"), message, hint);
}

#[rstest]
#[case::errors("recv: s", "expect: {error: §[]}")]
#[case::data("recvfrom: s", "expect: {data: §[]}")]
#[case::on_a_platform("recv: s", "expect_on: {linux: {error: §[]}}")]
fn empty_list_in_a_map(#[case] step: &str, #[case] expectation: &str) {
    assert_expectation_refused(step, expectation, "an empty list expects nothing", "");
}

/// The claim of a step with these keys.
fn claim(claims: &str) -> Claim {
    let steps = format!("{STREAM}- getsockname: s\n{claims}");
    let trial = Arc::into_inner(trial_of_steps(&steps)).expect("the only owner of the trial");
    trial.claims.into_iter().nth(1).expect("the second step")
}

#[rstest]
#[case::platform_itself("gvisor", "{error: EIO}")]
#[case::parent("linux-musl", "{error: EINTR}")]
#[case::parent_itself("linux", "{error: EINTR}")]
#[case::family("macos", "{error: EPERM}")]
#[case::widest_family("illumos", "{error: ENOENT}")]
#[case::parent_of_an_imitation("wine", "{error: EBADF}")]
fn most_specific_claim_wins(#[case] name: &str, #[case] expected: &str, #[values(false, true)] reversed: bool) {
    let mut on = [
        "unix: {error: ENOENT}",
        "linux: {error: EINTR}",
        "gvisor: {error: EIO}",
        "bsd: {error: EPERM}",
        "windows: {error: EBADF}",
    ];
    if reversed {
        on.reverse();
    }
    let claim = claim(&format!("  expect: none\n  expect_on: {{{}}}", on.join(", ")));
    let (_, expectation) = claim.on(platform(name));
    assert_eq!(format!("{{error: {expectation}}}"), expected);
}

#[rstest]
#[case::neither_itself_nor_a_family("windows", "none")]
#[case::only_for_a_child("linux", "none")]
fn claim_for_all_platforms_applies_to_the_rest(#[case] name: &str, #[case] expected: &str) {
    let claim = claim("  expect: none\n  expect_on: {wine: any, gvisor: any, bsd: any}");
    assert_eq!(claim.on(platform(name)).1.to_string(), expected);
}

#[test]
fn step_without_a_claim_must_succeed() {
    assert_eq!(claim("").on(platform("linux")).1.to_string(), "ok");
}

#[test]
fn claim_for_one_platform_leaves_the_default_for_others() {
    let claim = claim("  expect_on: {windows: {error: EINVAL}}");
    assert_eq!(claim.on(platform("linux")).1.to_string(), "ok");
    assert_eq!(claim.on(platform("wine")).1.to_string(), "EINVAL");
}
