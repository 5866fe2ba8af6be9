//! The structure that the system fills with an address.

use rstest::rstest;
use sockshape::sys::address::{MOST_BYTES, from_bytes, is_untouched};

#[rstest]
#[case::as_it_was(vec![0; MOST_BYTES], cfg!(windows))]
#[case::with_a_length(vec![0; 110], false)]
#[case::with_a_byte([vec![0; MOST_BYTES - 1], vec![1]].concat(), false)]
#[case::with_no_length(vec![], false)]
fn address_that_windows_did_not_touch_is_none(#[case] bytes: Vec<u8>, #[case] untouched: bool) {
    assert_eq!(is_untouched(&from_bytes(&bytes)), untouched);
}
