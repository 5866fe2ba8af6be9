//! What is refused in the addresses that calls are given, and in the rooms for names.

use rstest::rstest;
use sockshape::address::{FilledAddress, FilledPort, SpeltAddress, SpeltName};
use sockshape::operation::{Argument, Input, Null, OrNull, Show};

use crate::support::{assert_steps_refused, file_of_steps, read};

const SOCKETS: &str = "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n";

/// What the steps say of an address and of its length.
const NO_LENGTH: (&str, &str) = ("a null pointer has no length of its own", "give the call an `address_length`");
const OWN_LENGTH: (&str, &str) =
    ("an address may have such a length itself", "write `length` in the address, not `address_length`");
const NO_ROOM: (&str, &str) = ("a null pointer has no room of its own", "give the call a `name_room`");

#[rstest]
#[case::bind("bind: §{socket: s, address: null}", NO_LENGTH)]
#[case::nothing("bind: §{socket: s, address: }", NO_LENGTH)]
#[case::connect("connect: §{socket: s, address: null}", NO_LENGTH)]
#[case::sendto("sendto: §{socket: s, data: x, address: null}", NO_LENGTH)]
#[case::sendmsg("sendmsg: §{socket: s, data: x, address: null}", NO_LENGTH)]
#[case::length_of_an_address("bind: §{socket: s, address: 'loopback:0', address_length: 0}", OWN_LENGTH)]
#[case::longest("sendto: §{socket: s, data: x, address: 'loopback:9', address_length: 128}", OWN_LENGTH)]
#[case::no_address(
    "sendmsg: §{socket: s, data: x, address_length: 16}",
    ("there is no address to have this `address_length`", "write `address: null`")
)]
#[case::too_long(
    "connect: {socket: s, address: null, address_length: §256}",
    ("`address_length` must be a number from -1 to 255, not 256", "")
)]
#[case::getsockname("getsockname: §{socket: s, name: null}", NO_ROOM)]
#[case::getpeername("getpeername: §{socket: s, name: null}", NO_ROOM)]
#[case::accept("accept: §{socket: s, as: t, name: null}", NO_ROOM)]
#[case::recvfrom("recvfrom: §{socket: s, name: null}", NO_ROOM)]
#[case::recvfrom_into("recvfrom_into: §{socket: s, into: '..', name: null}", NO_ROOM)]
#[case::recvmsg("recvmsg: §{socket: s, name: null}", NO_ROOM)]
#[case::name_of_something(
    "getsockname: {socket: s, name: §16, name_room: 16}",
    ("`name` must be null, not 16", "leave it out, and the call has a buffer")
)]
#[case::length_in_a_message(
    "recvmsg: {socket: s, name_room: §null}",
    ("`name_room` must be a number from -1 to 1024, not nothing", "")
)]
fn refused(#[case] step: &str, #[case] (message, hint): (&str, &str)) {
    assert_steps_refused(&format!("{SOCKETS}- {step}"), message, hint);
}

#[rstest]
#[case::negative("bind: {socket: s, address: 'loopback:0', address_length: -1}")]
#[case::beyond_any("connect: {socket: s, address: 'loopback:9', address_length: 129}")]
#[case::null("sendto: {socket: s, data: x, address: null, address_length: 16}")]
#[case::null_without_a_length("getsockname: {socket: s, name: null, name_room: null}")]
#[case::no_length("accept: {socket: s, as: t, name_room: null}")]
fn accepted(#[case] step: &str) {
    let file = file_of_steps(&format!("{SOCKETS}- {step}"));
    assert!(read(&file).is_ok(), "{step}");
}

#[test]
fn null_is_shown_as_it_is_written() {
    assert_eq!(Null.input(), Some(Input::Word("null".to_owned())));
    assert_eq!(OrNull::<Null>::Null.wire(), Some(serde_json::Value::Null));
}

/// A null pointer does not change how what is not one is shown.
#[test]
fn address_is_shown_as_ever() {
    let name = SpeltName::Inet { ip: [127, 0, 0, 1].into(), port: FilledPort::Number(9) };
    let address = FilledAddress::Spelt(SpeltAddress { name, length: None });
    assert_eq!(OrNull::Given(address.clone()).input(), Some(Input::Address(address)));
}

#[rstest]
#[case::number("{socket: s, port: §9}", "`port` must be the port of a saved address, not a number", "")]
#[case::written("{socket: s, port: §'9'}", "`port` must be the port of a saved address, not `9`", "as `$name.port`")]
#[case::unsaved("{socket: s, port: §$name.port}", "unknown reference `$name`", "")]
fn port_to_choose(#[case] arguments: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{SOCKETS}- limit_port: {arguments}"), message, hint);
}
