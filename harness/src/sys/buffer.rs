//! Buffers to receive into.

use std::mem::MaybeUninit;

/// The same buffer as a type that socket2's receiving calls take.
pub(crate) fn as_uninit(buffer: &mut [u8]) -> &mut [MaybeUninit<u8>] {
    // SAFETY: both types have one layout, and socket2 writes nothing but initialised bytes into a buffer (its crate
    // doc).
    unsafe { &mut *(std::ptr::from_mut(buffer) as *mut [MaybeUninit<u8>]) }
}
