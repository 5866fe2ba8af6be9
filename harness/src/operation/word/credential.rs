//! The credentials of the peer of an AF_UNIX socket: SO_PEERCRED of unix(7). The numbers themselves are the host's.

use std::fmt;

use crate::fault::Fault;
use crate::named_enum::named_enum;
use crate::notation;

named_enum! {
    /// What the peer of a socket is known to be: SO_PEERCRED of unix(7). What is not said is another's.
    pub enum Credential, "credential" {
        /// The process of the peer is this one.
        OwnProcess = "own_process",
        /// The user of the peer is that of this process.
        OwnUser = "own_user",
        /// The group of the peer is that of this process.
        OwnGroup = "own_group",
        /// There is no process: the number is 0.
        NoProcess = "no_process",
        /// There is no user: the number is -1.
        NoUser = "no_user",
        /// There is no group: the number is -1.
        NoGroup = "no_group",
    }
}

/// All that is known of a peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials(pub Vec<Credential>);

/// As a record shows it.
impl fmt::Display for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&notation::write_set(&self.0))
    }
}

impl Credentials {
    /// Reads credentials from a text such as `own_process|own_user|own_group`, or `none` if all are another's. Puts
    /// them in the order of their declaration.
    ///
    /// # Errors
    /// When a credential is unknown. The fault suggests a known one.
    pub fn named(text: &str) -> Result<Self, Fault> {
        let mut credentials = notation::read_set(text, Credential::named)?;
        credentials.sort_unstable();
        credentials.dedup();
        Ok(Self(credentials))
    }
}
