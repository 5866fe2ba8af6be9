//! The compatibility table as Markdown, for a repository or a wiki: the recordings, and the trials that differ.

use super::claims::{claim_markdown, named};
use super::markdown::{code, plain};
use crate::compat::{
    CaseOverview, CellOverview, ClaimedCell, ClaimedOverview, Fold, Overview, ResultKind, State, Step, TopicOverview,
    TrialOverview,
};
use crate::transcript::Line;

/// The report as GitHub's Markdown: its tables are an extension of CommonMark.
#[must_use]
pub fn report_markdown(overview: &Overview) -> String {
    let counts = overview.counts;
    let mut text = format!("# How operating systems name sockets\n\n{}\n", recorded_markdown(overview));
    for note in overview.platforms.iter().flat_map(|platform| &platform.notes) {
        text += &format!("> {}\n\n", plain(note));
    }
    text += &format!(
        "Of {} trials, {} answer differently on some of these platforms, and {} the same on all. Another {} have the \
         same answer wherever they can be run, which some platform cannot; {} are recorded on fewer than two.\n\n\
         {}{LEGEND}",
        counts.trials,
        counts.different,
        counts.same,
        counts.lacking,
        counts.alone,
        overview.claimed.iter().map(of_claimed).collect::<String>()
    );
    if !overview.claimed.is_empty() {
        text += LEGEND_OF_CLAIMS;
    }
    let mut group = "";
    for topic in &overview.topics {
        let cases: Vec<Alike> = topic.cases.iter().flat_map(alike).collect();
        if cases.is_empty() {
            continue;
        }
        if topic.info.group != group {
            group = &topic.info.group;
            text += &format!("\n## {}\n", plain(group));
        }
        text += &of_topic(topic, &cases, overview);
    }
    text
}

const LEGEND: &str = "Platforms with the same letter answer the same: **A** is the most common answer, **B** to **E** \
    are others, **X** is any beyond. `n/a` is what a platform cannot run at all, `skip` what its host could not, `-` \
    is not recorded, and **!** marks a known fault.\n";

const LEGEND_OF_CLAIMS: &str = "\nOf a platform that nobody recorded, the letters are the answers that what is claimed \
    of it fits, and **≠** is none of them. The claim is *sourced*, if it names the platform and the case has a source \
    for that, or *assumed*. `n/a` is what the platform cannot run, and `?` stands where nothing is claimed.\n";

/// What is claimed of a platform that nobody recorded, in numbers.
fn of_claimed(platform: &ClaimedOverview) -> String {
    let ClaimedOverview { name, claimed, sourced, apart, cannot, open } = platform;
    format!(
        "**{}** was recorded by nobody. What the cases claim of it was not run: {claimed} trials, {sourced} of them \
         with a source for it, and {apart} claimed to come out as nowhere else; {cannot} it cannot run, and nothing is \
         claimed of {open}.\n\n",
        plain(name)
    )
}

/// The table of recordings. Its columns are aligned, so that it can be read as plain text too.
#[must_use]
pub fn recorded_markdown(overview: &Overview) -> String {
    let heads = ["Platform", "Recorded", "On", "Ran", "Cannot", "Skipped", "Known faults"];
    let mut rows = vec![heads.map(str::to_owned)];
    for platform in &overview.platforms {
        let side = &platform.info;
        let numbers = [platform.ran, platform.cannot, platform.skipped, platform.deviations];
        let [ran, cannot, skipped, deviations] = numbers.map(|number| number.to_string());
        rows.push([format!("`{}`", side.name), plain(&side.date), plain(&side.on()), ran, cannot, skipped, deviations]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 7] = std::array::from_fn(width);
    let line = |row: &[String; 7]| {
        let cells = row.iter().zip(widths).enumerate();
        let cell = |(column, (cell, width)): (usize, (&String, usize))| match column {
            ..NUMBERS => format!("| {cell:width$} "),
            _ => format!("| {cell:>width$} "),
        };
        cells.map(cell).collect::<String>() + "|\n"
    };
    let rule = |(column, width)| match column {
        ..NUMBERS => format!("|{:-<1$}", "", width + 2),
        _ => format!("|{:-<1$}:", "", width + 1),
    };
    let rule: String = widths.into_iter().enumerate().map(rule).collect();
    let (heads, rows) = (line(&rows[0]), rows[1..].iter().map(line).collect::<String>());
    format!("{heads}{rule}|\n{rows}")
}

/// The first column of that table with numbers.
const NUMBERS: usize = 3;

/// Trials of one case that differ in the same way.
struct Alike<'a> {
    case: &'a CaseOverview,
    trials: Fold<&'a TrialOverview>,
}

/// The trials of a case that differ, in the ways in which they do.
fn alike(case: &CaseOverview) -> Vec<Alike<'_>> {
    let trials = |way: &Fold<usize>| Fold { variants: way.variants.iter().map(|index| &case.trials[*index]).collect() };
    let ways = case.ways.iter().map(trials);
    let differs = |way: &Fold<&TrialOverview>| way.first().differs() || way.first().is_claimed_to_differ();
    ways.filter(differs).map(|trials| Alike { case, trials }).collect()
}

