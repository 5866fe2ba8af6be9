//! The wire form of programs and outcomes: JSON in the words of the case language.
//!
//! The form is canonical: arguments that are left out stay out, and each value has one way of being written. Case files
//! allow more ways, and the code that reads case files reads a program back. What a value is when it comes back follows
//! from what the operation returns.

mod address;
mod bytes;
mod outcome;
mod program;
mod value;
