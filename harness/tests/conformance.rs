//! The conformance suite. Every case in `cases/` is a trial for each combination of its matrix.

use std::process::ExitCode;

fn main() -> ExitCode {
    sockshape::libtest::main(&sockshape::root::find())
}
