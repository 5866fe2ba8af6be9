//! What getaddrinfo answers: the form of the host against the hints and the form of the service.

mod cell;
mod question;
mod table;

pub use cell::{FlagSet, HintedFamily, HintedKind, HostForm, ServiceForm};
pub use table::resolver;
