//! YAML that case files do not use is refused.

mod places;

use rstest::rstest;
use sockshape::yaml::{Content, parse};

use crate::support::{
    CASES, Marked, Reported, STREAM, assert_refused, assert_steps_refused, file_of_steps, read, rendered,
};

#[rstest]
#[case::syntax("topic: [A\nsee§: {posix: A}\n", "a comma or `]` is missing before this")]
#[case::tab("topic: A\nsee: §@posix\n", "a value cannot begin with this")]
#[case::two_documents("topic: A\n§---\ntopic: B\n", "a second document begins here")]
#[case::two_documents_with_marks("# A\n---\ntopic: A\n§--- # B\ntopic: B\n", "a second document begins here")]
#[case::tag("topic: §!mine A\n", "case files have no use for YAML tags")]
#[case::tag_of_text("topic: §!!str A\n", "case files have no use for YAML tags")]
#[case::tag_of_a_number("topic: §!!int 5\n", "case files have no use for YAML tags")]
#[case::tag_of_another_number("topic: §!!int A\n", "case files have no use for YAML tags")]
#[case::tag_of_nothing("topic: §!!null A\n", "case files have no use for YAML tags")]
#[case::tag_of_bytes("topic: §!!binary QQ==\n", "case files have no use for YAML tags")]
#[case::tag_alone("topic: §!!str\n", "case files have no use for YAML tags")]
#[case::tag_of_a_list("topic: §!!seq [A]\n", "case files have no use for YAML tags")]
#[case::tag_of_a_map("topic: A\nsee: §!!map\n  posix: A\n", "case files have no use for YAML tags")]
#[case::tag_of_a_key("topic: A\n§!!str see: {posix: A}\n", "case files have no use for YAML tags")]
#[case::tag_of_the_file("§!!map\ntopic: A\n", "case files have no use for YAML tags")]
#[case::tag_behind_an_anchor("topic: §&topic !!str A\n", "case files have no use for YAML tags")]
#[case::tag_below_an_anchor("topic: §&topic\n  !!str A\n", "case files have no use for YAML tags")]
#[case::tag_before_an_anchor("topic: §!!str &topic A\n", "case files have no use for YAML tags")]
#[case::tag_written_out("topic: §!<tag:yaml.org,2002:str> A\n", "case files have no use for YAML tags")]
#[case::tag_with_a_handle(
    "%TAG !e! tag:yaml.org,2002:\n---\ntopic: §!e!str A\n",
    "case files have no use for YAML tags"
)]
#[case::tag_without_a_name("topic: §! A\n", "case files have no use for YAML tags")]
#[case::fraction("topic: §1.5\n", "case files have whole numbers only")]
#[case::exponent("topic: §1e3\n", "case files have whole numbers only")]
#[case::infinity("topic: §.inf\n", "case files have whole numbers only")]
#[case::huge_number("topic: §9223372036854775808\n", "the number is too large")]
#[case::key_a_list("topic: A\n§[see]: A\n", "a key must be text")]
#[case::key_a_fraction("topic: A\n§1.5: A\n", "a key must be text")]
#[case::key_null("topic: A\n§~: A\n", "a key must be text")]
#[case::unknown_anchor("topic: §*other\n", "there is no anchor of this name")]
#[case::open_quotes("topic: \"A\nsee: {posix: A}\n§", "a text in quotes does not end")]
#[case::escape("topic: \"§\\d\"\n", "this is no escape")]
#[case::indented_more("topic: A\n see§: A\n", "a value cannot have a `: ` of its own")]
#[case::indented_less("topic:\n  a: A\n §b: B\n", "this does not go with the lines above it")]
fn yaml_that_is_refused(#[case] file: &str, #[case] message: &str) {
    assert_refused(file, message, "");
}

