//! What is refused of the options of a socket.

mod setting;
