//! `sockshape new`.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use crate::case::case_file;
use crate::files::{self, Kind};
use crate::notation::check_name;
use crate::root::to_write;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder and the name of the file, such as bind/port_zero
    #[arg(value_name = "GROUP/TOPIC")]
    topic: String,
}

const EXAMPLES: &str = "Examples:
  sockshape new datagram/reply     writes cases/datagram/reply.yaml";

/// The text of a new case file: a complete case, to be changed line by line.
const BEGINNING: &str = r#"# yaml-language-server: $schema=../../harness/schema/cases.json
topic: One sentence that says what the cases are about
see:
  posix: getsockname() in XSH of POSIX.1-2024

cases:
  - name: name_says_the_fact
    about: What is being shown, and why it matters to whoever uses sockets.
    matrix:
      family: [AF_INET, AF_INET6]
    steps:
      - socket: {as: s, family: $family, type: SOCK_STREAM}
      - bind: {socket: s, address: "loopback:0"}
      - getsockname: s
        expect: "loopback:ephemeral"
"#;

pub(super) fn new(root: &Path, arguments: &Arguments) -> CommandResult {
    let Some((group, topic)) = arguments.topic.split_once('/') else {
        return Err(Failure::usage(format!("`{}` cannot name a case file; write group/topic", arguments.topic)));
    };
    let checked = check_name(group, "a group").and_then(|()| check_name(topic, "a topic"));
    checked.map_err(|fault| Failure::usage(fault.with_hint()))?;
    to_write(root).map_err(|fault| Failure::usage(fault.with_hint()))?;
    let path = case_file(group, topic);
    let file = root.join(&path);
    let above = path.parent().unwrap_or(&path);
    files::is_there(root, above, Kind::Folder).map_err(|fault| Failure::usage(fault.of(above).with_hint()))?;
    write(&file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::usage(format!("{} already exists", file.display())),
        _ => Failure::usage(format!("{} cannot be written: {error}", file.display())),
    })?;
    let next = format!("next: edit it, then sockshape check, and sockshape run {group}::{topic}");
    Ok(Output { text: format!("{}\n{next}\n", file.display()), code: AGREES })
}

/// Writes the file.
///
/// # Errors
/// When the file exists, or cannot be written.
fn write(file: &Path) -> std::io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    OpenOptions::new().write(true).create_new(true).open(file)?.write_all(BEGINNING.as_bytes())
}
