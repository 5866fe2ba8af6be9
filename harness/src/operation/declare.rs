//! How an operation is declared, and the enumeration of all operations.

use serde_json::Value as Json;

use super::outcome::Return;
use crate::platform::Capability;

/// What the schema and messages need to know about an argument of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Its key.
    pub name: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// Whether a transcript shows it without its key.
    pub bare: bool,
    /// What it is for.
    pub about: &'static str,
    /// The JSON Schema of its value.
    pub schema: fn() -> Json,
}

/// An operation as a case file sees it.
#[derive(Debug)]
pub struct Signature {
    /// What it is called.
    pub name: &'static str,
    /// What it does, and the source of that.
    pub about: &'static str,
    /// Its arguments. If only the first is required, a case may write its value in place of the map of all arguments.
    pub parameters: &'static [Parameter],
    /// What it needs of the platform, whatever its arguments are.
    pub needs: &'static [Capability],
    /// What it returns, in order. None if that depends on its arguments.
    pub returns: Option<&'static [Return]>,
}

/// Declares an operation: a struct of its arguments with their keys, what it needs of the platform, a method that
/// checks its arguments against each other, and what it returns.
macro_rules! operation {
    (
        $(#[doc = $about:literal])+
        pub struct $type:ident = $name:literal {
            $($(#[doc = $doc:literal])+ $key:literal => $field:ident: $argument:ty,)+
        }
        $(needs [$($capability:ident),+])?
        $(checks $check:ident)?
        returns $returns:tt $($through:ident as $inner:ty)?
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $type<S: $crate::operation::Stage = $crate::operation::Written> {
            $($(#[doc = $doc])+ pub $field: S::Of<$argument>,)+
        }

        impl $type {
            /// What a case file sees of it.
            pub const SIGNATURE: $crate::operation::Signature = $crate::operation::Signature {
                name: $name,
                about: concat!($($about),+),
                parameters: &[$($crate::operation::Parameter {
                    name: $key,
                    required: <$argument as $crate::operation::Argument>::REQUIRED,
                    bare: <$argument as $crate::operation::Argument>::BARE,
                    about: concat!($($doc),+),
                    schema: <$argument as $crate::operation::Argument>::schema,
                }),+],
                needs: &[$($($crate::platform::Capability::$capability),+)?],
                returns: $crate::operation::declare::returns!(always $returns),
            };

            pub(in crate::operation) fn read(arguments: $crate::operation::argument::Arguments<'_>) -> Option<Self> {
                let mut arguments = arguments;
                $($(arguments.reading().need($crate::platform::Capability::$capability);)+)?
                $(let $field = arguments.take($key);)+
                let _end = arguments.finish();
                let operation = Self { $($field: $field?,)+ };
                $(operation.$check(_end.0, _end.1);)?
                Some(operation)
            }

            pub(in crate::operation) fn wire(&self) -> serde_json::Map<String, serde_json::Value> {
                let values = [$(($key, $crate::operation::Argument::wire(&self.$field))),+];
                values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
            }

            pub(in crate::operation) fn fill(
                &self,
                saved: &$crate::operation::Saved,
            ) -> Result<$type<$crate::operation::Filled>, $crate::operation::Unfilled> {
                Ok($type { $($field: $crate::operation::Argument::fill(&self.$field, saved)?,)+ })
            }
        }

        impl $type<$crate::operation::Filled> {
            pub(in crate::operation) fn wire(&self) -> serde_json::Map<String, serde_json::Value> {
                let values = [
                    $(($key, <$argument as $crate::operation::Argument>::wire_filled(&self.$field))),+
                ];
                values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
            }
        }

        impl<S: $crate::operation::Stage> $type<S> {
            pub(in crate::operation) fn inputs(&self) -> Vec<$crate::operation::NamedInput> {
                let inputs = [$($crate::operation::Show::input(&self.$field)),+];
                let named = |(parameter, input): (&$crate::operation::Parameter, _)| {
                    Some($crate::operation::NamedInput { key: parameter.name, bare: parameter.bare, input: input? })
                };
                $type::SIGNATURE.parameters.iter().zip(inputs).filter_map(named).collect()
            }

            pub(in crate::operation) fn returns(&self) -> &'static [$crate::operation::Return] {
                $crate::operation::declare::returns!(self $returns $($through as $inner)?)
            }
        }
    };
}
pub(in crate::operation) use operation;

/// What an operation returns: its own list, or the list of what a field refers to, whose kinds may say more. `always`
/// asks for the list that does not depend on any field.
macro_rules! returns {
    ([$($name:literal: $kind:ident $(($fields:expr))?),*]) => {
        &[$($crate::operation::Return { name: $name, kind: $crate::operation::Kind::$kind $(($fields))? }),*]
    };
    (always through) => { None };
    (always $list:tt) => { Some($crate::operation::declare::returns!($list)) };
    ($self:ident $list:tt $field:ident as $argument:ty) => { S::plain::<$argument>(&$self.$field).returns() };
    ($self:ident $list:tt) => { $crate::operation::declare::returns!($list) };
}
pub(in crate::operation) use returns;

/// Makes the enumeration of all operations from their structs.
macro_rules! registry {
    ($($type:ident),+ $(,)?) => {
        /// An operation with its arguments.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Operation<S: Stage = Written> {
            $(#[doc = concat!("See [`", stringify!($type), "`].")] $type($type<S>),)+
        }

        impl Operation {
            /// Every operation there is.
            pub const SIGNATURES: &'static [Signature] = &[$($type::SIGNATURE),+];

            /// Reads the arguments of the operation called `key`. What is wrong with them is noted.
            pub fn read(key: &crate::yaml::Key, node: &crate::yaml::Node, reading: &Reading) -> Option<Self> {
                $(if key.text == $type::SIGNATURE.name {
                    let arguments = argument::Arguments::of(node, &$type::SIGNATURE, reading)?;
                    return $type::read(arguments).map(Self::$type);
                })+
                let names = Self::SIGNATURES.iter().map(|signature| signature.name);
                reading.findings.add(key.place, crate::fault::Fault::unknown("operation", &key.text, names));
                None
            }

            /// Its arguments in the canonical form of a case file, without those that were left out.
            pub(in crate::operation) fn arguments(&self) -> serde_json::Map<String, serde_json::Value> {
                match self { $(Self::$type(operation) => operation.wire(),)+ }
            }

            /// The same operation with everything that it refers to filled in.
            ///
            /// # Errors
            /// When something that it refers to was not saved: a sentence that says so.
            pub fn fill(&self, saved: &Saved) -> Result<Call, Unfilled> {
                Ok(match self { $(Self::$type(operation) => Operation::$type(operation.fill(saved)?),)+ })
            }
        }

        impl Operation<$crate::operation::Filled> {
            /// Its arguments in the words of a case file, with what they referred to filled in.
            pub(in crate::operation) fn arguments(&self) -> serde_json::Map<String, serde_json::Value> {
                match self { $(Self::$type(operation) => operation.wire(),)+ }
            }
        }

        impl<S: Stage> Operation<S> {
            /// What it is called.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$type(_) => $type::SIGNATURE.name,)+ }
            }

            /// Its arguments as a transcript shows them, without those that were left out.
            #[must_use]
            pub fn inputs(&self) -> Vec<NamedInput> {
                match self { $(Self::$type(operation) => operation.inputs(),)+ }
            }

            /// What it returns, in order.
            #[must_use]
            pub fn returns(&self) -> &'static [Return] {
                match self { $(Self::$type(operation) => operation.returns(),)+ }
            }
        }
    };
}
pub(in crate::operation) use registry;
