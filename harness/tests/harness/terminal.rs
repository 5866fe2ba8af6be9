//! `sockshape` on a terminal: colours, and lines that fit its width.

use std::fs;

use rstest::rstest;
use sockshape::terminal::{plain, printable, shown};

use crate::support::project::{PEER, Project, on_linux};
use crate::support::terminal::seen;

#[rstest]
fn colours_can_be_turned_off_and_on(
    #[values(&["run"], &["list"], &["check"], &["platform"], &["show", "peer"], &["diff", "linux", "nothing"])]
    arguments: &[&str],
) {
    let project = Project::recorded("agrees");
    fs::remove_file(project.path(&on_linux(PEER))).expect("a snapshot");
    let coloured = seen(&project, 100, arguments, &[]);
    assert!(coloured.contains('\u{1b}'), "{coloured}");
    for unwanted in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
        assert_eq!(seen(&project, 100, arguments, &[unwanted]), plain(&coloured), "{unwanted:?}");
    }
    let ran = project.sockshape(arguments);
    assert!(!format!("{ran:?}").contains("\\u{1b}"), "{ran:?}");
    let forced = project.sockshape_with(arguments, &[("CLICOLOR_FORCE", "1")]);
    assert!(format!("{forced:?}").contains("\\u{1b}"), "{forced:?}");
}

#[test]
fn problems_have_colours_on_a_terminal_only() {
    let project = Project::of("malformed");
    let coloured = seen(&project, 100, &["check"], &[]);
    assert!(coloured.starts_with("\u{1b}[1m\u{1b}[31merror:"), "{coloured}");
    assert_eq!(project.sockshape(&["check"]).complained, plain(&coloured));
}

#[test]
fn failure_fits_a_narrow_terminal_except_for_its_command() {
    let text = plain(&seen(&Project::recorded("differs"), 50, &["run"], &[]));
    let command = "  cargo test --test conformance -- --exact 'names::bound::port_stays_zero'";
    assert!(text.lines().any(|line| line == command), "{text}");
    assert!(text.contains("\n> getsockname s -> AF_INET 127.0.0.1:<port-1> (16\n    bytes)\n"), "{text}");
    let too_long = text.lines().filter(|line| *line != command && line.chars().count() > 50);
    let too_long: Vec<&str> = too_long.filter(|line| !line.contains("unsettled skipped")).collect();
    assert_eq!(too_long, [] as [&str; 0], "{text}");
}

#[rstest]
#[case::plain("a\n\tb", "a\n\tb")]
#[case::style("\u{1b}[1m\u{1b}[31merror\u{1b}[0m", "\u{1b}[1m\u{1b}[31merror\u{1b}[0m")]
#[case::concealed("\u{1b}[8mx", "\u{fffd}[8mx")]
#[case::two_parameters("\u{1b}[1;8mx", "\u{fffd}[1;8mx")]
#[case::clears("\u{1b}[2J", "\u{fffd}[2J")]
#[case::cut_short("\u{1b}[", "\u{fffd}[")]
#[case::escape_alone("\u{1b}", "\u{fffd}")]
#[case::title("\u{1b}]0;x\u{7}", "\u{fffd}]0;x\u{fffd}")]
#[case::eight_bits("\u{9b}2J", "\u{fffd}2J")]
#[case::carriage_return("good\rbad", "good\u{fffd}bad")]
#[case::backspace("bad\u{8}\u{8}\u{8}good", "bad\u{fffd}\u{fffd}\u{fffd}good")]
#[case::turned("\u{202e}x\u{2066}y", "\u{fffd}x\u{fffd}y")]
#[case::no_width("a\u{200b}\u{feff}\u{e0041}b", "a\u{fffd}\u{fffd}\u{fffd}b")]
#[case::lines("a\u{2028}b\u{85}c", "a\u{fffd}b\u{fffd}c")]
#[case::letters("größe → é 日本", "größe → é 日本")]
fn only_styles_of_this_program_are_shown(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[test]
fn tab_in_a_line_is_an_arrow() {
    assert_eq!(printable("a\tb\n"), "a→b\u{fffd}");
}

/// Looking for the end of each sequence would take minutes.
#[test]
fn long_text_of_escapes_is_shown_at_once() {
    let text = "\u{1b}[".repeat(1 << 19);
    assert_eq!(shown(&text), text.replace('\u{1b}', "\u{fffd}"));
}
