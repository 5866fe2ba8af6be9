//! What is refused in a step because of the steps before it.

mod scope;
