//! Shapes of values that are not addresses: what they mean, which values match, and that each is printed as it was
//! written.

use std::time::Duration;

use rstest::rstest;
use sockshape::address::Family;
use sockshape::case::{Context, Shape};
use sockshape::notation::quote;
use sockshape::operation::{Data, HostInterface, Kind, Reading, Remark, Saved, Scope, SettingKind, Value, Vocabulary};
use sockshape::problem::Findings;
use sockshape::yaml::parse;

use crate::support::outcome::word;
use crate::support::{nothing_found, observed, platform};

const FLAGS: Kind = Kind::Word(Vocabulary::MessageFlags);
const PENDING: Kind = Kind::Word(Vocabulary::PendingError);
const PROTOCOL: Kind = Kind::Word(Vocabulary::Protocol);
const BROADCAST: Kind = Kind::Setting(SettingKind::Flag);
const DEVICE: Kind = Kind::Setting(SettingKind::Interface);
const LINGER: Kind = Kind::Setting(SettingKind::Seconds);
const RCVBUF: Kind = Kind::Setting(SettingKind::Number);
const RCVTIMEO: Kind = Kind::Setting(SettingKind::Time);

/// The shape of a value of this kind, after steps that saved a descriptor, a file and an address.
fn shape(yaml: &str, kind: Kind) -> Shape {
    let (findings, mut scope) = (Findings::default(), Scope::default());
    for (name, kind) in [("fd", Kind::Descriptor), ("file", Kind::File), ("name", Kind::Address)] {
        let change = Reading::new(&Scope::default(), false, &findings).scope_change();
        scope.apply(change, Some((name, Some(kind))));
    }
    let shape = Shape::read(&parse(yaml).expect("YAML"), kind, &Reading::new(&scope, false, &findings));
    nothing_found(findings, yaml);
    shape.expect("a shape without a problem")
}

