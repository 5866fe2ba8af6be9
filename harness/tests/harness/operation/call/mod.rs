//! What is refused of single operations.

mod create_connection;
mod descriptor;
mod file;
mod lifecycle;
mod lookup;
mod message;
mod option;
mod poll;
mod service;
mod thread;
mod timeout;

const BEGUN: &str = "\
- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}
- makefile: {socket: s, as: f}
- getsockname: s
  save: name
- fileno: s
  save: fd
- open: $scratch/a
  save: file
";

const SAVED: &str = "as $name, for what an earlier step saved as `name`";
