//! What is refused of a file as a whole, and of YAML that case files have no use for; and where the nodes of a text stand, in every
//! form that YAML has for them.

use rstest::rstest;
use sockshape::source::{Location, SourceFile};
use sockshape::yaml::{Content, Node, Place, parse};

use crate::support::assert_refused;

const CASES: &str = "cases: [{name: a, steps: [{socket: {as: s, family: AF_INET, type: SOCK_DGRAM}}]}]\n";

#[rstest]
#[case::empty_file("§", "the file must be a map, not nothing", "")]
#[case::comment_alone("# nothing\n§", "the file must be a map, not nothing", "")]
#[case::list("§- topic: A", "the file must be a map, not a list", "")]
#[case::text("§topic", "the file must be a map, not text", "")]
fn file_that_is_no_map(#[case] file: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(file, message, hint);
}

#[rstest]
#[case::no_topic("§see: {posix: A}\n", "a case file needs `topic`", "")]
#[case::no_see("§topic: A\n", "a case file needs `see`", "")]
#[case::unknown_key(
    "topic: A\nsee: {posix: A}\n§seee: {}\n",
    "unknown key of a case file `seee`",
    "did you mean `see`?"
)]
#[case::topic_twice("topic: A\n§topic: B\nsee: {posix: A}\n", "`topic` is given twice", "")]
#[case::topic_of_no_text("topic: §[A]\nsee: {posix: A}\n", "`topic` must be one sentence, not a list", "")]
#[case::topic_a_number("topic: §1\nsee: {posix: A}\n", "`topic` must be one sentence, not a number", "")]
#[case::topic_empty("topic: §\" \"\nsee: {posix: A}\n", "`topic` must be one sentence, not an empty text", "")]
#[case::topic_of_nothing("topic:§\nsee: {posix: A}\n", "`topic` must be one sentence, not nothing", "")]
#[case::see_a_text("topic: A\nsee: §page\n", "`see` must be a map, not text", "")]
#[case::see_empty("topic: A\nsee: §{}\n", "`see` needs a source", "")]
#[case::source_a_number("topic: A\nsee: {linux: A, posix: §1}\n", "`posix` must be a source, not a number", "")]
#[case::source_empty("topic: A\nsee: {linux: A, posix: §\"\"}\n", "`posix` must be a source, not an empty text", "")]
#[case::source_twice("topic: A\nsee: {posix: A, §posix: B}\n", "`posix` is given twice", "")]
fn head_of_a_file(#[case] head: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&format!("{head}{CASES}"), message, hint);
}

#[rstest]
#[case::missing("§topic: A\nsee: {posix: A}\n", "a case file needs `cases`")]
#[case::map("topic: A\nsee: {posix: A}\ncases: §{name: a}\n", "`cases` must be a list, not a map")]
#[case::none("§topic: A\nsee: {posix: A}\ncases: []\n", "a case file needs a case")]
#[case::text("topic: A\nsee: {posix: A}\ncases:\n  - §a\n", "an item of `cases` must be a map, not text")]
fn cases_of_a_file(#[case] file: &str, #[case] message: &str) {
    assert_refused(file, message, "");
}

#[rstest]
#[case::syntax("topic: [A\nsee§: {posix: A}\n", "did not find expected ',' or ']'")]
#[case::tab("topic: A\nsee:\n§\tposix: A\n", "found character that cannot start any token")]
#[case::two_documents(
    "topic: A\n---\ntopic: B\n",
    "deserializing from YAML containing more than one document is not supported"
)]
#[case::tag("topic: §!mine A\n", "topic: case files have no use for YAML tags")]
#[case::fraction("topic: §1.5\n", "topic: case files have whole numbers only")]
#[case::infinity("topic: §.inf\n", "topic: case files have whole numbers only")]
#[case::huge_number("topic: §9223372036854775808\n", "topic: the number is too large")]
#[case::key_a_list("topic: A\n§[see]: A\n", "invalid type: sequence, expected a key")]
#[case::key_a_fraction("topic: A\n§1.5: A\n", "invalid type: floating point `1.5`, expected a key")]
#[case::key_of_nothing("topic: A\n§~: A\n", "invalid type: unit value, expected a key")]
#[case::unknown_anchor("topic: §*nobody\n", "unknown anchor")]
fn yaml(#[case] file: &str, #[case] message: &str) {
    assert_refused(file, message, "");
}

#[test]
fn brackets_nest_32_deep_and_no_deeper() {
    let topic = |depth: usize, mark: &str| {
        format!("topic: {}{mark}{}\n", "[".repeat(depth - 1), "[".to_owned() + &"]".repeat(depth))
    };
    assert_refused(&topic(33, "§"), "brackets nest more than 32 deep", "");
    assert_refused(
        &format!("topic: §{}{}\nsee: {{posix: A}}\n{CASES}", "[".repeat(32), "]".repeat(32)),
        "`topic` must be one sentence, not a list",
        "",
    );
}

