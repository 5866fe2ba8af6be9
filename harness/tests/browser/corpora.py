"""Projects for the browser: one with thousands of trials, and one whose texts attack the page."""

from pathlib import Path

PLATFORMS = ["linux", "linux-musl", "gvisor", "macos", "freebsd", "openbsd", "windows", "wine"]

RECORDING = """platform: {platform}
date: 2026-01-{day:02}
harness: 0.1.0
made_on:
  system: {system}
  architecture: x86_64
  libc: none
cases: '0000000000000000'
trials: 2000
skipped: {skipped}
snapshots: {{}}
"""


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def snapshot(root: Path, platform: str, topic: str, stem: str, text: str) -> None:
    header = f"---\nsource: harness/src/snapshot.rs\ninput_file: cases/{topic}.yaml\n---\n"
    write(root, f"snapshots/{platform}/{topic}/{stem}.snap", f"{header}{text}\n")


def describe(root: Path, platform: str, day: int, system: str, skipped: str) -> None:
    text = RECORDING.format(platform=platform, day=day, system=system, skipped=skipped)
    write(root, f"snapshots/{platform}/recording.yaml", text)


def many(root: Path) -> int:
    """2,000 trials on 8 platforms, with one to six kinds of results. Some platforms cannot run a trial, or skip it.

    Returns the number of trials.
    """
    count = 0
    for number in range(50):
        topic = f"group_{number // 5}/topic_{number}"
        cases = "".join(
            f"""  - name: case_{case}
    about: Case {case} of topic {number}, with a sentence of some length to read.
    posix: required
    matrix:
      family: [AF_INET, AF_INET6]
      type: [SOCK_STREAM, SOCK_DGRAM]
      end: [{{name: '1', is: any}}, {{name: '2', is: ok}}]
    steps:
      - socket: {{as: s, family: $family, type: $type}}
      - getsockname: s
      - bind: {{socket: s, address: "loopback:0"}}
      - getsockname: s
      - getpeername: s
        expect: {{error: ENOTCONN}}
      - close: s
        expect: $end.is
"""
            for case in range(5)
        )
        head = f"topic: Topic {number}\nsee: {{posix: A page, linux: 'https://example.org/{number}'}}\n"
        write(root, f"cases/{topic}.yaml", f"{head}cases:\n{cases}")
        for case in range(5):
            for family in ["AF_INET", "AF_INET6"]:
                for kind in ["SOCK_STREAM", "SOCK_DGRAM"]:
                    for port in "12":
                        trial(root, topic, f"case_{case}@{family},{kind},{port}", family, kind, count)
                        count += 1
    for day, platform in enumerate(PLATFORMS):
        describe(root, platform, day + 1, platform, "{}")
    return count


def trial(root: Path, topic: str, stem: str, family: str, kind: str, count: int) -> None:
    """The snapshots of one trial."""
    for index, platform in enumerate(PLATFORMS):
        # Every third trial differs. Its number says how many kinds of results it has.
        result = 0 if count % 3 else index % (1 + count // 3 % 6)
        if (count + index) % 97 == 0:
            text = "not on this platform: no such thing"
        else:
            text = "\n".join(
                [
                    f"socket s {family} {kind} -> ok",
                    f"getsockname s -> {family} 0.0.0.0:0 (16 bytes)",
                    f"bind s 127.0.0.1:0 -> {'ok' if result == 0 else f'E{result}'}",
                    f"getsockname s -> {family} 127.0.0.1:<port-{count}> (16 bytes)",
                    "getpeername s -> ENOTCONN",
                    "close s -> ok",
                ]
            )
        if (count + index) % 89:
            snapshot(root, platform, topic, stem, text)


HARM = (
    """</script><script>window.harmed=1</script><img src=x onerror="window.harmed=2">{{ 7*7 }}"""
    """<!--<script>' onmouseover='window.harmed=3'"""
)


def hostile(root: Path) -> None:
    """Markup in all free texts of case files and recordings, and addresses that must not become links."""
    harm = HARM.replace("'", "''")
    write(
        root,
        "cases/harm/full.yaml",
        f"""topic: '{harm}'
see:
  posix: 'javascript://x%0Awindow.harmed=4 and {harm}'
  linux: 'https://example.org/"onmouseover="window.harmed=5 (see https://example.org/a_(b).)'
cases:
  - name: speaks
    about: '{harm}'
    deviates: {{gvisor: '{harm}'}}
    steps:
      - socket: {{as: s, family: AF_INET, type: SOCK_DGRAM}}
      - sendto: {{socket: s, data: '{harm}', address: "loopback:9"}}
  - name: cannot
    steps: [{{socket: {{as: s, family: AF_INET, type: SOCK_STREAM}}}}]
  - name: skips
    steps: [{{socket: {{as: s, family: AF_INET, type: SOCK_STREAM}}}}]
""",
    )
    for day, platform in enumerate(["linux", "gvisor"]):
        skipped = f"{{'harm::full::skips': '{harm}'}}"
        describe(root, platform, day + 1, f"'{harm}'", skipped)
        snapshot(root, platform, "harm/full", "cannot", f"not on this platform: {HARM}")
        steps = f"socket s AF_INET SOCK_DGRAM -> ok\nsendto s -> {HARM} {platform}"
        snapshot(root, platform, "harm/full", "speaks", steps)
