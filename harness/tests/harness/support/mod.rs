//! What the tests share: the files of the project, case files made of a few lines, and the parts of a problem.

#[cfg(target_os = "linux")]
pub(crate) mod followed;
pub(crate) mod outcome;
pub(crate) mod program;
pub(crate) mod project;
pub(crate) mod recorded;
#[cfg(has_ptsname)]
pub(crate) mod terminal;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sockshape::address::{Name, Observed};
use sockshape::case::{Corpus, Topic, Trial, load, read_topic};
use sockshape::compat::Column;
use sockshape::platform::Platform;
use sockshape::problem::{Findings, Problem};
use sockshape::source::SourceFile;
use sockshape::terminal::plain;
use sockshape::yaml::parse;

/// A step that creates the stream socket `s` for the steps after it.
pub(crate) const STREAM: &str = "- socket: {as: s, family: AF_INET, type: SOCK_STREAM}\n";

/// A step that creates the datagram socket `s` for the steps after it.
pub(crate) const DATAGRAM: &str = "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n";

/// The root of this project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cases of this project.
pub(crate) fn corpus() -> Corpus {
    load(root()).unwrap_or_else(|problems| panic!("{}", rendered(&problems)))
}

/// The recording of a platform in this project.
pub(crate) fn recording(platform: &str) -> Column {
    let platform = Platform::named(platform).expect("a platform");
    Column::of_platform(root(), platform).expect("no faults").expect("it is recorded")
}

/// The files of a folder and of all folders in it.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder to read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Reads a case file.
pub(crate) fn read(text: &str) -> Result<Topic, Vec<Problem>> {
    let source = SourceFile::new("cases/group/topic.yaml", text);
    read_topic(&Arc::new(source), "group", "topic")
}

/// The trials of a case file without problems.
pub(crate) fn trials(text: &str) -> Vec<Arc<Trial>> {
    match read(text) {
        Ok(topic) => topic.trials,
        Err(problems) => panic!("{}\nin\n{text}", rendered(&problems)),
    }
}

/// The only trial of a case file of these steps.
pub(crate) fn trial_of_steps(steps: &str) -> Arc<Trial> {
    let mut trials = trials(&file_of_steps(steps));
    assert_eq!(trials.len(), 1, "a case without a matrix is one trial");
    trials.remove(0)
}

/// A case file of one case with these steps.
pub(crate) fn file_of_steps(steps: &str) -> String {
    file_of_cases(&format!("- name: case\n  steps:\n{}", indented(steps)))
}

/// A case file of these cases.
pub(crate) fn file_of_cases(cases: &str) -> String {
    format!("topic: A topic\nsee: {{posix: A page}}\ncases:\n{}", indented(cases))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// Asks again and again until there is an answer, even on a busy machine.
#[cfg(linux_kernel)]
pub(crate) fn until<T>(ask: impl Fn() -> Option<T>) -> T {
    let begun = std::time::Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed().as_secs() < 20, "there is no answer");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

/// The port of `udp` or `tcp` that a socket has at this address: proc(5), which has the address as a number of the
/// host, in hexadecimal digits.
#[cfg(linux_kernel)]
pub(crate) fn used_port(protocol: &str, ip: std::net::Ipv4Addr) -> Option<u16> {
    let table = fs::read_to_string(format!("/proc/net/{protocol}")).ok()?;
    let ip = format!("{:08X}:", u32::from_ne_bytes(ip.octets()));
    table.split_whitespace().find_map(|word| u16::from_str_radix(word.strip_prefix(&ip)?, 16).ok())
}

/// The problems as the user sees them, without colours.
pub(crate) fn rendered(problems: &[Problem]) -> String {
    let texts: Vec<String> = problems.iter().map(|problem| plain(&problem.to_string())).collect();
    texts.join("\n")
}

/// The parts of a problem.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reported {
    pub(crate) message: String,
    /// `file:line:column`, or only the file.
    pub(crate) place: String,
    /// Empty if there is no hint.
    pub(crate) hint: String,
}

