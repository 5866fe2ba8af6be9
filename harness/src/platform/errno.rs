//! The errors of calls: their names and their numbers on this system.

use super::identity::Platform;
use super::systems::holds;

/// Every name of `errno.h` in alphabetical order, and its number if this system has the error.
pub(super) fn numbers() -> impl Iterator<Item = (&'static str, Option<i64>)> {
    in_order(NAMES.iter().map(|name| (*name, system::number(name).map(i64::from))))
}

/// Every name in alphabetical order, and the systems that have the error, as a condition of [`super::systems`].
pub(super) fn conditions() -> impl Iterator<Item = (&'static str, String)> {
    in_order(CONDITIONS.iter().map(|(name, condition)| (*name, full(name, condition))))
}

/// The systems that have the error of this name, those of Winsock among them: `condition` is for the others.
fn full(name: &str, condition: &str) -> String {
    match WINSOCK.iter().any(|(_, known)| *known == name) {
        true => condition.to_owned(),
        false => format!("all(not(windows), {condition})"),
    }
}

/// These in alphabetical order. The table has them by systems.
fn in_order<T: Ord>(names: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut names: Vec<T> = names.collect();
    names.sort_unstable();
    names.into_iter()
}

/// Whether a platform has the error of a call with this name. A name that is not one of an error is taken to be
/// everywhere.
pub(super) fn is_on(name: &str, platform: Platform) -> bool {
    if WINDOWS.iter().any(|(_, known)| *known == name) {
        return holds("windows", platform);
    }
    let known = CONDITIONS.iter().find(|(known, _)| *known == name);
    known.is_none_or(|(name, condition)| holds(&full(name, condition), platform))
}

pub(super) use system::name;

/// Calls the macro `$with` with every name of `errno.h`, as the libc crate has them. Each line begins with the systems
/// that have the names. EWOULDBLOCK is not among them, because every known system has the number of EAGAIN for it.
macro_rules! errors {
    ($with:ident) => { $with! {
        all():
            E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF EBADMSG EBUSY ECANCELED ECHILD
            ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDESTADDRREQ EDOM EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN
            EHOSTUNREACH EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE EMLINK EMSGSIZE
            ENAMETOOLONG ENETDOWN ENETRESET ENETUNREACH ENFILE ENOBUFS ENODEV ENOENT ENOEXEC ENOLCK ENOMEM ENOMSG
            ENOPROTOOPT ENOSPC ENOSYS ENOTCONN ENOTDIR ENOTEMPTY ENOTSOCK ENOTSUP ENOTTY ENXIO EOPNOTSUPP EOVERFLOW
            EPERM EPFNOSUPPORT EPIPE EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE EROFS ESHUTDOWN ESPIPE ESRCH ESTALE
            ETIMEDOUT ETXTBSY EXDEV;
        known: ENOTBLK ENOTRECOVERABLE EOWNERDEAD EREMOTE ESOCKTNOSUPPORT ETOOMANYREFS EUSERS;
        all(known, not(target_os = "openbsd")): EMULTIHOP ENOLINK;
        any(linux_kernel, target_os = "macos", target_os = "netbsd", target_os = "illumos"): ENODATA ENOSR ENOSTR ETIME;
        bsd: EAUTH EBADRPC EFTYPE ENEEDAUTH ENOATTR EPROCLIM EPROCUNAVAIL EPROGMISMATCH EPROGUNAVAIL ERPCMISMATCH;
        any(linux_kernel, target_os = "illumos"):
            EADV EBADE EBADFD EBADR EBADRQC EBADSLT EBFONT ECHRNG ECOMM EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD
            ELIBEXEC ELIBMAX ELIBSCN ELNRNG ENOANO ENOCSI ENONET ENOPKG ENOTUNIQ EREMCHG ERESTART ESRMNT ESTRPIPE
            EUNATCH EXFULL;
        linux_kernel: EDOTDOT EISNAM EKEYEXPIRED EKEYREJECTED EKEYREVOKED ENAVAIL ENOKEY ENOTNAM EREMOTEIO EUCLEAN
            EHWPOISON ERFKILL;
        any(linux_kernel, target_os = "illumos"): EDEADLOCK;
        target_os = "illumos": EADI ELOCKUNMAPPED ENOTACTIVE;
        target_os = "dragonfly": EASYNC;
        target_os = "macos": EBADARCH EBADEXEC EBADMACHO EDEVERR ENOPOLICY EPWROFF EQFULL ESHLIBVERS;
        target_os = "freebsd": ECAPMODE EINTEGRITY;
        any(target_os = "freebsd", target_os = "dragonfly"): EDOOFUS;
        target_os = "openbsd": EIPSEC;
        any(linux_kernel, target_os = "openbsd"): EMEDIUMTYPE;
        any(linux_kernel, target_os = "dragonfly", target_os = "openbsd"): ENOMEDIUM;
        any(target_os = "macos", target_os = "freebsd"): ENOTCAPABLE;
    } };
}

