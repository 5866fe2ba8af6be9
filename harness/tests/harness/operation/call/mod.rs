//! What is refused of single operations.

mod descriptor;
mod lookup;
mod message;
mod option;
mod thread;
mod timeout;
