//! Enumerations whose variants have the names that POSIX, a man page or the case language gives them. The comment of a
//! variant is what the reference of the case language says of it.

/// Declares an enumeration whose variants have names. With `or number`, any number is allowed too.
macro_rules! named_enum {
    ($(#[$about:meta])* pub enum $type:ident, $what:literal {
        $($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+
    } or number) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[doc = $doc])+ $variant,)+
            /// A number without a name here.
            Number(i32),
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant => f.write_str($name),)+
                    Self::Number(number) => write!(f, "{number}"),
                }
            }
        }

        /// Reads the name of a variant, or a number.
        impl std::str::FromStr for $type {
            type Err = $crate::fault::Fault;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map_or_else(|_| Self::named(text), |number| Ok(Self::Number(number)))
            }
        }

        $crate::named_enum::named_enum!(@named $type, $what, $($(#[doc = $doc])+ $variant = $name,)+);
    };
    ($(#[$about:meta])* pub enum $type:ident, $what:literal {
        $($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[doc = $doc])+ $variant,)+ }

        impl $type {
            /// All variants, in the order they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it stands for.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_start(),)+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        $crate::named_enum::named_enum!(@named $type, $what, $($(#[doc = $doc])+ $variant = $name,)+);
    };
    (@named $type:ident, $what:literal, $($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        impl $type {
            /// The name of each variant, and what it stands for, in the order they are declared.
            pub const WORDS: &'static [(&'static str, &'static str)] = &[$(($name, concat!($($doc),+)),)+];

            /// The names of all variants, in the order they are declared.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];

            /// The variant with this name, if there is one.
            #[must_use]
            pub fn find(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The variant with this name.
            ///
            /// # Errors
            /// When there is no such name. The fault suggests one.
            pub fn named(name: &str) -> Result<Self, $crate::fault::Fault> {
                let fault = || $crate::fault::Fault::unknown($what, name, Self::NAMES.iter().copied());
                Self::find(name).ok_or_else(fault)
            }
        }
    };
}
pub(crate) use named_enum;
