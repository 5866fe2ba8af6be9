//! Steps on several platforms: side by side, or stacked if that would be too wide.

use anstyle::Style;

use super::cells::Cells;
use super::claims::{NOT_RUN, named as named_as_claimed};
use crate::compat::{Grade, Step};
use crate::terminal::{FAINT, NAME, STRONG, columns, lines, styled, wrapped};

/// The space between two columns.
const GAP: &str = "  ";

/// How wide the names of platforms that say the same may be before they are broken into lines.
const MOST_NAMES: usize = 30;

/// Steps, and the platforms that their cells are of.
pub(super) struct Steps {
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<StepRow>,
}

/// One or more platforms that say the same.
pub(super) struct Head {
    pub(super) names: String,
    /// Whether nobody ran them. What is claimed of them may be broken into lines.
    pub(super) is_claimed: bool,
}

/// A step on every platform.
pub(super) struct StepRow {
    pub(super) number: usize,
    pub(super) call: String,
    /// A cell for each head.
    pub(super) cells: Vec<StepCell>,
    /// The step as one line, if it is the same everywhere.
    pub(super) same: Option<String>,
}

/// What a platform has of a step.
pub(super) struct StepCell {
    pub(super) lines: Vec<String>,
    /// The style of the cell, within that of the step.
    pub(super) style: Style,
}

impl Head {
    /// A recording, or several that say the same.
    pub(super) fn recorded(names: impl Into<String>) -> Self {
        Self { names: names.into(), is_claimed: false }
    }

    /// Platforms that nobody recorded.
    pub(super) fn claimed(names: impl Into<String>) -> Self {
        Self { names: names.into(), is_claimed: true }
    }

    /// The lines above its column, which has this width.
    fn cell(&self, width: usize) -> StepCell {
        let not_run = self.is_claimed.then(|| NOT_RUN.to_owned());
        StepCell::plain(wrapped(&self.names, width).into_iter().chain(not_run).collect())
    }

    /// The width that its column has at least.
    fn width(&self) -> usize {
        let longest = self.names.split_inclusive(", ").map(|name| columns(name.trim_end())).max().unwrap_or_default();
        let not_run = if self.is_claimed { NOT_RUN.len() } else { 0 };
        columns(&self.names).min(MOST_NAMES.max(longest)).max(not_run)
    }

    /// What it has of a step, in lines after a margin: beside its name, if that fits into `named` columns. A longer one
    /// has lines of its own, and so has that of what was not run.
    fn stacked(&self, cell: &StepCell, margin: usize, named: usize, style: Style, room: usize) -> String {
        let indent = margin + named + GAP.len();
        let lines = cell.lines.iter().map(|line| styled(cell.style, line));
        if self.is_claimed || columns(&self.names) > named {
            let blank = " ".repeat(margin);
            let names = if self.is_claimed { named_as_claimed(&self.names) } else { self.names.clone() };
            let name = labelled(&blank, margin, [names], NAME, room);
            return name + &labelled(&" ".repeat(indent), indent, lines, style, room);
        }
        let fill = indent - margin - columns(&self.names);
        let label = format!("{:margin$}{}{:fill$}", "", styled(NAME, &self.names), "");
        labelled(&label, indent, lines, style, room)
    }
}

impl StepCell {
    /// A cell in the style of its step.
    pub(super) fn plain(lines: Vec<String>) -> Self {
        Self { lines, style: Style::new() }
    }

    /// What is claimed. What is only assumed is less bright.
    pub(super) fn claimed(text: &str, grade: Grade) -> Self {
        let style = if grade == Grade::Assumed { FAINT } else { Style::new() };
        Self { lines: lines(text, usize::MAX), style }
    }

    fn width(&self) -> usize {
        self.lines.iter().map(|line| columns(line)).max().unwrap_or_default()
    }

    /// The cell in lines of at most this width, in its style.
    fn fitted(&self, width: usize) -> Vec<String> {
        let line = |line: &String| if columns(line) <= width { vec![line.clone()] } else { wrapped(line, width) };
        self.lines.iter().flat_map(line).map(|line| styled(self.style, &line)).collect()
    }
}

impl StepRow {
    /// A step in several recordings.
    pub(super) fn of(step: &Step) -> Self {
        let cells = Cells::of(step).with_marks();
        let same = step.shared().map(ToString::to_string);
        let outcomes = cells.outcomes.into_iter().map(StepCell::plain).collect();
        Self { number: step.number, call: cells.call, cells: outcomes, same }
    }
}

