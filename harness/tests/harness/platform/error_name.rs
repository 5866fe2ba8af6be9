//! The names of errors: from numbers of the system, and from case files.

use std::io;
#[cfg(windows)]
use std::ops::RangeInclusive;

use rstest::rstest;
#[cfg(unix)]
use sockshape::platform::constant::number;
use sockshape::platform::constant::{Prefix, table};
use sockshape::platform::error_name::ErrorName;
#[cfg(unix)]
use sockshape::platform::identify;

/// Editors show it.
#[test]
fn every_error_has_a_sentence() {
    let without: Vec<&str> =
        ErrorName::words().filter(|(_, about)| !about.ends_with('.')).map(|(name, _)| name).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// The name of an error with this number of the system.
fn name_of(number: i32) -> String {
    ErrorName::of(&io::Error::from_raw_os_error(number)).to_string()
}

#[cfg(unix)]
#[rstest]
#[case(libc::EACCES, "EACCES")]
#[case(libc::EADDRINUSE, "EADDRINUSE")]
#[case(libc::EADDRNOTAVAIL, "EADDRNOTAVAIL")]
#[case(libc::EAFNOSUPPORT, "EAFNOSUPPORT")]
#[case(libc::EAGAIN, "EAGAIN")]
#[case(libc::EWOULDBLOCK, "EAGAIN")]
#[case(libc::EALREADY, "EALREADY")]
#[case(libc::EBADF, "EBADF")]
#[case(libc::ECONNABORTED, "ECONNABORTED")]
#[case(libc::ECONNREFUSED, "ECONNREFUSED")]
#[case(libc::ECONNRESET, "ECONNRESET")]
#[case(libc::EDESTADDRREQ, "EDESTADDRREQ")]
#[case(libc::EFAULT, "EFAULT")]
#[case(libc::EINPROGRESS, "EINPROGRESS")]
#[case(libc::EINVAL, "EINVAL")]
#[case(libc::EISCONN, "EISCONN")]
#[case(libc::EMSGSIZE, "EMSGSIZE")]
#[case(libc::ENAMETOOLONG, "ENAMETOOLONG")]
#[case(libc::ENETUNREACH, "ENETUNREACH")]
#[case(libc::ENOENT, "ENOENT")]
#[case(libc::ENOPROTOOPT, "ENOPROTOOPT")]
#[case(libc::ENOTCONN, "ENOTCONN")]
#[case(libc::ENOTSOCK, "ENOTSOCK")]
#[case(libc::EOPNOTSUPP, "EOPNOTSUPP")]
#[case(libc::EPIPE, "EPIPE")]
#[case(libc::EPROTONOSUPPORT, "EPROTONOSUPPORT")]
#[case(libc::EPROTOTYPE, "EPROTOTYPE")]
#[case(libc::ETIMEDOUT, "ETIMEDOUT")]
fn number_of_this_system(#[case] number: i32, #[case] name: &str) {
    assert_eq!(name_of(number), name);
}

/// Fixed numbers, so that a wrong constant is not compared with itself: those of asm-generic/errno.h that are the same
/// on these architectures, errno(3).
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
#[rstest]
#[case(11, "EAGAIN")]
#[case(22, "EINVAL")]
#[case(95, "EOPNOTSUPP")]
#[case(98, "EADDRINUSE")]
#[case(107, "ENOTCONN")]
#[case(111, "ECONNREFUSED")]
fn number_on_linux(#[case] number: i32, #[case] name: &str) {
    assert_eq!(name_of(number), name);
}

#[cfg(windows)]
#[rstest]
#[case(10022, "EINVAL")]
#[case(10035, "EAGAIN")]
#[case(10048, "EADDRINUSE")]
#[case(10057, "ENOTCONN")]
#[case(10061, "ECONNREFUSED")]
#[case::of_win32(87, "EINVAL")]
#[case::without_a_posix_name(10093, "WSANOTINITIALISED")]
fn number_on_windows(#[case] number: i32, #[case] name: &str) {
    assert_eq!(name_of(number), name);
}

/// Every error of Winsock has a name.
#[cfg(windows)]
#[rstest]
fn every_error_of_winsock_has_a_name(
    #[values(10004..=10004, 10013..=10014, 10035..=10071, 10091..=10093, 10101..=10112, 11001..=11033)]
    numbers: RangeInclusive<i32>,
) {
    let nameless = |number: &i32| name_of(*number).starts_with("error");
    assert_eq!(numbers.filter(nameless).collect::<Vec<_>>(), Vec::<i32>::new());
}

/// The resolver of Windows has errors of Winsock.
#[cfg(windows)]
#[rstest]
#[case::of_the_resolver(11001, "EAI_NONAME")]
#[case::of_any_call(10014, "EFAULT")]
#[case::without_a_posix_name(11004, "WSANO_DATA")]
#[case::without_a_name(99_999, "error 99999")]
fn resolver_on_windows(#[case] number: i32, #[case] name: &str) {
    assert_eq!(ErrorName::of_resolver(number).to_string(), name);
}

#[test]
fn number_without_a_name() {
    assert_eq!(name_of(99_999), "error 99999");
}

#[test]
fn error_without_a_number() {
    let error = io::Error::from(io::ErrorKind::Unsupported);
    assert_eq!(ErrorName::of(&error).to_string(), "Unsupported");
}

#[rstest]
#[case("EINVAL")]
#[case("EAGAIN")]
#[case("EOPNOTSUPP")]
#[case("ENOTSUP")]
#[case("ETOOMANYREFS")]
#[case("WSANOTINITIALISED")]
fn known_name(#[case] name: &str) {
    assert_eq!(ErrorName::named(name).map(|name| name.to_string()), Ok(name.to_owned()));
}

/// The headers decide where ENOTSUP is a number of its own.
#[cfg(unix)]
#[test]
fn enotsup_is_an_error_where_it_has_a_number_of_its_own() {
    let platform = identify().expect("a platform").platform;
    let enotsup = ErrorName::named("ENOTSUP").expect("a name");
    assert_eq!(enotsup.is_on(platform), libc::ENOTSUP != libc::EOPNOTSUPP);
}

#[rstest]
#[case("EWOULDBLOCK", "`EWOULDBLOCK` goes by the name of `EAGAIN`; write `EAGAIN`")]
#[case("WSAECONNREFUSED", "unknown error `WSAECONNREFUSED`; the POSIX name: `ECONNREFUSED`")]
#[case("ECONREFUSED", "unknown error `ECONREFUSED`; did you mean `ECONNREFUSED`?")]
#[case("econnrefused", "unknown error `econnrefused`; did you mean `ECONNREFUSED`?")]
fn unknown_name(#[case] name: &str, #[case] message: &str) {
    assert_eq!(ErrorName::named(name).map_err(|fault| fault.with_hint()), Err(message.to_owned()));
}

/// The numbers of asm-generic/errno-base.h and errno.h. Two stand for others: 41 for EWOULDBLOCK, 58 for EDEADLOCK.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
#[test]
fn every_number_of_linux_has_a_name() {
    let nameless = |number: &i32| name_of(*number) == format!("error {number}");
    assert_eq!((1..=133).filter(nameless).collect::<Vec<_>>(), [41, 58]);
}

/// The name of a number has that number. Two names may share it, as EDEADLK and EDEADLOCK on Linux; then one counts.
#[cfg(unix)]
#[test]
fn every_number_leads_to_a_name_with_that_number() {
    let numbers = table(Prefix::Errno).into_iter().filter_map(|(_, number)| i32::try_from(number?).ok());
    let astray = |found: &i32| number(Prefix::Errno, &name_of(*found)) != Some(*found);
    assert_eq!(numbers.filter(astray).collect::<Vec<_>>(), Vec::<i32>::new());
}

#[test]
fn names_stand_in_alphabetical_order() {
    let names: Vec<&str> = table(Prefix::Errno).into_iter().map(|(name, _)| name).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[rstest]
#[case::name("EINVAL")]
#[case::of_another_platform("WSA_QOS_SENDERS")]
#[case::of_the_resolver("EAI_NONAME")]
#[case::number("error 524")]
#[case::negative_number("error -12")]
fn what_a_platform_can_say(#[case] text: &str) {
    assert_eq!(ErrorName::recorded(text).map(|name| name.to_string()), Ok(text.to_owned()));
}

#[rstest]
#[case::misspelt("ECONREFUSED")]
#[case::alias("EWOULDBLOCK")]
#[case::bare_number("22")]
#[case::no_number("error x")]
#[case::number_in_another_form("error 007")]
#[case::not_of_a_system("Unsupported")]
#[case::nothing("")]
fn what_no_platform_can_say(#[case] text: &str) {
    ErrorName::recorded(text).expect_err("a fault");
}

#[test]
fn name_of_windows_of_an_alias() {
    let message = ErrorName::named("WSAEWOULDBLOCK").expect_err("it has a POSIX name").with_hint();
    assert!(message.contains("`EAGAIN`") && !message.contains("one of"), "{message}");
}
