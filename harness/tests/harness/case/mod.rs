//! Cases: how they are found and read, what is refused, and which values match the shapes they claim.

mod claim;
mod deviation;
mod known_failures;
mod list;
mod load;
mod matrix;
mod read;
mod shape;
mod shard;
mod steps;
mod unused;

/// The steps of a case, for tests of its other keys.
const STEPS: &str = "  steps:\n    - socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n";