#[test]
fn lists_nested_by_dashes_do_not_exhaust_the_stack() {
    let file = format!("topic:\n  {}A\n", "- ".repeat(20_000));
    let problems = crate::support::read(&file).expect_err("nothing nests this deep");
    assert!(crate::support::rendered(&problems).contains("recursion limit"), "{}", crate::support::rendered(&problems));
}

#[test]
fn aliases_that_multiply_are_cut_short() {
    let levels = ('b'..='i').zip('a'..);
    let bomb: String =
        levels.map(|(new, old)| format!("{new}: &{new} [{}]\n", vec![format!("*{old}"); 9].join(", "))).collect();
    let problems = crate::support::read(&format!("a: &a [lol]\n{bomb}")).expect_err("a bomb is no case file");
    assert!(
        crate::support::rendered(&problems).contains("repetition limit"),
        "{}",
        crate::support::rendered(&problems)
    );
}

#[test]
fn only_source_a_number() {
    assert_refused(&format!("topic: A\nsee: {{posix: §1}}\n{CASES}"), "`posix` must be a source, not a number", "");
}

/// The places of all keys and values, in the order they are read.
fn places(node: &Node) -> Vec<Place> {
    let below = match &node.content {
        Content::List(items) => items.iter().flat_map(places).collect(),
        Content::Map(entries) => {
            entries.iter().flat_map(|(key, value)| [vec![key.place], places(value)].concat()).collect()
        }
        Content::Null | Content::Flag(_) | Content::Number(_) | Content::Text(_) => Vec::new(),
    };
    [vec![node.place], below].concat()
}

/// Where they stand, as `line:column`.
fn locations(text: &str) -> String {
    let source = SourceFile::new("text", text);
    let root = parse(text).expect("YAML");
    let locations = places(&root).into_iter().map(|place| place.location(&source).expect("a place in the text"));
    locations.map(|at: Location| at.to_string()).collect::<Vec<_>>().join(" ")
}

#[rstest]
#[case::nothing("", "1:1")]
#[case::comment("# nothing\n", "2:1")]
#[case::text("A", "1:1")]
#[case::behind_a_marker("---\na: 1\n", "2:1 2:1 2:4")]
#[case::flow_behind_a_marker("--- {a: 1}\n", "1:5 1:6 1:9")]
#[case::lists_in_lists("- - a\n  - b\n- c\n", "1:1 1:3 1:5 2:5 3:3")]
#[case::maps_in_maps("a:\n  b: c\n  d:\n    e: f\n", "1:1 1:1 2:3 2:3 2:6 3:3 4:5 4:5 4:8")]
#[case::flows("a: [b, {c: d}, e: f]\n", "1:1 1:1 1:4 1:5 1:8 1:9 1:12 1:16 1:16 1:19")]
#[case::empty_values("a:\nb:\n- \n- c\nd: []\n", "1:1 1:1 1:3 2:1 3:1 3:2 4:3 5:1 5:4")]
#[case::quotes("\"a\": 'b'\n'c':\n  \"d\"\n", "1:1 1:1 1:6 2:1 3:3")]
#[case::blocks("a: |\n  b\nc: >-\n  d\ne: 1\n", "1:1 1:1 1:4 3:1 3:4 5:1 5:4")]
#[case::kinds("1: true\nfalse: ~\n-2: 0x1f\n", "1:1 1:1 1:4 2:1 2:8 3:1 3:5")]
#[case::tags_of_yaml("a: !!str 1\nb: !!map {c: !!int 2}\n", "1:1 1:1 1:4 2:1 2:4 2:11 2:14")]
#[case::columns_of_characters("ä: [ö, {ü: 😀}, ß]\n", "1:1 1:1 1:4 1:5 1:8 1:9 1:12 1:16")]
#[case::keys_that_speak_of_places("\" at line 9 column 9\": [a]\n", "1:1 1:1 1:24 1:25")]
#[case::scalar_again("a: &x b\nc: *x\n*x : d\n", "1:1 1:1 1:4 2:1 1:4 1:4 3:6")]
#[case::map_again("a: &x\n  b: c\nd: [*x, {<<: *x}]\n", "1:1 1:1 1:4 2:3 2:6 3:1 3:4 1:4 2:3 2:6 3:9 3:10 1:4 2:3 2:6")]
#[case::empty_list_again("a: &x []\nb: *x\nc: d\n", "1:1 1:1 1:4 2:1 1:4 3:1 3:4")]
#[case::alias_in_what_is_repeated("a: &x [b]\nc: &y [*x]\nd: *y\n", "1:1 1:1 1:4 1:8 2:1 2:4 1:4 1:8 3:1 2:4 1:4 1:8")]
#[case::anchor_given_twice("a: &x [b]\nc: &x [d]\ne: *x\n", "1:1 1:1 1:4 1:8 2:1 2:4 2:8 3:1 2:4 2:8")]
fn nodes_stand_where_they_begin_and_aliases_at_their_anchors(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(locations(text), expected);
}

#[test]
fn a_place_beyond_the_text_is_nowhere() {
    let second = places(&parse("[a]").expect("YAML"))[1];
    assert_eq!(second.location(&SourceFile::new("text", "a")), None);
}
