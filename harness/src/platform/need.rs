//! What a trial needs of the system it runs on.

use std::fmt;

use super::capability::Capability;
use super::constant;
use super::identity::Platform;
use super::systems::holds;
use crate::fault::Fault;

/// Something without which a trial cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Something that the platform or this host may lack.
    Capability(Capability),
    /// A host without something: the case shows what happens there.
    Lack(Capability),
    /// A constant of the Sockets API, by its name, that not every platform has.
    Constant(&'static str),
}

impl Need {
    /// The constants that are neither options nor flags.
    pub const OTHER_CONSTANTS: &[&str] = &["POLLRDHUP", "struct ip_mreqn"];

    /// Whether some host of a platform can have it. A platform that is not known to lack it has it.
    #[must_use]
    pub fn is_on(self, platform: Platform) -> bool {
        match self {
            Self::Capability(capability) => capability.is_on(platform),
            // A host may lack what its platform has.
            Self::Lack(_) => true,
            Self::Constant("POLLRDHUP") => holds("has_pollrdhup", platform),
            Self::Constant(name) => constant::is_on(name, platform),
        }
    }
}

/// What stands before the name of a capability that a host has to lack.
const NO: &str = "no ";

/// As a case writes it.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Capability(capability) => capability.fmt(f),
            Self::Lack(capability) => write!(f, "{NO}{capability}"),
            Self::Constant(name) => f.write_str(name),
        }
    }
}

impl Need {
    /// What `needs` of a case says: the name of a capability, or `no` and that of one that a host has to lack.
    ///
    /// # Errors
    /// When there is no such capability, which the fault has a suggestion for, or a case may not do without it.
    pub fn written(text: &str) -> Result<Self, Fault> {
        let Some(name) = text.strip_prefix(NO) else {
            return Capability::named(text).map(Self::Capability);
        };
        let capability = Capability::named(name)?;
        if !capability.may_be_lacked() {
            let all: Vec<String> = Self::all_lacks().map(|lack| format!("`{lack}`")).collect();
            let fault = Fault::new(format!("no case may ask for a host without `{capability}`"));
            return Err(fault.hint(format!("it may ask for {}", all.join(", "))));
        }
        Ok(Self::Lack(capability))
    }

    /// All that `needs` of a case may say.
    pub fn all_written() -> impl Iterator<Item = Self> {
        Capability::ALL.iter().copied().map(Self::Capability).chain(Self::all_lacks())
    }

    /// What it is, in a sentence.
    #[must_use]
    pub fn about(self) -> String {
        match self {
            Self::Capability(capability) => capability.about().to_owned(),
            Self::Lack(capability) => format!("The host must lack this. {}", capability.about()),
            Self::Constant(name) => format!("The constant {name}."),
        }
    }

    /// All that a case may ask a host to lack.
    fn all_lacks() -> impl Iterator<Item = Self> {
        Capability::ALL.iter().copied().filter(|capability| capability.may_be_lacked()).map(Self::Lack)
    }
}

impl From<Capability> for Need {
    fn from(capability: Capability) -> Self {
        Self::Capability(capability)
    }
}
