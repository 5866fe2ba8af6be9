//! The descriptions of recordings: what is said of how one is made.

use std::path::Path;

use rstest::rstest;
use sockshape::built_in::ROOT;
use sockshape::platform::Platform;
use sockshape::recording::how_to_record;

use crate::support::root;

#[rstest]
#[case::this_machine("linux", "ci/record")]
#[case::script("gvisor", "ci/gvisor record")]
#[case::script_of_a_libc("linux-musl", "ci/musl record")]
#[case::driver("linux+cpython", "ci/drivers record cpython")]
#[case::driver_of_two_words("linux+socket-wrapper", "ci/drivers record socket_wrapper")]
#[case::of_somebody("linux+mine", "cargo run -- run --record --as linux+mine [--driver COMMAND]")]
fn command_records_a_platform(#[case] platform: &str, #[case] command: &str) {
    let platform = Platform::named(platform).expect("a platform");
    assert_eq!(how_to_record(root(), platform), command);
}

#[rstest]
#[case::this_machine("linux", "sockshape run --record=FOLDER")]
#[case::of_somebody("linux+mine", "sockshape run --record=FOLDER --as linux+mine [--driver COMMAND]")]
fn without_a_checkout_a_platform_is_recorded_in_a_folder(#[case] platform: &str, #[case] command: &str) {
    let platform = Platform::named(platform).expect("a platform");
    assert_eq!(how_to_record(Path::new(ROOT), platform), command);
}
