//! What is refused of steps because of the steps before them.

mod scope;
