//! Steps of several transcripts side by side; where that is too wide, one below the other.

use anstyle::Style;

use crate::matrix::Step;
use crate::terminal::{FAINT, NAME, STRONG, columns, lines, painted};

/// What stands between two columns.
const GAP: &str = "  ";

/// Steps, and the names of the recordings that their lines are from.
pub(super) struct Steps<'a> {
    pub(super) names: &'a [String],
    pub(super) steps: &'a [Step],
}

impl Steps<'_> {
    /// As lines of this width at most, indented.
    pub(super) fn text(&self, indent: usize, width: usize) -> String {
        let room = width.saturating_sub(indent);
        let text = self.beside(room).unwrap_or_else(|| self.below(room));
        text.lines().map(|line| format!("{:indent$}{}\n", "", line.trim_end())).collect()
    }

    /// The call of each step once, and a column for each recording; none where there is no room for it.
    fn beside(&self, room: usize) -> Option<String> {
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

    /// The call of each step, and below it a line for each recording; one line where all say the same.
    fn below(&self, room: usize) -> String {
        let (margin, mut text) = (self.margin(), String::new());
        let named = self.names.iter().map(|name| columns(name)).max().unwrap_or_default();
        for step in self.steps {
            let style = self.style(step);
            if let (true, Some(Some(line))) = (step.is_same(), step.lines.first()) {
                text += &hung(&self.label(step), margin, &line.to_string(), style, room);
                continue;
            }
            let row = row(step);
            text += &hung(&self.label(step), margin, &row[0].join("\n"), style, room);
            for (name, cell) in self.names.iter().zip(&row[1..]) {
                let label = format!(
                    "{:margin$}{}{:fill$}",
                    "",
                    painted(NAME, name),
                    "",
                    fill = named - columns(name) + GAP.len()
                );
                text += &hung(&label, margin + named + GAP.len(), &cell.join("\n"), style, room);
            }
        }
        text
    }

    /// A mark, and the number of the step: `>` at the first that differs, `|` at those behind it.
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

/// The cells of a step, each in lines: its call, and what came back in each recording, with the call where that differs.
fn row(step: &Step) -> Vec<Vec<String>> {
    let cell = |text: &str| lines(text, usize::MAX);
    let call = step.call().map(str::to_owned);
    let lines = step.lines.iter().map(|line| match line {
        None => cell("no such step"),
        Some(line) if call.is_some() => cell(&line.outcome),
        Some(line) => cell(&line.to_string()),
    });
    let operation = || {
        let first = step.lines.iter().flatten().next().and_then(|line| line.call.split(' ').next());
        format!("{} …", first.unwrap_or_default())
    };
    [cell(&call.clone().unwrap_or_else(operation))].into_iter().chain(lines).collect()
}

/// Cells beside each other, behind a label, which already has its width.
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
        text += &format!("{}\n", painted(style, line.trim_end()));
    }
    text
}

/// A text behind a label of this width, its further lines indented as far.
fn hung(label: &str, margin: usize, text: &str, style: Style, room: usize) -> String {
    let lines = lines(text, room.saturating_sub(margin)).into_iter().enumerate();
    let line = |(index, line): (usize, String)| match index {
        0 => format!("{label}{}\n", painted(style, &line)),
        _ => format!("{:margin$}{}\n", "", painted(style, &line)),
    };
    lines.map(line).collect()
}
