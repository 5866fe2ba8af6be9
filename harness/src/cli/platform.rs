//! `sockshape platform`.

use std::path::Path;

use anstyle::Style;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, recordings_and_releases, table};
use super::under_test::UnderTest;
use crate::compat::Overview;
use crate::platform::{Answer, Capability, isolation};
use crate::recording::{Recording, how_to_record};
use crate::report::recorded_markdown;
use crate::session::{Session, SnapshotMode};
use crate::terminal::{FAINT, NAME, STRONG, WRONG, hanging, line_width, styled};
use crate::transcript::not_on_this_platform;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Show all recorded platforms instead, as a table in Markdown
    #[arg(long)]
    recorded: bool,
    #[command(flatten)]
    under_test: UnderTest,
}

const EXAMPLES: &str = "Examples:
  sockshape platform
  sockshape platform --recorded";

pub(super) fn platform(root: &Path, arguments: &Arguments) -> CommandResult {
    let text = if arguments.recorded { recorded(root)? } else { here(root, &arguments.under_test)? };
    Ok(Output { text, code: AGREES })
}

/// All recordings, releases included, as a table.
fn recorded(root: &Path) -> Result<String, Failure> {
    let (corpus, recordings) = (corpus(root)?, recordings_and_releases(root)?);
    Ok(recorded_markdown(&Overview::of(&table(&corpus, &recordings)?, &[], |_| true)))
}

/// Which platform this machine is, and what it can do, in a network of its own if the environment asks for it.
fn here(root: &Path, under_test: &UnderTest) -> Result<String, Failure> {
    if isolation::is_asked_for().map_err(|fault| Failure::usage(fault.with_hint()))? {
        isolation::enter().map_err(|fault| Failure::usage(fault.with_hint()))?;
    }
    let executor = under_test.executor().map_err(Failure::usage)?;
    let session = Session::on(executor, root, SnapshotMode::Compare).map_err(Failure::usage)?;
    let identity = session.executor.identity();
    let made_on = &identity.description;
    let lineage: Vec<String> = identity.platform.lineage().map(|selector| selector.to_string()).collect();
    let recording = Recording::read(&session.records).map_err(|fault| Failure::recordings(&[fault]))?;
    let never = || format!("never; `{}` records it", how_to_record(root, identity.platform));
    let recorded = recording.map_or_else(never, |recording| {
        let Recording { date, shard, trials, made_on, .. } = recording;
        let part = shard.map(|shard| format!("shard {shard} of ")).unwrap_or_default();
        format!("{date}, {part}{trials} trials, on {}, as {}", made_on.system, session.edition)
    });
    let line = |what: &str, text: &str| fact(0, &format!("{what:14}"), text, Style::new());
    let mut text = line("platform", &format!("{}: {}", identity.platform, identity.because))
        + &line("answers to", &lineage.join(", "))
        + &line("system", &made_on.to_string())
        + &line("recorded", &recorded)
        + &format!("\n{}\n", styled(STRONG, "capabilities"));
    let width = Capability::NAMES.iter().map(|name| name.len()).max().unwrap_or_default();
    for capability in Capability::ALL {
        let (style, answer) = answer(&session.executor.facts().ask((*capability).into()));
        text += &fact(2, &format!("{:width$}  ", capability.to_string()), &answer, style);
    }
    Ok(text)
}

fn fact(indent: usize, what: &str, text: &str, style: Style) -> String {
    hanging(indent, &styled(NAME, what), text, style, line_width())
}

fn answer(answer: &Answer) -> (Style, String) {
    match answer {
        Answer::Yes => (Style::new(), "yes".to_owned()),
        Answer::PlatformCannot(why) => (FAINT, not_on_this_platform(why)),
        Answer::HostCannot(why) => (STRONG, format!("not on this host: {why}")),
        Answer::Unclear(met) => (WRONG, format!("unclear: the probe met {met}")),
    }
}
