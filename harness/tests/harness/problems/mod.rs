//! Everything the case language refuses, one row each: the message, the place and the hint are what an author works with.

mod address;
mod case;
mod descriptor;
mod expectation;
mod file;
mod loading;
mod matrix;
mod message;
mod option;
mod reference;
mod rendering;
mod resolve;
mod step;
mod thread;
mod unbegun;
mod value;
mod waiting;
