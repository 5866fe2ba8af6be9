//! The system under test: which platform it is, what it can do, and the numbers of its constants and errors.

mod answer;
mod attempt;
pub mod capability;
pub mod child;
pub mod constant;
mod detect;
mod edition;
mod errno;
pub mod error_name;
mod facts;
mod host_facts;
mod host_table;
mod identity;
pub mod isolation;
mod kernel;
mod low_ports;
mod need;
pub mod numbers;
pub mod own_hosts;
mod own_name;
mod probe;
mod quiet_ports;
mod selector;
pub mod systems;

pub use answer::Answer;
pub use capability::{Capability, find_out};
pub use detect::{Description, Identity, identify, told_release};
pub use edition::{Edition, Release, Releases};
pub use facts::Facts;
pub use host_facts::HostFacts;
pub use host_table::knows_localhost_of_ipv6;
pub use identity::Platform;
pub use need::Need;
pub use own_name::OwnName;
pub use quiet_ports::quiet_ports;
pub use selector::Selector;
