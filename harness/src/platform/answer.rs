//! What is known of a capability.

/// Whether something is there, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Yes,
    /// The platform has no such thing, on any host: the reason.
    PlatformCannot(String),
    /// The platform may have it, but this host does not: the reason.
    HostCannot(String),
    /// A probe got an error that it does not recognise: the name of the error.
    Unclear(String),
}

impl Answer {
    /// For what a platform either has or lacks on all its hosts.
    pub(super) fn of_platform(has_it: bool, reason: &str) -> Self {
        if has_it { Self::Yes } else { Self::PlatformCannot(reason.to_owned()) }
    }

    /// For what depends on the host.
    pub(super) fn of_host(has_it: bool, reason: &str) -> Self {
        if has_it { Self::Yes } else { Self::HostCannot(reason.to_owned()) }
    }
}