impl Reported {
    pub(crate) fn of(problem: &Problem) -> Self {
        let text = plain(&problem.to_string());
        let after = |mark: &str| text.lines().find_map(|line| Some(line.trim_start().strip_prefix(mark)?.to_owned()));
        Self {
            message: after("error: ").expect("a problem has a message"),
            place: after("--> ").expect("a problem has a place"),
            hint: text.lines().find_map(|line| Some(line.split_once("= help: ")?.1.to_owned())).unwrap_or_default(),
        }
    }
}

/// A case file with `§` before the expected place of a problem.
pub(crate) struct Marked {
    /// The file without the mark.
    pub(crate) text: String,
    /// `file:line:column` of the mark, or only the file if there is no mark.
    pub(crate) place: String,
}

impl Marked {
    pub(crate) fn new(text: &str) -> Self {
        let file = "cases/group/topic.yaml";
        let place = match text.split_once('§') {
            None => file.to_owned(),
            Some((before, _)) => {
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
                format!("{file}:{line}:{column}")
            }
        };
        Self { text: text.replace('§', ""), place }
    }
}

/// Checks that a case file has exactly one problem: with this message and hint, at the mark.
///
/// Every refusal needs a hint. If the expected one is left empty, any will do.
#[track_caller]
pub(crate) fn assert_refused(marked: &str, message: &str, hint: &str) {
    let marked = Marked::new(marked);
    let mut expected = Reported { message: message.to_owned(), place: marked.place, hint: hint.to_owned() };
    match read(&marked.text) {
        Ok(_) => panic!("expected {expected:?}\nbut no problem was found in\n{}", marked.text),
        Err(problems) => {
            let reported: Vec<Reported> = problems.iter().map(Reported::of).collect();
            assert!(reported.iter().all(|problem| !problem.hint.is_empty()), "a refusal without a hint: {reported:?}");
            if hint.is_empty() {
                expected.hint.clone_from(&reported[0].hint);
            }
            assert_eq!(reported, [expected], "in\n{}", marked.text);
        }
    }
}

/// The same for a case file with these steps.
#[track_caller]
pub(crate) fn assert_steps_refused(steps: &str, message: &str, hint: &str) {
    assert_refused(&file_of_steps(steps), message, hint);
}

/// The problems that reading `text` found.
pub(crate) fn problems_of(findings: Findings, text: &str) -> Vec<Problem> {
    let root = parse(text).expect("YAML");
    findings.into_problems(&Arc::new(SourceFile::new("text", text)), &root)
}

/// Checks that reading `text` found no problem.
#[track_caller]
pub(crate) fn nothing_found(findings: Findings, text: &str) {
    let problems = problems_of(findings, text);
    assert!(problems.is_empty(), "{}", rendered(&problems));
}

/// An observed Internet address, written as `host:port`, then `flowinfo n`, `scope n` or `length n`.
pub(crate) fn observed(text: &str) -> Observed {
    let mut words = text.split(' ');
    let address = words.next().unwrap_or_default().parse().expect("an address");
    let (mut name, mut length) = match address {
        SocketAddr::V4(address) => (Name::Inet(address), 16),
        SocketAddr::V6(address) => (Name::Inet6(address), 28),
    };
    while let Some(what) = words.next() {
        let number = words.next().and_then(|number| number.parse().ok()).expect("a number");
        match (what, &mut name) {
            ("length", _) => length = number,
            ("flowinfo", Name::Inet6(name)) => name.set_flowinfo(number),
            ("scope", Name::Inet6(name)) => name.set_scope_id(number),
            _ => panic!("an address has no {what}"),
        }
    }
    Observed::new(name, length)
}

/// The cases of a file, for tests of the lines above them.
pub(crate) const CASES: &str = "cases: [{name: a, steps: [{socket: {as: s, family: AF_INET, type: SOCK_DGRAM}}]}]\n";

/// The platform of this name.
pub(crate) fn platform(name: &str) -> Platform {
    Platform::named(name).expect("a platform")
}
