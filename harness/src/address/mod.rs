//! Names of sockets: what a case writes ([`WrittenAddress`]), what is handed to the system ([`FilledAddress`]), what
//! the system returned ([`Observed`]), and what a case expects ([`AddressShape`]).

mod family;
mod given;
mod layout;
mod linux;
mod matching;
mod observed;
mod shape;

pub use family::Family;
pub use given::{FilledAddress, FilledPort, SpeltAddress, SpeltName, WrittenAddress, WrittenPort};
pub use layout::{RELATIVE, SCRATCH};
pub use linux::LinuxName;
pub use matching::Context;
pub use observed::{Excess, Name, Observed, UnixText};
pub use shape::{AddressShape, Form, Host, HostWord, PortShape};
