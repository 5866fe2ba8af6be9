//! Starts Winsock, which is needed before its first call: "WSAStartup" on Microsoft Learn.

use std::mem::zeroed;
use std::sync::Once;

use windows_sys::Win32::Networking::WinSock::WSAStartup;

/// The version to ask for: 2.2.
const VERSION: u16 = 0x0202;

/// Starts Winsock, once. The first socket that is made does so as well, but there may be none yet.
pub(super) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // SAFETY: each field of the structure may be zero, and the call writes to the structure. (If the call fails, so
        // will the one that needs Winsock.)
        unsafe {
            let mut data = zeroed();
            WSAStartup(VERSION, &raw mut data);
        }
    });
}
