//! The places of keys and values in a text, for every form of YAML.

use rstest::rstest;
use sockshape::source::{Location, SourceFile};
use sockshape::yaml::{Content, Node, Place, parse};

/// The places of all keys and values, in reading order.
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

/// The places of all keys and values of a text, as `line:column`.
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
#[case::after_a_marker("---\na: 1\n", "2:1 2:1 2:4")]
#[case::flow_after_a_marker("--- {a: 1}\n", "1:5 1:6 1:9")]
#[case::lists_in_lists("- - a\n  - b\n- c\n", "1:1 1:3 1:5 2:5 3:3")]
#[case::maps_in_maps("a:\n  b: c\n  d:\n    e: f\n", "1:1 1:1 2:3 2:3 2:6 3:3 4:5 4:5 4:8")]
#[case::flows("a: [b, {c: d}, e: f]\n", "1:1 1:1 1:4 1:5 1:8 1:9 1:12 1:16 1:16 1:19")]
#[case::empty_values("a:\nb:\n- \n- c\nd: []\n", "1:1 1:1 1:3 2:1 3:1 3:2 4:3 5:1 5:4")]
#[case::quotes("\"a\": 'b'\n'c':\n  \"d\"\n", "1:1 1:1 1:6 2:1 3:3")]
#[case::blocks("a: |\n  b\nc: >-\n  d\ne: 1\n", "1:1 1:1 1:4 3:1 3:4 5:1 5:4")]
#[case::kinds("1: true\nfalse: ~\n-2: 0x1f\n", "1:1 1:1 1:4 2:1 2:8 3:1 3:5")]
#[case::columns_of_characters("ä: [ö, {ü: 😀}, ß]\n", "1:1 1:1 1:4 1:5 1:8 1:9 1:12 1:16")]
#[case::keys_that_look_like_messages("\" at line 9 column 9\": [a]\n", "1:1 1:1 1:24 1:25")]
#[case::scalar_again("a: &x b\nc: *x\n*x : d\n", "1:1 1:1 1:4 2:1 1:4 1:4 3:6")]
#[case::map_again("a: &x\n  b: c\nd: [*x, {<<: *x}]\n", "1:1 1:1 1:4 2:3 2:6 3:1 3:4 1:4 2:3 2:6 3:9 3:10 1:4 2:3 2:6")]
#[case::empty_list_again("a: &x []\nb: *x\nc: d\n", "1:1 1:1 1:4 2:1 1:4 3:1 3:4")]
#[case::alias_in_what_is_repeated("a: &x [b]\nc: &y [*x]\nd: *y\n", "1:1 1:1 1:4 1:8 2:1 2:4 1:4 1:8 3:1 2:4 1:4 1:8")]
#[case::anchor_given_twice("a: &x [b]\nc: &x [d]\ne: *x\n", "1:1 1:1 1:4 1:8 2:1 2:4 2:8 3:1 2:4 2:8")]
fn place_of_a_node_is_its_beginning_and_of_an_alias_its_anchor(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(locations(text), expected);
}

#[test]
fn place_outside_of_the_text_has_no_location() {
    let second = places(&parse("[a]").expect("YAML"))[1];
    assert_eq!(second.location(&SourceFile::new("text", "a")), None);
}
