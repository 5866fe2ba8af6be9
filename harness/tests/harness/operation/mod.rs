//! All that the case language refuses in a step, one row each: authors work with the message, the place and the hint.
//! And the wire form of what it accepts.

mod argument;
mod call;
mod check;
mod declare;
mod reach;
mod wire;
mod word;
