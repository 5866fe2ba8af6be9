//! The tests of the harness itself: its parts, and the program it makes.

mod documentation;
mod encoding;
mod error_names;
mod file_names;
mod layers;
mod lineage;
mod matching;
mod matrix;
mod problems;
mod records;
mod schema;
mod self_check;
mod shapes;
mod support;
mod symbols;
mod transcripts;
mod transcripts_of_values;
mod values;
mod verdicts;
mod yaml;
