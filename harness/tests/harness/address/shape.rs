//! Shapes of addresses: each is understood, printed as it was written, and understood as the same shape again.

use std::net::IpAddr;

use rstest::rstest;
use sockshape::address::{AddressShape, Family, Form, Host, HostWord, PortShape};
use sockshape::problem::Findings;
use sockshape::yaml::parse;

use crate::support::nothing_found;

/// The address shape of a YAML value.
fn address(yaml: &str) -> AddressShape {
    let findings = Findings::default();
    let shape = AddressShape::read(&parse(yaml).expect("YAML"), &findings);
    nothing_found(findings, yaml);
    shape.expect("a shape without a problem")
}

/// The shape of a printed text: a map, or a text that would be in quotes in YAML.
fn reread(printed: &str) -> AddressShape {
    if printed.starts_with('{') { address(printed) } else { printed.parse().expect("a shape that was printed") }
}

/// Checks that a shape is printed as this text, and that the text is understood as the same shape.
#[track_caller]
fn assert_printed(shape: &AddressShape, text: &str) {
    assert_eq!(shape.to_string(), text);
    assert_eq!(reread(text), *shape);
}

fn inet(host: Host, port: PortShape) -> Form {
    Form::Inet { family: None, host, port, flowinfo: None, scope_id: None }
}

fn word(word: HostWord) -> Host {
    Host::Word(word)
}

fn ip(text: &str) -> Host {
    Host::Ip(text.parse::<IpAddr>().expect("an IP address"))
}

#[rstest]
#[case::loopback("loopback:0", inet(word(HostWord::Loopback), PortShape::Number(0)))]
#[case::ephemeral("loopback:ephemeral", inet(word(HostWord::Loopback), PortShape::Ephemeral))]
#[case::unspecified("unspecified:0", inet(word(HostWord::Unspecified), PortShape::Number(0)))]
#[case::mapped("v4-mapped-loopback:any", inet(word(HostWord::MappedLoopback), PortShape::Any))]
#[case::any("any:any", inet(word(HostWord::Any), PortShape::Any))]
#[case::saved_port(
    "loopback:$server_name.port",
    inet(word(HostWord::Loopback), PortShape::Saved("server_name".into()))
)]
#[case::v4("127.0.0.1:65535", inet(ip("127.0.0.1"), PortShape::Number(65535)))]
#[case::v6("[::1]:0", inet(ip("::1"), PortShape::Number(0)))]
#[case::v6_mapped("[::ffff:127.0.0.1]:80", inet(ip("::ffff:127.0.0.1"), PortShape::Number(80)))]
#[case::none("none", Form::None)]
#[case::unnamed("unnamed", Form::Unnamed)]
#[case::autobound("autobound", Form::Autobound)]
#[case::saved("$server_name", Form::Saved("server_name".into()))]
#[case::saved_answer("$answer.address", Form::Saved("answer.address".into()))]
fn short_form_is_understood_and_printed(#[case] text: &str, #[case] form: Form) {
    let shape: AddressShape = text.parse().expect("a shape");
    assert_eq!(shape, AddressShape { form, length: None });
    assert_printed(&shape, text);
}

#[rstest]
#[case::path("{path: \"$scratch/server\"}", Form::Path("$scratch/server".into()), None)]
#[case::relative_path("{path: \"./server\"}", Form::Path("./server".into()), None)]
#[case::path_with_length("{path: \"$scratch/server\", length: 9}", Form::Path("$scratch/server".into()), Some(9))]
#[case::empty_path("{path: \"$scratch/\"}", Form::Path("$scratch/".into()), None)]
#[case::quotes_in_a_path("{path: \"$scratch/a\\\"b\"}", Form::Path("$scratch/a\"b".into()), None)]
#[case::abstract_name("{abstract: \"$scratch/server\"}", Form::Abstract("$scratch/server".into()), None)]
#[case::only_length("{length: 2}", Form::Any, Some(2))]
#[case::longest("{length: 4294967295}", Form::Any, Some(u32::MAX))]
#[case::empty("{}", Form::Any, None)]
#[case::family("{family: AF_NETLINK}", Form::OfFamily(Family::Netlink), None)]
#[case::family_with_length("{family: AF_PACKET, length: 18}", Form::OfFamily(Family::Packet), Some(18))]
fn full_form_is_understood_and_printed(#[case] text: &str, #[case] form: Form, #[case] length: Option<u32>) {
    let shape = address(text);
    assert_eq!(shape, AddressShape { form, length });
    assert_printed(&shape, text);
}

