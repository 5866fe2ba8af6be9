//! Where the programs are, and how they are run apart from the environment of the tests.

use std::env;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// The variable that says where the program is, for whoever has built it already.
const VARIABLE: &str = "SOCKSHAPE_CONFORMANCE";

/// Variables that would change what the program does.
const KEPT_AWAY: [&str; 10] = [
    "INSTA_",
    "SOCKSHAPE_",
    "NEXTEST",
    "RUST_TEST_",
    "RUST_BACKTRACE",
    "CARGO_MANIFEST_DIR",
    "CI",
    "CLICOLOR",
    "COLUMNS",
    "NO_COLOR",
];

/// How long a run may take, on a busy machine as well.
const LONGEST: Duration = Duration::from_secs(60);

/// The conformance program as a command, with nothing of the environment that concerns it.
pub(crate) fn command() -> Command {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    apart(Command::new(PROGRAM.get_or_init(find)))
}

/// The same for `sockshape`.
pub(crate) fn sockshape() -> Command {
    apart(Command::new(env!("CARGO_BIN_EXE_sockshape")))
}

/// A command without what the environment has for it.
pub(crate) fn apart(mut command: Command) -> Command {
    for (name, _) in env::vars_os() {
        if KEPT_AWAY.iter().any(|kept| name.to_string_lossy().starts_with(kept)) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command to its end, and returns its status and what it wrote to both streams. One that hangs is ended and told.
pub(crate) fn finish(mut command: Command) -> (Option<i32>, String, String) {
    let [mut printed, mut complained] = [(); 2].map(|()| tempfile::tempfile().expect("a temporary file"));
    command.stdout(printed.try_clone().expect("a second handle"));
    command.stderr(complained.try_clone().expect("a second handle"));
    let mut child = command.spawn().expect("the program runs");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child to wait for") {
            break status;
        }
        if begun.elapsed() > LONGEST {
            child.kill().expect("a child to end");
            child.wait().expect("a child that was ended");
            panic!("it hangs: {command:?}");
        }
        thread::sleep(Duration::from_millis(2));
    };
    (status.code(), text(&mut printed), text(&mut complained))
}

fn text(file: &mut File) -> String {
    let mut text = String::new();
    file.rewind().expect("a file to read");
    file.read_to_string(&mut text).expect("it writes UTF-8");
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
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).expect("cargo answers in UTF-8");
    let program = messages.lines().find_map(executable).expect("cargo says where it put the program");
    Path::new(&program).to_owned()
}

/// The path of the program, if this message of cargo is about it.
fn executable(message: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_it = message["target"]["name"] == "conformance";
    message["executable"].as_str().filter(|_| is_it).map(str::to_owned)
}

/// What a program says that is given this text, if there is such a program.
pub(crate) fn said(program: &str, arguments: &[&str], text: &str) -> Option<(bool, String, String)> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("a program that reads");
    drop(input);
    let output = child.wait_with_output().expect("a program that ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((output.status.success(), text(&output.stdout), text(&output.stderr)))
}
