//! What is refused before a case file is parsed: its place, its name, its size and its bytes.

use std::fs;
use std::path::Path;

use rstest::rstest;
use sockshape::case::load;
#[cfg(unix)]
use sockshape::case::load_topic;
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

const PLACE: &str = "case files lie at cases/<group>/<topic>.yaml";

#[rstest]
#[case::other_ending("cases/bind/port_zero.yml")]
#[case::capital_ending("cases/bind/port_zero.YAML")]
#[case::no_group("cases/port_zero.yaml")]
#[case::no_group_and_other_ending("cases/port_zero.yml")]
fn file_with_a_wrong_place(#[case] path: &str) {
    let root = project(&[(path, b"")]);
    let hint = format!("{PLACE}, both in lower-case letters, digits and `_`");
    assert_eq!(problems(root.path()), [whole_file(path, "this path cannot be that of a case file", &hint)]);
}

#[rstest]
#[case::capital_group("cases/Bind/port_zero.yaml", "cases/Bind", "`Bind` cannot be the name of a group", PLAIN)]
#[case::device_group("cases/aux/a.yaml", "cases/aux", "`aux` cannot be the name of a group", DEVICE)]
#[case::dash("cases/bind/a-b.yaml", "cases/bind/a-b.yaml", "`a-b` cannot be the name of a topic", PLAIN)]
#[case::digit_first("cases/bind/01_x.yaml", "cases/bind/01_x.yaml", "`01_x` cannot be the name of a topic", PLAIN)]
#[case::device("cases/bind/nul.yaml", "cases/bind/nul.yaml", "`nul` cannot be the name of a topic", DEVICE)]
#[case::group_in_a_group("cases/bind/deeper/a.yaml", "cases/bind/deeper", "a folder cannot lie here", PLACE)]
#[case::folder("cases/bind/a.yaml/x.txt", "cases/bind/a.yaml", "a folder cannot lie here", PLACE)]
fn name_that_no_group_or_topic_can_have(
    #[case] path: &str,
    #[case] place: &str,
    #[case] message: &str,
    #[case] hint: &str,
) {
    let root = project(&[(path, b"")]);
    assert_eq!(problems(root.path()), [whole_file(place, message, hint)]);
}

const PLAIN: &str = "lower-case letters, digits and `_`, a letter first";
const DEVICE: &str = "Windows keeps this name for a device";

/// Longer names fit some file systems and not others, and insta appends to them.
#[test]
fn name_can_have_64_characters_at_most() {
    let path = |length: usize| format!("cases/bind/{}.yaml", "x".repeat(length));
    let good = file_of_steps(GOOD);
    assert!(load(project(&[(&path(64), good.as_bytes())]).path()).is_ok());
    let root = project(&[(&path(65), good.as_bytes())]);
    let message = format!("`{}` cannot be the name of a topic", "x".repeat(65));
    let hint = "it has 65 characters, and 64 is the limit";
    assert_eq!(problems(root.path()), [whole_file(&path(65), &message, hint)]);
}

#[rstest]
#[case::page("cases/README.md")]
#[case::page_in_a_group("cases/bind/notes.md")]
#[case::hidden("cases/bind/.port_zero.yaml.swp")]
#[case::hidden_group("cases/.git/a.yaml")]
#[case::copy_of_an_editor("cases/bind/port_zero.yaml~")]
#[case::unsaved_in_an_editor("cases/bind/#port_zero.yaml#")]
fn pages_hidden_files_and_copies_are_passed_over(#[case] path: &str) {
    let root = project(&[(path, b"")]);
    assert_eq!(load(root.path()).expect("no problem").trials().count(), 1);
}

#[rstest]
#[case::in_a_group("cases/bind/notes.txt")]
#[case::above("cases/port_zero")]
#[case::backup("cases/bind/port_zero.yaml.bak")]
fn other_files_are_said(#[case] path: &str) {
    let root = project(&[(path, b"")]);
    let hint = format!("{PLACE}; notes belong in a file whose name ends with `.md`");
    assert_eq!(problems(root.path()), [whole_file(path, "this is not a case file, so it is never run", &hint)]);
}

/// Opening a pipe waits for its other end, a device has no end, and a link may lead to either, or round in circles.
#[cfg(unix)]
#[rstest]
#[case::file("cases/bind/a.yaml")]
#[case::group("cases/other")]
fn links_and_pipes_are_not_opened(#[case] path: &str, #[values("..", "/dev/zero", "nowhere", "")] target: &str) {
    let root = project(&[("cases/bind/b.yaml", file_of_steps(GOOD).as_bytes())]);
    let what = if target.is_empty() {
        let made = std::process::Command::new("mkfifo").arg(root.path().join(path)).status();
        assert!(made.expect("mkfifo to start").success());
        "a pipe, a socket or a device"
    } else {
        std::os::unix::fs::symlink(target, root.path().join(path)).expect("a link");
        "a link"
    };
    let hint = format!("{PLACE}, as regular files");
    assert_eq!(problems(root.path()), [whole_file(path, &format!("this is {what}, so it is not read"), &hint)]);
}

