//! Programs that are run.

mod native;
