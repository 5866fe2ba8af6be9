//! The platforms, and the families that each of them belongs to.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fault::Fault;
use crate::named_enum::named_enum;

named_enum! {
    /// A platform, or a family of them, as `expect_on` and the folders of `snapshots/` name it.
    pub enum Selector, "platform" {
        /// Everything with the system interfaces of POSIX.
        Unix = "unix",
        /// The descendants of 4.4BSD.
        Bsd = "bsd",
        /// Linux with the GNU C library.
        Linux = "linux",
        /// Linux with musl.
        LinuxMusl = "linux-musl",
        /// gVisor's kernel, which imitates Linux.
        Gvisor = "gvisor",
        /// Version 1 of the Windows Subsystem for Linux, where the kernel of Windows imitates Linux.
        Wsl1 = "wsl1",
        /// Linux with Bionic.
        Android = "android",
        /// Apple's systems with XNU.
        Macos = "macos",
        /// FreeBSD.
        Freebsd = "freebsd",
        /// NetBSD.
        Netbsd = "netbsd",
        /// OpenBSD.
        Openbsd = "openbsd",
        /// DragonFly BSD.
        Dragonfly = "dragonfly",
        /// illumos.
        Illumos = "illumos",
        /// Microsoft Windows.
        Windows = "windows",
        /// Wine, which imitates Windows.
        Wine = "wine",
    }
}

impl Selector {
    /// The next wider selector that includes this one.
    const fn parent(self) -> Option<Self> {
        match self {
            Self::Unix | Self::Windows => None,
            Self::Bsd | Self::Linux | Self::Illumos => Some(Self::Unix),
            Self::LinuxMusl | Self::Gvisor | Self::Wsl1 | Self::Android => Some(Self::Linux),
            Self::Macos | Self::Freebsd | Self::Netbsd | Self::Openbsd | Self::Dragonfly => Some(Self::Bsd),
            Self::Wine => Some(Self::Windows),
        }
    }

    /// The platforms that it includes.
    pub fn platforms(self) -> impl Iterator<Item = Platform> {
        Platform::all().filter(move |platform| platform.lineage().any(|selector| selector == self))
    }

    /// The platform or family with this name, as in [`Self::named`], and with a better suggestion.
    ///
    /// # Errors
    /// When there is no such name.
    pub fn called(word: &str) -> Result<Self, Fault> {
        Self::named(word).map_err(|fault| suggested(fault, word))
    }

    /// The platform, unless this is a family.
    #[must_use]
    pub fn platform(self) -> Option<Platform> {
        let family = matches!(self, Self::Unix | Self::Bsd);
        (!family).then_some(Platform(self))
    }
}

/// Other words for platforms, which are not near their names: of Rust, of `uname`, of Python's `sys.platform`, or
/// older.
const OTHER_WORDS: &[(&str, Selector)] = &[
    ("win32", Selector::Windows),
    ("win64", Selector::Windows),
    ("winsock", Selector::Windows),
    ("darwin", Selector::Macos),
    ("osx", Selector::Macos),
    ("xnu", Selector::Macos),
    ("ios", Selector::Macos),
    ("musl", Selector::LinuxMusl),
    ("alpine", Selector::LinuxMusl),
    ("glibc", Selector::Linux),
    ("runsc", Selector::Gvisor),
    ("bionic", Selector::Android),
    ("solaris", Selector::Illumos),
    ("sunos", Selector::Illumos),
    ("posix", Selector::Unix),
];

/// The fault of an unknown word, with the platform that the word is another word for as its hint.
fn suggested(fault: Fault, word: &str) -> Fault {
    match OTHER_WORDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(word)) {
        Some((_, selector)) => fault.hint(format!("did you mean `{selector}`?")),
        None => fault,
    }
}

/// A platform that trials can run on: a [`Selector`] that is not a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform(Selector);

impl Platform {
    /// Every platform.
    pub fn all() -> impl Iterator<Item = Self> {
        Selector::ALL.iter().filter_map(|selector| selector.platform())
    }

    /// The platform with this name.
    ///
    /// # Errors
    /// When there is none. The fault suggests one.
    pub fn named(name: &str) -> Result<Self, Fault> {
        let platform = Selector::named(name).ok().and_then(Selector::platform);
        platform.ok_or_else(|| {
            let names: Vec<String> = Self::all().map(|platform| platform.to_string()).collect();
            suggested(Fault::unknown("platform", name, names.iter().map(String::as_str)), name)
        })
    }

    /// The selectors that include this platform: itself first, then wider and wider ones.
    pub fn lineage(self) -> impl Iterator<Item = Selector> {
        std::iter::successors(Some(self.0), |selector| selector.parent())
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// By its name.
impl Serialize for Platform {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// By its name.
impl<'de> Deserialize<'de> for Platform {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).map_err(|fault| D::Error::custom(fault.with_hint()))
    }
}
