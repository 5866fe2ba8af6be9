//! `sockshape schema`.

use clap::ValueEnum;
use schemars::schema_for;
use serde_json::json;

use super::{AGREES, Done, Printed};
use crate::case;
use crate::compat::{Difference, Overview};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Of what
    #[arg(value_enum, default_value_t, value_name = "WHAT")]
    of: Schema,
}

const EXAMPLES: &str = "Examples:
  sockshape schema > harness/schema/cases.json
  sockshape schema diff";

/// What there is a schema of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Schema {
    /// Case files
    #[default]
    Cases,
    /// What `sockshape diff --format json` prints
    Diff,
    /// What `sockshape report --json` writes
    Report,
}

pub(super) fn schema(arguments: &Arguments) -> Done {
    let schema = match arguments.of {
        Schema::Cases => case::schema(),
        Schema::Diff => json!(schema_for!(Difference)),
        Schema::Report => json!(schema_for!(Overview)),
    };
    Ok(Printed { text: format!("{schema:#}\n"), code: AGREES })
}
