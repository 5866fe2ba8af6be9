//! Constants of the Sockets API as enumerations, each with the name that POSIX or a man page gives it.

/// Declares an enumeration whose variants have names; with `or number`, any number is allowed beside them.
macro_rules! named_enum {
    ($(#[$about:meta])* pub enum $type:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $name:literal,)+ } or number) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        pub enum $type { $($(#[$doc])* $variant,)+
            /// A number that has no name here.
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

        /// The one that is written so: by its name, or as a number.
        impl std::str::FromStr for $type {
            type Err = $crate::fault::Fault;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map_or_else(|_| Self::named(text), |number| Ok(Self::Number(number)))
            }
        }

        $crate::named_enum::named_enum!(@named $type, $what, $($variant = $name,)+);
    };
    ($(#[$about:meta])* pub enum $type:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub enum $type { $($(#[$doc])* $variant,)+ }

        impl $type {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$variant => $name,)+ })
            }
        }

        $crate::named_enum::named_enum!(@named $type, $what, $($variant = $name,)+);
    };
    (@named $type:ident, $what:literal, $($variant:ident = $name:literal,)+) => {
        impl $type {
            /// The names, in the order they are declared.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];

            /// The one with this name.
            ///
            /// # Errors
            /// When no such name is known; the fault suggests one.
            pub fn named(name: &str) -> Result<Self, $crate::fault::Fault> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err($crate::fault::Fault::unknown($what, name, Self::NAMES.iter().copied())),
                }
            }
        }
    };
}
pub(crate) use named_enum;
