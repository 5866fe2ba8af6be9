//! The documentation is up to date: every block of YAML can be read as a case file or as a part of one, and every part
//! that a command made is what the command prints now.

use std::fs;

use rstest::rstest;

use crate::support::program::{finish, sockshape};
use crate::support::{file_of_cases, file_of_steps, read, rendered, root};

/// A block of YAML, and the line where it begins.
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
    assert!(open.is_none(), "a block has no end");
    blocks
}

/// The block as a case file. It is one itself, or a list of cases, or a list of steps.
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
#[case::of_the_reference("cases/REFERENCE.md")]
fn every_example_can_be_read(#[case] page: &str) {
    let path = root().join(page);
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
fn blocks_are_found_and_completed() {
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

/// A part of a page that a command made, and the line where it begins.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    line: usize,
    command: String,
    text: String,
}

/// The parts between `<!-- made by: cargo run -- … -->` and `<!-- end -->`, without the fence around them, if any.
fn parts(page: &str) -> Vec<Part> {
    let (mut found, mut open) = (Vec::new(), None);
    for (index, line) in page.lines().enumerate() {
        let command = line.strip_prefix("<!-- made by: cargo run -- ").and_then(|rest| rest.strip_suffix(" -->"));
        match (&mut open, command) {
            (None, Some(command)) => {
                open = Some(Part { line: index + 1, command: command.to_owned(), text: String::new() });
            }
            (None, None) => {}
            (Some(_), _) if line == "<!-- end -->" => found.extend(open.take()),
            (Some(part), None) if !line.starts_with("```") => part.text += &format!("{line}\n"),
            (Some(_), None) => {}
            (Some(part), Some(_)) => panic!("the part in line {} has no end", part.line),
        }
    }
    assert_eq!(open, None, "a part has no end");
    found
}

#[rstest]
#[case::of_the_project("README.md")]
#[case::of_the_case_language("cases/README.md")]
#[case::of_the_reference("cases/REFERENCE.md")]
#[case::of_the_findings("cases/FINDINGS.md")]
fn parts_made_by_a_command_are_what_it_prints_now(#[case] page: &str) {
    let root = root();
    let parts = parts(&fs::read_to_string(root.join(page)).expect("the page"));
    assert!(!parts.is_empty(), "{page} has no part that a command made");
    for Part { line, command, text } in parts {
        let mut program = sockshape();
        program.args(command.split(' ')).env("SOCKSHAPE_ROOT", root).env("COLUMNS", "100");
        let (_, printed, complained) = finish(program);
        assert!(complained.is_empty(), "{page}:{line}: `{command}` fails: {complained}");
        let message = "prints something else now; ci/readme renews the page";
        assert_eq!(text.trim(), printed.trim(), "{page}:{line}: `{command}` {message}");
    }
}

#[test]
fn parts_are_found_with_and_without_a_fence() {
    let page = "\
a
<!-- made by: cargo run -- x y -->

b

<!-- end -->
c
<!-- made by: cargo run -- z -->
```text
d
```
<!-- end -->
";
    let part = |line, command: &str, text: &str| Part { line, command: command.to_owned(), text: text.to_owned() };
    assert_eq!(parts(page), [part(2, "x y", "\nb\n\n"), part(8, "z", "d\n")]);
}
