//! What is refused in new sockets: those that could do harm, and the names of a pair.

use rstest::rstest;

use crate::support::assert_steps_refused;

#[rstest]
#[case::netlink(
    "- socket: §{as: t, family: AF_NETLINK, type: SOCK_RAW}",
    "an AF_NETLINK socket may change this machine",
    "use protocol 2, NETLINK_USERSOCK, which does not reach the kernel"
)]
#[case::netlink_by_its_number(
    "- socket: §{as: t, family: 16, type: SOCK_RAW, protocol: 0}",
    "an AF_NETLINK socket may change this machine",
    "use protocol 2, NETLINK_USERSOCK, which does not reach the kernel"
)]
#[case::netlink_of_a_type_that_is_not_known_yet(
    "- getaddrinfo: {service: 0}
  save: answer
- socket: §{as: t, family: AF_NETLINK, type: $answer.type}",
    "an AF_NETLINK socket may change this machine",
    "use protocol 2, NETLINK_USERSOCK, which does not reach the kernel"
)]
#[case::every_interface(
    "- socket: §{as: t, family: AF_PACKET, type: SOCK_RAW, protocol: 768}",
    "an AF_PACKET socket with a protocol receives from every interface",
    "leave `protocol` out: packet(7)"
)]
#[case::every_interface_of_a_family_by_its_number(
    "- socket: §{as: t, family: 17, type: SOCK_RAW, protocol: IPPROTO_UDP}",
    "an AF_PACKET socket with a protocol receives from every interface",
    "leave `protocol` out: packet(7)"
)]
#[case::packets_of_old_in_a_family_that_is_not_known_yet(
    "- getaddrinfo: {service: 0}
  save: answer
- socket: §{as: t, family: $answer.family, type: 10}",
    "a SOCK_PACKET socket may send to other hosts",
    "use AF_PACKET, whose destinations are checked"
)]
#[case::packets_of_old(
    "- socket: §{as: t, family: AF_INET, type: 10}",
    "a SOCK_PACKET socket may send to other hosts",
    "use AF_PACKET, whose destinations are checked"
)]
fn sockets_that_could_do_harm(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(step, message, hint);
}

#[rstest]
#[case::one_name("§[a]", "`as` must be two names, not 1", "")]
#[case::three_names("§[a, b, c]", "`as` must be two names, not 3", "")]
#[case::text("§a", "`as` must be a list, not text", "")]
#[case::same_name("[a, §a]", "there is already a socket `a`", "use another name, or close the first")]
fn names_of_a_pair(#[case] names: &str, #[case] message: &str, #[case] hint: &str) {
    let step = format!("- socketpair: {{family: AF_UNIX, type: SOCK_STREAM, as: {names}}}");
    assert_steps_refused(&step, message, hint);
}
