//! Where the programs are, and how to run them without the environment of the tests.

use std::env;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// The variable with the path of the conformance program, if it was built already.
const VARIABLE: &str = "SOCKSHAPE_CONFORMANCE";

/// The beginnings of variables that would change what the program does.
const REMOVED: [&str; 11] = [
    "INSTA_",
    "SOCKSHAPE_",
    "NEXTEST",
    "RUST_TEST_",
    "RUST_BACKTRACE",
    "CARGO_MANIFEST_DIR",
    "CI",
    "GITHUB_ACTIONS",
    "CLICOLOR",
    "COLUMNS",
    "NO_COLOR",
];

/// How long a run may take, even on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

/// A command that runs the conformance program, without the variables that would change it.
pub(crate) fn command() -> Command {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    without_variables(Command::new(PROGRAM.get_or_init(find)))
}

/// The same for `sockshape`.
pub(crate) fn sockshape() -> Command {
    without_variables(Command::new(env!("CARGO_BIN_EXE_sockshape")))
}

/// The command without the variables that would change it.
pub(crate) fn without_variables(mut command: Command) -> Command {
    for (name, _) in env::vars_os() {
        if REMOVED.iter().any(|beginning| name.to_string_lossy().starts_with(beginning)) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command to its end. Returns its exit code and what it wrote to both streams. A command that hangs is killed,
/// and the test fails.
pub(crate) fn finish(mut command: Command) -> (Option<i32>, String, String) {
    let [mut printed, mut complained] = [(); 2].map(|()| tempfile::tempfile().expect("a temporary file"));
    command.stdout(printed.try_clone().expect("a second handle"));
    command.stderr(complained.try_clone().expect("a second handle"));
    let mut child = command.spawn().expect("the program to start");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child to wait for") {
            break status;
        }
        if begun.elapsed() > LONGEST {
            child.kill().expect("a child to kill");
            child.wait().expect("a child that was killed");
            panic!("this did not end: {command:?}");
        }
        thread::sleep(Duration::from_millis(2));
    };
    (status.code(), text(&mut printed), text(&mut complained))
}

fn text(file: &mut File) -> String {
    let mut text = String::new();
    file.rewind().expect("a file to read");
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

fn find() -> PathBuf {
    env::var_os(VARIABLE).map_or_else(ask_cargo, PathBuf::from)
}

fn ask_cargo() -> PathBuf {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--no-run", "--test", "conformance", "--message-format=json"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo to start");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).expect("UTF-8 from cargo");
    let program = messages.lines().find_map(executable).expect("the path of the program from cargo");
    Path::new(&program).to_owned()
}

/// The path of the program, if this message of cargo is about it.
fn executable(message: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_it = message["target"]["name"] == "conformance";
    message["executable"].as_str().filter(|_| is_it).map(str::to_owned)
}

/// Gives a text to a program on standard input. Returns whether it succeeds and what it writes to both streams, or
/// nothing if this machine does not have the program.
pub(crate) fn feed(program: &str, arguments: &[&str], text: &str) -> Option<(bool, String, String)> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("the program to read");
    drop(input);
    let output = child.wait_with_output().expect("the program to end");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((output.status.success(), text(&output.stdout), text(&output.stderr)))
}
