//! Platforms: what each of them answers to, and which claim holds for it.

use std::collections::BTreeSet;

use rstest::rstest;
use sockshape::case::Claim;
use sockshape::platform::{Platform, Selector};

use crate::support::trial_of_steps;

fn platform(name: &str) -> Platform {
    Platform::named(name).expect("a platform")
}

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

/// Each platform runs on one of the systems that the build script knows, and each of these systems is a platform.
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
fn misspelt_platform(#[case] name: &str, #[case] told: &str) {
    assert_eq!(Platform::named(name).map_err(|fault| fault.with_hint()), Err(told.to_owned()));
}

#[test]
fn family_is_no_platform() {
    let told = Platform::named("bsd").expect_err("a family").with_hint();
    assert!(told.starts_with("unknown platform `bsd`; one of `android`"), "{told}");
}

/// The claim of the only step but one of a case with these claims.
fn claim(claims: &str) -> Claim {
    let steps = format!("- socket: {{as: s, family: AF_INET, type: SOCK_STREAM}}\n- getsockname: s\n{claims}");
    let trial = std::sync::Arc::into_inner(trial_of_steps(&steps)).expect("nobody else has the trial");
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
#[case::child_alone("linux", "none")]
fn claim_for_every_platform_is_left(#[case] name: &str, #[case] expected: &str) {
    let claim = claim("  expect: none\n  expect_on: {wine: any, gvisor: any, bsd: any}");
    assert_eq!(claim.on(platform(name)).1.to_string(), expected);
}

#[test]
fn step_without_a_claim_must_succeed() {
    assert_eq!(claim("").on(platform("linux")).1.to_string(), "ok");
}

#[test]
fn claim_on_a_platform_stands_alone_where_there_is_no_other() {
    let claim = claim("  expect_on: {windows: {error: EINVAL}}");
    assert_eq!(claim.on(platform("linux")).1.to_string(), "ok");
    assert_eq!(claim.on(platform("wine")).1.to_string(), "EINVAL");
}
