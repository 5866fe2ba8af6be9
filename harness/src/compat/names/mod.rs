//! What getsockname and getpeername answer, as a table: the kind of the socket's own name, its type, and the state that
//! it is in. Nobody types the table. The programs of the cases are followed step by step, and each of their questions
//! answers the cell of the socket that it asks about.

mod cell;
mod question;
mod table;

pub use cell::Call;
pub use table::names;
