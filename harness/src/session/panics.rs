//! Panics, which are faults of the harness, as messages that say where they happened.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// The message of the last panic in [`catch`], with its place. None outside of `catch`.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on, the message of a panic in a trial is kept, and not printed.
pub fn keep_messages() {
    let otherwise = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        PANIC.with(|kept| match &mut *kept.borrow_mut() {
            Some(message) => *message = info.to_string(),
            None => otherwise(info),
        });
    }));
}

/// Does something.
///
/// # Errors
/// The message of the panic that ended it.
pub(super) fn catch<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    PANIC.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    let message = PANIC.take().unwrap_or_default();
    result.map_err(|_| message)
}