/// `cases/REFERENCE.md` says which forms a number may have.
#[rstest]
#[case::decimal("64", Content::Number(64))]
#[case::negative("-5", Content::Number(-5))]
#[case::with_a_plus("+5", Content::Number(5))]
#[case::hexadecimal("0x4F", Content::Number(0x4f))]
#[case::hexadecimal_with_a_sign("-0x40", Content::Number(-64))]
#[case::octal("0o17", Content::Number(0o17))]
#[case::binary("0b101", Content::Number(0b101))]
#[case::zero_before_the_digits("012", Content::Text("012".to_owned()))]
#[case::separated("1_000", Content::Text("1_000".to_owned()))]
#[case::capital_prefix("0X40", Content::Text("0X40".to_owned()))]
#[case::digit_of_no_octal_number("0o8", Content::Text("0o8".to_owned()))]
#[case::in_quotes("\"5\"", Content::Text("5".to_owned()))]
#[case::capitals("TRUE", Content::Flag(true))]
#[case::capital("False", Content::Flag(false))]
#[case::word_of_another_version("yes", Content::Text("yes".to_owned()))]
#[case::tilde("~", Content::Null)]
#[case::null("Null", Content::Null)]
#[case::no_value("", Content::Null)]
fn values(#[case] text: &str, #[case] expected: Content) {
    let root = parse(&format!("- {text}\n")).expect("YAML");
    let Content::List(items) = root.content else { panic!("a list") };
    assert_eq!(items[0].content, expected);
}

/// Text may have what looks like a tag.
#[test]
fn exclamation_marks_in_texts_are_no_tags() {
    let file = format!("topic: \"!!str A\"\nsee: {{posix: 'A !!int', rfc: A !!int}}\n{CASES}# !!str\n");
    assert_eq!(read(&file).expect("no problem").about, "!!str A");
    let folded = format!("topic: A\n  !!str B\nsee:\n  posix: |\n    !!int\n{CASES}");
    assert_eq!(read(&folded).expect("no problem").about, "A !!str B");
}

/// The most typical mistake of all: YAML takes an address without quotes apart.
#[rstest]
#[case::brackets("- bind: {socket: s, address: [§::1]:0}", "a value is missing before this")]
#[case::brackets_in_a_block("- bind:\n    socket: s\n    address: [§::1]:0", "a value is missing before this")]
#[case::blank("- bind: {socket: s, address: loopback§: 0}", "a comma or `}` is missing before this")]
#[case::blank_in_a_block("- bind:\n    socket: s\n    address: loopback§: 0", "a value cannot have a `: ` of its own")]
fn address_without_quotes(#[case] step: &str, #[case] message: &str) {
    let problems = read(&Marked::new(&file_of_steps(&format!("{STREAM}{step}"))).text).expect_err("a problem");
    assert!(Reported::of(&problems[0]).hint.contains(" in quotes, such as \"[::1]:0\" or \"loopback:0\""));
    assert_steps_refused(&format!("{STREAM}{step}"), message, "");
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
    let problems = read(&file).expect_err("a problem");
    assert!(rendered(&problems).contains("lists and maps nest too deep"), "{}", rendered(&problems));
}

/// A few lines can stand for more memory than a machine has.
#[rstest]
#[case::lists("[lol]")]
#[case::long_text(&format!("[{}]", "x".repeat(1000)))]
fn aliases_that_multiply_are_cut_short(#[case] first: &str, #[values(3, 9)] levels: u8) {
    let pairs = (b'b'..b'b' + levels).zip(b'a'..).map(|(new, old)| (char::from(new), char::from(old)));
    let many = |old: char| vec![format!("*{old}"); 100].join(", ");
    let bomb: String = pairs.map(|(new, old)| format!("{new}: &{new} [{}]\n", many(old))).collect();
    let problems = read(&format!("a: &a {first}\n{bomb}")).expect_err("a problem");
    assert_eq!(problems.len(), 1);
    let shown = rendered(&problems);
    assert!(shown.starts_with("error: with its aliases written out, the file is too large\n --> "), "{shown}");
}

/// The parser counts aliases, but not what they repeat.
#[test]
fn long_text_that_is_repeated_is_cut_short() {
    let sources: Vec<String> = (0..3000).map(|number| format!("k{number}: *t")).collect();
    let file = format!("topic: &t {}\nsee: {{{}}}\n{CASES}", "x".repeat(30_000), sources.join(", "));
    let shown = rendered(&read(&file).expect_err("a problem"));
    assert!(shown.starts_with("error: with its aliases written out, the file is too large\n --> "), "{shown}");
}

#[test]
fn alias_that_repeats_a_little_is_read() {
    let file = format!("topic: &topic A\nsee: {{posix: *topic}}\n{CASES}");
    assert_eq!(read(&file).expect("no problem").about, "A");
}
