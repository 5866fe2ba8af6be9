//! What is handed down: a property that was set of a socket, against the ways by which a program comes to another
//! descriptor or another socket. The programs of the cases are followed. What was set, or read, before is compared with
//! what the other one says.

mod cell;
mod question;
mod table;

pub use cell::{Property, Way};
pub use table::inheritance;