fn matches(kind: Kind, yaml: &str, value: &Value) -> bool {
    let mut saved = Saved::default();
    saved.values.insert("fd".to_owned(), Value::Descriptor(7));
    saved.values.insert("file".to_owned(), Value::Descriptor(8));
    saved.addresses.insert("name".to_owned(), observed("127.0.0.1:4000"));
    let context = Context { family: Some(Family::Inet), saved: &saved, platform: platform("linux"), trusting: false };
    shape(yaml, kind).matches(value, &context)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The loopback interface of some host.
fn loopback() -> HostInterface {
    HostInterface { index: 7, name: Some("lo".to_owned()), is_loopback: true }
}

#[rstest]
#[case::saved_descriptor(Kind::Descriptor, "$fd", Value::Descriptor(7))]
#[case::saved_file(Kind::File, "$file", Value::Descriptor(8))]
#[case::some_descriptor(Kind::Descriptor, "\">= 0\"", Value::Descriptor(0))]
#[case::no_descriptor(Kind::Descriptor, "-1", Value::Descriptor(-1))]
#[case::one_of_two_descriptors(Kind::Descriptor, "[$fd, -1]", Value::Descriptor(-1))]
#[case::part_at_least(Kind::Number, "\">= 1\"", Value::PartialCount(1))]
#[case::part_at_most(Kind::Number, "\"<= 8\"", Value::PartialCount(8))]
#[case::part(Kind::Number, "5", Value::PartialCount(5))]
#[case::flags(FLAGS, "MSG_CTRUNC|MSG_TRUNC", word(Vocabulary::MessageFlags, "MSG_TRUNC|MSG_CTRUNC"))]
#[case::no_flags(FLAGS, "none", word(Vocabulary::MessageFlags, "none"))]
#[case::option_with_a_remark(BROADCAST, "true", Value::Flag(true).with(vec![Remark::Number(4)]))]
#[case::pending_error(PENDING, "pending EINVAL", word(Vocabulary::PendingError, "pending EINVAL"))]
#[case::no_pending_error(PENDING, "none", word(Vocabulary::PendingError, "none"))]
#[case::constant_by_number(PROTOCOL, "132", word(Vocabulary::Protocol, "132"))]
#[case::setting_a_word(RCVTIMEO, "200 ms", word(Vocabulary::Timeout, "200 ms"))]
#[case::setting_off(LINGER, "false", Value::Flag(false))]
#[case::setting_an_interface(DEVICE, "loopback", Value::Interface(loopback()))]
#[case::interface_by_its_name(Kind::Text, "lo", Value::InterfaceName(loopback()))]
#[case::service(Kind::Service, "http", text("http"))]
#[case::service_a_number(Kind::Service, "80", Value::Port(80))]
#[case::service_a_saved_port(Kind::Service, "$name.port", Value::Port(4000))]
#[case::service_any_port_except_0(Kind::Service, "ephemeral", Value::Port(1))]
fn value_that_matches(#[case] kind: Kind, #[case] yaml: &str, #[case] value: Value) {
    assert!(matches(kind, yaml, &value));
}

#[rstest]
#[case::other_descriptor(Kind::Descriptor, "$fd", Value::Descriptor(8))]
#[case::number_of_a_descriptor(Kind::Descriptor, "$fd", Value::Number(7))]
#[case::descriptor_of_another_file(Kind::File, "$file", Value::Descriptor(7))]
#[case::minus_1_is_not_at_least_0(Kind::Descriptor, "\">= 0\"", Value::Descriptor(-1))]
#[case::descriptor_is_not_minus_1(Kind::Descriptor, "-1", Value::Descriptor(1))]
#[case::larger_part(Kind::Number, "\"<= 8\"", Value::PartialCount(9))]
#[case::smaller_part(Kind::Number, "\">= 8\"", Value::PartialCount(7))]
#[case::other_part(Kind::Number, "5", Value::PartialCount(4))]
#[case::lost_flag(FLAGS, "MSG_CTRUNC|MSG_TRUNC", word(Vocabulary::MessageFlags, "MSG_TRUNC"))]
#[case::flag_too_many(FLAGS, "MSG_TRUNC", word(Vocabulary::MessageFlags, "MSG_TRUNC|MSG_CTRUNC"))]
#[case::flag_and_none(FLAGS, "none", word(Vocabulary::MessageFlags, "MSG_TRUNC"))]
#[case::number_is_not_a_constant(PROTOCOL, "132", Value::Number(132))]
#[case::setting_of_another_time(RCVTIMEO, "200 ms", word(Vocabulary::Timeout, "2 s"))]
#[case::setting_0_is_not_off(LINGER, "false", Value::Number(0))]
#[case::setting_off_is_not_0(LINGER, "0", Value::Flag(false))]
#[case::setting_on(BROADCAST, "true", Value::Flag(false))]
#[case::other_interface(DEVICE, "any", Value::Interface(loopback()))]
#[case::interface_by_another_name(Kind::Text, "loopback", Value::InterfaceName(loopback()))]
#[case::other_service(Kind::Service, "http", text("https"))]
#[case::port_by_its_digits(Kind::Service, "80", text("80"))]
#[case::other_port(Kind::Service, "$name.port", Value::Port(4001))]
#[case::port_0_is_not_ephemeral(Kind::Service, "ephemeral", Value::Port(0))]
#[case::hostname_cannot_be_claimed(Kind::Text, "somewhere", Value::Hostname("somewhere".to_owned()))]
#[case::time_is_not_a_number(Kind::Number, "\">= 0\"", Value::Elapsed(Duration::from_secs(1)))]
fn value_that_does_not_match(#[case] kind: Kind, #[case] yaml: &str, #[case] value: Value) {
    assert!(!matches(kind, yaml, &value));
}

#[rstest]
#[case::saved(Kind::Descriptor, "$fd")]
#[case::some_descriptor(Kind::Descriptor, ">= 0")]
#[case::no_descriptor(Kind::Descriptor, "-1")]
#[case::flags(FLAGS, "MSG_TRUNC|MSG_CTRUNC")]
#[case::no_flags(FLAGS, "none")]
#[case::service(Kind::Service, "http")]
#[case::service_of_a_saved_port(Kind::Service, "$name.port")]
#[case::service_a_number(Kind::Service, "80")]
#[case::setting(RCVTIMEO, "200 ms")]
#[case::constant_by_number(PROTOCOL, "132")]
#[case::time(Kind::Elapsed, ">= 100 ms")]
fn shape_is_printed_as_it_was_written(#[case] kind: Kind, #[case] text: &str) {
    let bare = text.parse::<i64>().is_ok();
    let yaml = if bare { text.to_owned() } else { format!("\"{text}\"") };
    let read = shape(&yaml, kind);
    assert_eq!(read.to_string(), text);
}

#[rstest]
#[case::number(Kind::Number, "5", Shape::Number(5), "5")]
#[case::negative_number(Kind::Number, "-1", Shape::Number(-1), "-1")]
#[case::at_least(Kind::Number, "\">= 1\"", Shape::AtLeast(1), ">= 1")]
#[case::at_least_without_a_blank(Kind::Number, "\">=1\"", Shape::AtLeast(1), ">= 1")]
#[case::at_most(Kind::Number, "\"<= -8\"", Shape::AtMost(-8), "<= -8")]
#[case::setting_on(BROADCAST, "true", Shape::Flag(true), "true")]
#[case::setting_off(LINGER, "false", Shape::Flag(false), "false")]
#[case::setting_a_number(RCVBUF, "5", Shape::Number(5), "5")]
#[case::setting_at_least(RCVBUF, "\">= 5\"", Shape::AtLeast(5), ">= 5")]
#[case::text(Kind::Data, "hello", Shape::Data(Data::Text("hello".into())), "\"hello\"")]
#[case::empty_text(Kind::Data, "\"\"", Shape::Data(Data::Text(String::new())), "\"\"")]
#[case::empty_name(Kind::Text, "\"\"", Shape::Text(String::new()), "\"\"")]
#[case::empty_names(Kind::Text, "[\"\"]", Shape::OneOf(vec![Shape::Text(String::new())]), "[\"\"]")]
#[case::hex(Kind::Data, "{hex: \"00ff\"}", Shape::Data(Data::Hex(vec![0, 255])), "{hex: \"00ff\"}")]
#[case::hex_with_blanks(Kind::Data, "{hex: \"00 FF\"}", Shape::Data(Data::Hex(vec![0, 255])), "{hex: \"00ff\"}")]
#[case::repeat(
    Kind::Data,
    "{repeat: \"x\", times: 3}",
    Shape::Data(Data::Repeat { text: "x".into(), times: 3 }),
    "{repeat: \"x\", times: 3}"
)]
#[case::length(Kind::Data, "{length: 5}", Shape::Length(5), "{length: 5}")]
#[case::list(Kind::Number, "[1, \">= 5\"]", Shape::OneOf(vec![Shape::Number(1), Shape::AtLeast(5)]), "[1, \">= 5\"]")]
fn shape_is_understood_and_printed(
    #[case] kind: Kind,
    #[case] yaml: &str,
    #[case] expected: Shape,
    #[case] printed: &str,
) {
    let read = shape(yaml, kind);
    assert_eq!(read, expected);
    assert_eq!(read.to_string(), printed);
}

