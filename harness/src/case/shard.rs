//! One of several parts of the trials, for machines or jobs that share a run.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::model::TrialName;
use crate::digest::Digest;
use crate::fault::Fault;

/// The most parts of the trials. There are some thousands of these.
const MOST: u32 = 1000;

/// One of so many parts of the trials, written `2/8`. Every trial is in exactly one of them.
///
/// The name of a trial alone says in which, by its SHA-256. So whoever adds or removes a case moves no other trial from
/// one part to another, as counting them off would, and a trial is in the same part on every platform, in every
/// release, and whatever else is selected. The parts are about as large as each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Which of them it is, from 1.
    number: u32,
    /// How many there are.
    of: u32,
}

impl Shard {
    /// Whether a trial is in it.
    #[must_use]
    pub fn has(self, name: &TrialName) -> bool {
        let mut digest = Digest::default();
        digest.add(&name.to_string(), &[]);
        digest.number() % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// All shards of the division that it is of.
    pub fn all(self) -> impl Iterator<Item = Self> {
        (1..=self.of).map(move |number| Self { number, ..self })
    }

    /// Whether it is all of them.
    #[must_use]
    pub fn is_only(self) -> bool {
        self.of == 1
    }

    /// Whether both are of a division into the same number of parts.
    #[must_use]
    pub fn is_beside(self, other: Self) -> bool {
        self.of == other.of
    }
}

impl FromStr for Shard {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let is_sign = |text: &str| text.starts_with('+');
        let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0 && !is_sign(text));
        let parts = text.split_once('/').and_then(|(number_of, of)| Some((number(number_of)?, number(of)?)));
        match parts {
            Some((_, of)) if of > MOST => {
                Err(Fault::new(format!("{of} shards are too many"))
                    .hint(format!("divide the trials into {MOST} at most")))
            }
            Some((number, of)) if number <= of => Ok(Self { number, of }),
            Some((number, of)) => {
                let hint = format!("the last of {of} is {of}/{of}");
                Err(Fault::new(format!("there is no shard {number} of {of}")).hint(hint))
            }
            None => Err(Fault::new(format!("`{text}` is no shard"))
                .hint("as 2/8, the second of eight: a number from 1, a slash, and how many there are")),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// As it is written.
impl Serialize for Shard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// As it is written.
impl<'de> Deserialize<'de> for Shard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|fault: Fault| D::Error::custom(fault.with_hint()))
    }
}
