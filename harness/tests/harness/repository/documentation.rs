//! The examples in the documentation are what the harness takes: every block of YAML is read as a case file, or as a part of
//! one. What a command has made is what it makes now.

use std::fs;
use std::path::Path;
use std::process::Command;

use rstest::rstest;

use crate::support::{file_of_cases, file_of_steps, read, rendered};

/// A block of YAML and the line it begins at.
struct Block {
    line: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.trim_end()) {
            (None, "```yaml") => open = Some(Block { line: index + 2, text: String::new() }),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some(block), line) => block.text += &format!("{line}\n"),
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "a block is left open");
    blocks
}

/// The block as a case file: it is one, or a list of cases, or a list of steps.
fn file(block: &str) -> String {
    let code = block.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    if code.starts_with("topic:") {
        block.to_owned()
    } else if code.starts_with("- name:") {
        file_of_cases(block)
    } else {
        file_of_steps(block)
    }
}

#[rstest]
#[case::of_the_project("README.md")]
#[case::of_the_case_language("cases/README.md")]
fn every_example_is_read(#[case] page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let blocks = blocks(&text);
    assert!(!blocks.is_empty(), "{page} has no example");
    for block in blocks {
        if let Err(problems) = read(&file(&block.text)) {
            panic!("{page}:{}: the example is refused\n{}", block.line, rendered(&problems));
        }
    }
}

#[test]
fn blocks_are_found_and_told_apart() {
    let page =
        "text\n```yaml\ntopic: A\n```\n```sh\n- no\n```\n```yaml\n# why\n- name: a\n```\n\n```yaml\n- socket: s\n```\n";
    let found = blocks(page);
    let lines: Vec<usize> = found.iter().map(|block| block.line).collect();
    assert_eq!(lines, [3, 9, 14]);
    let files: Vec<String> = found.iter().map(|block| file(&block.text)).collect();
    let head = "topic: A topic\nsee: {posix: A page}\ncases:\n";
    let case = format!("{head}    - name: case\n      steps:\n        - socket: s\n");
    assert_eq!(files, ["topic: A\n".to_owned(), format!("{head}    # why\n    - name: a\n"), case]);
}

/// A part of a page that a command has made, and the line it begins at.
#[derive(Debug, PartialEq, Eq)]
struct Made {
    line: usize,
    command: String,
    text: String,
}

/// The parts between `<!-- made by: cargo run -- … -->` and `<!-- end -->`, without the fence there may be around them.
fn made(page: &str) -> Vec<Made> {
    let (mut found, mut open) = (Vec::new(), None);
    for (index, line) in page.lines().enumerate() {
        let command = line.strip_prefix("<!-- made by: cargo run -- ").and_then(|rest| rest.strip_suffix(" -->"));
        match (&mut open, command) {
            (None, Some(command)) => {
                open = Some(Made { line: index + 1, command: command.to_owned(), text: String::new() });
            }
            (None, None) => {}
            (Some(_), _) if line == "<!-- end -->" => found.extend(open.take()),
            (Some(made), None) if !line.starts_with("```") => made.text += &format!("{line}\n"),
            (Some(_), None) => {}
            (Some(made), Some(_)) => panic!("the part of line {} is left open", made.line),
        }
    }
    assert_eq!(open, None, "a part is left open");
    found
}

#[test]
fn what_a_command_has_made_is_what_it_makes_now() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("README.md")).expect("the page");
    let parts = made(&page);
    assert!(!parts.is_empty(), "no command has made a part of README.md");
    for Made { line, command, text } in parts {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sockshape"));
        program.args(command.split(' ')).env("SOCKSHAPE_ROOT", root).env("COLUMNS", "100");
        let output = program.output().expect("the program runs");
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(complained.is_empty(), "README.md:{line}: `{command}` complains: {complained}");
        let printed = String::from_utf8(output.stdout).expect("text");
        assert_eq!(
            text.trim(),
            printed.trim(),
            "README.md:{line}: `{command}` now prints something else; ci/readme puts it in"
        );
    }
}

#[test]
fn made_parts_are_found_with_and_without_a_fence() {
    let page = "a\n<!-- made by: cargo run -- x y -->\n\nb\n\n<!-- end -->\nc\n<!-- made by: cargo run -- z -->\n```text\nd\n```\n<!-- end -->\n";
    let part = |line, command: &str, text: &str| Made { line, command: command.to_owned(), text: text.to_owned() };
    assert_eq!(made(page), [part(2, "x y", "\nb\n\n"), part(8, "z", "d\n")]);
}
