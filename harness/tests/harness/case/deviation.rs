//! Deviations: what is refused, and which combinations of the matrix they apply to.

use rstest::rstest;
use sockshape::platform::{Platform, Release};

use super::STEPS;
use crate::support::{assert_refused, file_of_cases, trials};

#[rstest]
#[case::list("deviates: §[linux]", "`deviates` must be a map, not a list", "")]
#[case::unknown("deviates: {§gvisr: A}", "unknown platform `gvisr`", "did you mean `gvisor`?")]
#[case::family(
    "deviates: {§bsd: A}",
    "unknown platform `bsd`",
    "one of `android`, `dragonfly`, `freebsd`, `gvisor`, `illumos`, `linux`, `linux-musl`, `macos`, `netbsd`, \
     `openbsd`, `windows`, `wine`, `wsl1`"
)]
#[case::twice("deviates: {wine: A, §wine: B}", "`wine` is given twice", "")]
#[case::no_reason("deviates: {wine: §}", "`wine` must be the reason why the platform is at fault, not nothing", "")]
#[case::empty_reason(
    "deviates: {wine: §\" \"}",
    "`wine` must be the reason why the platform is at fault, not an empty text",
    ""
)]
#[case::empty_list(
    "deviates: {wine: §[]}",
    "`wine` must be the reason why the platform is at fault, not an empty list",
    ""
)]
#[case::item_a_text("deviates: {wine: [§A]}", "an item of `wine` must be a map, not text", "")]
#[case::no_where(
    "deviates: {wine: [§{why: A}]}",
    "a deviation needs `where`, `since` or `until`",
    "or the reason alone, for all combinations and releases"
)]
#[case::release_a_number(
    "deviates: {wine: {until: §8, why: A}}",
    "`until` must be a release in quotes, such as \"8.0\", not a number",
    ""
)]
#[case::no_release("deviates: {wine: {since: §\"8 0\", why: A}}", "`8 0` cannot be a release", "")]
#[case::backwards("deviates: {wine: §{since: \"10.0\", until: \"8.0\", why: A}}", "10.0 is later than 8.0", "")]
#[case::releases_of_an_earlier_entry(
    "deviates: {wine: [{until: \"8.0\", why: A}, §{until: \"8.0\", why: B}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
#[case::some_releases_after_all(
    "deviates: {wine: [{where: {v: x}, why: A}, §{where: {v: x}, until: \"8.0\", why: B}]}\n  matrix: {v: [x]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
#[case::no_why("deviates: {wine: [§{where: {v: x}}]}", "a deviation needs `why`", "")]
#[case::unknown_key(
    "matrix: {v: [x]}\n  deviates: {wine: [{where: {v: x}, why: A, §whi: B}]}",
    "unknown key of a deviation `whi`",
    "did you mean `why`?"
)]
#[case::where_a_text("deviates: {wine: [{where: §x, why: A}]}", "`where` must be a map, not text", "")]
#[case::of_no_combination(
    "matrix: {v: [x, y]}\n  deviates: {wine: [§{where: {v: z}, why: A}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
#[case::without_a_matrix(
    "deviates: {wine: [§{where: {v: x}, why: A}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
#[case::of_combinations_of_an_earlier_entry(
    "matrix: {v: [x, y]}\n  deviates: {wine: [{where: {v: [x, y]}, why: A}, §{where: {v: y}, why: B}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
fn deviations_of_a_case(#[case] key: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_cases(&format!("- name: a\n  {key}\n{STEPS}")), message, hint);
}

#[test]
fn deviation_applies_to_the_combinations_it_names() {
    let case = "- name: a
  matrix: {kind: [x, y, z], n: [1, 2]}
  deviates:
    wine: all of it
    gvisor:
      - {where: {kind: x, n: 2}, why: one}
      - {where: {kind: [x, y]}, why: some}
  steps:
    - socket: {as: s}
    - send: {socket: s, data: {repeat: $kind, times: $n}}
";
    let known = trials(&file_of_cases(case)).into_iter().map(|trial| {
        let reasons = trial.deviates.iter().map(|(platform, known)| format!("{platform}: {}", known[0].why));
        (trial.name.variant.clone(), reasons.collect::<Vec<_>>().join("; "))
    });
    let expected = [
        ("x,1", "gvisor: some; wine: all of it"),
        ("x,2", "gvisor: one; wine: all of it"),
        ("y,1", "gvisor: some; wine: all of it"),
        ("y,2", "gvisor: some; wine: all of it"),
        ("z,1", "wine: all of it"),
        ("z,2", "wine: all of it"),
    ];
    let expected = expected.map(|(variant, reasons)| (variant.to_owned(), reasons.to_owned()));
    assert_eq!(known.collect::<Vec<_>>(), expected);
}

/// Windows has no SO_REUSEPORT, and so Wine has none.
#[test]
fn what_a_platform_cannot_run_is_none_of_its_faults() {
    let case = "- name: a
  matrix: {option: [SO_REUSEADDR, SO_REUSEPORT]}
  deviates: {wine: A, gvisor: B}
  steps:
    - socket: {as: s, family: AF_INET, type: SOCK_STREAM}
    - setsockopt: {socket: s, option: $option, value: true}
";
    let known = trials(&file_of_cases(case)).into_iter().map(|trial| trial.deviates.len());
    assert_eq!(known.collect::<Vec<_>>(), [2, 1]);
}

#[rstest]
#[case::first(Some("8.0"), Some("A"))]
#[case::before_the_first(Some("7.22"), Some("A"))]
#[case::between(Some("9.0"), None)]
#[case::second(Some("10.0"), Some("B"))]
#[case::after_the_second(Some("10.0.1"), Some("B"))]
#[case::not_told(None, Some("B"))]
fn deviation_applies_to_the_releases_it_names(#[case] release: Option<&str>, #[case] why: Option<&str>) {
    let case =
        format!("- name: a\n  deviates: {{wine: [{{until: \"8.0\", why: A}}, {{since: \"10.0\", why: B}}]}}\n{STEPS}");
    let trials = trials(&file_of_cases(&case));
    let release = release.map(|release| Release::named(release).expect("a release"));
    let found = trials[0].deviation(Platform::named("wine").expect("a platform"), release.as_ref());
    assert_eq!(found.map(|deviation| deviation.why.as_str()), why);
}
