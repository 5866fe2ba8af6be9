//! Names of cases, which are names of files, too.

use rstest::rstest;
use sockshape::notation::is_name;

#[rstest]
#[case("con", false)]
#[case("com0", false)]
#[case("lpt9", false)]
#[case("com", true)]
#[case("com10", true)]
#[case("connect", true)]
fn name_is_not_a_device_of_windows(#[case] name: &str, #[case] accepted: bool) {
    assert_eq!(is_name(name), accepted);
}
