//! Who shares a port with whom: the addresses of two sockets against their type, the options that they set and whether
//! the first listens. The programs of the cases are followed, and each bind to the port of another socket answers the
//! cell of the two.

mod cell;
mod question;
mod table;

pub use cell::{PortAddress, PortState, PortType, Sharing};
pub use table::ports;