#[rstest]
#[case::everything(
    "{family: AF_INET6, host: \"loopback\", port: ephemeral, flowinfo: 1, scope_id: 2, length: 28}",
    Form::Inet {
        family: Some(Family::Inet6),
        host: word(HostWord::Loopback),
        port: PortShape::Ephemeral,
        flowinfo: Some(1),
        scope_id: Some(2)
    },
    Some(28)
)]
#[case::family_only(
    "{family: AF_INET, host: \"any\", port: any}",
    Form::Inet {
        family: Some(Family::Inet),
        host: word(HostWord::Any),
        port: PortShape::Any,
        flowinfo: None,
        scope_id: None
    },
    None
)]
#[case::host_in_brackets(
    "{host: \"[::1]\", port: 80, flowinfo: 0}",
    Form::Inet { family: None, host: ip("::1"), port: PortShape::Number(80), flowinfo: Some(0), scope_id: None },
    None
)]
#[case::length_with_a_host(
    "{host: \"127.0.0.1\", port: $a.port, length: 16}",
    inet(ip("127.0.0.1"), PortShape::Saved("a".into())),
    Some(16)
)]
fn internet_address_in_full(#[case] text: &str, #[case] form: Form, #[case] length: Option<u32>) {
    let shape = address(text);
    assert_eq!(shape, AddressShape { form, length });
    assert_printed(&shape, text);
}

#[rstest]
#[case::only_host_and_port("{host: loopback, port: 0}", "loopback:0")]
#[case::only_host("{host: loopback}", "loopback:any")]
#[case::only_port("{port: ephemeral}", "any:ephemeral")]
#[case::quoted_port("{host: loopback, port: \"0\"}", "loopback:0")]
#[case::v6_without_brackets("{host: \"::1\", port: 0}", "[::1]:0")]
#[case::v6_spelt_out("\"[0:0:0:0:0:0:0:1]:0\"", "[::1]:0")]
#[case::only_family("{family: AF_INET6}", "{family: AF_INET6}")]
#[case::only_flowinfo("{flowinfo: 1}", "{host: \"any\", port: any, flowinfo: 1}")]
#[case::only_scope("{scope_id: 1}", "{host: \"any\", port: any, scope_id: 1}")]
#[case::other_order("{length: 16, port: 0, host: loopback}", "{host: \"loopback\", port: 0, length: 16}")]
fn longer_form_is_printed_in_the_usual_one(#[case] yaml: &str, #[case] printed: &str) {
    assert_printed(&address(yaml), printed);
}

#[rstest]
#[case::apostrophe("$scratch/it's")]
#[case::not_ascii("$scratch/größe")]
#[case::control_character("$scratch/a\u{1}")]
fn unusual_path_is_printed_as_yaml(#[case] path: &str) {
    let shape = AddressShape { form: Form::Path(path.to_owned()), length: None };
    assert_eq!(reread(&shape.to_string()), shape);
}

#[rstest]
#[case::no_port("loopback")]
#[case::no_host(":0")]
#[case::no_port_after_the_colon("loopback:")]
#[case::host_of_another_word("localhost:0")]
#[case::capital("Loopback:0")]
#[case::port_beyond_16_bits("loopback:65536")]
#[case::port_in_words("loopback:http")]
#[case::scope_in_brackets("[fe80::1%1]:0")]
#[case::brackets_left_open("[::1:0")]
#[case::v4_in_brackets("[127.0.0.1]:0")]
#[case::three_numbers("127.0.1:0")]
#[case::octal("127.0.0.01:0")]
#[case::blank_before("\u{20}none")]
#[case::blank_after("loopback:0 ")]
#[case::empty("")]
#[case::nameless_reference("$")]
#[case::reference_to_a_path("$a/b")]
#[case::reference_to_a_part_of_a_part("$a.b.c")]
#[case::reference_without_a_part("$a.")]
fn text_that_is_not_an_address(#[case] text: &str) {
    assert!(text.parse::<AddressShape>().is_err(), "{text} is understood as {:?}", text.parse::<AddressShape>());
}

#[rstest]
#[case::sign("loopback:+80")]
#[case::zeros_before("loopback:0080")]
#[case::v6_without_brackets("::1:80")]
fn text_that_only_looks_like_an_address(#[case] text: &str) {
    assert!(text.parse::<AddressShape>().is_err(), "{text} is understood as {:?}", text.parse::<AddressShape>());
}
