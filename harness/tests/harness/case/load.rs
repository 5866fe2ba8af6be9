//! What is refused before a case file is parsed: its place, its name, its size and its bytes.

use std::fs;
use std::path::Path;

use rstest::rstest;
use sockshape::case::load;
use tempfile::TempDir;

use crate::support::{Reported, file_of_steps};

const GOOD: &str = "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}";

/// A project with these files and a good one.
fn project(files: &[(&str, &[u8])]) -> TempDir {
    let root = TempDir::new().expect("a temporary folder");
    write(root.path(), "cases/good/good.yaml", file_of_steps(GOOD).as_bytes());
    for (path, bytes) in files {
        write(root.path(), path, bytes);
    }
    root
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a new folder");
    fs::write(path, bytes).expect("a new file");
}

/// The problems of the project.
fn problems(root: &Path) -> Vec<Reported> {
    load(root).expect_err("a problem").iter().map(Reported::of).collect()
}

/// A problem of a file, without a line.
fn whole_file(path: &str, message: &str, hint: &str) -> Reported {
    Reported { message: message.to_owned(), place: path.to_owned(), hint: hint.to_owned() }
}

#[rstest]
#[case::other_ending("cases/bind/port_zero.yml")]
#[case::no_group("cases/port_zero.yaml")]
#[case::no_group_and_other_ending("cases/port_zero.yml")]
#[case::capital_group("cases/Bind/port_zero.yaml")]
#[case::dash_in_the_topic("cases/bind/port-zero.yaml")]
#[case::digit_first("cases/bind/0_port.yaml")]
#[case::group_in_a_group("cases/bind/deeper/port_zero.yaml")]
#[case::folder_in_place_of_a_file("cases/bind/port_zero.yaml/x.txt")]
fn file_with_a_wrong_place_or_name(#[case] path: &str) {
    let root = project(&[(path, b"")]);
    let shown = path.strip_suffix("/x.txt").unwrap_or(path);
    let hint = "cases/<group>/<topic>.yaml, both in lower-case letters, digits and `_`";
    assert_eq!(problems(root.path()), [whole_file(shown, "this path cannot be that of a case file", hint)]);
}

#[rstest]
#[case::readme("cases/README.md")]
#[case::notes_in_a_group("cases/bind/notes.txt")]
fn other_files_are_ignored(#[case] path: &str) {
    let root = project(&[(path, b"")]);
    assert_eq!(load(root.path()).expect("no problem").trials().count(), 1);
}

#[test]
fn bytes_that_are_not_utf_8() {
    let root = project(&[("cases/bind/a.yaml", b"topic: \xff\n")]);
    assert_eq!(
        problems(root.path()),
        [whole_file("cases/bind/a.yaml", "the file is not UTF-8 after its first 7 bytes", "")]
    );
}

#[test]
fn file_can_have_64_kib_at_most() {
    let padded = |size: usize| {
        let text = file_of_steps(GOOD);
        format!("{text}#{}", "x".repeat(size - text.len() - 1))
    };
    let root = project(&[("cases/bind/a.yaml", padded(65_536).as_bytes())]);
    assert_eq!(load(root.path()).expect("the largest file").trials().count(), 2);
    write(root.path(), "cases/bind/a.yaml", padded(65_537).as_bytes());
    let message = "the file has 65537 bytes; 65536 is the limit";
    assert_eq!(problems(root.path()), [whole_file("cases/bind/a.yaml", message, "split it into topics")]);
}

#[rstest]
#[case::no_folder(&[])]
#[case::empty_folders(&["cases/bind"])]
fn project_without_case_files(#[case] folders: &[&str]) {
    let root = TempDir::new().expect("a temporary folder");
    for folder in folders {
        fs::create_dir_all(root.path().join(folder)).expect("a new folder");
    }
    let place = root.path().join("cases").display().to_string();
    let expected = whole_file(&place, "there is no case file", "put one at cases/<group>/<topic>.yaml");
    assert_eq!(problems(root.path()), [expected]);
}

#[test]
fn problems_are_sorted_by_file() {
    let bad = file_of_steps("- bnd: {}\n- getsockname: s");
    let root =
        project(&[("cases/unix/b.yaml", bad.as_bytes()), ("cases/bind/z.yml", b""), ("cases/accept/a.yaml", b"[")]);
    let places: Vec<String> = problems(root.path()).into_iter().map(|problem| problem.place).collect();
    let expected = ["cases/accept/a.yaml:2:1", "cases/bind/z.yml", "cases/unix/b.yaml:6:11", "cases/unix/b.yaml:7:24"];
    assert_eq!(places, expected);
}

/// Several threads read this many files.
#[test]
fn problems_of_many_files_are_sorted_too() {
    let paths: Vec<String> = (100..400).map(|number| format!("cases/group/topic_{number}.yaml")).collect();
    let files: Vec<(&str, &[u8])> = paths.iter().map(|path| (path.as_str(), b"\xFF".as_slice())).collect();
    let places: Vec<String> = problems(project(&files).path()).into_iter().map(|problem| problem.place).collect();
    assert_eq!(places, paths);
}
