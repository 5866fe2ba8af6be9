//! All problems of a corpus are reported, and no trial runs.

use std::fs;

use crate::support::project::Project;

#[test]
fn problems_of_all_files_are_reported_and_no_trial_runs() {
    let ran = Project::of("malformed").run(&[]);
    let expected = "\
error: unknown family `AF_INTE`
 --> cases/names/first.yaml:8:33
  |
8 |       - socket: {as: s, family: AF_INTE, type: SOCK_STREAM}
  |                                 ^
  = help: did you mean `AF_INET`?

error: unknown socket `t`
 --> cases/names/first.yaml:9:22
  |
9 |       - getsockname: t
  |                      ^
  = help: there is `s`

error: a value is missing before this
 --> cases/names/second.yaml:2:1
  |
2 | 
  | ^
  = help: put a text with `:`, `[`, `{`, `,` or `#` in it in quotes, such as \"[::1]:0\" or \"loopback:0\"

3 problems in the case files; nothing was run
";
    ran.is_refused(101);
    assert_eq!(ran.complained, expected);
}

#[test]
fn problems_are_reported_whatever_the_arguments_are() {
    for arguments in [&["--list"][..], &["nothing_wrong"], &["--ignored"]] {
        let ran = Project::of("malformed").run(arguments);
        ran.is_refused(101);
        assert!(ran.complained.ends_with("3 problems in the case files; nothing was run\n"), "{ran:?}");
    }
}

#[test]
fn single_trial_needs_only_its_own_file() {
    let ran = Project::of("malformed").run(&["--exact", "other::good::nothing_wrong"]);
    ran.counts(0, 1, 0, 0);
}

#[test]
fn corpus_without_trials_is_a_failure() {
    let project = Project::empty();
    let ran = project.run(&[]);
    ran.is_refused(101);
    assert!(ran.complained.starts_with("error: there is no case file\n"), "{}", ran.complained);
    fs::create_dir_all(project.path("cases/names")).expect("a new folder");
    assert_eq!(project.run(&[]).status, Some(101));
}
