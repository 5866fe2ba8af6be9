//! The words that operations return: constants, sets of them, errors, times. A word is a value, so two ways to write
//! the same are equal. No other file reads the text of a word, or writes it.

mod ancillary;
mod credential;
mod event;
mod flags;
mod path_kind;
mod pending_error;
mod permissions;
mod sendfile_method;
mod setting_kind;
mod timeout;

use std::fmt;
use std::net::IpAddr;

pub use ancillary::{AncillaryType, AttachmentType, ControlType};
pub use credential::{Credential, Credentials};
pub use event::{Event, Events};
pub use flags::{AddrinfoFlag, Flag, Flags, MessageFlag, NameinfoFlag};
pub use path_kind::PathKind;
pub use pending_error::PendingError;
pub use permissions::Permissions;
pub use sendfile_method::SendfileMethod;
pub use setting_kind::SettingKind;
pub use timeout::Timeout;

use crate::address::Family;
use crate::fault::Fault;
use crate::named_enum::named_enum;
use crate::platform::constant::{self, Prefix};
use crate::platform::error_name::ErrorName;
use crate::platform::{Platform, numbers};

named_enum! {
    /// What a word is a word of.
    pub enum Vocabulary, "vocabulary" {
        /// Address families.
        Family = "family",
        /// Types of sockets.
        SocketType = "type",
        /// Protocols.
        Protocol = "protocol",
        /// The names of constants of any kind.
        ConstantName = "constant",
        /// Sets of the events of poll.
        Events = "events",
        /// Sets of the flags of a message.
        MessageFlags = "flags",
        /// Sets of the flags of getaddrinfo.
        AddrinfoFlags = "addrinfo",
        /// Types of control messages.
        Ancillary = "ancillary",
        /// Ways to send a file.
        SendfileMethod = "sendfile",
        /// Kinds of files.
        PathKind = "file",
        /// Permissions of files.
        Permissions = "permissions",
        /// Pending errors.
        PendingError = "pending",
        /// What is known of the peer of a socket.
        Credentials = "credentials",
        /// Times to wait, or none.
        Timeout = "timeout",
        /// IP addresses.
        Ip = "address",
        /// Text that the system or its administrator chooses, such as the name of a congestion control. It can be
        /// anything.
        Free = "text",
    }
}

/// A word that an operation returned, or that a case claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A constant.
    Constant(Constant),
    /// Events of poll.
    Events(Events),
    /// Flags of a message.
    Flags(Flags<MessageFlag>),
    /// Flags of getaddrinfo.
    AddrinfoFlags(Flags<AddrinfoFlag>),
    /// The type of a control message.
    Ancillary(AncillaryType),
    /// The way in which a file was sent.
    SendfileMethod(SendfileMethod),
    /// What lies at a path.
    PathKind(PathKind),
    /// Who may do what with a file.
    Permissions(Permissions),
    /// A pending error.
    PendingError(PendingError),
    /// What is known of a peer.
    Credentials(Credentials),
    /// A time to wait.
    Timeout(Timeout),
    /// An IP address.
    Ip(IpAddr),
    /// Text that can be anything.
    Free(String),
}

/// A constant of the Sockets API, as the operation returned it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// By its name.
    Named(&'static str),
    /// By its number, because the operation has no name for it.
    Number(i32),
}

/// The types of sockets. The table of constants has flags of a type as well.
const SOCKET_TYPES: &[&str] = &["SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET", "SOCK_RAW", "SOCK_RDM", "SOCK_DCCP"];

/// Constants with two names: the one that is not used here, and the one that is.
const ALIASES: &[(&str, &str)] = &[("AF_LOCAL", "AF_UNIX"), ("PF_INET", "AF_INET"), ("PF_INET6", "AF_INET6")];

