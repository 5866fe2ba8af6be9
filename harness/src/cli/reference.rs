//! `sockshape reference`.

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Output};
use crate::report::reference;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to list
    #[arg(value_enum, value_name = "WHAT")]
    of: Table,
}

const EXAMPLES: &str = "Examples:
  sockshape reference operations
  sockshape reference options";

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    /// The operations
    Operations,
    /// The operations, each with its arguments
    Arguments,
    /// The words that arguments have
    Words,
    /// The socket options
    Options,
    /// The kinds of value that options have
    OptionValues,
    /// The capabilities
    Capabilities,
    /// The constants, and the platforms that have them
    Constants,
    /// The errors of Windows: their numbers and their names
    Errors,
}

pub(super) fn reference(arguments: &Arguments) -> CommandResult {
    let text = match arguments.of {
        Table::Operations => reference::operations(),
        Table::Arguments => reference::arguments(),
        Table::Words => reference::words(),
        Table::Options => reference::options(),
        Table::OptionValues => reference::option_values(),
        Table::Capabilities => reference::capabilities(),
        Table::Constants => reference::constants(),
        Table::Errors => reference::errors(),
    };
    Ok(Output { text, code: AGREES })
}
