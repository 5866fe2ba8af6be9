//! What the sockets of this process can do.

use super::option;
use crate::operation::OptionName;
use crate::platform::constant::{self, Prefix};
use crate::platform::{Facts, find_out};
use crate::sys;

/// The facts of this process.
pub(super) fn facts() -> Facts {
    Facts::new(find_out, has_constant)
}

/// Whether this platform has a constant that some platform lacks, or a structure.
fn has_constant(name: &str) -> bool {
    if let Some(option) = OptionName::find(name) {
        return option::is_here(option);
    }
    match name {
        "POLLRDHUP" => sys::poll::HAS_RDHUP,
        "struct ip_mreqn" => cfg!(has_ip_mreqn),
        flag => FLAGS.iter().any(|prefix| constant::number(*prefix, flag).is_some()),
    }
}

/// The kinds of flag that a case can need.
const FLAGS: &[Prefix] = &[Prefix::Addrinfo, Prefix::Nameinfo, Prefix::Message];
