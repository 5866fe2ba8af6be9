//! What is wrong, in words, and what to do about it. [`crate::problem`] adds where.

use std::fmt;
use std::path::Path;

use crate::terminal::printable;

/// What is wrong, in a lower-case sentence that quotes the word at fault, and a hint what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    message: String,
    /// Whether the message begins with its verb and still lacks the name of the value that it is about.
    lacks_subject: bool,
    hint: String,
    /// The word that is not known, if that is the fault.
    unknown_word: Option<String>,
}

/// What is wrong, before it is said what to do about it.
#[must_use]
pub struct Message(String);

impl Message {
    /// The fault with a hint, which says what to write or to do instead.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Fault {
        Fault { message: self.0, lacks_subject: false, hint: hint.into(), unknown_word: None }
    }
}

impl Fault {
    /// The message and the hint, in one line.
    #[must_use]
    pub fn with_hint(&self) -> String {
        format!("{self}; {}", self.help())
    }

    /// The hint.
    #[must_use]
    pub fn help(&self) -> String {
        printable(&self.hint)
    }

    /// The message of a fault, which still needs a hint.
    #[expect(clippy::new_ret_no_self, reason = "no fault is without a hint")]
    pub fn new(message: impl Into<String>) -> Message {
        Message(message.into())
    }

    /// The same fault with another hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// A word that is not one of the `known` ones. The hint names the nearest; or all of them if none is near; or, if
    /// they are many, the least far.
    pub fn unknown<'k>(what: &str, found: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        if found.len() > LONGEST_WORD {
            return Self::new(format!("unknown {what} of {} bytes", found.len())).hint("none has so many");
        }
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_unstable();
        known.dedup();
        let hint = match (nearest(found, &known), known.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => format!("there is no {what} here"),
            (None, [only]) => format!("there is `{only}`"),
            (None, many) if many.len() > MOST_LISTED => least_far(found, many),
            (None, several) => format!("one of `{}`", several.join("`, `")),
        };
        let fault = Self::new(format!("unknown {what} `{found}`")).hint(hint);
        Self { unknown_word: Some(found.to_owned()), ..fault }
    }

    /// A required key that is missing; `what` is the thing that needs it.
    pub fn missing(key: &str, what: &str) -> Self {
        Self::new(format!("{what} needs `{key}`")).hint(format!("add `{key}: …`"))
    }

    /// A value of the wrong kind. The message lacks the name of the value until [`Fault::about`] adds it.
    pub fn expected(wanted: &str, found: &str) -> Self {
        let hint = match (wanted, found) {
            ("a map", _) => "as {key: value}, or with each `key: value` on a line of its own".to_owned(),
            ("a list", _) => "as [one, another], or with each item on a line of its own, after `- `".to_owned(),
            (_, "a number" | "a boolean") if !wanted.contains("number") && !wanted.contains("true") => {
                format!("write {wanted}; a number or a boolean becomes text in quotes")
            }
            _ => format!("write {wanted}"),
        };
        Self { lacks_subject: true, ..Self::new(format!("must be {wanted}, not {found}")).hint(hint) }
    }

    /// Begins the message with the path of the file that it is about.
    #[must_use]
    pub fn of(mut self, file: &Path) -> Self {
        self.message = format!("{}: {}", file.display(), self.message);
        self
    }

    /// The word that is not known, if that is what is wrong.
    #[must_use]
    pub fn unknown_word(&self) -> Option<&str> {
        self.unknown_word.as_deref()
    }

    /// Adds the name of the value that the message is about, if the message lacks it.
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

/// The most bytes of a word that is compared with others, which takes long for long ones.
const LONGEST_WORD: usize = 256;

/// The most words that a hint lists.
const MOST_LISTED: usize = 16;

/// Some of the many words that there are: those least far from the one that was found.
fn least_far(found: &str, known: &[&str]) -> String {
    let mut near = known.to_vec();
    near.sort_by_key(|word| distance(found, word));
    let near: Vec<&str> = near.into_iter().take(6).collect();
    format!("such as `{}`; there are {}, which an editor completes by the schema", near.join("`, `"), known.len())
}

/// The results, and the faults in place of others, each in order.
pub fn parted<T, F>(results: impl IntoIterator<Item = Result<T, F>>) -> (Vec<T>, Vec<F>) {
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(fault) => faults.push(fault),
        }
    }
    (good, faults)
}

/// The known word that the author of `found` most likely meant, if one is near enough.
#[must_use]
pub fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().copied().filter(|word| is_near(found, word));
    near.min_by_key(|word| distance(found, word))
}

/// Whether the author of `found` most likely meant `word`.
#[must_use]
pub fn is_near(found: &str, word: &str) -> bool {
    let most = 1 + word.len() / 4;
    // It is never less than the difference of the lengths, and takes long to find.
    let may_be_near = found.chars().count().abs_diff(word.chars().count()) <= most;
    may_be_near && distance(found, word) <= most.min(found.len().max(word.len()).saturating_sub(1))
}

fn distance(found: &str, word: &str) -> usize {
    strsim::damerau_levenshtein(&found.to_lowercase(), &word.to_lowercase())
}
