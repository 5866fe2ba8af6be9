//! The conformance suite: every case of `cases/`, for every combination of its matrix, as a trial of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    sockshape::libtest::main(&sockshape::root::find())
}