fn of_topic(topic: &TopicOverview, cases: &[Alike], overview: &Overview) -> String {
    let mut text = format!("\n### {}\n\n", code(&format!("{}::{}", topic.info.group, topic.info.topic)));
    if let Some(about) = &topic.info.about {
        text += &format!("{}\n\n", plain(about));
    }
    let recorded = overview.platforms.iter().map(|platform| plain(&platform.info.name));
    let claimed = overview.claimed.iter().map(|platform| plain(&named(&platform.name)));
    let names: Vec<String> = recorded.chain(claimed).collect();
    text += &format!("| | Case | POSIX | {} |\n|---:|---|---|{}\n", names.join(" | "), ":-:|".repeat(names.len()));
    for (index, alike) in cases.iter().enumerate() {
        let posix = alike.case.info.posix.as_deref().unwrap_or_default();
        let cells = cells(alike.trials.first()).join(" | ");
        text += &format!("| {} | {} | {posix} | {cells} |\n", index + 1, alike.title());
    }
    let answers =
        cases.iter().enumerate().map(|(index, alike)| format!("{}. {}\n", index + 1, answers(alike, overview)));
    format!("{text}\n{}", answers.collect::<String>())
}

impl Alike<'_> {
    /// The name of the case with its first variant, and the number of the others.
    fn title(&self) -> String {
        let first = &self.trials.first().variant;
        let variant = if first.is_empty() { String::new() } else { format!(" @{first}") };
        let name = code(&format!("{}{variant}", self.case.info.case));
        match self.trials.variants.len() - 1 {
            0 => name,
            more => format!("{name} and {more} more"),
        }
    }
}

/// The cells of a trial: of the recordings, and of the platforms that nobody recorded.
fn cells(trial: &TrialOverview) -> Vec<String> {
    let recorded = trial.cells.iter().map(|one| cell(one, trial));
    recorded.chain(trial.claims.iter().map(|one| claimed_cell(one, trial))).collect()
}

fn claimed_cell(cell: &ClaimedCell, trial: &TrialOverview) -> String {
    match cell {
        ClaimedCell::Claimed { kinds, differs_at, grade: Some(grade), .. } => {
            let letters: Vec<&str> = kinds.iter().map(|kind| trial.kinds[*kind].letter.as_str()).collect();
            let letters = match (letters.is_empty(), differs_at) {
                (true, Some(_)) => "≠".to_owned(),
                _ => letters.join("/"),
            };
            format!("{letters} *{grade}*").trim_start().to_owned()
        }
        ClaimedCell::Cannot { .. } => "n/a".to_owned(),
        ClaimedCell::Claimed { grade: None, .. } | ClaimedCell::Open => "?".to_owned(),
    }
}

fn cell(cell: &CellOverview, trial: &TrialOverview) -> String {
    let text = match &cell.state {
        State::Ran { kind } => trial.kinds[*kind].letter.as_str(),
        State::Cannot { .. } => "n/a",
        State::Skipped { .. } => "skip",
        State::Unrecorded => "-",
    };
    let mark = if cell.fault.is_some() { " **!**" } else { "" };
    format!("{text}{mark}")
}

/// The note below the table about one of its lines: what each kind answers at the first step that differs, what
/// platforms lack, and their known faults.
fn answers(alike: &Alike, overview: &Overview) -> String {
    let trial = alike.trials.first();
    let step = trial.steps.iter().find(|step| step.shared().is_none());
    let mut notes: Vec<String> = step.map(|step| of_step(step, &trial.kinds)).into_iter().collect();
    for (column, (platform, cell)) in overview.platforms.iter().zip(&trial.cells).enumerate() {
        let name = plain(&platform.info.name);
        let lacking = lacking(&alike.trials.variants, column);
        if !lacking.is_empty() {
            let some = if matches!(cell.state, State::Cannot { .. }) { "" } else { " some" };
            notes.push(format!("{name} cannot{some}: {}", plain(&lacking.join(", "))));
        }
        if let Some(fault) = &cell.fault {
            notes.push(format!("a known fault of {name}: {}", plain(fault)));
        }
    }
    for (platform, cell) in overview.claimed.iter().zip(&trial.claims) {
        let name = plain(&named(&platform.name));
        match cell {
            ClaimedCell::Cannot { lacks } => notes.push(format!("{name} cannot: {}", plain(lacks))),
            ClaimedCell::Claimed { differs_at: Some(step), .. } => notes.extend(claim_about(trial, *step, platform)),
            ClaimedCell::Claimed { differs_at: None, .. } | ClaimedCell::Open => {}
        }
    }
    notes.join("; ")
}

/// What a platform lacks for trials, each once.
fn lacking<'o>(trials: &[&'o TrialOverview], column: usize) -> Vec<&'o str> {
    let mut lacking: Vec<&str> = Vec::new();
    for trial in trials {
        if let State::Cannot { lacks } = &trial.cells[column].state
            && !lacking.contains(&lacks.as_str())
        {
            lacking.push(lacks);
        }
    }
    lacking
}

/// What is claimed of a platform about a step.
fn claim_about(trial: &TrialOverview, step: usize, platform: &ClaimedOverview) -> Option<String> {
    let claims = &trial.claimed_steps.iter().find(|claims| claims.number == step)?.claims;
    let shared = claims.iter().find(|shared| shared.platforms.contains(&platform.name))?;
    let (name, claim) = (plain(&named(&platform.name)), claim_markdown(&shared.claim));
    Some(format!("{name}: {claim} at step {step}, {}", plain(&shared.claim.place)))
}

/// The call of a step, and what it answers in each kind.
fn of_step(step: &Step, kinds: &[ResultKind]) -> String {
    let answer = |(kind, line): (&ResultKind, &Option<Line>)| match line {
        None => format!("{}: no such step", kind.letter),
        Some(line) if step.call().is_some() => format!("{}: {}", kind.letter, code(&line.outcome)),
        Some(line) => format!("{}: {}", kind.letter, code(&line.to_string())),
    };
    let answers: Vec<String> = kinds.iter().zip(&step.lines).map(answer).collect();
    let call = step.call().map(|call| format!("{} gives ", code(call))).unwrap_or_default();
    format!("{call}{}", answers.join(", "))
}
