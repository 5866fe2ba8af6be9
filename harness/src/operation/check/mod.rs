//! The static checker: what is known about a case before it runs, and what each step adds to that.

mod reading;
mod scope;

pub use reading::Reading;
pub use scope::Scope;
