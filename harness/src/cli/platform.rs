//! `sockshape platform`.

use std::path::Path;

use super::{AGREES, Done, Failure, Printed, overview};
use crate::platform::{Answer, Capability, describe};
use crate::recording::Recording;
use crate::report::recorded_markdown;
use crate::session::{Keep, Session};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The platforms that have been recorded, as a table in Markdown, in place of this machine
    #[arg(long)]
    recorded: bool,
}

pub(super) fn platform(root: &Path, arguments: &Arguments) -> Done {
    let text = if arguments.recorded { recorded_markdown(&overview(root, &[])?) } else { here(root)? };
    Ok(Printed { text, code: AGREES })
}

/// What this machine is taken for, and what it can do.
fn here(root: &Path) -> Result<String, Failure> {
    let session = Session::new(root, Keep::Compare).map_err(Failure::usage)?;
    let detected = &session.detected;
    let here = describe();
    let lineage: Vec<String> = detected.platform.lineage().map(|selector| selector.to_string()).collect();
    let recorded = match Recording::read(&session.records).map_err(|fault| Failure::recordings(&[fault]))? {
        Some(recording) => {
            format!("{}, {} trials, on {}", recording.date, recording.trials, recording.made_on.system)
        }
        None => "never; INSTA_UPDATE=always cargo test records it".to_owned(),
    };
    let mut text = format!(
        "platform      {}: {}\nanswers to    {}\nsystem        {}, {}, {}\nrecorded      {recorded}\n\ncapabilities\n",
        detected.platform,
        detected.because,
        lineage.join(", "),
        here.system,
        here.architecture,
        here.libc,
    );
    let width = Capability::NAMES.iter().map(|name| name.len()).max().unwrap_or_default();
    for capability in Capability::ALL {
        let answer = answer(session.facts.ask(*capability));
        text += &format!("  {:width$}  {answer}\n", capability.to_string());
    }
    Ok(text)
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Yes => "yes".to_owned(),
        Answer::PlatformCannot(why) => format!("not on this platform: {why}"),
        Answer::HostCannot(why) => format!("not on this host: {why}"),
        Answer::Unclear(met) => format!("unclear: the probe met {met}"),
    }
}
