//! Shapes of lists of records: in order, as a set, or among other records. A field must match a shape, must be absent,
//! or can be anything.

use std::time::Duration;

use rstest::rstest;
use sockshape::address::Family;
use sockshape::case::{Context, Shape};
use sockshape::operation::{Kind, Reading, Record, Return, Saved, Scope, Value, Vocabulary};
use sockshape::problem::Findings;
use sockshape::yaml::parse;

use crate::support::outcome::word;
use crate::support::{Reported, nothing_found, observed, platform, problems_of};

/// The kind of a family.
const FAMILY: Kind = Kind::Word(Vocabulary::Family);

const FIELDS: &[Return] = &[
    Return { name: "family", kind: FAMILY },
    Return { name: "address", kind: Kind::Address },
    Return { name: "note", kind: Kind::Text },
];

/// Reads the shape of a value of this kind.
fn read(yaml: &str, kind: Kind) -> (Option<Shape>, Findings) {
    let (findings, scope) = (Findings::default(), Scope::default());
    let shape = Shape::read(&parse(yaml).expect("YAML"), kind, &Reading::new(&scope, false, &findings));
    (shape, findings)
}

/// Reads the shape of a value of this kind, which must have no problem.
fn shape(yaml: &str, kind: Kind) -> Shape {
    let (shape, findings) = read(yaml, kind);
    nothing_found(findings, yaml);
    shape.expect("a shape without a problem")
}

fn matches(yaml: &str, value: &Value, kind: Kind) -> bool {
    let saved = Saved::default();
    let context = Context { family: Some(Family::Inet), saved: &saved, platform: platform("linux"), trusting: false };
    shape(yaml, kind).matches(value, &context)
}

/// Two records: one of AF_INET6 with all fields, and one of AF_INET without a note.
fn records() -> Value {
    let word = |text: &str| ("family", word(Vocabulary::Family, text));
    let address = |text| ("address", Value::Address(observed(text)));
    let first = Record(vec![word("AF_INET6"), address("[::1]:80"), ("note", Value::Text("a b".to_owned()))]);
    Value::Records(vec![first, Record(vec![word("AF_INET"), address("127.0.0.1:80")])])
}

#[rstest]
#[case::in_order("{in_order: [{family: AF_INET6}, {family: AF_INET}]}")]
#[case::in_order_without_claims("{in_order: [{}, {}]}")]
#[case::as_set("{as_set: [{family: AF_INET}, {family: AF_INET6}]}")]
#[case::as_set_in_order("{as_set: [{family: AF_INET6}, {family: AF_INET}]}")]
#[case::wide_before_narrow("{as_set: [{}, {family: AF_INET6}]}")]
#[case::includes_one("{includes: [{family: AF_INET}]}")]
#[case::includes_all("{includes: [{family: AF_INET}, {family: AF_INET6}]}")]
#[case::address_of_either_family("{in_order: [{address: \"loopback:80\"}, {address: \"loopback:80\"}]}")]
#[case::text("{includes: [{note: a b}]}")]
#[case::absent("{in_order: [{}, {note: absent}]}")]
#[case::one_of_a_list("{in_order: [{family: [AF_INET, AF_INET6]}, {}]}")]
fn records_that_match(#[case] yaml: &str) {
    assert!(matches(yaml, &records(), Kind::Records(FIELDS)));
}

#[rstest]
#[case::other_order("{in_order: [{family: AF_INET}, {family: AF_INET6}]}")]
#[case::too_few_in_order("{in_order: [{family: AF_INET6}]}")]
#[case::too_many_in_order("{in_order: [{}, {}, {}]}")]
#[case::none_in_order("{in_order: []}")]
#[case::too_few_as_set("{as_set: [{family: AF_INET}]}")]
#[case::too_many_as_set("{as_set: [{}, {}, {}]}")]
#[case::same_twice_as_set("{as_set: [{family: AF_INET}, {family: AF_INET}]}")]
#[case::same_twice_among_others("{includes: [{family: AF_INET}, {family: AF_INET}]}")]
#[case::not_included("{includes: [{family: AF_UNIX}]}")]
#[case::other_port("{includes: [{address: \"loopback:81\"}]}")]
#[case::fields_of_two_records("{includes: [{family: AF_INET, note: a b}]}")]
#[case::other_text("{includes: [{note: a}]}")]
#[case::absent_but_present("{in_order: [{note: absent}, {}]}")]
#[case::present_but_absent("{in_order: [{}, {note: a b}]}")]
fn records_that_do_not_match(#[case] yaml: &str) {
    assert!(!matches(yaml, &records(), Kind::Records(FIELDS)));
}

