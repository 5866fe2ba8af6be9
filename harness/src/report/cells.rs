//! One step in several recordings, side by side. If only a part of it differs, that part is shown or marked.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::compat::Step;
use crate::terminal::{MARK, lines, styled};
use crate::transcript::Line;

/// A step as cells. All cells have the same number of lines.
pub(super) struct Cells {
    /// The operation and its arguments, or only the operation if the arguments differ.
    pub(super) call: String,
    /// What came back in each recording, after the call if calls differ. A line that only other recordings
    /// have is empty.
    pub(super) outcomes: Vec<Vec<String>>,
}

impl Cells {
    /// The cells of a step. From lists, the records that all recordings have in the same order are left
    /// out and counted.
    pub(super) fn of(step: &Step) -> Self {
        let call = step.call();
        let outcome = |line: &Option<Line>| match (line, call) {
            (None, _) => "no such step".to_owned(),
            (Some(line), Some(_)) => line.outcome.clone(),
            (Some(line), None) => line.to_string(),
        };
        let outcomes: Vec<Vec<String>> = step.lines.iter().map(|line| lines(&outcome(line), usize::MAX)).collect();
        let operation = || {
            let first = step.lines.iter().flatten().next().and_then(|line| line.call.split(' ').next());
            format!("{} …", first.unwrap_or_default())
        };
        Self {
            call: lines(&call.map_or_else(operation, str::to_owned), usize::MAX).concat(),
            outcomes: if step.shared().is_some() { outcomes } else { without_common_records(&outcomes) },
        }
    }

    /// The same cells, with a mark on each word that differs between lines that have other words in common.
    pub(super) fn with_marks(mut self) -> Self {
        let height = self.outcomes.first().map_or(0, Vec::len);
        for index in 0..height {
            let mut lines: Vec<&mut String> =
                self.outcomes.iter_mut().map(|cell| &mut cell[index]).filter(|line| !line.is_empty()).collect();
            let marked = with_marks(&lines.iter().map(|line| line.as_str()).collect::<Vec<_>>());
            for (line, marked) in lines.iter_mut().zip(marked) {
                **line = marked;
            }
        }
        self
    }
}

/// Lists without the records that they have in common. Records that stand between the same common ones are
/// side by side.
fn without_common_records(outcomes: &[Vec<String>]) -> Vec<Vec<String>> {
    let records: Vec<Vec<&str>> =
        outcomes.iter().map(|lines| lines.iter().skip(1).map(String::as_str).collect()).collect();
    let common = common(&records);
    let head = |lines: &Vec<String>| match (lines.first(), common.len()) {
        (None, _) => String::new(),
        (Some(head), 0) => head.clone(),
        (Some(head), same) => format!("{head}, {same} of them the same"),
    };
    let mut cells: Vec<Vec<String>> = outcomes.iter().map(|lines| vec![head(lines)]).collect();
    let mut rest: Vec<_> = records.iter().map(|records| records.iter().copied()).collect();
    for until in common.into_iter().map(Some).chain([None]) {
        for (cell, rest) in cells.iter_mut().zip(&mut rest) {
            cell.extend(rest.by_ref().take_while(|record| Some(*record) != until).map(str::to_owned));
        }
        pad(&mut cells);
    }
    cells
}

/// Gives all cells the same number of lines.
fn pad(cells: &mut [Vec<String>]) {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    for cell in cells {
        cell.resize(height, String::new());
    }
}

/// What all of these lists have in the same order, as many items as possible.
fn common<'t>(lists: &[Vec<&'t str>]) -> Vec<&'t str> {
    let both = |one: Vec<&'t str>, other: &Vec<&'t str>| {
        let same = |operation: DiffOp| match operation {
            DiffOp::Equal { old_index, len, .. } => one[old_index..old_index + len].to_vec(),
            _ => Vec::new(),
        };
        capture_diff_slices(Algorithm::Myers, &one, other).into_iter().flat_map(same).collect()
    };
    let Some((first, others)) = lists.split_first() else {
        return Vec::new();
    };
    others.iter().fold(first.clone(), both)
}

/// The lines, with a mark on each word that is not in all of them. Lines without any word in common get no marks.
fn with_marks(texts: &[&str]) -> Vec<String> {
    let words: Vec<Vec<&str>> = texts.iter().map(|text| words(text)).collect();
    let common = common(&words);
    if !common.iter().any(|word| is_word(word)) {
        return texts.iter().map(|text| (*text).to_owned()).collect();
    }
    let mark = |words: &Vec<&str>| {
        let mut common = common.iter().peekable();
        let word = |word: &&str| match common.next_if_eq(&word) {
            None if is_word(word) => styled(MARK, word),
            _ => (*word).to_owned(),
        };
        words.iter().map(word).collect()
    };
    words.iter().map(mark).collect()
}

/// Whether a part of a line is a word, and not what separates words.
fn is_word(part: &str) -> bool {
    !part.starts_with(is_separator)
}

/// Splits a line into its words and the separators between them.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let end = if is_separator(first) { first.len_utf8() } else { rest.find(is_separator).unwrap_or(rest.len()) };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | ',' | '{' | '}' | '(' | ')')
}
