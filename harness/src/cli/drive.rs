//! `sockshape drive`.

use std::io;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use crate::executor::native::Native;
use crate::executor::serve;

pub(super) const EXAMPLES: &str = "Examples:
  sockshape run --driver 'ssh board sockshape drive'
  sockshape run --driver 'docker run -i --rm image sockshape drive'";

/// Makes calls for a harness that runs elsewhere, until that has no more to ask.
pub(super) fn drive() -> CommandResult {
    let native = Native::new().map_err(Failure::usage)?;
    let served = serve(&native, requests(), io::stdout().lock());
    served.map_err(|error| Failure::usage(format!("the harness cannot be understood: {error}")))?;
    Ok(Output { text: String::new(), code: AGREES })
}

/// What the harness asks for.
#[cfg(unix)]
fn requests() -> impl io::BufRead {
    io::BufReader::new(crate::executor::Awake(io::stdin().lock()))
}

/// What the harness asks for.
#[cfg(not(unix))]
fn requests() -> impl io::BufRead {
    io::stdin().lock()
}
