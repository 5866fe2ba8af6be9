//! Everything the case language refuses of a step, one row each: an author works with the message, the place and
//! the hint. And the wire form of what it takes.

mod argument;
mod call;
mod check;
mod declare;
mod wire;
