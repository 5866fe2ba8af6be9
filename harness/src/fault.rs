//! What is wrong, in words, and what to do about it. Where it stands is up to [`crate::problem`].

use std::fmt;

use crate::terminal::printable;

/// What is wrong, in a lower-case sentence that quotes the word at fault, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    message: String,
    /// Whether the message begins with its verb, and lacks the name of the value that it is about.
    lacks_subject: bool,
    hint: Option<String>,
}

impl Fault {
    /// The message, and the hint behind it.
    #[must_use]
    pub fn with_hint(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{self}; {}", printable(hint)),
            None => self.to_string(),
        }
    }

    /// What to do about it, if the message does not say it all.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// A fault that its message says all of.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), lacks_subject: false, hint: None }
    }

    /// The same fault with a hint what to write instead.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A word that is none of the `known` ones; the hint names the nearest, or all of them where none is near.
    pub fn unknown<'k>(what: &str, found: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        let fault = Self::new(format!("unknown {what} `{found}`"));
        if let Some(near) = nearest(found, &known) {
            return fault.hint(format!("did you mean `{near}`?"));
        }
        known.sort_unstable();
        known.dedup();
        match known.as_slice() {
            [] => fault,
            [only] => fault.hint(format!("there is `{only}`")),
            several => fault.hint(format!("one of `{}`", several.join("`, `"))),
        }
    }

    /// A key that has to be there and is not.
    pub fn missing(key: &str, what: &str) -> Self {
        Self::new(format!("{what} needs `{key}`"))
    }

    /// A value that is not what is wanted at its place. What it is called is added by [`Fault::about`], for that takes the tree
    /// of the file.
    pub fn expected(wanted: &str, found: &str) -> Self {
        Self { message: format!("must be {wanted}, not {found}"), lacks_subject: true, hint: None }
    }

    /// The same fault, with the name of the value that it is about if the message lacks it.
    #[must_use]
    pub fn about(mut self, name: impl FnOnce() -> String) -> Self {
        if std::mem::take(&mut self.lacks_subject) {
            self.message = format!("{} {}", name(), self.message);
        }
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.message))
    }
}

/// The known word that `found` was most likely meant to be.
#[must_use]
pub fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().copied().min_by_key(|word| distance(found, word))?;
    is_near(found, near).then_some(near)
}

/// Whether `found` was most likely meant to be `word`.
#[must_use]
pub fn is_near(found: &str, word: &str) -> bool {
    let distance = distance(found, word);
    distance <= 1 + word.len() / 4 && distance < found.len().max(word.len())
}

fn distance(found: &str, word: &str) -> usize {
    strsim::damerau_levenshtein(&found.to_lowercase(), &word.to_lowercase())
}
