//! From the values of options, as case files have them, to the types that the functions in [`special`](super::special)
//! take.

use super::super::failure::Failure;
use crate::operation::{Group, Interface, Setting};

/// A type that a function takes for the value of an option.
pub(super) trait FromSetting: Sized {
    /// What to hand to the function; none if this type has no room for it. A setting of another kind was refused when
    /// the case was read.
    fn from_setting(setting: &Setting) -> Option<Self>;
}

/// What to hand to a function.
///
/// # Errors
/// When its type has no room for the setting.
pub(super) fn take<T: FromSetting>(setting: &Setting) -> Result<T, Failure> {
    let no_room = || Failure::Impossible(format!("its type has no room for {setting} here"));
    T::from_setting(setting).ok_or_else(no_room)
}

/// Types that are the same as one kind of setting.
macro_rules! take_kind {
    ($($type:ty => $variant:ident;)+) => {$(
        impl FromSetting for $type {
            fn from_setting(setting: &Setting) -> Option<Self> {
                if let Setting::$variant(value) = setting { Some(*value) } else { None }
            }
        }
    )+};
}

take_kind! {
    bool => Flag;
    Interface => Interface;
    Group => Group;
}

/// Numbers of another size.
macro_rules! take_number {
    ($($type:ty)+) => {$(
        impl FromSetting for $type {
            fn from_setting(setting: &Setting) -> Option<Self> {
                if let Setting::Number(number) = setting { Self::try_from(*number).ok() } else { None }
            }
        }
    )+};
}

take_number!(u8 u32);
