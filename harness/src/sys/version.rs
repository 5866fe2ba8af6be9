//! The versions of the system and its libraries, as far as only a call can tell them.

/// The version of the GNU C library in use: gnu_get_libc_version(3).
#[cfg(glibc)]
#[must_use]
pub fn glibc() -> String {
    // SAFETY: takes nothing; the string it returns is static and ends with a zero byte.
    unsafe { std::ffi::CStr::from_ptr(libc::gnu_get_libc_version()) }.to_string_lossy().into_owned()
}

#[cfg(windows)]
pub use of_windows::{windows, wine};

#[cfg(windows)]
mod of_windows {
    use std::ffi::{CStr, c_char};
    use std::mem::transmute;
    use std::ptr::null;

    use windows_sys::Wdk::System::SystemServices::RtlGetVersion;
    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
    use windows_sys::Win32::System::SystemInformation::OSVERSIONINFOW;
    use windows_sys::core::w;

    type Function = unsafe extern "system" fn() -> isize;
    type BuildId = unsafe extern "C" fn() -> *const c_char;
    type HostVersion = unsafe extern "C" fn(*mut *const c_char, *mut *const c_char);

    /// The version of Windows, as `10.0.20348`: RtlGetVersion on Microsoft Learn. Other calls tell old programs an old
    /// version.
    #[must_use]
    pub fn windows() -> String {
        let size = size_of::<OSVERSIONINFOW>() as u32;
        let mut version = OSVERSIONINFOW { dwOSVersionInfoSize: size, ..OSVERSIONINFOW::default() };
        // SAFETY: the call writes to the structure alone, and the structure says its size. It cannot fail.
        unsafe { RtlGetVersion(&raw mut version) };
        format!("{}.{}.{}", version.dwMajorVersion, version.dwMinorVersion, version.dwBuildNumber)
    }

    /// Wine and what it runs on, as `Wine 8.0 (Debian 8.0~repack-4) on Linux 6.1.0`; none on Windows. Only the ntdll of
    /// Wine exports these functions: `dlls/ntdll/version.c` in its source.
    #[must_use]
    pub fn wine() -> Option<String> {
        let build_id = exported(c"wine_get_build_id")?;
        let host_version = exported(c"wine_get_host_version")?;
        // SAFETY: these are their types in Wine, and Windows has no functions with these names.
        let (build_id, host_version) =
            unsafe { (transmute::<Function, BuildId>(build_id), transmute::<Function, HostVersion>(host_version)) };
        let (mut system, mut release) = (null(), null());
        // SAFETY: one takes nothing, the other writes to both pointers. All strings are static and end with a zero
        // byte.
        let [build, system, release] = unsafe {
            host_version(&raw mut system, &raw mut release);
            [build_id(), system, release].map(|text| CStr::from_ptr(text).to_string_lossy().into_owned())
        };
        let build = build.strip_prefix("wine-").unwrap_or(&build);
        Some(format!("Wine {build} on {system} {release}"))
    }

    /// What ntdll exports under this name, whatever its type.
    fn exported(name: &CStr) -> Option<Function> {
        // SAFETY: the name is a string of wide characters that ends with a zero. Every process keeps this library to
        // its end.
        let ntdll = unsafe { GetModuleHandleW(w!("ntdll.dll")) };
        // SAFETY: the module is loaded; the name ends with a zero byte.
        unsafe { GetProcAddress(ntdll, name.as_ptr().cast()) }
    }
}
