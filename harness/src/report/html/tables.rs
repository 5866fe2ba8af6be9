//! The tables of questions as the page has them: each text and each reply once, and numbers in their places. Without
//! that they would be half of the page.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::compat::{Answers, Grid, GridContent, GridPart, GridRow};

/// The tables, in numbers.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tables {
    /// Labels, reasons and names of trials.
    texts: Vec<Value>,
    /// What came back on a platform or is claimed of it.
    replies: Vec<Value>,
    tables: Vec<Value>,
    #[serde(skip)]
    known: HashMap<String, usize>,
}

impl Tables {
    /// Tables, each with the name that it has on the command line.
    pub(super) fn of(grids: &[(&'static str, Grid)]) -> Self {
        let mut tables = Self::default();
        for (name, grid) in grids {
            let parts: Vec<Value> = grid.parts.iter().map(|part| tables.part(part)).collect();
            tables.tables.push(json!({
                "name": name,
                "title": grid.title,
                "platforms": grid.platforms,
                "claimed": grid.claimed,
                "counts": grid.counts,
                "parts": parts,
            }));
        }
        tables
    }

    fn part(&mut self, GridPart { part, rows }: &GridPart) -> Value {
        json!({"part": part, "rows": rows.iter().map(|row| self.row(row)).collect::<Vec<_>>()})
    }

    /// A row, and each of its cells as the question and the content.
    fn row(&mut self, GridRow { row, cells }: &GridRow) -> Value {
        let cells = cells.iter().map(|cell| json!([self.text(&cell.question), self.content(&cell.content)]));
        json!({"row": row, "cells": cells.collect::<Vec<_>>()})
    }

    /// The answers; the reason why there can be none; or null if there are none yet.
    fn content(&mut self, content: &GridContent) -> Value {
        match content {
            GridContent::Impossible { why } => json!(self.text(why)),
            GridContent::NotAsked => Value::Null,
            GridContent::Asked { answers } => answers.iter().map(|answers| self.answers(answers)).collect(),
        }
    }

    /// The trial, its step, the number of trials, and a reply of each platform.
    fn answers(&mut self, answers: &Answers) -> Value {
        let recorded = answers.answers.iter().map(|answer| json!(answer.reply));
        let claimed = answers.claims.iter().map(|claim| json!(claim.said));
        let replies: Vec<usize> = recorded.chain(claimed).map(|reply| self.reply(reply)).collect();
        json!([self.text(&answers.trial), answers.step, answers.trials, replies])
    }

    fn text(&mut self, text: &str) -> usize {
        number(&mut self.known, &mut self.texts, text.into())
    }

    fn reply(&mut self, reply: Value) -> usize {
        number(&mut self.known, &mut self.replies, reply)
    }
}

/// The number of a value in a list, to which it is added unless it is there.
fn number(known: &mut HashMap<String, usize>, list: &mut Vec<Value>, value: Value) -> usize {
    *known.entry(value.to_string()).or_insert_with(|| {
        list.push(value);
        list.len() - 1
    })
}
