//! The pages of the project lead somewhere: their links, and the paths that they name. Their tables are complete.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rstest::rstest;
use sockshape::platform::Platform;

/// What a path begins with if it is one of the project's.
const FOLDERS: [&str; 6] = [".ci/", ".github/", "cases/", "ci/", "harness/", "snapshots/"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The lines of a page that are no part of a fenced block.
fn prose(page: &str) -> String {
    let mut fenced = false;
    let outside = page.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fence && !fenced
    });
    outside.collect::<Vec<_>>().join("\n")
}

/// What stands between backticks.
fn code(prose: &str) -> impl Iterator<Item = &str> {
    prose.split('`').skip(1).step_by(2)
}

/// The paths among it: the first word of a command too, but nothing with a placeholder.
fn paths(prose: &str) -> BTreeSet<&str> {
    let words = code(prose).filter_map(|code| code.split_whitespace().next());
    words
        .filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)) && !word.contains(['<', '*', '…']))
        .collect()
}

/// The targets of links within the project.
fn links(prose: &str) -> BTreeSet<&str> {
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://")).collect()
}

/// By what a link names a heading.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Whether a link on `page` leads to a file, and to a heading of it if it names one.
fn leads(page: &str, link: &str) -> bool {
    let (file, section) = link.split_once('#').map_or((link, None), |(file, section)| (file, Some(section)));
    let path = root().join(page);
    let path = if file.is_empty() { path } else { path.with_file_name("").join(file) };
    path.exists()
        && section.is_none_or(|section| {
            let text = fs::read_to_string(&path).unwrap_or_default();
            prose(&text).lines().any(|line| line.starts_with('#') && anchor(line) == section)
        })
}

#[rstest]
#[case("README.md")]
#[case("cases/README.md")]
#[case("cases/REFERENCE.md")]
#[case(".github/CONTRIBUTING.md")]
#[case(".github/CHANGELOG.md")]
fn links_and_paths_lead_somewhere(#[case] name: &str) {
    let text = prose(&page(name));
    let links = links(&text);
    let dead: Vec<&&str> = links.iter().filter(|link| !leads(name, link)).collect();
    assert!(!links.is_empty(), "{name} has no link");
    assert!(dead.is_empty(), "{name}: these links lead nowhere: {dead:?}");
    let missing: Vec<&str> = paths(&text).into_iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "{name}: there is no {missing:?}");
}

/// The rows of the first table below a heading of the reference of the case language: the code in their cells.
fn table(heading: &str) -> Vec<Vec<Vec<String>>> {
    let text = page("cases/README.md");
    let lines = text.lines().skip_while(|line| *line != heading).skip_while(|line| !line.starts_with("| `"));
    let cells = |line: &str| -> Vec<Vec<String>> {
        let cells = line.split(" | ").map(|cell| code(cell).map(str::to_owned).collect());
        cells.collect()
    };
    lines.take_while(|line| line.starts_with('|')).map(cells).collect()
}

#[test]
fn every_platform_has_a_row_with_what_it_matches() {
    let rows = table("## Platforms").into_iter();
    let documented = rows.flat_map(|row| {
        let also: BTreeSet<String> = row[1].iter().cloned().collect();
        row[0].iter().map(|name| (name.clone(), also.clone())).collect::<Vec<_>>()
    });
    let all = Platform::all().map(|platform| {
        let wider = platform.lineage().skip(1).map(|selector| selector.to_string());
        (platform.to_string(), wider.collect::<BTreeSet<_>>())
    });
    assert_eq!(documented.collect::<BTreeMap<_, _>>(), all.collect());
}

#[test]
fn links_and_paths_are_found() {
    let page =
        "See [a](b.md#c-d) and [e](https://f) and `ci/musl record`.\n```\n`ci/no` [g](h)\n```\n`cases/<x>` `x`\n";
    let text = prose(page);
    assert_eq!(links(&text), BTreeSet::from(["b.md#c-d"]));
    assert_eq!(paths(&text), BTreeSet::from(["ci/musl"]));
    assert_eq!(anchor("## What is recorded, and what is only claimed"), "what-is-recorded-and-what-is-only-claimed");
}
