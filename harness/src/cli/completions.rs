//! `sockshape completions`.

use clap_complete::{Shell, generate};

use super::exit_code::AGREES;
use super::output::{CommandResult, Output, utf8};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "Examples:
  sockshape completions bash > ~/.local/share/bash-completion/completions/sockshape
  sockshape completions fish > ~/.config/fish/completions/sockshape.fish";

/// Prints the script for `command`, which is the whole program.
pub(super) fn completions(arguments: &Arguments, command: &mut clap::Command) -> CommandResult {
    let mut script = Vec::new();
    generate(arguments.shell, command, "sockshape", &mut script);
    Ok(Output { text: utf8(script), code: AGREES })
}
