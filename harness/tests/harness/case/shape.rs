//! Which values have which shape that are no addresses, and that such a shape prints as it was written.

use std::time::Duration;

use rstest::rstest;
use sockshape::address::Family;
use sockshape::case::{Context, Shape};
use sockshape::operation::{HostInterface, Kind, Reading, Saved, Scope, Value};
use sockshape::problem::Findings;
use sockshape::yaml::parse;

use crate::support::{nothing_found, observed};

/// The shape of a value of this kind, behind steps that saved a descriptor, a file and an address.
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
    shape(yaml, kind).matches(value, &Context { family: Some(Family::Inet), saved: &saved })
}

fn word(text: &str) -> Value {
    Value::Word(text.to_owned())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The loopback interface, as a host has it.
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
#[case::flags(Kind::Flags, "MSG_CTRUNC|MSG_TRUNC", word("MSG_TRUNC|MSG_CTRUNC"))]
#[case::no_flags(Kind::Flags, "none", word("none"))]
#[case::constant_by_number(Kind::Word, "132", word("132"))]
#[case::setting_a_word(Kind::Setting, "200 ms", word("200 ms"))]
#[case::setting_off(Kind::Setting, "false", Value::Flag(false))]
#[case::setting_an_interface(Kind::Setting, "loopback", Value::Interface(loopback()))]
#[case::interface_by_its_name(Kind::Text, "lo", Value::InterfaceName(loopback()))]
#[case::service(Kind::Service, "http", text("http"))]
#[case::service_a_number(Kind::Service, "80", Value::Port(80))]
#[case::service_a_saved_port(Kind::Service, "$name.port", Value::Port(4000))]
#[case::service_any_port_but_0(Kind::Service, "ephemeral", Value::Port(1))]
fn value_of_this_shape(#[case] kind: Kind, #[case] yaml: &str, #[case] value: Value) {
    assert!(matches(kind, yaml, &value));
}

#[rstest]
#[case::other_descriptor(Kind::Descriptor, "$fd", Value::Descriptor(8))]
#[case::number_of_a_descriptor(Kind::Descriptor, "$fd", Value::Number(7))]
#[case::descriptor_of_the_other(Kind::File, "$file", Value::Descriptor(7))]
#[case::no_descriptor_is_none_of_some(Kind::Descriptor, "\">= 0\"", Value::Descriptor(-1))]
#[case::some_descriptor_is_not_none(Kind::Descriptor, "-1", Value::Descriptor(1))]
#[case::larger_part(Kind::Number, "\"<= 8\"", Value::PartialCount(9))]
#[case::smaller_part(Kind::Number, "\">= 8\"", Value::PartialCount(7))]
#[case::other_part(Kind::Number, "5", Value::PartialCount(4))]
#[case::lost_flag(Kind::Flags, "MSG_CTRUNC|MSG_TRUNC", word("MSG_TRUNC"))]
#[case::flag_too_many(Kind::Flags, "MSG_TRUNC", word("MSG_TRUNC|MSG_CTRUNC"))]
#[case::flag_and_none(Kind::Flags, "none", word("MSG_TRUNC"))]
#[case::number_is_no_constant(Kind::Word, "132", Value::Number(132))]
#[case::setting_of_another_time(Kind::Setting, "200 ms", word("2 s"))]
#[case::setting_0_is_not_off(Kind::Setting, "false", Value::Number(0))]
#[case::setting_off_is_not_0(Kind::Setting, "0", Value::Flag(false))]
#[case::setting_on(Kind::Setting, "true", Value::Flag(false))]
#[case::other_interface(Kind::Setting, "any", Value::Interface(loopback()))]
#[case::setting_an_interface_by_its_name(Kind::Setting, "lo", Value::Interface(loopback()))]
#[case::interface_by_another_name(Kind::Text, "loopback", Value::InterfaceName(loopback()))]
#[case::cookie_that_a_host_may_have(Kind::Setting, "5", Value::Cookie(5))]
#[case::other_service(Kind::Service, "http", text("https"))]
#[case::port_by_its_digits(Kind::Service, "80", text("80"))]
#[case::other_port(Kind::Service, "$name.port", Value::Port(4001))]
#[case::port_0_is_not_ephemeral(Kind::Service, "ephemeral", Value::Port(0))]
#[case::hostname_is_for_nobody_to_claim(Kind::Text, "somewhere", Value::Hostname("somewhere".to_owned()))]
#[case::time_is_no_number(Kind::Number, "\">= 0\"", Value::Elapsed(Duration::from_secs(1)))]
fn value_of_another_shape(#[case] kind: Kind, #[case] yaml: &str, #[case] value: Value) {
    assert!(!matches(kind, yaml, &value));
}

#[rstest]
#[case::saved(Kind::Descriptor, "$fd")]
#[case::some_descriptor(Kind::Descriptor, ">= 0")]
#[case::no_descriptor(Kind::Descriptor, "-1")]
#[case::flags(Kind::Flags, "MSG_TRUNC|MSG_CTRUNC")]
#[case::no_flags(Kind::Flags, "none")]
#[case::service(Kind::Service, "http")]
#[case::service_of_a_saved_port(Kind::Service, "$name.port")]
#[case::service_a_number(Kind::Service, "80")]
#[case::setting(Kind::Setting, "200 ms")]
#[case::constant_by_number(Kind::Word, "132")]
#[case::time(Kind::Elapsed, ">= 100 ms")]
fn shape_prints_as_it_was_written(#[case] kind: Kind, #[case] text: &str) {
    let bare = text.parse::<i64>().is_ok();
    let yaml = if bare { text.to_owned() } else { format!("\"{text}\"") };
    let read = shape(&yaml, kind);
    assert_eq!(read.to_string(), text);
    let list = format!("[{yaml}, {yaml}]");
    assert_eq!(shape(&shape(&list, kind).to_string(), kind), shape(&list, kind));
}
