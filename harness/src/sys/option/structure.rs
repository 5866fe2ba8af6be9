//! The structures that are values of options: `struct linger` of `sys/socket.h`, `struct timeval` of `sys/time.h`. On
//! Windows the first has fields of 16 bits ("LINGER structure"), and a number of milliseconds stands for the second
//! ("SOL_SOCKET Socket Options", SO_RCVTIMEO; both on Microsoft Learn).

use std::time::Duration;

/// The value of SO_LINGER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linger {
    /// `l_onoff`: not 0 if the option is on.
    pub on_off: i64,
    /// `l_linger`, in seconds.
    pub seconds: i64,
}

/// The value of SO_RCVTIMEO and SO_SNDTIMEO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// `tv_sec`.
    pub seconds: i64,
    /// `tv_usec`.
    pub micros: i64,
}

impl Time {
    /// As a time without a sign; none if there is a sign, or as much as a second in microseconds.
    #[must_use]
    pub fn duration(self) -> Option<Duration> {
        let micros = u32::try_from(self.micros).ok().filter(|micros| *micros < 1_000_000)?;
        Some(Duration::new(self.seconds.try_into().ok()?, micros * 1000))
    }
}

/// The bytes of `struct linger`.
pub const LINGER: usize = size_of::<system::linger>();

/// The bytes of the value of SO_RCVTIMEO.
pub const TIME: usize = size_of::<system::Time>();

/// The bytes of `struct linger`; none if a field has no room for its number.
#[must_use]
pub fn write_linger(linger: Linger) -> Option<Vec<u8>> {
    // SAFETY: each field is a number, which may be 0.
    let mut value: system::linger = unsafe { std::mem::zeroed() };
    value.l_onoff = linger.on_off.try_into().ok()?;
    value.l_linger = linger.seconds.try_into().ok()?;
    // SAFETY: every byte of the structure was set to 0 first, padding included.
    Some(unsafe { bytes(&value) })
}

/// Reads `struct linger`; none if it is cut off.
#[must_use]
pub fn read_linger(bytes: &[u8]) -> Option<Linger> {
    // SAFETY: each field is a number, and any bytes are one.
    let value: system::linger = unsafe { read(bytes) }?;
    Some(Linger { on_off: value.l_onoff.into(), seconds: value.l_linger.into() })
}

/// The bytes of a time in the unit of the system: whole microseconds, on Windows milliseconds, of which a part counts
/// as a whole. None if there is no room for it.
#[must_use]
pub fn write_time(time: Duration) -> Option<Vec<u8>> {
    let value = system::time(time)?;
    // SAFETY: every byte of the value was set, padding included.
    Some(unsafe { bytes(&value) })
}

/// Reads a time; none if it is cut off.
#[must_use]
pub fn read_time(bytes: &[u8]) -> Option<Time> {
    // SAFETY: each field is a number, and any bytes are one.
    unsafe { read(bytes) }.map(system::parts)
}

/// The bytes of a value.
///
/// # Safety
/// All of them are set.
unsafe fn bytes<T>(value: &T) -> Vec<u8> {
    // SAFETY: the value has so many bytes, and the caller says that they are set.
    unsafe { std::slice::from_raw_parts((&raw const *value).cast(), size_of::<T>()) }.to_vec()
}

/// The value that begins with these bytes; none if there are too few.
///
/// # Safety
/// Any bytes are a value of the type.
unsafe fn read<T>(bytes: &[u8]) -> Option<T> {
    // SAFETY: there are enough bytes, and the caller says that they are a value.
    (bytes.len() >= size_of::<T>()).then(|| unsafe { bytes.as_ptr().cast::<T>().read_unaligned() })
}

#[cfg(unix)]
mod system {
    use std::time::Duration;

    pub(super) use libc::{linger, timeval as Time};

    pub(super) fn time(time: Duration) -> Option<Time> {
        // SAFETY: each field is a number, which may be 0.
        let mut value: Time = unsafe { std::mem::zeroed() };
        value.tv_sec = time.as_secs().try_into().ok()?;
        value.tv_usec = time.subsec_micros() as _;
        Some(value)
    }

    #[expect(clippy::useless_conversion, reason = "the types of the fields differ from system to system")]
    pub(super) fn parts(value: Time) -> super::Time {
        super::Time { seconds: value.tv_sec.into(), micros: value.tv_usec.into() }
    }
}

#[cfg(windows)]
mod system {
    use std::time::Duration;

    pub(super) use windows_sys::Win32::Networking::WinSock::LINGER as linger;

    /// Milliseconds.
    pub(super) type Time = u32;

    pub(super) fn time(time: Duration) -> Option<Time> {
        time.as_nanos().div_ceil(1_000_000).try_into().ok()
    }

    pub(super) fn parts(millis: Time) -> super::Time {
        super::Time { seconds: (millis / 1000).into(), micros: (millis % 1000 * 1000).into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_come_back_whole() {
        let (linger, time) = (Linger { on_off: 1, seconds: 5 }, Duration::from_millis(1200));
        assert_eq!(write_linger(linger).as_deref().and_then(read_linger), Some(linger));
        assert_eq!(write_time(time).as_deref().and_then(read_time).and_then(Time::duration), Some(time));
        assert_eq!(read_linger(&[0; LINGER - 1]), None);
        assert_eq!(read_time(&[0; TIME - 1]), None);
    }

    #[test]
    fn sign_is_kept() {
        let negative = Time { seconds: -1, micros: 0 };
        assert_eq!(negative.duration(), None);
        assert_eq!(Time { seconds: 0, micros: 1_000_000 }.duration(), None);
    }
}
