//! Everything the case language refuses of a step, one row each: an author works with the message, the place and
//! the hint.

mod argument;
mod call;
mod check;
