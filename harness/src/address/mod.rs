//! Names of sockets: what a case gives ([`Given`]), what the system returned ([`Observed`]), what a case expects
//! ([`AddressShape`]), and how values that differ from run to run are written ([`Symbols`]).

mod family;
mod given;
mod layout;
mod linux;
mod matching;
mod observed;
mod shape;
mod symbols;

pub use family::Family;
pub use given::{Given, GivenName, Port};
pub use linux::LinuxName;
pub use matching::Known;
pub use observed::{Name, Observed, UnixText};
pub use shape::{AddressShape, Form, Host, HostWord, PortShape};
pub use symbols::Symbols;

/// How a path in the case's own temporary folder begins, in case files.
pub const SCRATCH: &str = "$scratch/";

/// The bytes of the longest Internet address, `sockaddr_in6` (RFC 3493, section 3.3).
const SOCKADDR_IN6: usize = 28;
