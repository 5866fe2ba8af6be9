//! How long a call may wait.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::fault::Fault;
use crate::notation;

/// The longest time to wait. `None` means without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub Option<Duration>);

/// Reads `none`, `0`, or a time, however long.
impl FromStr for Timeout {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        match text {
            "none" => Ok(Self(None)),
            "0" => Ok(Self(Some(Duration::ZERO))),
            _ => notation::duration(text)
                .map(|time| Self(Some(time)))
                .ok_or_else(|| Fault::new(format!("`{text}` is not a time")).hint("such as 200 ms or 2 s; 0; or none")),
        }
    }
}

/// As a record shows it.
impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("none"),
            Some(time) => f.write_str(&notation::write_time(time)),
        }
    }
}
