//! Variants of a case that come out in the same way, put together.

use schemars::JsonSchema;
use serde::Serialize;

/// A way in which one or more variants of a case come out: the same steps differ in all of them, by the same outcomes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fold<T> {
    /// The variants, at least one.
    pub variants: Vec<T>,
}

impl<T> Fold<T> {
    /// Adds a variant to the way that it is like, or to the end as one of its own.
    pub fn add(folds: &mut Vec<Self>, variant: T, is_like: impl Fn(&T, &T) -> bool) {
        match folds.iter_mut().find(|fold| is_like(fold.first(), &variant)) {
            Some(fold) => fold.variants.push(variant),
            None => folds.push(Self { variants: vec![variant] }),
        }
    }

    /// Its first variant, which stands for the others.
    ///
    /// # Panics
    /// Never: there is no way without a variant.
    #[must_use]
    pub fn first(&self) -> &T {
        &self.variants[0]
    }
}

/// The name of the first variant, and the number of the others. Empty for a case without a matrix. If arguments differ
/// between variants, those of the first are shown.
#[must_use]
pub fn variants(first: &str, all: usize) -> String {
    match all.saturating_sub(1) {
        0 if first.is_empty() => String::new(),
        0 => format!("@{first}"),
        more => format!("@{first} and {more} more"),
    }
}
