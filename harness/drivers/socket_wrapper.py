"""Has the program sockshape make the calls of each trial with socket_wrapper, a library of Samba's that makes internet
sockets out of local ones, whose paths are in a folder:

    python3 harness/drivers/socket_wrapper.py /usr/lib/x86_64-linux-gnu/libsocket_wrapper.so target/debug/sockshape

What one socket leaves in that folder, another finds, so each trial has a process and a folder of its own. The ports
that the library chooses begin at the number of the process, and a socket that it has lost sight of shows its path. So
that these are the same each time, the process is the same one of a namespace, and the folder is always /mnt there.
That takes root.

Some calls end the process, which the library brings about. Such a call is answered as one that the runtime refused,
with how the process ended in place of an error, and the rest of the trial is not run.
"""

import json
import signal
import subprocess
import sys

LIBRARY, PROGRAM = sys.argv[1:]

# The program is not to be the first process there, for that one gets no signal from itself, as abort() sends it.
START = """
mount -t tmpfs socket_wrapper /mnt
LD_PRELOAD=$1 SOCKET_WRAPPER_DIR=/mnt SOCKET_WRAPPER_DEFAULT_IFACE=1 "$2" drive || exit
"""
NAMESPACE = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-euc", START, "sh"]


class Process:
    """The process of a trial."""

    def __init__(self):
        command = [*NAMESPACE, LIBRARY, PROGRAM]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe)
        self.how_it_ended = None

    def ask(self, line):
        """What it answers to a line: nothing if it ended instead, now or before."""
        if self.how_it_ended is not None:
            return b""
        self.process.stdin.write(line)
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            self.how_it_ended = ending(self.process.wait())
        return answer

    def end(self):
        """Ends it: it has nothing more to read."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def ending(status):
    """How a process ended, by the status that a shell has for that."""
    return signal.Signals(status - 128).name if status > 128 else f"exit {status}"


def main():
    process = Process()
    for line in sys.stdin.buffer:
        has_ended = process.how_it_ended is not None
        answer = process.ask(line)
        request = json.loads(line)
        if "end" in request:
            how = {"ended": True} if has_ended else {"error": f"its process ended: {process.how_it_ended}"}
            process.end()
            process = Process()
            answer = answer or said(request, how)
        elif has_ended:
            answer = said(request, {"not_run": "the process of the trial has ended"})
        elif not answer:
            answer = said(request, {"refused": process.how_it_ended})
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    process.end()


def said(request, answer):
    """The line of an answer."""
    return json.dumps({"id": request["id"], **answer}).encode() + b"\n"


main()