/// The names, the same list on every system, and each with the systems that have it.
macro_rules! declare {
    ($($systems:meta: $($name:ident)+;)+) => {
        pub(super) const NAMES: &[&str] = &[$($(stringify!($name)),+),+];
        const CONDITIONS: &[(&str, &str)] =
            &[$($((stringify!($name), stringify!($systems)),)+)+];
    };
}
errors!(declare);

/// The errors of Windows with a POSIX name: "Windows Sockets Error Codes" on Microsoft Learn. The first ones are Win32
/// errors that Winsock passes on ("System Error Codes" there).
pub(super) const WINSOCK: &[(i32, &str)] = &[
    (2, "ENOENT"),
    (3, "ENOENT"),
    (5, "EACCES"),
    (8, "ENOMEM"),
    (50, "EOPNOTSUPP"),
    (87, "EINVAL"),
    (10004, "EINTR"),
    (10009, "EBADF"),
    (10013, "EACCES"),
    (10014, "EFAULT"),
    (10022, "EINVAL"),
    (10024, "EMFILE"),
    (10035, "EAGAIN"),
    (10036, "EINPROGRESS"),
    (10037, "EALREADY"),
    (10038, "ENOTSOCK"),
    (10039, "EDESTADDRREQ"),
    (10040, "EMSGSIZE"),
    (10041, "EPROTOTYPE"),
    (10042, "ENOPROTOOPT"),
    (10043, "EPROTONOSUPPORT"),
    (10044, "ESOCKTNOSUPPORT"),
    (10045, "EOPNOTSUPP"),
    (10046, "EPFNOSUPPORT"),
    (10047, "EAFNOSUPPORT"),
    (10048, "EADDRINUSE"),
    (10049, "EADDRNOTAVAIL"),
    (10050, "ENETDOWN"),
    (10051, "ENETUNREACH"),
    (10052, "ENETRESET"),
    (10053, "ECONNABORTED"),
    (10054, "ECONNRESET"),
    (10055, "ENOBUFS"),
    (10056, "EISCONN"),
    (10057, "ENOTCONN"),
    (10058, "ESHUTDOWN"),
    (10059, "ETOOMANYREFS"),
    (10060, "ETIMEDOUT"),
    (10061, "ECONNREFUSED"),
    (10062, "ELOOP"),
    (10063, "ENAMETOOLONG"),
    (10064, "EHOSTDOWN"),
    (10065, "EHOSTUNREACH"),
    (10066, "ENOTEMPTY"),
    (10068, "EUSERS"),
    (10069, "EDQUOT"),
    (10070, "ESTALE"),
    (10071, "EREMOTE"),
    (10103, "ECANCELED"),
    (10111, "ECANCELED"),
];

