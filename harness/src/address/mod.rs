//! Names of sockets: what a case gives ([`Given`]), what the system returned ([`Observed`]), what a case expects
//! ([`AddressShape`]).

mod family;
mod given;
mod layout;
mod linux;
mod matching;
mod observed;
mod shape;

pub use family::Family;
pub use given::{Given, GivenName, Port};
pub use linux::LinuxName;
pub use matching::Context;
pub use observed::{Name, Observed, UnixText};
pub use shape::{AddressShape, Form, Host, HostWord, PortShape, in_scratch};

/// How a path in the case's own temporary folder begins, in case files.
pub const SCRATCH: &str = "$scratch/";