#[cfg(unix)]
#[test]
fn case_file_named_alone_is_not_opened_through_a_link() {
    let root = project(&[]);
    let bind = root.path().join("cases/bind");
    std::os::unix::fs::symlink("good", &bind).expect("a link");
    let problems: Vec<Reported> =
        load_topic(root.path(), "bind", "good").expect_err("a problem").iter().map(Reported::of).collect();
    let hint = "put what it leads to in its place: links are not followed";
    let message = "cases/bind above it is a link, and must be a folder";
    assert_eq!(problems, [whole_file("cases/bind/good.yaml", message, hint)]);
}

/// The user may keep a checkout behind a link: what is below the root is the project.
#[cfg(unix)]
#[test]
fn root_may_lie_behind_a_link() {
    let root = project(&[]);
    let link = root.path().join("link");
    std::os::unix::fs::symlink(".", &link).expect("a link");
    assert_eq!(load(&link).expect("no problem").trials().count(), 1);
}

#[test]
fn folder_that_cannot_be_listed_is_a_problem() {
    let root = TempDir::new().expect("a temporary folder");
    write(root.path(), "cases", b"");
    let hint = "move it away";
    assert_eq!(problems(root.path()), [whole_file("cases", "this is a file, and a folder belongs here", hint)]);
}

#[cfg(target_os = "linux")]
#[test]
fn name_that_is_not_utf_8_is_a_problem() {
    use std::os::unix::ffi::OsStrExt as _;
    let root = project(&[]);
    fs::create_dir(root.path().join("cases").join(std::ffi::OsStr::from_bytes(b"b\xFFnd"))).expect("a folder");
    assert_eq!(problems(root.path()), [whole_file("cases/b\u{FFFD}nd", "this name is not UTF-8", "rename it")]);
}

#[rstest]
#[case::byte(b"topic: \xff\n", 1, 8, "the byte 0xFF is not UTF-8")]
#[case::mark(b"\xEF\xBB\xBFtopic: A\n", 1, 1, "the file begins with a byte order mark")]
#[case::utf_16(b"\xFF\xFEt\0o\0", 1, 1, "the file is UTF-16 or UTF-32, not UTF-8")]
#[case::utf_16_without_a_mark(b"t\0o\0", 1, 1, "the file is UTF-16 or UTF-32, not UTF-8")]
#[case::zero(b"topic: A\nsee\0\n", 2, 4, "this is a zero byte")]
#[case::tab(b"topic: A\nsee:\n\tposix: A\n", 3, 1, "this is a tab")]
#[case::escape(b"topic: A\x1B[2J\n", 1, 9, "U+001B is a character that is not seen")]
#[case::direction("topic: \u{e4}\u{202E}A\n".as_bytes(), 1, 9, "U+202E is a character that is not seen")]
#[case::no_width("topic: A\u{200B}\n".as_bytes(), 1, 9, "U+200B is a character that is not seen")]
#[case::tag("topic: A\u{E0041}\n".as_bytes(), 1, 9, "U+E0041 is a character that is not seen")]
#[case::carriage_return(b"topic: A\rsee: A\n", 1, 9, "this line ends in a carriage return alone")]
fn bytes_that_no_case_file_has(
    #[case] bytes: &[u8],
    #[case] line: usize,
    #[case] column: usize,
    #[case] message: &str,
) {
    let root = project(&[("cases/bind/a.yaml", bytes)]);
    let problems = problems(root.path());
    let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, [format!("cases/bind/a.yaml:{line}:{column}")]);
    assert_eq!(problems[0].message, message);
    assert!(!problems[0].hint.is_empty());
}

#[test]
fn lines_may_end_as_on_windows() {
    let text = file_of_steps(GOOD).replace('\n', "\r\n");
    let root = project(&[("cases/bind/a.yaml", text.as_bytes())]);
    assert_eq!(load(root.path()).expect("no problem").trials().count(), 2);
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
    let message = "the file has more than 65536 bytes, which is the limit";
    let hint = "split it, or remove it if it is not one of the project";
    assert_eq!(problems(root.path()), [whole_file("cases/bind/a.yaml", message, hint)]);
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
    let hint = "put one at cases/<group>/<topic>.yaml, or name a checkout with --root or SOCKSHAPE_ROOT";
    let expected = whole_file(&place, "there is no case file", hint);
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
    let paths: Vec<String> = paths.iter().map(|path| format!("{path}:1:1")).collect();
    assert_eq!(places, paths);
}
