//! What only a call can tell of the system and its libraries: their versions.

/// The version of the GNU C library in use: gnu_get_libc_version(3).
#[cfg(glibc)]
#[must_use]
pub fn libc_version() -> String {
    // SAFETY: takes nothing; the string it returns is static and ends with a zero byte.
    unsafe { std::ffi::CStr::from_ptr(libc::gnu_get_libc_version()) }.to_string_lossy().into_owned()
}

#[cfg(windows)]
pub use windows::{version, wine};

#[cfg(windows)]
mod windows {
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

    /// The version of Windows, as `10.0.20348`: RtlGetVersion on Microsoft Learn, which unlike others says the same to every program.
    #[must_use]
    pub fn version() -> String {
        let size = size_of::<OSVERSIONINFOW>() as u32;
        let mut told = OSVERSIONINFOW { dwOSVersionInfoSize: size, ..OSVERSIONINFOW::default() };
        // SAFETY: writes to the structure alone, whose size stands in it. It cannot fail.
        unsafe { RtlGetVersion(&raw mut told) };
        format!("{}.{}.{}", told.dwMajorVersion, told.dwMinorVersion, told.dwBuildNumber)
    }

    /// Wine and what it runs on, as `Wine 8.0 (Debian 8.0~repack-4) on Linux 6.1.0`; none on Windows. Wine's ntdll alone exports this:
    /// `dlls/ntdll/version.c` in its source.
    #[must_use]
    pub fn wine() -> Option<String> {
        let build_id = exported(c"wine_get_build_id")?;
        let host_version = exported(c"wine_get_host_version")?;
        // SAFETY: these are their types in Wine, and nobody else has functions of these names.
        let (build_id, host_version) =
            unsafe { (transmute::<Function, BuildId>(build_id), transmute::<Function, HostVersion>(host_version)) };
        let (mut system, mut release) = (null(), null());
        // SAFETY: the one takes nothing, the other writes to both pointers; all strings are static and end with a zero byte.
        let [build, system, release] = unsafe {
            host_version(&raw mut system, &raw mut release);
            [build_id(), system, release].map(|text| CStr::from_ptr(text).to_string_lossy().into_owned())
        };
        let build = build.strip_prefix("wine-").unwrap_or(&build);
        Some(format!("Wine {build} on {system} {release}"))
    }

    /// What ntdll exports by this name, be it what it may.
    fn exported(name: &CStr) -> Option<Function> {
        // SAFETY: the name is a string of wide characters that ends with a zero; the library is there in every process, to its end.
        let ntdll = unsafe { GetModuleHandleW(w!("ntdll.dll")) };
        // SAFETY: the module is loaded; the name ends with a zero byte.
        unsafe { GetProcAddress(ntdll, name.as_ptr().cast()) }
    }
}
