//! The static checker: what is known of a case before anything runs, and what each step adds to it.

mod reading;
mod scope;

pub use reading::Reading;
pub use scope::Scope;
