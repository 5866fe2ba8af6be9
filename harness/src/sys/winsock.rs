//! Winsock, which has to be started before its first call ("WSAStartup" on Microsoft Learn).

use std::mem::zeroed;
use std::sync::Once;

use windows_sys::Win32::Networking::WinSock::WSAStartup;

/// The version to begin with: 2.2.
const VERSION: u16 = 0x0202;

/// Starts it. Making a socket does so, too, but there need be none yet.
pub(super) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // SAFETY: the structure is written to, and zero is a value of each of its fields. What fails here fails again in the call behind it.
        unsafe {
            let mut data = zeroed();
            WSAStartup(VERSION, &raw mut data);
        }
    });
}
