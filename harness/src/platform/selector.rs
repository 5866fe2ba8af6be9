//! What claims can be about: the platforms that the harness knows, and the families that they belong to.

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
    pub(super) const fn parent(self) -> Option<Self> {
        match self {
            Self::Unix | Self::Windows => None,
            Self::Bsd | Self::Linux | Self::Illumos => Some(Self::Unix),
            Self::LinuxMusl | Self::Gvisor | Self::Wsl1 | Self::Android => Some(Self::Linux),
            Self::Macos | Self::Freebsd | Self::Netbsd | Self::Openbsd | Self::Dragonfly => Some(Self::Bsd),
            Self::Wine => Some(Self::Windows),
        }
    }

    /// The platform or family with this name, as in [`Self::named`], and with a better suggestion.
    ///
    /// # Errors
    /// When there is no such name.
    pub fn called(word: &str) -> Result<Self, Fault> {
        Self::named(word).map_err(|fault| suggested(fault, word))
    }

    /// Whether this is a family, on none of which a trial can run.
    pub(super) const fn is_family(self) -> bool {
        matches!(self, Self::Unix | Self::Bsd)
    }

    /// The platform or family that a word is another word for.
    pub(super) fn of_other_word(word: &str) -> Option<Self> {
        OTHER_WORDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(word)).map(|(_, selector)| *selector)
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
pub(super) fn suggested(fault: Fault, word: &str) -> Fault {
    match Selector::of_other_word(word) {
        Some(selector) => fault.hint(format!("did you mean `{selector}`?")),
        None => fault,
    }
}