impl Vocabulary {
    /// What messages call a word of it.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Family => "an address family",
            Self::SocketType => "a socket type",
            Self::Protocol => "a protocol",
            Self::ConstantName => "the name of a constant",
            Self::Events => "events such as POLLIN|POLLHUP, or none",
            Self::MessageFlags => "message flags",
            Self::AddrinfoFlags => "flags of getaddrinfo",
            Self::Ancillary => "the type of a control message",
            Self::SendfileMethod => "a way to send a file",
            Self::PathKind => "a kind of file",
            Self::Permissions => permissions::NOUN,
            Self::PendingError => "a pending error",
            Self::Credentials => "credentials such as own_process|own_user, or none",
            Self::Timeout => "a time such as 200 ms, 0 or none",
            Self::Ip => "an IP address",
            Self::Free => "text",
        }
    }

    /// Its words that are names, each with what it stands for. Sets are made of them, and some vocabularies have other
    /// words besides.
    #[must_use]
    pub fn words(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Family => Family::WORDS.to_vec(),
            Self::SocketType => {
                let mut words = constant::words(Prefix::SocketType);
                words.retain(|(name, _)| SOCKET_TYPES.contains(name));
                words
            }
            Self::Protocol => constant::words(Prefix::Protocol),
            Self::ConstantName => Prefix::ALL.iter().flat_map(|prefix| constant::words(*prefix)).collect(),
            Self::Events => Event::WORDS.to_vec(),
            Self::MessageFlags => MessageFlag::WORDS.to_vec(),
            Self::AddrinfoFlags => AddrinfoFlag::WORDS.to_vec(),
            Self::Ancillary => AncillaryType::WORDS.to_vec(),
            Self::SendfileMethod => SendfileMethod::WORDS.to_vec(),
            Self::PathKind => PathKind::WORDS.to_vec(),
            Self::PendingError => ErrorName::words().collect(),
            Self::Credentials => Credential::WORDS.to_vec(),
            Self::Timeout => vec![("none", "A call waits as long as it takes.")],
            Self::Permissions | Self::Ip | Self::Free => Vec::new(),
        }
    }

    /// Reads a word as a case writes it.
    ///
    /// # Errors
    /// When there is no such word. The fault suggests one.
    pub fn read(self, text: &str) -> Result<Word, Fault> {
        match self {
            Self::Family => self.constant("family", text),
            Self::SocketType => self.constant("socket type", text),
            Self::Protocol => self.constant("protocol", text),
            Self::ConstantName => self.constant("constant", text),
            Self::Events => Events::named(text).map(Word::Events),
            Self::MessageFlags => Flags::named(text).map(Word::Flags),
            Self::AddrinfoFlags => Flags::named(text).map(Word::AddrinfoFlags),
            Self::Ancillary => text.parse().map(Word::Ancillary),
            Self::SendfileMethod => SendfileMethod::named(text).map(Word::SendfileMethod),
            Self::PathKind => PathKind::named(text).map(Word::PathKind),
            Self::Permissions => text.parse().map(Word::Permissions),
            Self::PendingError => PendingError::named(text).map(Word::PendingError),
            Self::Credentials => Credentials::named(text).map(Word::Credentials),
            Self::Timeout => text.parse().map(Word::Timeout),
            Self::Ip => read_ip(text).map(Word::Ip),
            Self::Free => Ok(Word::Free(text.to_owned())),
        }
    }

    /// Reads a word back from a record or from the wire: the text that a [`Word`] of this vocabulary was written as. It
    /// may be an error without a name, which no case can claim.
    #[must_use]
    pub fn recorded(self, text: &str) -> Option<Word> {
        match self {
            Self::PendingError => PendingError::recorded(text).map(Word::PendingError),
            _ => self.read(text).ok(),
        }
    }

    /// Checks that a constant of it can have this number on some system.
    ///
    /// # Errors
    /// When none can.
    pub fn check_number(self, number: i32) -> Result<(), Fault> {
        let fault = match self {
            // A family stands in `sa_family_t`, which has 8 bits or 16: sys/socket.h.
            Self::Family if u16::try_from(number).is_err() => {
                Fault::new(format!("no socket is of the family {number}")).hint("a family is a number from 0 to 65535")
            }
            Self::SocketType if number < 0 => {
                Fault::new(format!("no socket is of the type {number}")).hint("the number of a type is not below 0")
            }
            _ => return Ok(()),
        };
        Err(fault)
    }

    fn constant(self, what: &str, text: &str) -> Result<Word, Fault> {
        if let Some(number) = text.parse().ok().filter(|_| self != Self::ConstantName) {
            return Ok(Word::Constant(Constant::Number(number)));
        }
        let names = self.words().into_iter().map(|(name, _)| name);
        if let Some(name) = names.clone().find(|name| *name == text) {
            return Ok(Word::Constant(Constant::Named(name)));
        }
        Err(match ALIASES.iter().find(|(alias, _)| *alias == text) {
            Some((_, name)) => {
                Fault::new(format!("`{text}` goes by the name of `{name}`")).hint(format!("write `{name}`"))
            }
            None => Fault::unknown(what, text, names),
        })
    }
}

