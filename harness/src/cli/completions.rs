//! `sockshape completions`.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{AGREES, Done, Printed, utf8};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell that is to complete
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "Examples:
  sockshape completions bash > ~/.local/share/bash-completion/completions/sockshape
  sockshape completions fish > ~/.config/fish/completions/sockshape.fish";

pub(super) fn completions(arguments: &Arguments) -> Done {
    let mut script = Vec::new();
    generate(arguments.shell, &mut super::Arguments::command(), "sockshape", &mut script);
    Ok(Printed { text: utf8(script), code: AGREES })
}
