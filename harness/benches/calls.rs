//! What the harness adds to the system calls of a trial, and what a driver adds to that.

use std::io;
use std::mem::MaybeUninit;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use criterion::Criterion;
use socket2::{Domain, Socket, Type};
use sockshape::case::{Trial, load_topic, read_topic};
use sockshape::executor::driver::{Command, Driver};
use sockshape::executor::native::Native;
use sockshape::executor::{Executor, run};
use sockshape::session::{Session, SnapshotMode, TrialResult};
use sockshape::source::SourceFile;
use sockshape::transcript::Transcript;
use sockshape::verdict::Verdict;

use crate::beside::beside;
use crate::project::real;

const BIND: &str = "
  - socket: {as: socket, family: AF_INET, type: SOCK_STREAM}
  - bind: {socket: socket, address: 127.0.0.1:0}
  - getsockname: socket
  - close: socket
";

/// The connection is reset, so that its ports are free again at once.
const TCP: &str = "
  - socket: {as: server, family: AF_INET, type: SOCK_STREAM}
  - bind: {socket: server, address: 127.0.0.1:0}
  - listen: server
  - getsockname: server
    save: name
  - socket: {as: client, family: AF_INET, type: SOCK_STREAM}
  - connect: {socket: client, address: $name}
  - accept: {socket: server, as: peer}
  - send: {socket: client, data: hello}
  - recv: peer
  - setsockopt: {socket: client, option: SO_LINGER, value: 0}
  - close: client
  - close: peer
  - close: server
";

pub(crate) fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("calls");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).sample_size(50);
    for (name, steps, bare) in [("bind", BIND, bind as fn() -> io::Result<()>), ("TCP", TCP, tcp)] {
        let bare = |_: &Ready| bare().expect("the system does it");
        beside(&mut group, name, || Ready::new(trial(steps)), bare, Ready::run);
    }
    beside(&mut group, "whole trial", || Ready::new(recorded_trial()), Ready::run, Ready::examine);
    for (name, steps) in [("bind over drive", BIND), ("TCP over drive", TCP)] {
        let ready = || [here as fn() -> Box<dyn Executor>, drive].map(|executor| Ready::on(executor(), trial(steps)));
        beside(&mut group, name, ready, |[here, _]| here.run(), |[_, drive]| drive.run());
    }
}

fn here() -> Box<dyn Executor> {
    Box::new(Native::new().expect("sockets"))
}

/// The same, in a process of its own that is asked for each call.
fn drive() -> Box<dyn Executor> {
    let command = Command::named(&format!("'{}' drive", env!("CARGO_BIN_EXE_sockshape"))).expect("a command");
    Box::new(Driver::new(command).expect("a driver"))
}

/// A trial, and what it is run with.
struct Ready {
    trial: Arc<Trial>,
    session: Session,
}

impl Ready {
    fn new(trial: Arc<Trial>) -> Self {
        Self::on(here(), trial)
    }

    fn on(executor: Box<dyn Executor>, trial: Arc<Trial>) -> Self {
        let session = Session::on(executor, real(), SnapshotMode::Compare).expect("a session");
        let ready = Self { trial, session };
        match ready.examine().verdict {
            // The trials that are made here have no record.
            Verdict::Agrees | Verdict::New { .. } => ready,
            other => panic!("{} cannot be measured: {other:?}", ready.trial.name),
        }
    }

    /// Runs it, and nothing else.
    fn run(&self) -> Transcript {
        run(&self.trial.program, &*self.session.executor).expect("a world for the trial")
    }

    /// Runs it, judges it, and compares it with its record.
    fn examine(&self) -> TrialResult {
        self.session.examine(&self.trial)
    }
}

/// A trial of these steps.
fn trial(steps: &str) -> Arc<Trial> {
    let text = format!("topic: Speed\nsee: {{posix: socket()}}\ncases:\n- name: case\n  steps:{steps}");
    let source = SourceFile::new("cases/group/topic.yaml", text);
    let topic = read_topic(&Arc::new(source), "group", "topic").expect("a case file without a problem");
    Arc::clone(&topic.trials[0])
}

/// A trial of usual length whose record is compared.
fn recorded_trial() -> Arc<Trial> {
    let topic = load_topic(real(), "getsockname", "bound").expect("a case file without a problem");
    Arc::clone(&topic.trials[0])
}

fn bind() -> io::Result<()> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&any_port())?;
    socket.local_addr()?;
    Ok(())
}

fn tcp() -> io::Result<()> {
    let server = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    server.bind(&any_port())?;
    server.listen(128)?;
    let name = server.local_addr()?;
    let client = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    client.connect(&name)?;
    let (peer, _) = server.accept()?;
    client.send(b"hello")?;
    peer.recv(&mut [MaybeUninit::uninit(); 1024])?;
    client.set_linger(Some(Duration::ZERO))?;
    // What a trial opens is closed in this order.
    drop(client);
    drop(peer);
    drop(server);
    Ok(())
}

fn any_port() -> socket2::SockAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()
}
