"""python3 faults.py LIBRARY PROGRAM EVERY [PATTERN]: puts each fault of the library under the conformance program, and
lists those that no trial notices.

A survey finds the faults, and for each of them the trials in which it can act. Then the program is run again and again
with a plan, in which each trial has one fault at most, until each fault was noticed or was in all its trials. EVERY
takes one fault of so many, PATTERN those whose name it matches (fnmatch(3)).

A fault is noticed if a trial observes something that it did not: a claim breaks, or the record changes. It does not
count that the harness fails, that a trial is skipped, or that a step is withheld. (But what has arrived is withheld for
the name that a call gave for its sender. That is an observation of this name.) Capabilities are probed before there
is any trial, and so without a fault: that is what `--include-ignored` is for.
"""

import collections
import fnmatch
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

UNNOTICED = pathlib.Path(__file__).with_name("unnoticed")
# Fewer than these would be a fault of the library, or of this program.
ENOUGH = 250
# What the message of a trial says if something else was observed: harness/src/report/failure.rs.
OBSERVED = re.compile(r"^(step \d+: |the record changed|every claim holds, but )", re.MULTILINE)
WITHHELD = re.compile(r"withheld: (?!this came from )")
# The headers whose functions are calls of the Sockets API.
HEADERS = ["arpa/inet.h", "ifaddrs.h", "net/if.h", "netdb.h", "poll.h", "sys/sendfile.h", "sys/socket.h"]
# What cannot go wrong by itself: these free memory, or are asked only for a probe.
HARMLESS = {"freeifaddrs", "getifaddrs", "if_freenameindex"}


def symbols(file, kind):
    """The names of dynamic symbols of a kind: `U` of those that a program needs, `T` of those that a library has."""
    lines = subprocess.run(["nm", "-D", file], check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.split()[-1].split("@")[0] for line in lines if line.split()[-2] == kind}


def escaping(library, program):
    """Calls of the Sockets API that the program makes past the library."""
    source = "".join(f"#include <{header}>\n" for header in HEADERS)
    command = ["gcc", "-D_GNU_SOURCE", "-E", "-P", "-"]
    text = subprocess.run(command, input=source, check=True, capture_output=True, text=True).stdout
    declared = set(re.findall(r"\b(\w+) \(", text))
    return (symbols(program, "U") & declared) - symbols(library, "T") - HARMLESS


