//! How an operation is declared, and the list of all of them.

use serde_json::Value as Json;

use super::Kind;

/// An argument of an operation, for the schema and for messages.
#[derive(Debug)]
pub struct Parameter {
    /// The key it is given by.
    pub name: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// Whether a transcript shows it without its key.
    pub bare: bool,
    /// What it is for.
    pub about: &'static str,
    /// The JSON Schema of its value.
    pub schema: fn() -> Json,
}

/// A thing that an operation returns.
#[derive(Debug, PartialEq, Eq)]
pub struct Return {
    /// The key it is claimed by.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// An operation as a case file sees it.
#[derive(Debug)]
pub struct Signature {
    /// What it is called.
    pub name: &'static str,
    /// What it does, and where that is written.
    pub about: &'static str,
    /// Its arguments; where the first alone is required, its value may stand for the map of all.
    pub parameters: &'static [Parameter],
}

/// Declares an operation: a struct of arguments with the keys they are given by, what it needs of the platform, a method that checks its
/// arguments against each other, and what it returns.
macro_rules! operation {
    (
        $(#[doc = $about:literal])+
        pub struct $type:ident = $name:literal {
            $($(#[doc = $doc:literal])+ $key:literal => $field:ident: $argument:ty,)+
        }
        $(needs [$($capability:ident),+])?
        $(checks $check:ident)?
        returns $returns:tt $($through:ident)?
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        pub struct $type { $($(#[doc = $doc])+ pub $field: $argument,)+ }

        impl $type {
            /// How case files see it.
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

            pub(in crate::operation) fn inputs(&self) -> Vec<(&'static str, $crate::operation::Input, bool)> {
                let inputs = [$($crate::operation::Argument::input(&self.$field)),+];
                let parameters = Self::SIGNATURE.parameters.iter();
                let input = |(parameter, input): (&$crate::operation::Parameter, _)| Some((parameter.name, input?, parameter.bare));
                parameters.zip(inputs).filter_map(input).collect()
            }

            pub(in crate::operation) fn returns(&self) -> &'static [$crate::operation::Return] {
                $crate::operation::declare::returns!(self $returns $($through)?)
            }

            pub(in crate::operation) fn resolve(&mut self, saved: &$crate::operation::Saved) -> Result<(), String> {
                $($crate::operation::Argument::resolve(&mut self.$field, saved)?;)+
                Ok(())
            }
        }
    };
}
pub(in crate::operation) use operation;

/// What an operation returns: a list of its own, or that of the operation behind a field.
macro_rules! returns {
    ($self:ident [$($name:literal: $kind:ident $(($fields:expr))?),*]) => {
        &[$($crate::operation::Return { name: $name, kind: $crate::operation::Kind::$kind $(($fields))? }),*]
    };
    ($self:ident through $field:ident) => { $self.$field.returns };
}
pub(in crate::operation) use returns;

/// Makes the enumeration of all operations from their structs.
macro_rules! registry {
    ($($type:ident),+ $(,)?) => {
        /// An operation with its arguments.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Operation { $(#[doc = concat!("See [`", stringify!($type), "`].")] $type($type),)+ }

        impl Operation {
            /// Every operation there is.
            pub const SIGNATURES: &'static [Signature] = &[$($type::SIGNATURE),+];

            /// Reads the arguments of the operation called `key`, noting what is wrong with them.
            pub fn read(key: &crate::yaml::Key, node: &crate::yaml::Node, reading: &Reading) -> Option<Self> {
                $(if key.text == $type::SIGNATURE.name {
                    let arguments = argument::Arguments::of(node, &$type::SIGNATURE, reading)?;
                    return $type::read(arguments).map(Self::$type);
                })+
                let names = Self::SIGNATURES.iter().map(|signature| signature.name);
                reading.findings.add(key.place, crate::fault::Fault::unknown("operation", &key.text, names));
                None
            }

            /// What it is called.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$type(_) => $type::SIGNATURE.name,)+ }
            }

            /// Its arguments with their keys and whether they go without them in a transcript, those left out left out.
            #[must_use]
            pub fn inputs(&self) -> Vec<(&'static str, Input, bool)> {
                match self { $(Self::$type(operation) => operation.inputs(),)+ }
            }

            /// What it returns, in order.
            #[must_use]
            pub fn returns(&self) -> &'static [Return] {
                match self { $(Self::$type(operation) => operation.returns(),)+ }
            }

            /// Fills in what its arguments refer to.
            ///
            /// # Errors
            /// When something that it refers to was never saved: a sentence that says so.
            pub fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
                match self { $(Self::$type(operation) => operation.resolve(saved),)+ }
            }
        }
    };
}
pub(in crate::operation) use registry;
