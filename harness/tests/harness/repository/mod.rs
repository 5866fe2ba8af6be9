//! The files of the project agree with each other: modules and their layers, tests, documentation, schemas, and names.

mod behaviours;
mod documentation;
mod escapes;
mod file_names;
mod layers;
mod layout;
mod pages;
mod points;
mod recipes;
mod records;
mod schema;
mod waits;