#[rstest]
#[case::at_least(Kind::Number, ">= 1")]
#[case::at_most(Kind::Number, "<= 8")]
fn bound_in_quotes_is_printed_as_it_was_written(#[case] kind: Kind, #[case] text: &str) {
    assert_eq!(shape(&quote(text), kind).to_string(), text);
}

/// Whether a claim about a word of this vocabulary holds of the word that a record of the platform has.
fn holds(vocabulary: Vocabulary, claim: &str, recorded: &str, on: &str) -> bool {
    let saved = Saved::default();
    let context = Context { family: None, saved: &saved, platform: platform(on), trusting: false };
    shape(claim, Kind::Word(vocabulary)).matches(&word(vocabulary, recorded), &context)
}

#[rstest]
#[case::order_of_events(Vocabulary::Events, "POLLHUP|POLLIN", "POLLIN|POLLHUP", "linux")]
#[case::event_twice(Vocabulary::Events, "POLLIN|POLLIN", "POLLIN", "linux")]
#[case::no_event(Vocabulary::Events, "none", "none", "linux")]
#[case::seconds(Vocabulary::Timeout, "2 s", "2000 ms", "linux")]
#[case::microseconds(Vocabulary::Timeout, "1500 us", "1500 us", "linux")]
#[case::no_time(Vocabulary::Timeout, "0", "0 ms", "linux")]
#[case::no_seconds(Vocabulary::Timeout, "0 s", "0 ms", "linux")]
#[case::family(Vocabulary::Family, "2", "AF_INET", "linux")]
#[case::family_of_one_platform(Vocabulary::Family, "30", "AF_INET6", "macos")]
#[case::family_in_quotes(Vocabulary::Family, "\"2\"", "AF_INET", "windows")]
#[case::family_without_a_name(Vocabulary::Family, "99", "99", "linux")]
#[case::number_on_illumos(Vocabulary::SocketType, "1", "SOCK_DGRAM", "illumos")]
#[case::name_of_a_number(Vocabulary::SocketType, "SOCK_RDM", "4", "gvisor")]
#[case::protocol(Vocabulary::Protocol, "6", "IPPROTO_TCP", "wine")]
#[case::protocol_that_the_answer_names(Vocabulary::Protocol, "132", "IPPROTO_SCTP", "linux")]
#[case::protocol_that_the_claim_names(Vocabulary::Protocol, "IPPROTO_SCTP", "132", "macos")]
#[case::protocol_that_no_name_is_known_for(Vocabulary::Protocol, "132", "132", "macos")]
#[case::protocol_of_one_platform(Vocabulary::Protocol, "262", "IPPROTO_MPTCP", "linux")]
#[case::protocol_of_one_platform_elsewhere(Vocabulary::Protocol, "262", "262", "macos")]
#[case::protocol_with_two_numbers(Vocabulary::Protocol, "IPPROTO_ST", "5", "wine")]
#[case::protocol_with_two_names(Vocabulary::Protocol, "IPPROTO_RM", "IPPROTO_PGM", "windows")]
#[case::no_protocol(Vocabulary::Protocol, "IPPROTO_IP", "0", "linux")]
#[case::order_of_flags(Vocabulary::MessageFlags, "MSG_CTRUNC|MSG_TRUNC", "MSG_TRUNC|MSG_CTRUNC", "linux")]
#[case::number_of_a_flag(Vocabulary::MessageFlags, "32", "MSG_TRUNC", "linux")]
#[case::number_of_two_flags(Vocabulary::MessageFlags, "768", "MSG_TRUNC|MSG_CTRUNC", "windows")]
#[case::control_message(Vocabulary::Ancillary, "41/52", "41/52", "linux")]
#[case::address(Vocabulary::Ip, "\"0:0::1\"", "::1", "linux")]
fn same_word(#[case] vocabulary: Vocabulary, #[case] claim: &str, #[case] recorded: &str, #[case] on: &str) {
    assert!(holds(vocabulary, claim, recorded, on));
}

