//! Names, as cases and files have them.

use rstest::rstest;
use sockshape::notation::is_name;

#[rstest]
#[case("con", false)]
#[case("com0", false)]
#[case("lpt9", false)]
#[case("com", true)]
#[case("com10", true)]
#[case("connect", true)]
fn no_name_is_a_device(#[case] name: &str, #[case] taken: bool) {
    assert_eq!(is_name(name), taken);
}