impl Steps {
    /// The steps in indented lines of at most `width` columns.
    pub(super) fn text(&self, indent: usize, width: usize) -> String {
        let room = width.saturating_sub(indent);
        let text = self.side_by_side(room).unwrap_or_else(|| self.stacked(room));
        text.lines().map(|line| format!("{:indent$}{}\n", "", line.trim_end())).collect()
    }

    /// The call of each step once, and a column for each head. None if there is no room for that.
    fn side_by_side(&self, room: usize) -> Option<String> {
        let widths = self.widths(room)?;
        let line_up = |label: &str, call: &str, cells: &[StepCell], style| {
            let cells = cells.iter().zip(&widths[1..]).map(|(cell, width)| cell.fitted(*width));
            let cells: Vec<Vec<String>> = [vec![call.to_owned()]].into_iter().chain(cells).collect();
            line_up(label, &cells, &widths, style)
        };
        let heads: Vec<StepCell> = self.heads.iter().zip(&widths[1..]).map(|(head, width)| head.cell(*width)).collect();
        let mut text = line_up(&" ".repeat(self.margin()), "", &heads, NAME);
        for row in &self.rows {
            text += &line_up(&self.label(row), &row.call, &row.cells, self.style(row));
        }
        Some(text)
    }

    /// The widths of the calls and of the columns. None if there is no room for them.
    fn widths(&self, room: usize) -> Option<Vec<usize>> {
        let mut widths: Vec<usize> = [0].into_iter().chain(self.heads.iter().map(Head::width)).collect();
        for row in &self.rows {
            widths[0] = widths[0].max(columns(&row.call));
            for (width, cell) in widths[1..].iter_mut().zip(&row.cells) {
                *width = cell.width().max(*width);
            }
        }
        let room = room.checked_sub(self.margin() + GAP.len() * self.heads.len())?;
        let excess = widths.iter().sum::<usize>().saturating_sub(room);
        let is_claimed: Vec<bool> = [false].into_iter().chain(self.heads.iter().map(|head| head.is_claimed)).collect();
        narrowed(&mut widths, &is_claimed, excess).then_some(widths)
    }

    /// The call of each step, and below it a line for each head. A step that is the same in all of them is one line.
    fn stacked(&self, room: usize) -> String {
        let (margin, mut text) = (self.margin(), String::new());
        let recorded = self.heads.iter().filter(|head| !head.is_claimed).map(|head| columns(&head.names));
        let named = recorded.filter(|width| *width <= MOST_NAMES).max().unwrap_or_default();
        for row in &self.rows {
            let (style, label) = (self.style(row), self.label(row));
            if let Some(line) = &row.same {
                text += &labelled(&label, margin, lines(line, usize::MAX), style, room);
                continue;
            }
            text += &labelled(&label, margin, [row.call.clone()], style, room);
            for (head, cell) in self.heads.iter().zip(&row.cells) {
                text += &head.stacked(cell, margin, named, style, room);
            }
        }
        text
    }

    /// A mark and the number of the step. The mark is `>` for the first step that differs, `|` for those after it.
    fn label(&self, row: &StepRow) -> String {
        let mark = match (self.is_first(row), row.same.is_some()) {
            (true, _) => '>',
            (false, false) => '|',
            (false, true) => ' ',
        };
        format!("{mark} {:>width$}{GAP}", row.number, width = self.margin() - 2 - GAP.len())
    }

    fn margin(&self) -> usize {
        let last = self.rows.last().map(|row| row.number).unwrap_or_default();
        2 + last.to_string().len() + GAP.len()
    }

    fn is_first(&self, row: &StepRow) -> bool {
        self.rows.iter().find(|row| row.same.is_none()).is_some_and(|first| first.number == row.number)
    }

    fn style(&self, row: &StepRow) -> Style {
        match (self.is_first(row), row.same.is_some()) {
            (true, _) => STRONG,
            (false, false) => Style::new(),
            (false, true) => FAINT,
        }
    }
}

/// Takes so much from the widths of columns that may be narrowed, always from the widest of them. Returns whether they
/// had enough: none is narrowed beyond the words that say that nobody ran it.
fn narrowed(widths: &mut [usize], may_be: &[bool], mut excess: usize) -> bool {
    while excess > 0 {
        let columns = widths.iter_mut().zip(may_be).filter(|(width, may_be)| **may_be && **width > NOT_RUN.len());
        let Some((widest, _)) = columns.max_by_key(|(width, _)| **width) else {
            return false;
        };
        *widest -= 1;
        excess -= 1;
    }
    true
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
            line += &format!("{content}{:fill$}{GAP}", "", fill = width.saturating_sub(columns(content)));
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
