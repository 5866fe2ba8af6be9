//! The examples in the documentation are what the harness takes: every block of YAML is read as a case file, or as a part of one.

use std::fs;
use std::path::Path;

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
