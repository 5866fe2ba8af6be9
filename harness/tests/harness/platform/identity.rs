//! Platforms: their names, and what each of them answers to.

use std::collections::BTreeSet;

use rstest::rstest;
use sockshape::platform::{Platform, Selector};

use crate::support::platform;

#[rstest]
#[case("linux", &["linux", "unix"])]
#[case("linux-musl", &["linux-musl", "linux", "unix"])]
#[case("gvisor", &["gvisor", "linux", "unix"])]
#[case("wsl1", &["wsl1", "linux", "unix"])]
#[case("android", &["android", "linux", "unix"])]
#[case("macos", &["macos", "bsd", "unix"])]
#[case("freebsd", &["freebsd", "bsd", "unix"])]
#[case("netbsd", &["netbsd", "bsd", "unix"])]
#[case("openbsd", &["openbsd", "bsd", "unix"])]
#[case("dragonfly", &["dragonfly", "bsd", "unix"])]
#[case("illumos", &["illumos", "unix"])]
#[case("windows", &["windows"])]
#[case("wine", &["wine", "windows"])]
fn platform_answers_to(#[case] name: &str, #[case] lineage: &[&str]) {
    let names: Vec<String> = platform(name).lineage().map(|selector| selector.to_string()).collect();
    assert_eq!(names, lineage);
}

#[test]
fn there_are_thirteen_platforms_and_two_families() {
    assert_eq!(Platform::all().count(), 13);
    let families: Vec<String> =
        Selector::ALL.iter().filter(|selector| selector.platform().is_none()).map(ToString::to_string).collect();
    assert_eq!(families, ["unix", "bsd"]);
}

/// Each platform runs on a system that the build script knows, and each of those systems is a platform.
#[test]
fn build_script_knows_the_systems_of_all_platforms() {
    let known: BTreeSet<&str> = env!("KNOWN_SYSTEMS").split(' ').collect();
    let is_known = |selector: &Selector| known.contains(selector.to_string().as_str());
    let systems = Platform::all().map(|platform| {
        let system = platform.lineage().find(is_known);
        system.unwrap_or_else(|| panic!("harness/build.rs has no system for {platform}")).to_string()
    });
    assert_eq!(systems.collect::<BTreeSet<_>>(), known.iter().map(ToString::to_string).collect());
}

#[rstest]
#[case("lunix", "unknown platform `lunix`; did you mean `linux`?")]
#[case("Windows", "unknown platform `Windows`; did you mean `windows`?")]
#[case("linux_musl", "unknown platform `linux_musl`; did you mean `linux-musl`?")]
fn misspelt_platform(#[case] name: &str, #[case] message: &str) {
    assert_eq!(Platform::named(name).map_err(|fault| fault.with_hint()), Err(message.to_owned()));
}

#[test]
fn family_is_not_a_platform() {
    let message = Platform::named("bsd").expect_err("a family").with_hint();
    assert!(message.starts_with("unknown platform `bsd`; one of `android`"), "{message}");
}