/// Reads an IP address without a port.
///
/// # Errors
/// When the text is none.
pub fn read_ip(text: &str) -> Result<IpAddr, Fault> {
    let fault = || Fault::new(format!("`{text}` is not an IP address")).hint("such as 127.0.0.1 or \"::1\"");
    text.parse().map_err(|_| fault())
}

impl Constant {
    /// The constant of this kind with this number, by the name that the system has for it. 0 has no name, because it
    /// leaves the choice to the system.
    #[must_use]
    pub fn of_system(prefix: Prefix, number: i32) -> Self {
        let name = constant::find_name(prefix, number).filter(|_| number != 0);
        name.map_or(Self::Number(number), Self::Named)
    }

    /// The number on a platform, if it is known.
    fn number_on(self, platform: Platform) -> Option<i32> {
        match self {
            Self::Named(name) => numbers::number_on(platform, name),
            Self::Number(number) => Some(number),
        }
    }

    fn means(self, other: Self, platform: Platform) -> bool {
        let number = self.number_on(platform);
        self == other || (number.is_some() && number == other.number_on(platform))
    }
}

impl Word {
    /// The constant whose name or number this is, as an enumeration of the arguments writes it.
    #[must_use]
    pub fn of(vocabulary: Vocabulary, constant: &impl fmt::Display) -> Self {
        let text = constant.to_string();
        vocabulary.recorded(&text).unwrap_or(Self::Free(text))
    }

    /// Whether both stand for the same on a platform: a constant and the number that it has there are one.
    #[must_use]
    pub fn means(&self, other: &Self, platform: Platform) -> bool {
        match (self, other) {
            (Self::Constant(one), Self::Constant(other)) => one.means(*other, platform),
            (Self::Flags(one), Self::Flags(other)) => one == other || one.same_bits(other, platform),
            _ => self == other,
        }
    }

    /// The first part of it that a platform lacks, and that no operation can return there.
    #[must_use]
    pub fn missing_on(&self, platform: Platform) -> Option<String> {
        let lacks = |name: &str| numbers::number_on(platform, name).is_none() && !constant::is_on(name, platform);
        match self {
            Self::Constant(Constant::Named(name)) => Some((*name).to_owned()).filter(|name| lacks(name)),
            Self::Flags(flags) => flags.0.iter().map(MessageFlag::to_string).find(|name| lacks(name)),
            Self::AddrinfoFlags(flags) => flags.0.iter().map(AddrinfoFlag::to_string).find(|name| lacks(name)),
            Self::Events(events) => events.0.iter().find(|event| !event.is_on(platform)).map(Event::to_string),
            Self::PendingError(PendingError(Some(error))) => Some(error.to_string()).filter(|_| !error.is_on(platform)),
            _ => None,
        }
    }
}

/// As in a record, and as a case may write it.
impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(Constant::Named(name)) => f.write_str(name),
            Self::Constant(Constant::Number(number)) => number.fmt(f),
            Self::Events(events) => events.fmt(f),
            Self::Flags(flags) => flags.fmt(f),
            Self::AddrinfoFlags(flags) => flags.fmt(f),
            Self::Ancillary(kind) => kind.fmt(f),
            Self::SendfileMethod(method) => method.fmt(f),
            Self::PathKind(kind) => kind.fmt(f),
            Self::Permissions(permissions) => permissions.fmt(f),
            Self::PendingError(error) => error.fmt(f),
            Self::Credentials(credentials) => credentials.fmt(f),
            Self::Timeout(timeout) => timeout.fmt(f),
            Self::Ip(ip) => ip.fmt(f),
            Self::Free(text) => f.write_str(text),
        }
    }
}

impl SettingKind {
    /// What its value is a word of, if it is a word.
    #[must_use]
    pub fn vocabulary(self) -> Vocabulary {
        match self {
            Self::Family => Vocabulary::Family,
            Self::SocketType => Vocabulary::SocketType,
            Self::Protocol => Vocabulary::Protocol,
            Self::Credentials => Vocabulary::Credentials,
            Self::Time => Vocabulary::Timeout,
            Self::Ip => Vocabulary::Ip,
            Self::Flag
            | Self::Number
            | Self::Unsigned
            | Self::Octet
            | Self::HeaderField
            | Self::Seconds
            | Self::Interface
            | Self::Text
            | Self::Group
            | Self::Source
            | Self::Cookie
            | Self::Free => Vocabulary::Free,
        }
    }
}
