//! The tables of the reference of the case language, as Markdown. They are made from the declarations that case files
//! are read by.

mod argument;
mod operations;
mod platforms;
mod words;

pub use operations::{arguments, operations};
pub use platforms::{constants, errors, options};
pub use words::{capabilities, option_values, words};

/// A table with this heading and these rows.
fn table<const N: usize>(heading: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let line = |cells: &[String]| {
        let cells = cells.iter().map(|cell| if cell.is_empty() { " |".to_owned() } else { format!(" {cell} |") });
        format!("|{}\n", cells.collect::<String>())
    };
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    line(&heading.map(str::to_owned)) + &format!("|{}\n", "---|".repeat(N)) + &rows
}

/// What the comment of a declaration says, in a cell.
fn prose(about: &str) -> String {
    about.trim().replace('|', "\\|")
}

/// Words of the case language, separated by commas.
fn words_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
