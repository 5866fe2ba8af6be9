//! What the program carries: what is packed comes out again, what is no archive is refused, and the root that it has.

use std::path::Path;

use rstest::rstest;
use sockshape::built_in::{Node, ROOT, find, is_there, pack};

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    pack(&files.iter().map(owned).collect::<Vec<_>>())
}

/// Files of a corpus, with all that text may have in it.
const FILES: &[(&str, &str)] = &[
    ("snapshots/linux/names/bound/peer@a,b.snap", "---\r\n\0\u{7f}\u{2028}\"\\\n"),
    ("cases/names/bound.yaml", "topic: ä€😀\n"),
    ("snapshots/linux/recording.yaml", ""),
];

#[test]
fn every_file_comes_out_as_it_was_packed() {
    let packed = archive(FILES);
    let root = Node::unpack(&packed).expect("an archive");
    for (path, text) in FILES {
        assert_eq!(root.at(Path::new(path)), Some(&Node::File((*text).to_owned())), "{path}");
    }
    let Some(Node::Folder(inside)) = root.at(Path::new("snapshots/linux")) else { panic!("{root:?}") };
    assert_eq!(inside.keys().collect::<Vec<_>>(), ["names", "recording.yaml"]);
    assert_eq!(packed, archive(FILES), "the same files are packed in two ways");
}

#[rstest]
#[case::nothing("cases/names/other.yaml")]
#[case::below_a_file("cases/names/bound.yaml/x")]
#[case::part_of_a_name("cases/nam")]
#[case::above("cases/../cases/names/bound.yaml")]
#[case::absolute("/cases/names/bound.yaml")]
fn path_that_leads_to_no_file_finds_nothing(#[case] path: &str) {
    assert_eq!(Node::unpack(&archive(FILES)).expect("an archive").at(Path::new(path)), None);
}

#[test]
fn archive_that_is_cut_short_or_changed_is_refused() {
    let whole = archive(FILES);
    for length in 0..whole.len() {
        assert!(Node::unpack(&whole[..length]).is_err(), "{length} bytes of {}", whole.len());
    }
    for place in 0..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 0x10;
        assert!(Node::unpack(&changed).is_err(), "byte {place} of {}", whole.len());
    }
}

#[rstest]
#[case::above("../x")]
#[case::above_later("cases/../../x")]
#[case::here("./x")]
#[case::absolute("/x")]
#[case::folder("cases/")]
#[case::empty("")]
#[case::drive("C:x")]
#[case::of_windows("..\\x")]
#[case::not_a_path("a\0b")]
#[case::below_a_file("cases/names/bound.yaml/x")]
#[case::in_place_of_a_folder("cases/names")]
#[case::twice("cases/names/bound.yaml")]
fn path_that_has_no_place_in_a_corpus_is_refused(#[case] path: &str) {
    let files = [FILES, &[(path, "text")]].concat();
    assert_eq!(Node::unpack(&archive(&files)), Err(format!("it has no place for the file {path}")));
}

/// What is not built for release carries nothing: its root is an empty folder, and not one of the file system.
#[test]
fn root_of_what_is_carried_is_no_path_of_the_system() {
    let root = Path::new(ROOT);
    assert!(root.metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::InvalidInput));
    assert!(matches!(find(root), Some(Ok(Node::Folder(inside))) if inside.is_empty() != is_there()));
    assert!(find(&root.join("nothing")).is_some_and(|found| found.is_err()));
    assert!(find(Path::new("built-in")).is_none() && find(Path::new("/tmp")).is_none());
}
