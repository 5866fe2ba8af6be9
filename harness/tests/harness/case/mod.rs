//! Cases: how they are found and read, what is refused of them, and which values have the shapes they claim.

mod claim;
mod list;
mod load;
mod matrix;
mod read;
mod shape;
