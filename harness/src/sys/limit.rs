//! Limits of this process.

/// How many descriptors this process may have: RLIMIT_NOFILE of getrlimit(2). None if the call fails.
#[cfg(unix)]
#[must_use]
pub fn descriptors() -> Option<usize> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the call writes a limit to the place it is given, which has this type.
    let succeeded = unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } == 0;
    succeeded.then(|| usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX))
}

/// How many descriptors this process may have. Windows sets no limit ("Kernel Objects" on Microsoft Learn).
#[cfg(not(unix))]
#[must_use]
pub fn descriptors() -> Option<usize> {
    None
}
