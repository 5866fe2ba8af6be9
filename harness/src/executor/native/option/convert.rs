//! Between the values of options, as case files have them, and the types of socket2's calls.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use crate::operation::{Group, Interface, Setting, SettingKind};

/// A type that a call takes or returns for the value of an option.
pub(super) trait Convert: Sized {
    /// What to hand to the call; none where it has no room for it. A value of another kind was refused when the case was read.
    fn from(setting: &Setting) -> Option<Self>;

    /// What the call returned, as a value of this kind.
    fn give(self, kind: SettingKind) -> Setting;

    /// What to hand to the call.
    ///
    /// # Errors
    /// When it has no room for it.
    fn take(setting: &Setting) -> io::Result<Self> {
        Self::from(setting).ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }
}

/// Types that have a kind of value to themselves.
macro_rules! convert {
    ($($type:ty => $variant:ident;)+) => {$(
        impl Convert for $type {
            fn from(setting: &Setting) -> Option<Self> {
                if let Setting::$variant(value) = setting { Some(value.clone()) } else { None }
            }

            fn give(self, _: SettingKind) -> Setting {
                Setting::$variant(self)
            }
        }
    )+};
}

convert! {
    bool => Flag;
    u32 => Number;
    Ipv4Addr => Ip;
    Interface => Interface;
    Group => Group;
}

/// Numbers of another size: socket2 has one for each call that the system has one for.
macro_rules! convert_number {
    ($($type:ty)+) => {$(
        impl Convert for $type {
            fn from(setting: &Setting) -> Option<Self> {
                if let Setting::Number(number) = setting { Self::try_from(*number).ok() } else { None }
            }

            fn give(self, _: SettingKind) -> Setting {
                Setting::Number(u32::try_from(self).unwrap_or(u32::MAX))
            }
        }
    )+};
}

convert_number!(u8 usize);

impl Convert for String {
    fn from(setting: &Setting) -> Option<Self> {
        if let Setting::Text(text) = setting { Some(text.clone()) } else { None }
    }

    fn give(self, kind: SettingKind) -> Setting {
        if kind == SettingKind::Word { Setting::Word(self) } else { Setting::Text(self) }
    }
}

impl Convert for Option<Duration> {
    fn from(setting: &Setting) -> Option<Self> {
        match setting {
            Setting::Time(time) => Some(*time),
            Setting::Seconds(seconds) => Some(seconds.map(|seconds| Duration::from_secs(seconds.into()))),
            Setting::Flag(_)
            | Setting::Number(_)
            | Setting::Ip(_)
            | Setting::Interface(_)
            | Setting::Text(_)
            | Setting::Word(_)
            | Setting::Group(_) => None,
        }
    }

    fn give(self, kind: SettingKind) -> Setting {
        if kind == SettingKind::Seconds {
            let seconds = |time: Duration| u32::try_from(time.as_secs()).unwrap_or(u32::MAX);
            Setting::Seconds(self.map(seconds))
        } else {
            Setting::Time(self)
        }
    }
}
