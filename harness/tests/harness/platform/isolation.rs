//! Runs in a network of their own: that they have one, that nothing else is different, and that nothing is run without.

use rstest::rstest;

use crate::support::project::Project;

const VARIABLE: &str = "SOCKSHAPE_ISOLATED";

#[rstest]
#[case::run("run", "yes")]
#[case::platform("platform", "2")]
fn unclear_value_is_refused(#[case] command: &str, #[case] value: &str) {
    let ran = Project::of("agrees").sockshape_with(&[command], &[(VARIABLE, value)]);
    ran.is_refused(2);
    assert_eq!(ran.complained, format!("error: unknown {VARIABLE} `{value}`; one of `0`, `1`\n"));
}

#[test]
fn unclear_value_is_refused_by_the_conformance_program() {
    let ran = Project::of("agrees").run_with(&[], &[(VARIABLE, "on")]);
    ran.is_refused(101);
    assert_eq!(ran.complained, format!("error: unknown {VARIABLE} `on`; one of `0`, `1`\n"));
}

#[rstest]
#[case::empty("")]
#[case::zero("0")]
fn value_can_say_no(#[case] value: &str) {
    let ran = Project::of("skipped").sockshape_with(&["run"], &[(VARIABLE, value)]);
    ran.exits_with(0);
    ran.prints("needs network: sending to other hosts needs SOCKSHAPE_NETWORK=1\n");
}

#[cfg(not(linux_kernel))]
#[test]
fn other_systems_have_no_isolation() {
    let ran = Project::of("agrees").sockshape(&["run", "--isolated"]);
    ran.is_refused(2).complains("error: this run cannot be isolated, so nothing was run: only Linux has ");
    let ran = Project::of("agrees").run_with(&[], &[(VARIABLE, "1")]);
    ran.is_refused(101).complains("error: this run cannot be isolated, so nothing was run: only Linux has ");
}

#[cfg(linux_kernel)]
mod on_linux {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    use rstest::rstest;
    use rustix::process::{getgid, getuid};

    use super::VARIABLE;
    use crate::support::program;
    use crate::support::project::{Project, RECORD};

    const ISOLATED: (&str, &str) = (VARIABLE, "1");

    /// Why a case with `network: true` is skipped.
    const SKIPPED: &str = "needs network: this run is isolated, in a network that has no other host";

    /// Makes what follows an ordinary user: unshare(1) of a user namespace that has one.
    const AS_USER: [&str; 4] = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

    /// Takes network namespaces away from what follows, as an administrator can: namespaces(7).
    const WITHOUT_NAMESPACES: [&str; 6] = [
        "unshare",
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        "echo 0 >/proc/sys/user/max_net_namespaces && exec \"$0\" \"$@\"",
    ];

    /// What Linux may put into every network namespace beside `lo`, if its module is loaded: `fb_tunnels_only_for_init`
    /// in Documentation/admin-guide/sysctl/net.rst. They are down, and have no address.
    const FALLBACK_TUNNELS: [&str; 8] =
        ["tunl0", "gre0", "gretap0", "erspan0", "ip_vti0", "sit0", "ip6tnl0", "ip6gre0"];

    /// Whether a command succeeds on this machine, which may lack the program.
    fn succeeds(command: &[&str]) -> bool {
        let ran = Command::new(command[0]).args(&command[1..]).stderr(Stdio::null()).status();
        ran.is_ok_and(|status| status.success())
    }

    /// Whether what this command starts may make network namespaces, as unshare(1) finds it out.
    fn can_be_isolated(launcher: &[&str]) -> bool {
        let makes = |arguments: &[&str]| succeeds(&[&["env"], launcher, &["unshare"], arguments, &["true"]].concat());
        let can = makes(&["--net"]) || makes(&["--user", "--map-current-user", "--net"]);
        if !can {
            eprintln!("not checked: no network namespace can be made here, or there is no unshare(1)");
        }
        can
    }

