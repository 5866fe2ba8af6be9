//! Performs programs and returns what came of them, knowing nothing of what anybody expects.
//!
//! An [`Executor`] is one implementation of sockets: [`native`] is that of this process, through socket2.

pub mod budget;
mod interface;
mod named;
pub mod native;
mod run;
mod told;

pub use interface::{Executor, Limits, World};
pub use named::Named;
pub use run::run;
pub use told::{Telling, Told};
