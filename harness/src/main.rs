//! The command line of sockshape.

use std::process::ExitCode;

fn main() -> ExitCode {
    sockshape::cli::main()
}
