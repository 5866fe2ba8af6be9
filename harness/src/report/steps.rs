//! The steps of several transcripts: side by side, or stacked if that would be too wide.

use anstyle::Style;

use super::cells::Cells;
use crate::compat::Step;
use crate::terminal::{FAINT, NAME, STRONG, columns, lines, styled, wrapped};

/// The space between two columns.
const GAP: &str = "  ";

/// Steps, and the names of the recordings that their lines come from.
pub(super) struct Steps<'a> {
    pub(super) names: &'a [String],
    pub(super) steps: &'a [Step],
}

impl Steps<'_> {
    /// The steps in indented lines of at most `width` columns.
    pub(super) fn text(&self, indent: usize, width: usize) -> String {
        let room = width.saturating_sub(indent);
        let text = self.side_by_side(room).unwrap_or_else(|| self.stacked(room));
        text.lines().map(|line| format!("{:indent$}{}\n", "", line.trim_end())).collect()
    }

    /// The call of each step once, and a column for each recording. None if there is no room for that.
    fn side_by_side(&self, room: usize) -> Option<String> {
        let rows: Vec<Vec<Vec<String>>> = self.steps.iter().map(row).collect();
        let mut widths: Vec<usize> =
            [""].into_iter().chain(self.names.iter().map(String::as_str)).map(columns).collect();
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.iter().map(|line| columns(line)).chain([*width]).max().unwrap_or_default();
            }
        }
        let margin = self.margin();
        if margin + widths.iter().sum::<usize>() + GAP.len() * self.names.len() > room {
            return None;
        }
        let heads = [String::new()].iter().chain(self.names).map(|name| vec![name.clone()]).collect::<Vec<_>>();
        let mut text = line_up(&" ".repeat(margin), &heads, &widths, NAME);
        for (step, row) in self.steps.iter().zip(&rows) {
            text += &line_up(&self.label(step), row, &widths, self.style(step));
        }
        Some(text)
    }

    /// The call of each step, and below it a line for each recording. A step that is the same in all of
    /// them is one line.
    fn stacked(&self, room: usize) -> String {
        let (margin, mut text) = (self.margin(), String::new());
        let named = self.names.iter().map(|name| columns(name)).max().unwrap_or_default();
        for step in self.steps {
            let (style, label) = (self.style(step), self.label(step));
            if let (true, Some(Some(line))) = (step.is_same(), step.lines.first()) {
                text += &labelled(&label, margin, lines(&line.to_string(), usize::MAX), style, room);
                continue;
            }
            let cells = Cells::of(step).with_marks();
            text += &labelled(&label, margin, [cells.call], style, room);
            for (name, outcome) in self.names.iter().zip(cells.outcomes) {
                let fill = named - columns(name) + GAP.len();
                let label = format!("{:margin$}{}{:fill$}", "", styled(NAME, name), "");
                text += &labelled(&label, margin + named + GAP.len(), outcome, style, room);
            }
        }
        text
    }

    /// A mark and the number of the step. The mark is `>` for the first step that differs, `|` for those after it.
    fn label(&self, step: &Step) -> String {
        let mark = match (self.is_first(step), step.is_same()) {
            (true, _) => '>',
            (false, false) => '|',
            (false, true) => ' ',
        };
        format!("{mark} {:>width$}{GAP}", step.number, width = self.margin() - 2 - GAP.len())
    }

    fn margin(&self) -> usize {
        let last = self.steps.last().map(|step| step.number).unwrap_or_default();
        2 + last.to_string().len() + GAP.len()
    }

    fn is_first(&self, step: &Step) -> bool {
        self.steps.iter().find(|step| !step.is_same()).is_some_and(|first| first.number == step.number)
    }

    fn style(&self, step: &Step) -> Style {
        match (self.is_first(step), step.is_same()) {
            (true, _) => STRONG,
            (false, false) => Style::new(),
            (false, true) => FAINT,
        }
    }
}

/// The cells of a step, each as its lines: the call, then what came back in each recording.
fn row(step: &Step) -> Vec<Vec<String>> {
    let cells = Cells::of(step).with_marks();
    [vec![cells.call]].into_iter().chain(cells.outcomes).collect()
}

/// Cells side by side after a label, which already has its width.
fn line_up(label: &str, cells: &[Vec<String>], widths: &[usize], style: Style) -> String {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for index in 0..height {
        let blank = " ".repeat(columns(label));
        let mut line = if index == 0 { label.to_owned() } else { blank };
        for (cell, width) in cells.iter().zip(widths) {
            let content = cell.get(index).map(String::as_str).unwrap_or_default();
            line += &format!("{content}{:fill$}{GAP}", "", fill = width - columns(content));
        }
        text += &format!("{}\n", styled(style, line.trim_end()));
    }
    text
}

/// Lines after a label, which stands before the first of them and is `margin` columns wide. Empty lines are left out.
fn labelled(label: &str, margin: usize, text: impl IntoIterator<Item = String>, style: Style, room: usize) -> String {
    let lines = text.into_iter().filter(|line| !line.is_empty());
    let lines = lines.flat_map(|line| wrapped(&line, room.saturating_sub(margin)));
    let line = |(index, line): (usize, String)| match index {
        0 => format!("{label}{}\n", styled(style, &line)),
        _ => format!("{:margin$}{}\n", "", styled(style, &line)),
    };
    lines.enumerate().map(line).collect()
}
