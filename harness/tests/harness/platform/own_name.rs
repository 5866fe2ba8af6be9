//! Platforms of somebody's own: what they can be called, what they answer to, and where they stand in a list.

use rstest::rstest;
use sockshape::platform::{Capability, Edition, Platform};

use crate::support::platform;

#[rstest]
#[case::runtime("linux+cpython", &["linux", "unix"])]
#[case::fork("gvisor+mine", &["gvisor", "linux", "unix"])]
#[case::stack_of_a_family("unix+lwip-2.1_x", &["unix"])]
#[case::other_family("bsd+a", &["bsd", "unix"])]
fn own_platform_answers_to_what_stands_before_its_name(#[case] name: &str, #[case] lineage: &[&str]) {
    let platform = platform(name);
    let names: Vec<String> = platform.lineage().map(|selector| selector.to_string()).collect();
    assert_eq!((platform.to_string().as_str(), names.iter().map(String::as_str).collect()), (name, lineage.to_vec()));
}

#[rstest]
#[case::empty("linux+")]
#[case::path("linux+a/b")]
#[case::above("linux+..")]
#[case::upper_case("linux+Mine")]
#[case::upper_case_later("linux+miNe")]
#[case::digit_first("linux+2")]
#[case::dot_last("linux+mine.")]
#[case::twice("linux+a+b")]
#[case::space("linux+a b")]
#[case::no_ascii("linux+ä")]
#[case::long("linux+abcdefghijklmnopqrstuvwxyz1234567")]
#[case::device("linux+a\0")]
fn name_that_cannot_be_one(#[case] name: &str) {
    let message = Platform::named(name).expect_err("no name").with_hint();
    assert!(message.contains(" cannot be the name of a platform; as `mine` or "), "{message}");
}

#[rstest]
#[case::platform("linux+wine", "`wine` is a platform or a family, and no name of one's own; choose another")]
#[case::family("linux+bsd", "`bsd` is a platform or a family")]
#[case::base("lunix+mine", "unknown platform `lunix`; did you mean `unix`?")]
#[case::other_word("darwin+mine", "unknown platform `darwin`; did you mean `macos`?")]
fn other_name_that_cannot_be_one(#[case] name: &str, #[case] message: &str) {
    let found = Platform::named(name).expect_err("no name").with_hint();
    assert!(found.starts_with(message), "{found}");
}

#[test]
fn own_platforms_come_after_those_that_the_harness_knows() {
    let names = ["unix+b", "wine", "linux+a@3.11", "linux", "linux+a", "linux@5.10", "bsd+a"];
    let mut editions = names.map(|name| Edition::named(name).expect("a recording"));
    editions.sort();
    let sorted = editions.map(|edition| edition.to_string());
    assert_eq!(sorted, ["linux", "linux@5.10", "wine", "bsd+a", "linux+a", "linux+a@3.11", "unix+b"]);
}

#[test]
fn own_platform_is_written_as_it_is_named() {
    let edition = Edition::named("linux+cpython@3.11").expect("a recording");
    let json = serde_json::to_string(&edition).expect("JSON");
    assert_eq!(json, r#""linux+cpython@3.11""#);
    assert_eq!(serde_json::from_str::<Edition>(&json).expect("an edition"), edition);
    assert!(serde_json::from_str::<Platform>(r#""linux+../x""#).is_err());
}

/// What answers to a family may be built like any platform of it.
#[rstest]
#[case("linux+mine", Capability::AbstractNames, true)]
#[case("macos+mine", Capability::AbstractNames, false)]
#[case("unix+mine", Capability::AbstractNames, true)]
#[case("bsd+mine", Capability::AbstractNames, false)]
#[case("bsd+mine", Capability::Socketpair, true)]
#[case("wine+mine", Capability::Waitall, false)]
#[case("gvisor+mine", Capability::FastOpen, false)]
fn own_platform_can_have_what_it_is_like(#[case] name: &str, #[case] capability: Capability, #[case] has: bool) {
    assert_eq!(capability.is_on(platform(name)), has);
}
