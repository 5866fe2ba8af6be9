//! `sockshape schema`.

use clap::ValueEnum;
use schemars::schema_for;
use serde_json::json;

use super::exit_code::AGREES;
use super::output::{self, CommandResult, Output};
use crate::case;
use crate::compat::{Difference, Grid, KnownFaults, Overview};
use crate::report::{Outcomes, protocol_schema};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What the schema describes
    #[arg(value_enum, default_value_t, value_name = "WHAT")]
    of: Schema,
}

const EXAMPLES: &str = "Examples:
  sockshape schema > harness/schema/cases.json
  sockshape schema diff";

/// What a schema can describe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Schema {
    /// Case files
    #[default]
    Cases,
    /// The lines that the harness and a driver write to each other
    Driver,
    /// What `sockshape diff --format json` prints
    Diff,
    /// What `sockshape run --format json` prints
    Run,
    /// What `sockshape report --json` writes
    Report,
    /// What `sockshape known --format json` prints
    Known,
    /// A file for `sockshape run --known`
    KnownFile,
    /// What `sockshape table --format json` prints
    Table,
}

pub(super) fn schema(arguments: &Arguments) -> CommandResult {
    let schema = match arguments.of {
        Schema::Cases => case::schema(),
        Schema::Driver => protocol_schema(),
        Schema::Diff => json!(schema_for!(Difference)),
        Schema::Run => json!(schema_for!(Outcomes)),
        Schema::Report => json!(schema_for!(Overview)),
        Schema::Known => json!(schema_for!(KnownFaults)),
        Schema::KnownFile => case::known_failures_schema(),
        Schema::Table => json!(schema_for!(Grid)),
    };
    Ok(Output { text: output::json(&schema), code: AGREES })
}
