//! What is said of a recording that has no result of a trial.

/// Why it has none: its host skipped the trial for this reason, or the trial is not recorded.
pub(super) fn gap(skipped: Option<&str>) -> String {
    skipped.map_or("not recorded".to_owned(), |why| format!("skipped, {why}"))
}