#[test]
fn empty_list() {
    assert!(matches("{in_order: []}", &Value::Records(Vec::new()), Kind::Records(FIELDS)));
    assert!(!matches("{in_order: [{}]}", &Value::Records(Vec::new()), Kind::Records(FIELDS)));
}

#[rstest]
#[case::word(FAMILY, "AF_INET", word(Vocabulary::Family, "AF_INET"), true)]
#[case::other_word(FAMILY, "AF_INET", word(Vocabulary::Family, "AF_INET6"), false)]
#[case::text(Kind::Text, "\"a b\"", Value::Text("a b".into()), true)]
#[case::other_text(Kind::Text, "\"a b\"", Value::Text("a b ".into()), false)]
#[case::time_as_long(Kind::Elapsed, "\">= 100 ms\"", Value::Elapsed(Duration::from_millis(100)), true)]
#[case::longer(Kind::Elapsed, "\">= 1 s\"", Value::Elapsed(Duration::from_secs(9)), true)]
#[case::shorter(Kind::Elapsed, "\">= 100 ms\"", Value::Elapsed(Duration::from_micros(99_999)), false)]
fn words_texts_and_times(#[case] kind: Kind, #[case] yaml: &str, #[case] value: Value, #[case] expected: bool) {
    assert_eq!(matches(yaml, &value, kind), expected);
}

#[rstest]
#[case::in_order(Kind::Records(FIELDS), "{in_order: [{family: AF_INET, note: absent}, {}]}")]
#[case::as_set(Kind::Records(FIELDS), "{as_set: [{address: loopback:80}]}")]
#[case::includes(Kind::Records(FIELDS), "{includes: [{note: [\"a\", \"b\"]}]}")]
#[case::word(FAMILY, "AF_INET")]
#[case::time(Kind::Elapsed, ">= 100 ms")]
fn shape_is_printed_as_it_was_written(#[case] kind: Kind, #[case] text: &str) {
    let yaml = if text.starts_with('{') { text.to_owned() } else { format!("\"{text}\"") };
    assert_eq!(shape(&yaml, kind).to_string(), text);
}

/// The messages and hints of the problems in a shape.
fn problems(yaml: &str, kind: Kind) -> Vec<(String, String)> {
    let (_, findings) = read(yaml, kind);
    let problems = problems_of(findings, yaml);
    problems.iter().map(Reported::of).map(|problem| (problem.message, problem.hint)).collect()
}

const LIST: &str = "as {in_order: […]}, {as_set: […]} or {includes: […]}";
const TEXT: &str = "write a time such as \">= 100 ms\"; a number or a boolean becomes text in quotes";
const TIME: &str = "as \">= 100 ms\": how much longer it takes is up to the host";

#[rstest]
#[case::text("all", "the file must be the shape of a list, not text", LIST)]
#[case::no_key("{}", "the shape of a list has exactly one key", LIST)]
#[case::two_keys("{in_order: [], as_set: []}", "the shape of a list has exactly one key", LIST)]
#[case::unknown_rule("{inorder: []}", "unknown rule for a list `inorder`", "did you mean `in_order`?")]
#[case::records_a_map(
    "{as_set: {}}",
    "`as_set` must be a list, not a map",
    "as [one, another], or with each item on a line of its own, after `- `"
)]
#[case::record_a_text(
    "{as_set: [AF_INET]}",
    "an item of `as_set` must be a map, not text",
    "as {key: value}, or with each `key: value` on a line of its own"
)]
#[case::unknown_field("{as_set: [{famly: AF_INET}]}", "unknown key of a record `famly`", "did you mean `family`?")]
#[case::field_twice("{as_set: [{note: a, note: b}]}", "`note` is given twice", "remove one of them")]
#[case::includes_no_record("{includes: []}", "every list includes an empty list", "`any` claims nothing")]
#[case::bad_address("{as_set: [{address: \"loopbck:0\"}]}", "unknown host `loopbck`", "did you mean `loopback`?")]
fn shape_of_records_that_is_refused(#[case] yaml: &str, #[case] message: &str, #[case] hint: &str) {
    assert_eq!(problems(yaml, Kind::Records(FIELDS)), [(message.to_owned(), hint.to_owned())]);
}

#[rstest]
#[case::upper_bound("\"<= 1 s\"", "`<= 1 s` is not a lower bound of a time", TIME)]
#[case::no_bound("1 s", "`1 s` is not a lower bound of a time", TIME)]
#[case::no_unit("\">= 100\"", "`>= 100` is not a lower bound of a time", TIME)]
#[case::number("100", "the file must be a time such as \">= 100 ms\", not a number", TEXT)]
fn bound_of_a_time_that_is_refused(#[case] yaml: &str, #[case] message: &str, #[case] hint: &str) {
    assert_eq!(problems(yaml, Kind::Elapsed), [(message.to_owned(), hint.to_owned())]);
}
