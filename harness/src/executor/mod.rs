//! Performs programs and returns what came of them, knowing nothing of what anybody expects.
//!
//! An [`Executor`] is one implementation of sockets: [`native`] is that of this process, through socket2, and
//! [`driver`] that of another program, which speaks the [`protocol`] with the harness. [`serve()`] lets any executor be
//! the other program.

#[cfg(unix)]
mod awake;
pub mod budget;
pub mod driver;
mod interface;
mod named;
pub mod native;
pub mod protocol;
mod run;
mod serve;
mod told;

#[cfg(unix)]
pub use awake::Awake;
pub use interface::{Executor, Limits, Stop, World};
pub use named::Named;
pub use run::run;
pub use serve::serve;
pub use told::{Telling, Told};
