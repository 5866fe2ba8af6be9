//! Between the values of options, as case files and records have them, and the types of socket2's calls.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use crate::address::Family;
use crate::operation::{
    Group, HostInterface, Interface, Protocol, Setting, SettingKind, SocketType, Timeout, Value, Vocabulary, Word,
};

/// A type that a call takes for the value of an option.
pub(super) trait FromSetting: Sized {
    /// What to hand to the call; none if this type has no room for it. A setting of another kind was refused when the
    /// case was read.
    fn from_setting(setting: &Setting) -> Option<Self>;
}

/// What to hand to a call.
///
/// # Errors
/// When its type has no room for the setting.
pub(super) fn take<T: FromSetting>(setting: &Setting) -> io::Result<T> {
    T::from_setting(setting).ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

/// A type that a call returns for the value of an option.
pub(super) trait IntoValue {
    /// What the call returned, as the value of an option of this kind.
    fn into_value(self, kind: SettingKind) -> Value;
}

/// Types that are the same as one kind of setting.
macro_rules! take_kind {
    ($($type:ty => $variant:ident;)+) => {$(
        impl FromSetting for $type {
            fn from_setting(setting: &Setting) -> Option<Self> {
                if let Setting::$variant(value) = setting { Some(value.clone()) } else { None }
            }
        }
    )+};
}

take_kind! {
    bool => Flag;
    u32 => Number;
    Ipv4Addr => Ip;
    Interface => Interface;
    Group => Group;
    String => Text;
}

/// Numbers of another size: the methods of socket2 have the size that the system has.
macro_rules! take_number {
    ($($type:ty)+) => {$(
        impl FromSetting for $type {
            fn from_setting(setting: &Setting) -> Option<Self> {
                if let Setting::Number(number) = setting { Self::try_from(*number).ok() } else { None }
            }
        }
    )+};
}

take_number!(u8 usize);

impl FromSetting for Option<Duration> {
    fn from_setting(setting: &Setting) -> Option<Self> {
        match setting {
            Setting::Time(time) => Some(*time),
            Setting::Seconds(seconds) => Some(seconds.map(|seconds| Duration::from_secs(seconds.into()))),
            Setting::Flag(_)
            | Setting::Number(_)
            | Setting::Ip(_)
            | Setting::Interface(_)
            | Setting::Text(_)
            | Setting::Group(_) => None,
        }
    }
}

/// Types whose value does not depend on the kind.
macro_rules! give {
    ($($type:ty: $value:ident => $give:expr;)+) => {$(
        impl IntoValue for $type {
            fn into_value(self, _: SettingKind) -> Value {
                let $value = self;
                $give
            }
        }
    )+};
}

give! {
    bool: flag => Value::Flag(flag);
    u32: number => Value::Number(number.into());
    u8: number => Value::Number(number.into());
    usize: number => Value::Number(i64::try_from(number).unwrap_or(i64::MAX));
    Ipv4Addr: ip => Value::Word(Word::Ip(ip.into()));
    String: text => Value::Word(Word::Free(text));
    Family: family => Value::Word(Word::of(Vocabulary::Family, &family));
    SocketType: kind => Value::Word(Word::of(Vocabulary::SocketType, &kind));
    Protocol: protocol => Value::Word(Word::of(Vocabulary::Protocol, &protocol));
    HostInterface: interface => Value::Interface(interface);
}

impl IntoValue for Option<Duration> {
    fn into_value(self, kind: SettingKind) -> Value {
        match self {
            None => Value::Flag(false),
            Some(time) if kind == SettingKind::Seconds => Value::Number(time.as_secs().try_into().unwrap_or(i64::MAX)),
            Some(time) => Value::Word(Word::Timeout(Timeout(Some(time)))),
        }
    }
}
