//! The wire form of programs and outcomes: JSON in the words of the case language.
//!
//! The form is canonical: an argument that the case leaves out is left out here too, and each value can be written in
//! only one way. Case files allow more ways, so the code that reads case files also reads programs back. How a returned
//! value is read back depends on the kinds that the operation declares in `returns`.

mod call;
mod errand;
mod outcome;
mod program;
mod reason;
mod value;
mod value_schema;

pub use call::CallReader;
pub use errand::Errand;
pub use reason::reason;
pub use value_schema::values_schema;
