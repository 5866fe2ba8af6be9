//! Flags of calls, and the bits that they are on this platform.

use std::io;

use crate::operation::{Flag, Flags};
use crate::platform::constant;

/// The bits of flags, 0 for no flags.
///
/// # Errors
/// When this platform lacks one of them. A case that needs such a flag is not run here.
pub(super) fn bits<F: Flag>(flags: Option<&Flags<F>>) -> io::Result<i32> {
    let mut flags = flags.iter().flat_map(|flags| &flags.0);
    let all = flags.try_fold(0, |all, flag| Some(all | bit(*flag)?));
    all.ok_or_else(|| io::ErrorKind::Unsupported.into())
}

/// The flags that these bits stand for, in the order they are declared; bits without a name as one number.
pub(super) fn names<F: Flag>(bits: i32) -> Flags<F> {
    let named = F::NAMES.iter().filter_map(|name| name.parse::<F>().ok());
    let is_set = |flag: &F| bit(*flag).is_some_and(|bit| bits & bit != 0);
    let mut flags: Vec<F> = named.filter(is_set).collect();
    let rest = flags.iter().filter_map(|flag| bit(*flag)).fold(bits, |rest, bit| rest & !bit);
    if rest != 0 {
        flags.extend(rest.to_string().parse::<F>());
    }
    Flags(flags)
}

/// The number of a flag, if this platform has it.
fn bit<F: Flag>(flag: F) -> Option<i32> {
    let name = flag.to_string();
    name.parse().ok().or_else(|| constant::number(F::PREFIX, &name))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::fault::Fault;
    use crate::operation::MessageFlag;

    #[rstest]
    #[case::nothing("none")]
    #[case::two("MSG_TRUNC|MSG_CTRUNC")]
    #[case::unnamed("MSG_OOB|536870912")]
    fn every_bit_comes_back(#[case] text: &str) -> Result<(), Fault> {
        let named = Flags::<MessageFlag>::named(text)?;
        assert_eq!(bits(Some(&named)).map(names).ok(), Some(named));
        Ok(())
    }
}
