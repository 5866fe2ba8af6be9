//! The platforms for which a condition of the build holds. That the conditions of the tables are understood shows on
//! this platform: they say what the compiler says.

use rstest::rstest;
use sockshape::executor::Executor as _;
use sockshape::executor::native::{Native, condition_of_option};
use sockshape::operation::OptionName;
use sockshape::platform::constant::{self, Prefix};
use sockshape::platform::systems::platforms;
use sockshape::platform::{Answer, Platform, identify};

use crate::support::platform;

fn holds_here(condition: &str) -> bool {
    platforms(condition).contains(&identify().expect("a known platform").platform)
}

#[rstest]
#[case("all()", 13, &["linux", "windows", "wine"])]
#[case("known", 13, &["illumos"])]
#[case("unix", 11, &["macos", "gvisor"])]
#[case("target_os = \"linux\"", 4, &["linux", "linux-musl", "gvisor", "wsl1"])]
#[case("all(target_os = \"linux\", target_env = \"musl\")", 1, &["linux-musl"])]
#[case("any(target_vendor = \"apple\", windows)", 3, &["macos", "windows", "wine"])]
#[case("all(unix, not(any(target_os = \"illumos\", linux_kernel)))", 5, &["macos", "freebsd", "openbsd"])]
#[case("sockaddr_has_length", 5, &["macos", "dragonfly"])]
#[case("no_such_condition", 0, &[])]
fn conditions_are_understood(#[case] condition: &str, #[case] count: usize, #[case] among_them: &[&str]) {
    let names: Vec<String> = platforms(condition).iter().map(Platform::to_string).collect();
    assert_eq!(names.len(), count, "{names:?}");
    for name in among_them {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
}

#[rstest]
fn constants_are_where_their_condition_says(
    #[values(
        Prefix::Family,
        Prefix::SocketType,
        Prefix::Protocol,
        Prefix::Addrinfo,
        Prefix::Nameinfo,
        Prefix::Resolver,
        Prefix::Message,
        Prefix::SocketOption,
        Prefix::Errno,
        Prefix::Sockaddr
    )]
    prefix: Prefix,
) {
    let conditions = constant::conditions(prefix);
    let table = constant::table(prefix);
    assert_eq!(conditions.len(), table.len());
    for ((name, number), (same, condition)) in table.into_iter().zip(conditions) {
        assert_eq!((same, holds_here(&condition)), (name, number.is_some()), "{condition}");
    }
}

/// Android has the headers of the kernel, and a C library whose resolver comes from the BSDs.
#[rstest]
#[case::family("AF_PACKET", true)]
#[case::family_that_its_library_lacks("AF_XDP", false)]
#[case::socket_type("SOCK_DCCP", true)]
#[case::protocol("IPPROTO_MPTCP", true)]
#[case::flag_of_getaddrinfo("AI_DEFAULT", true)]
#[case::flag_of_macos_alone("AI_UNUSABLE", false)]
#[case::error_of_the_resolver("EAI_BADHINTS", true)]
#[case::error_of_glibc("EAI_IDN_ENCODE", false)]
#[case::flag_of_a_message("MSG_CMSG_CLOEXEC", true)]
#[case::flag_that_its_library_lacks("MSG_ZEROCOPY", false)]
#[case::option("SO_MARK", true)]
#[case::option_that_the_libc_crate_lacks("SO_COOKIE", true)]
#[case::error("EHWPOISON", true)]
#[case::size("sockaddr_vm", true)]
fn android_has_what_its_headers_have(#[case] name: &str, #[case] expected: bool) {
    let android = platform("android");
    let mut all = Prefix::ALL.iter().flat_map(|prefix| constant::conditions(*prefix));
    let (_, condition) = all.find(|(known, _)| *known == name).expect("a constant");
    assert_eq!(platforms(&condition).contains(&android), expected, "{condition}");
}

#[test]
fn options_are_where_their_condition_says() {
    let native = Native::new().expect("a known platform");
    for option in OptionName::ALL {
        let condition = condition_of_option(*option);
        let is_here = option.missing_somewhere().is_none_or(|name| {
            let answer = native.facts().ask(sockshape::platform::Need::Constant(name));
            answer == Answer::Yes
        });
        assert_eq!(holds_here(condition), is_here, "{option}: {condition}");
    }
}
