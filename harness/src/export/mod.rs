//! A trial as a program of its own, for somebody who does not have this one: what a maintainer of a kernel or of a
//! runtime wants in a report. The program is C for Linux. It does what the trial does,
//! and prints a line for each step: the step, and its outcome as a transcript has it, but with the ports and paths that
//! there really were. [`Transcript::of_output`](crate::transcript::Transcript::of_output) reads it.
//!
//! Each group of operations has a file here, as it has in [`crate::operation`].

mod address;
mod attribute;
mod comment;
mod descriptor;
mod dispatch;
mod endpoint;
mod file;
mod folder;
mod form;
mod helper;
mod interface;
mod lifecycle;
mod lookup;
mod message;
mod notation;
mod option;
mod poll;
mod program;
mod several;
mod step;
mod thread;
mod transfer;
mod unit;
mod witness;

pub use form::NoForm;
pub use program::c;
pub use witness::read;
