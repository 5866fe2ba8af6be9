//! What the reference of the case language says about records holds of the records that there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{files, root};

/// The text of the reference.
fn page() -> String {
    fs::read_to_string(root().join("cases/REFERENCE.md")).expect("the page")
}

/// Every line of every record.
fn lines_of_records() -> BTreeSet<String> {
    lines_of(|_| true)
}

/// Every line of the records in the recordings with such a name.
fn lines_of(is_meant: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let all = root().join("snapshots");
    let recording = |file: &Path| file.strip_prefix(&all).ok()?.iter().next()?.to_str().map(str::to_owned);
    let records = files(&all).into_iter().filter(|file| recording(file).is_some_and(|name| is_meant(&name)));
    let texts = records.filter(|file| file.extension().is_some_and(|extension| extension == "snap"));
    let texts = texts.map(|file| fs::read_to_string(file).expect("a record"));
    texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The lines of the fenced blocks of this kind.
fn fenced<'p>(page: &'p str, kind: &str) -> Vec<&'p str> {
    let fence = format!("```{kind}\n");
    let blocks = page.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).collect()
}

/// What stands between angle brackets in a text, with 1 for any number at the end.
fn symbols(text: &str) -> BTreeSet<String> {
    let inside = text.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(inside, _)| inside));
    let is_symbol = |inside: &&str| inside.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let numbered = |inside: &str| match inside.trim_end_matches(|c: char| c.is_ascii_digit()) {
        name if name.len() < inside.len() => format!("<{name}1>"),
        name => format!("<{name}>"),
    };
    inside.filter(is_symbol).map(numbered).collect()
}

#[test]
fn lines_that_the_page_shows_are_lines_of_records() {
    let (page, records) = (page(), lines_of_records());
    let shown = fenced(&page, "text");
    let made_up: Vec<&&str> = shown.iter().filter(|line| !records.contains(**line)).collect();
    assert!(shown.len() > 10 && made_up.is_empty(), "no record has these lines of cases/REFERENCE.md: {made_up:#?}");
}

#[test]
fn symbols_of_records_are_those_of_the_page() {
    let page = page();
    let (_, section) = page.split_once("\n### Symbols\n").expect("a section");
    let table: String =
        section.lines().filter(|line| line.starts_with("| `<")).map(|line| line[..24].to_owned()).collect();
    let mut used = lines_of_records().iter().flat_map(|line| symbols(line)).collect::<BTreeSet<_>>();
    // No host that was recorded is a virtual machine with a number of its own.
    used.insert("<machine-1>".to_owned());
    assert_eq!(symbols(&table), used);
}

/// What a platform lacks is a constant or an option by its name, or a text of the page. What a driver lacks is in its
/// own words.
#[test]
fn reasons_why_a_platform_cannot_run_a_trial_are_on_the_page() {
    let (page, records) = (page(), lines_of(|recording| !recording.contains('+')));
    let reasons: BTreeSet<&str> =
        records.iter().filter_map(|line| line.strip_prefix("not on this platform: ")).collect();
    let is_a_name =
        |reason: &str| reason.strip_prefix("no ").is_some_and(|name| page.contains(&format!("`{name}` | ")));
    let unknown: Vec<&&str> = reasons.iter().filter(|reason| !is_a_name(reason) && !page.contains(**reason)).collect();
    assert!(reasons.len() > 20 && unknown.is_empty(), "cases/REFERENCE.md does not say {unknown:?}");
}

/// Names in backticks stand for any name. A driver says it in its own words.
#[test]
fn reasons_why_a_step_is_not_run_are_on_the_page() {
    let pattern = |text: &str| -> String { text.split('`').step_by(2).collect::<Vec<_>>().join("`…`") };
    let (page, records) = (page(), lines_of(|recording| !recording.contains('+')));
    let known: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ``"))
        .map(|line| pattern(line.split("``").next().unwrap_or_default().trim()))
        .collect();
    let reasons = records.iter().filter_map(|line| line.split_once(" -> not run: ")).map(|(_, reason)| pattern(reason));
    let reasons: BTreeSet<String> = reasons.collect();
    assert!(!reasons.is_empty() && reasons.is_subset(&known), "{reasons:?} are not all in {known:?}");
}

#[cfg(target_os = "linux")]
mod run {
    use sockshape::executor::native::Native;

    use super::{fenced, page};
    use crate::support::trial_of_steps;

    #[test]
    fn example_leaves_the_record_that_the_page_shows() {
        let page = page();
        let (_, section) = page.split_once("\n## The format of records\n").expect("a section");
        let trial = trial_of_steps(&(fenced(section, "yaml").join("\n") + "\n"));
        let native = Native::new().expect("a known platform");
        let transcript = sockshape::executor::run(&trial.program, &native).expect("a world");
        let lines: Vec<String> = transcript.render().lines.iter().map(ToString::to_string).collect();
        assert_eq!(fenced(section, "text")[..lines.len()], lines);
    }
}

#[test]
fn symbols_are_found() {
    let found = symbols("getsockname s -> AF_INET 127.0.0.1:<port-12> <scratch>/a \"<B>\" <fd-1>");
    let expected = ["<fd-1>", "<port-1>", "<scratch>"];
    assert_eq!(found, expected.into_iter().map(str::to_owned).collect());
}
