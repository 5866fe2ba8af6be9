//! What each call answers, by the kind and the state of the socket: an error, or that it succeeds. Calls that ask for a
//! name have a table of their own, and what an option answers depends on the option, so they are not in this one.

mod call;
mod question;
mod table;

pub use call::SocketCall;
pub use table::errors;