#[rstest]
#[case::event_less(Vocabulary::Events, "POLLIN", "POLLIN|POLLHUP", "linux")]
#[case::no_limit(Vocabulary::Timeout, "none", "0 ms", "linux")]
#[case::number_of_another_platform(Vocabulary::Family, "30", "AF_INET6", "linux")]
#[case::type_of_another_platform(Vocabulary::SocketType, "1", "SOCK_STREAM", "illumos")]
#[case::flag_of_another_platform(Vocabulary::MessageFlags, "32", "MSG_TRUNC", "freebsd")]
#[case::other_protocol(Vocabulary::Protocol, "IPPROTO_UDP", "IPPROTO_TCP", "linux")]
#[case::protocol_that_the_platform_lacks(Vocabulary::Protocol, "IPPROTO_MPTCP", "262", "macos")]
#[case::protocol_of_another_platform(Vocabulary::Protocol, "IPPROTO_ST", "5", "freebsd")]
#[case::other_error(Vocabulary::PendingError, "pending EPIPE", "pending ECONNRESET", "linux")]
#[case::error_and_none(Vocabulary::PendingError, "none", "pending ECONNRESET", "linux")]
fn other_word(#[case] vocabulary: Vocabulary, #[case] claim: &str, #[case] recorded: &str, #[case] on: &str) {
    assert!(!holds(vocabulary, claim, recorded, on));
}

#[rstest]
#[case::on_as_a_number(BROADCAST, "1", Value::Flag(true))]
#[case::off_as_a_number(BROADCAST, "0", Value::Flag(false))]
#[case::no_time(RCVTIMEO, "0", Value::Flag(false))]
#[case::no_seconds(RCVTIMEO, "0 s", Value::Flag(false))]
#[case::address(Kind::Ip, "\"0:0::1\"", Value::Ip(std::net::Ipv6Addr::LOCALHOST.into()))]
fn same_value(#[case] kind: Kind, #[case] claim: &str, #[case] value: Value) {
    assert!(matches(kind, claim, &value));
}
