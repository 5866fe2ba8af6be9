//! Cases: how they are found and read, what is refused of them, and which values have the shapes they claim.

mod claim;
mod deviation;
mod load;
mod matrix;
mod read;
mod records;
mod shape;

const STEPS: &str = "  steps:\n    - socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n";
