//! Everything the case language refuses, one row each: the message, the place and the hint are what an author works with.

mod address;
mod case;
mod expectation;
mod file;
mod loading;
mod matrix;
mod rendering;
mod step;
mod thread;
mod value;
