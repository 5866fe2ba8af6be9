//! The commands of `sockshape`, run on small corpora with known results: what they print, their exit codes, and the
//! files they write.

mod asked;
mod check;
mod command_line;
mod completions;
mod diff;
mod export;
mod known;
mod known_failures;
mod list;
mod man;
mod merge;
mod new;
mod output;
mod platform;
#[cfg(has_ptsname)]
mod progress;
mod record;
mod reference;
mod report;
mod run;
mod schema;
mod select;
mod show;
mod shown;
mod table;
mod trial_list;
mod under_test;
mod watch;

use crate::support::project::Project;

/// The commands that `--help` names.
pub(crate) fn commands() -> Vec<String> {
    let help = Project::empty().sockshape(&["--help"]).printed;
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let names = list.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}
