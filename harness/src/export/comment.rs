//! What a program says about itself in comments: what its case is about, where that comes from, and what is claimed.

use super::super::case::{Claim, Expectation, Topic, Trial};

/// The columns of the text of a comment.
const WIDTH: usize = 96;

/// The head of a program: the name of the trial, what it is about, its sources, and how to use it. `takes_root` says
/// whether it puts a table in the place of `/etc/hosts`.
pub(super) fn head(topic: &Topic, trial: &Trial, takes_root: bool) -> String {
    let mut paragraphs = vec![trial.name.to_string(), topic.about.clone()];
    paragraphs.extend(trial.case.about.clone());
    let sources = topic.see.iter().chain(&trial.case.see).map(|(label, source)| format!("{label}: {source}"));
    let mut text = String::from("/*\n");
    for paragraph in paragraphs {
        text += &(lines(&paragraph) + " *\n");
    }
    sources.for_each(|source| text += &lines(&source));
    for (platform, deviations) in &trial.deviates {
        deviations.iter().for_each(|deviation| {
            text += " *\n";
            text += &lines(&format!("Known to answer otherwise: {platform}, {}", deviation.why));
        });
    }
    text += " *\n";
    text += &lines("Written by `sockshape export` for Linux. Each line of the output is a step and its answer:");
    text += &lines("    cc -pthread reproducer.c && ./a.out");
    text += &lines("Only a network of its own keeps it from other hosts for certain:");
    text += &lines("    unshare --user --map-root-user --net sh -c 'ip link set lo up && ./a.out'");
    if takes_root {
        text += &lines(TAKES_ROOT);
    }
    text + " */\n"
}

/// What is to be known of a program with a table of hosts.
const TAKES_ROOT: &str = "It takes root, which that command makes it: it sees a table of its own in the place of \
                          /etc/hosts, and no network but loopback.";

fn lines(text: &str) -> String {
    textwrap::wrap(&safe(text), WIDTH).iter().map(|line| format!(" * {line}\n")).collect()
}

/// Text that does not end the comment it stands in.
fn safe(text: &str) -> String {
    text.replace("*/", "* /")
}

/// What is claimed of a step, if it is more than that it succeeds.
pub(super) fn claim(number: usize, claim: &Claim) -> Option<String> {
    let mut claims = vec![];
    if claim.general.1 != Expectation::Success {
        claims.push(claim.general.1.to_string());
    }
    claims.extend(claim.specific.iter().map(|(selector, _, expectation)| format!("{selector}: {expectation}")));
    if claims.is_empty() {
        return None;
    }
    let text = safe(&format!("{number}: expected {}", claims.join("; ")));
    let wrapped = textwrap::wrap(&text, WIDTH - 6);
    Some(format!("/* {} */", wrapped.join("\n       ")))
}