/// Errors of Windows without a POSIX name, under their own: "Windows Sockets Error Codes" on Microsoft Learn. The Win32
/// error among them is what getnameinfo returns when a buffer is too small.
pub(super) const WINDOWS: &[(i32, &str)] = &[
    (6, "WSA_INVALID_HANDLE"),
    (122, "ERROR_INSUFFICIENT_BUFFER"),
    (995, "WSA_OPERATION_ABORTED"),
    (996, "WSA_IO_INCOMPLETE"),
    (997, "WSA_IO_PENDING"),
    (10067, "WSAEPROCLIM"),
    (10091, "WSASYSNOTREADY"),
    (10092, "WSAVERNOTSUPPORTED"),
    (10093, "WSANOTINITIALISED"),
    (10101, "WSAEDISCON"),
    (10102, "WSAENOMORE"),
    (10104, "WSAEINVALIDPROCTABLE"),
    (10105, "WSAEINVALIDPROVIDER"),
    (10106, "WSAEPROVIDERFAILEDINIT"),
    (10107, "WSASYSCALLFAILURE"),
    (10108, "WSASERVICE_NOT_FOUND"),
    (10109, "WSATYPE_NOT_FOUND"),
    (10110, "WSA_E_NO_MORE"),
    (10112, "WSAEREFUSED"),
    (11001, "WSAHOST_NOT_FOUND"),
    (11002, "WSATRY_AGAIN"),
    (11003, "WSANO_RECOVERY"),
    (11004, "WSANO_DATA"),
    (11005, "WSA_QOS_RECEIVERS"),
    (11006, "WSA_QOS_SENDERS"),
    (11007, "WSA_QOS_NO_SENDERS"),
    (11008, "WSA_QOS_NO_RECEIVERS"),
    (11009, "WSA_QOS_REQUEST_CONFIRMED"),
    (11010, "WSA_QOS_ADMISSION_FAILURE"),
    (11011, "WSA_QOS_POLICY_FAILURE"),
    (11012, "WSA_QOS_BAD_STYLE"),
    (11013, "WSA_QOS_BAD_OBJECT"),
    (11014, "WSA_QOS_TRAFFIC_CTRL_ERROR"),
    (11015, "WSA_QOS_GENERIC_ERROR"),
    (11016, "WSA_QOS_ESERVICETYPE"),
    (11017, "WSA_QOS_EFLOWSPEC"),
    (11018, "WSA_QOS_EPROVSPECBUF"),
    (11019, "WSA_QOS_EFILTERSTYLE"),
    (11020, "WSA_QOS_EFILTERTYPE"),
    (11021, "WSA_QOS_EFILTERCOUNT"),
    (11022, "WSA_QOS_EOBJLENGTH"),
    (11023, "WSA_QOS_EFLOWCOUNT"),
    (11024, "WSA_QOS_EUNKOWNPSOBJ"),
    (11025, "WSA_QOS_EPOLICYOBJ"),
    (11026, "WSA_QOS_EFLOWDESC"),
    (11027, "WSA_QOS_EPSFLOWSPEC"),
    (11028, "WSA_QOS_EPSFILTERSPEC"),
    (11029, "WSA_QOS_ESDMODEOBJ"),
    (11030, "WSA_QOS_ESHAPERATEOBJ"),
    (11031, "WSA_QOS_RESERVED_PETYPE"),
    (11032, "WSA_SECURE_HOST_NOT_FOUND"),
    (11033, "WSA_IPSEC_NAME_POLICY_ERROR"),
];

/// `errno.h`.
#[cfg(unix)]
mod system {
    /// The libc crate lacks some of Android's: `asm-generic/errno.h`, in libc/kernel/uapi of platform/bionic.
    mod c {
        pub(super) use libc::*;

        #[cfg(target_os = "android")]
        pub(super) const EDEADLOCK: i32 = EDEADLK;
        #[cfg(target_os = "android")]
        pub(super) const ERFKILL: i32 = 132;
        #[cfg(target_os = "android")]
        pub(super) const EHWPOISON: i32 = 133;
    }

    macro_rules! names {
        ($($systems:meta: $($name:ident)+;)+) => {
            /// The name behind a number.
            #[expect(unreachable_patterns, reason = "some systems have one number for two names; the first counts")]
            pub(in super::super) fn name(number: i32) -> Option<&'static str> {
                match number {
                    // Where ENOTSUP has the same number, this is the name.
                    c::EOPNOTSUPP => Some("EOPNOTSUPP"),
                    $($(#[cfg($systems)] c::$name => Some(stringify!($name)),)+)+
                    _ => None,
                }
            }

            /// The number behind a name.
            pub(super) fn number(name: &str) -> Option<i32> {
                match name {
                    $($(#[cfg($systems)] stringify!($name) => Some(c::$name),)+)+
                    _ => None,
                }
            }
        };
    }

    errors!(names);
}

#[cfg(windows)]
mod system {
    use super::{WINDOWS, WINSOCK};

    /// The name behind a number.
    pub(in super::super) fn name(number: i32) -> Option<&'static str> {
        WINSOCK.iter().chain(WINDOWS).find(|(known, _)| *known == number).map(|(_, name)| *name)
    }

    /// The number behind a name: that of Winsock, if both Winsock and Win32 have one.
    pub(super) fn number(name: &str) -> Option<i32> {
        WINSOCK.iter().rfind(|(_, known)| *known == name).map(|(number, _)| *number)
    }
}

/// A system for whose errors the harness has no names.
#[cfg(not(any(unix, windows)))]
mod system {
    /// The name behind a number: none.
    pub(in super::super) fn name(_: i32) -> Option<&'static str> {
        None
    }

    /// The number behind a name: none.
    pub(super) fn number(_: &str) -> Option<i32> {
        None
    }
}