class Program:
    """The conformance program with the library before it."""

    def __init__(self, library, program, folder):
        self.command = [program, "--include-ignored"]
        self.folder = folder
        self.environment = os.environ | {"LD_PRELOAD": library, "SOCKSHAPE_FAULTS": folder, "INSTA_UPDATE": "no"}

    def run(self, plan=None):
        """Runs all trials, each with the fault that the plan has for it. Returns the messages of those that fail, and
        the pairs of a trial and a fault that acted in it.
        """
        acted = pathlib.Path(self.folder, "acted")
        acted.write_text("")
        if plan is not None:
            pathlib.Path(self.folder, "plan").write_text("\n" + "".join(f"{t}\t{f}\n" for t, f in plan.items()))
        ran = subprocess.run(self.command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = ran.stdout.decode(errors="replace")
        if "\ntest result: " not in output:
            sys.exit(f"the program did not come to its end:\n{output[-2000:]}")
        return failures(output), {tuple(line.split("\t")) for line in acted.read_text().splitlines()}


def failures(output):
    """What a run says of each trial that failed."""
    parts = re.split(r"^---- (.+) ----$", output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def observes(message):
    """Whether a trial failed by what it observed. What comes after a step that was withheld does not count."""
    changed = re.search(r"^\+(?!\+\+).* -> (.*)$", message, re.MULTILINE)
    return bool(OBSERVED.search(message)) and not (changed and WITHHELD.match(changed[1]))


class Hunt:
    """Which faults there are, and what became of them."""

    def __init__(self, candidates):
        self.left = {fault: collections.deque(sorted(trials)) for fault, trials in sorted(candidates.items())}
        self.acted, self.noticed, self.wrong = set(), {}, []

    def pending(self):
        return [fault for fault, trials in self.left.items() if trials and fault not in self.noticed]

    def plan(self, most):
        """Gives each pending fault trials that it was not in yet, as many as `most`, as long as there are some."""
        plan = {}
        for _ in range(most):
            before = len(plan)
            for fault in sorted(self.pending(), key=lambda fault: len(self.left[fault])):
                free = next((trial for trial in self.left[fault] if trial not in plan), None)
                if free:
                    self.left[fault].remove(free)
                    plan[free] = fault
            if len(plan) == before:
                break
        return plan

    def judge(self, plan, failed, acted):
        self.acted |= {fault for _, fault in acted}
        for trial, message in failed.items():
            if trial not in plan:
                self.wrong.append(f"{trial} fails, and had no fault:\n{message}")
            elif (trial, plan[trial]) in acted and observes(message):
                self.noticed.setdefault(plan[trial], trial)

    def run(self, program):
        """Each round puts a fault into twice as many trials as the one before."""
        most = 1
        while plan := self.plan(most):
            print(f"{len(set(plan.values()))} faults in {len(plan)} trials", flush=True)
            self.judge(plan, *program.run(plan))
            most *= 2


def reasons():
    """The patterns of faults that nobody has to notice: those with four blanks before them, below a reason."""
    lines = UNNOTICED.read_text().splitlines()
    return [line.strip() for line in lines if line.startswith("    ")]


def excused_of(faults):
    """Those of the faults that have a reason."""
    return {fault for pattern in reasons() for fault in fnmatch.filter(faults, pattern)}


def report(hunt, whole):
    """Says what is wrong. Returns whether anything is."""
    unnoticed = {fault for fault in hunt.left if fault not in hunt.noticed}
    excused = excused_of(hunt.left)
    wrong = list(hunt.wrong)
    wrong += [f"{fault}: no trial notices it" for fault in sorted(unnoticed - excused)]
    wrong += [f"{fault}: {hunt.noticed[fault]} notices it, so remove it from {UNNOTICED.name}"
              for fault in sorted(excused - unnoticed)]
    wrong += [f"{fault}: it never acted" for fault in sorted(set(hunt.left) - hunt.acted)]
    if whole:
        wrong += [f"{pattern}: {UNNOTICED.name} has it, and there is no such fault"
                  for pattern in reasons() if not fnmatch.filter(hunt.left, pattern)]
        wrong += [f"there have to be {ENOUGH} faults"] * (len(hunt.acted) < ENOUGH)
    print("\n".join(wrong))
    print(f"{len(hunt.acted)} faults acted: trials notice {len(hunt.noticed)}, and {len(unnoticed & excused)} have a "
          f"reason why none does")
    return bool(wrong)


def choose(candidates, every, pattern):
    """The faults of this run. Whether a fault is in a sample depends on its own name, so that the others stay in theirs
    when one comes or goes. What has a reason is not worth the time: it is in every trial in vain.
    """
    faults = fnmatch.filter(sorted(candidates), pattern)
    sample = {fault for fault in faults if zlib.crc32(fault.encode()) % every == 0}
    return faults if every == 1 else sorted(sample - excused_of(faults))


def main(library, program, every, pattern="*"):
    if escapes := escaping(library, program):
        sys.exit(f"the library has no faults for these calls of the program: {' '.join(sorted(escapes))}")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        under_test = Program(library, program, folder)
        failed, could_act = under_test.run()
        if failed:
            sys.exit("without any fault, these trials fail:\n" + "\n".join(failed))
        candidates = collections.defaultdict(set)
        for trial, fault in could_act:
            candidates[fault].add(trial)
        hunt = Hunt({fault: candidates[fault] for fault in choose(candidates, int(every), pattern)})
        hunt.run(under_test)
    if pattern != "*":
        print("\n".join(f"{fault}: {trial} notices it" for fault, trial in sorted(hunt.noticed.items())))
    return report(hunt, whole=every == "1" and pattern == "*")


sys.exit(main(*sys.argv[1:]))