    /// The network namespace of a process: namespaces(7). None once the process has ended.
    fn network(process: &str) -> Option<PathBuf> {
        fs::read_link(format!("/proc/{process}/ns/net")).ok()
    }

    /// The interfaces in the network of a process, but for the tunnels that Linux puts there: proc_pid_net(5).
    fn interfaces(process: &str) -> Vec<String> {
        let table = fs::read_to_string(format!("/proc/{process}/net/dev")).expect("a table of interfaces");
        let names = table.lines().filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()));
        names.filter(|name| !FALLBACK_TUNNELS.contains(&name.as_str())).collect()
    }

    /// Waits until something holds of a process. False if it has ended before, or too much time has passed.
    fn comes_to(process: &mut Child, holds: impl Fn(&str) -> bool) -> bool {
        let (id, begun) = (process.id().to_string(), Instant::now());
        while begun.elapsed() < Duration::from_secs(20) && process.try_wait().expect("a child").is_none() {
            if holds(&id) {
                return true;
            }
            thread::sleep(Duration::from_millis(2));
        }
        false
    }

    /// Starts a trial that takes two seconds, through another command. Under nextest, a process runs its trial itself.
    fn start_slowly(project: &Project, launcher: &[&str]) -> Child {
        project.edit("cases/names/waiting.yaml", "thread\n    deadline: 100 ms", "thread\n    deadline: 2 s");
        let mut command = program::without_variables(Command::new("env"));
        command.args(launcher).arg(program::command().get_program());
        command.args(["--exact", "names::waiting::waits_on_another_thread"]);
        command.env("SOCKSHAPE_ROOT", project.path("")).env("NEXTEST", "1").env(VARIABLE, "1");
        command.stdout(Stdio::piped()).spawn().expect("the program to start")
    }

    #[rstest]
    #[case::this_user(&[])]
    #[case::ordinary_user(&AS_USER)]
    fn trial_has_no_interface_but_loopback(#[case] launcher: &[&str]) {
        if !can_be_isolated(launcher) {
            return;
        }
        let (project, own) = (Project::of("hangs"), network("self"));
        let mut process = start_slowly(&project, launcher);
        let has_other = |id: &str| network(id).is_some_and(|network| Some(network) != own);
        assert!(comes_to(&mut process, has_other), "the trial runs in the network of this test");
        assert_eq!(interfaces(&process.id().to_string()), ["lo"]);
        let output = process.wait_with_output().expect("the program to end");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    /// The ids of user_namespaces(7) that a process has: inside, outside as this process sees them, and how many.
    fn ids(process: &str, map: &str) -> Vec<String> {
        let text = fs::read_to_string(format!("/proc/{process}/{map}")).unwrap_or_default();
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn user_stays_the_same() {
        if !can_be_isolated(&AS_USER) {
            return;
        }
        let (project, own) = (Project::of("hangs"), network("self"));
        let mut process = start_slowly(&project, &AS_USER);
        let (user, group) = (getuid().as_raw().to_string(), getgid().as_raw().to_string());
        let is_same = |id: &str| {
            network(id) != own
                && ids(id, "uid_map") == ["1000", &user, "1"]
                && ids(id, "gid_map") == ["1000", &group, "1"]
        };
        assert!(comes_to(&mut process, is_same), "the trial is run by another user");
        assert!(process.wait().is_ok_and(|status| status.success()));
    }

    #[test]
    fn records_are_the_same() {
        if !can_be_isolated(&[]) {
            return;
        }
        let (project, isolated) = (Project::recorded("agrees"), Project::of("agrees"));
        isolated.run_with(&[], &[RECORD, ISOLATED]).counts(0, 6, 0, 0);
        let records = |project: &Project| {
            let below = |path: &Path| path.strip_prefix(project.path("")).expect("a file of the project").to_owned();
            let files = project.files().into_iter().map(|(path, bytes)| (below(&path), bytes));
            files.filter(|(path, _)| path.extension().is_some_and(|ext| ext == "snap")).collect::<Vec<_>>()
        };
        assert_eq!(records(&isolated).len(), 4);
        assert!(records(&isolated) == records(&project), "isolation has changed a record");
        let ran = project.sockshape(&["run", "--isolated"]);
        ran.exits_with(0);
        ran.prints("\n  linux: 4 the same, 0 different, 0 unrecorded\n");
    }

    #[rstest]
    #[case::option(&["run", "--isolated"], &[])]
    #[case::variable(&["run"], &[ISOLATED])]
    #[case::variable_and_default(&[], &[ISOLATED])]
    #[case::both_and_a_network(&["run", "--isolated"], &[("SOCKSHAPE_NETWORK", "1"), (VARIABLE, "0")])]
    fn case_that_needs_the_network_is_skipped(#[case] arguments: &[&str], #[case] variables: &[(&str, &str)]) {
        if !can_be_isolated(&[]) {
            return;
        }
        let ran = Project::of("skipped").sockshape_with(arguments, variables);
        ran.exits_with(0);
        ran.prints(&format!("\nskipped on this host:\n     1  {SKIPPED}\n"));
    }

    #[test]
    fn test_that_needs_the_network_is_ignored() {
        if !can_be_isolated(&[]) {
            return;
        }
        let project = Project::of("skipped");
        let ran = project.run_with(&[], &[ISOLATED, ("SOCKSHAPE_NETWORK", "1")]);
        ran.counts(0, 3, 0, 1);
        assert_eq!(ran.outcomes()["names::network::of_another_host"], format!("ignored ({SKIPPED})"));
        let listed = ["--list", "--format", "terse", "--ignored"];
        for nextest in [&[][..], &[("NEXTEST", "1")]] {
            let ran = project.run_with(&listed, &[&[ISOLATED, ("SOCKSHAPE_NETWORK", "1")], nextest].concat());
            assert_eq!(ran.printed, "names::network::of_another_host: test\n");
        }
    }

    /// Isolation makes a user namespace for an ordinary user, who would have every privilege there.
    #[test]
    fn ordinary_user_gets_no_privilege() {
        if !can_be_isolated(&AS_USER) {
            return;
        }
        let launcher = [&AS_USER[..], &["env", "SOCKSHAPE_ISOLATED=1"]].concat();
        let ran = Project::of("agrees").under(&launcher, &["platform"]);
        ran.exits_with(0);
        let answer = |name: &str| ran.printed.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
        assert_eq!(answer("raw_sockets "), Some("not on this host: this process may not make such sockets"));
        assert_eq!(answer("restricted_ports "), Some("yes"));
        let network = answer("network ").expect("a capability");
        assert_eq!(network.strip_prefix("not on this host: "), SKIPPED.strip_prefix("needs network: "));
    }

    #[test]
    fn nothing_is_run_where_isolation_is_impossible() {
        if !succeeds(&[&WITHOUT_NAMESPACES[..], &["true"]].concat()) {
            eprintln!("not checked: no user namespace can be made here, or there is no unshare(1)");
            return;
        }
        let project = Project::of("agrees");
        let with_variable = [&WITHOUT_NAMESPACES[..], &["env", "SOCKSHAPE_ISOLATED=1"]].concat();
        let runs = [
            (project.under(&WITHOUT_NAMESPACES, &["run", "--isolated"]), 2),
            (project.under(&with_variable, &["run"]), 2),
            (project.under(&with_variable, &["platform"]), 2),
            (project.run_under(&with_variable, &[]), 101),
            (project.run_under(&with_variable, &["--list"]), 101),
        ];
        for (ran, code) in runs {
            ran.is_refused(code);
            ran.complains("error: this run cannot be isolated, so nothing was run: no network namespace can be made: ");
            ran.complains(
                "; leave out --isolated and SOCKSHAPE_ISOLATED; it takes CAP_SYS_ADMIN, or user namespaces, ",
            );
        }
    }
}
