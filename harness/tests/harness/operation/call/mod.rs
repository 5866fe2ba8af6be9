//! What is refused in single operations.

mod child;
mod create_connection;
mod descriptor;
mod endpoint;
mod file;
mod folder;
mod interface;
mod lifecycle;
mod lookup;
mod message;
mod option;
mod poll;
mod service;
mod thread;
mod timeout;

/// Steps that make a socket and a file object, and save an address, a descriptor and a file.
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

/// The hint that a saved value is wanted.
const SAVED: &str = "write $name for what an earlier step saved as `name`";
