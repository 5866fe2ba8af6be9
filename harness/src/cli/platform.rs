//! `sockshape platform`.

use std::path::Path;

use super::{AGREES, Done, Failure};
use crate::platform::{Answer, Capability, describe};
use crate::recording::Recording;
use crate::session::{Keep, Session};

pub(super) fn platform(root: &Path) -> Done {
    let session = Session::new(root, Keep::Compare).map_err(Failure::usage)?;
    let detected = &session.detected;
    let made_on = describe();
    println!("platform      {}: {}", detected.platform, detected.because);
    let lineage: Vec<String> = detected.platform.lineage().map(|selector| selector.to_string()).collect();
    println!("answers to    {}", lineage.join(", "));
    println!("system        {}, {}, {}", made_on.system, made_on.architecture, made_on.libc);
    match Recording::read(&session.records).map_err(Failure::usage)? {
        Some(Recording { date, trials, made_on, .. }) => {
            println!("recorded      {date}, {trials} trials, on {}", made_on.system);
        }
        None => println!("recorded      never; INSTA_UPDATE=always cargo test records it"),
    }
    println!("\ncapabilities");
    let width = Capability::NAMES.iter().map(|name| name.len()).max().unwrap_or_default();
    for capability in Capability::ALL {
        let answer = match session.facts.ask(*capability) {
            Answer::Yes => "yes".to_owned(),
            Answer::PlatformCannot(why) => format!("not on this platform: {why}"),
            Answer::HostCannot(why) => format!("not on this host: {why}"),
            Answer::Unclear(met) => format!("unclear: the probe met {met}"),
        };
        println!("  {:width$}  {answer}", capability.to_string());
    }
    Ok(AGREES)
}
