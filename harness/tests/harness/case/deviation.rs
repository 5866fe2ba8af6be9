//! Deviations: what is refused, and which combinations of the matrix they apply to.

use rstest::rstest;

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
#[case::no_where("deviates: {wine: [§{why: A}]}", "a deviation needs `where`", "")]
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
        let reasons = trial.deviates.iter().map(|(platform, known)| format!("{platform}: {}", known.why));
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
