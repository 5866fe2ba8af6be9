//! `sockshape platform`.

use std::path::Path;

use anstyle::Style;

use super::{AGREES, Done, Failure, Printed, overview};
use crate::platform::{Answer, Capability};
use crate::recording::Recording;
use crate::report::recorded_markdown;
use crate::session::{Keep, Session};
use crate::terminal::{FAINT, NAME, STRONG, WRONG, hung, line_width, painted};
use crate::transcript::not_on_this_platform;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The platforms that have been recorded, as a table in Markdown, in place of this machine
    #[arg(long)]
    recorded: bool,
}

const EXAMPLES: &str = "Examples:
  sockshape platform
  sockshape platform --recorded";

pub(super) fn platform(root: &Path, arguments: &Arguments) -> Done {
    let text = if arguments.recorded { recorded_markdown(&overview(root, &[])?) } else { here(root)? };
    Ok(Printed { text, code: AGREES })
}

/// What this machine is taken for, and what it can do.
fn here(root: &Path) -> Result<String, Failure> {
    let session = Session::new(root, Keep::Compare).map_err(Failure::usage)?;
    let identity = session.executor.identity();
    let made_on = &identity.description;
    let lineage: Vec<String> = identity.platform.lineage().map(|selector| selector.to_string()).collect();
    let recorded = match Recording::read(&session.records).map_err(|fault| Failure::recordings(&[fault]))? {
        Some(recording) => {
            format!("{}, {} trials, on {}", recording.date, recording.trials, recording.made_on.system)
        }
        None => "never; INSTA_UPDATE=always cargo test records it".to_owned(),
    };
    let told = |what: &str, text: &str| fact(0, &format!("{what:14}"), text, Style::new());
    let mut text = told("platform", &format!("{}: {}", identity.platform, identity.because))
        + &told("answers to", &lineage.join(", "))
        + &told("system", &format!("{}, {}, {}", made_on.system, made_on.architecture, made_on.libc))
        + &told("recorded", &recorded)
        + &format!("\n{}\n", painted(STRONG, "capabilities"));
    let width = Capability::NAMES.iter().map(|name| name.len()).max().unwrap_or_default();
    for capability in Capability::ALL {
        let (style, answer) = answer(&session.executor.facts().ask((*capability).into()));
        text += &fact(2, &format!("{:width$}  ", capability.to_string()), &answer, style);
    }
    Ok(text)
}

fn fact(indent: usize, what: &str, text: &str, style: Style) -> String {
    hung(indent, &painted(NAME, what), text, style, line_width())
}

fn answer(answer: &Answer) -> (Style, String) {
    match answer {
        Answer::Yes => (Style::new(), "yes".to_owned()),
        Answer::PlatformCannot(why) => (FAINT, not_on_this_platform(why)),
        Answer::HostCannot(why) => (STRONG, format!("not on this host: {why}")),
        Answer::Unclear(met) => (WRONG, format!("unclear: the probe met {met}")),
    }
}
