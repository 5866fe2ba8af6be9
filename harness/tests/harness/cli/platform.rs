//! `sockshape platform`: what it prints about this machine and its recording.

use rstest::rstest;

use crate::support::project::Project;

#[test]
fn platform_shows_its_name_and_capabilities() {
    let project = Project::of("agrees");
    let ran = project.sockshape_with(&["platform"], &[("SOCKSHAPE_PLATFORM", "gvisor")]);
    ran.exits_with(0);
    ran.prints("platform      gvisor: ").prints("\nanswers to    gvisor, linux, unix\n");
    ran.prints(
        "\nrecorded      never; `INSTA_UPDATE=always cargo test --test conformance` records it\n\ncapabilities\n",
    );
    let answer = |name: &str| ran.printed.lines().find_map(|line| Some(line.trim().strip_prefix(name)?.trim_start()));
    assert_eq!(answer("child_processes "), Some("yes"), "{}", ran.printed);
    assert!(answer("network ").is_some_and(|answer| answer.starts_with("not on this host: ")), "{}", ran.printed);
}

#[test]
fn platform_shows_its_recording() {
    let project = Project::recorded("agrees");
    project.sockshape(&["platform"]).prints(", 4 trials, on ");
    project.edit("snapshots/linux/recording.yaml", "trials:", "tirals:");
    for command in ["platform", "run"] {
        let ran = project.sockshape(&[command]);
        ran.is_refused(2).complains("recording.yaml: ").complains("tirals");
    }
}

#[rstest]
#[case::run(&["run"])]
#[case::platform(&["platform"])]
fn unknown_platform_is_refused(#[case] arguments: &[&str]) {
    let ran = Project::of("agrees").sockshape_with(arguments, &[("SOCKSHAPE_PLATFORM", "lunix")]);
    ran.is_refused(2);
    ran.complains("error: unknown platform `lunix`; did you mean `linux`? ");
}
