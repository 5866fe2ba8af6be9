#!/usr/bin/env python3
"""A driver over CPython's own modules, above all `socket`: README.md beside it says what a driver is.

    sockshape run --driver 'python3 harness/drivers/cpython.py'
    sockshape run --isolated --driver 'python3 harness/drivers/cpython.py confined'

It says that it `confines` its calls if its command does, as is true in a network of its own.

Three rules make its answers those of the runtime:

* Whatever is under test is called through `Trial.ask`. An exception there is an answer, one elsewhere a fault of this
  driver.
* An exception without an errno is `refused`, with the name of its class: ValueError, OverflowError, OSError. So a
  reader sees what a program in Python meets where C has an error of the system. A timeout alone is called ETIMEDOUT,
  which is what TimeoutError stands for in Python's documentation.
* What Python has no way to say is lacking: null pointers, lengths of addresses, and constants that `socket` has no name
  for.

It needs Python 3.8 or later, and a system with fork and signals.
"""

import errno
import itertools
import json
import keyword
import os
import re
import select
import signal
import socket as net
import stat as modes
import struct
import subprocess
import sys
import threading
import time
import traceback


class Ended(Exception):
    """A call ended otherwise than by returning: `answer` says how."""

    def __init__(self, how, what):
        super().__init__(how, what)
        self.answer = {how: what}


class Deadline(BaseException):
    """The deadline of a call has come. It is no Exception, so that nothing takes it for an answer of the runtime."""


def lacks(what):
    return Ended("lacks", what)


# Words and numbers


def names(prefix):
    """The names of the module's constants by their numbers: of two, the first in the alphabet, so not AF_ROUTE."""
    return {int(getattr(net, name)): name for name in sorted(vars(net), reverse=True) if name.startswith(prefix)}


FAMILIES = names("AF_")
TYPES = names("SOCK_")
# Protocol 0 is that of the type, and no protocol of its own.
PROTOCOLS = {number: name for number, name in names("IPPROTO_").items() if number != 0}
RESOLVER_ERRORS = names("EAI_")
# Of a number with two names, the one that POSIX has for sockets.
ERRORS = {**errno.errorcode, **{getattr(errno, name): name for name in ("EAGAIN", "EOPNOTSUPP", "EDEADLK")}}
EVENTS = ("POLLIN", "POLLPRI", "POLLOUT", "POLLRDHUP", "POLLERR", "POLLHUP", "POLLNVAL")
MESSAGE_FLAGS = ("MSG_OOB", "MSG_PEEK", "MSG_TRUNC", "MSG_CTRUNC", "MSG_DONTWAIT", "MSG_WAITALL", "MSG_EOR",
                 "MSG_NOSIGNAL", "MSG_MORE", "MSG_ERRQUEUE", "MSG_FASTOPEN", "MSG_CMSG_CLOEXEC")


def number(word, module=net):
    """The number of a constant, as the runtime's module has it."""
    if isinstance(word, int):
        return word
    found = getattr(module, word, None)
    if found is None:
        raise lacks(f"{module.__name__}.{word}")
    return int(found)


def combined(words, module=net):
    flags = 0
    for word in words:
        flags |= number(word, module)
    return flags


def word(table, value):
    """The name of a number, or the number as text."""
    return table.get(value, str(int(value)))


def split(flags, words, module):
    """The names of flags, joined; bits without a name are a number at the end."""
    found = []
    for name in words:
        bit = getattr(module, name, 0)
        if flags & bit:
            found.append(name)
            flags &= ~bit
    return "|".join(found + ([str(flags)] if flags else [])) or "none"


def failure(error):
    """What a program in Python can tell from an exception."""
    if isinstance(error, net.timeout):
        return Ended("failed", "ETIMEDOUT")
    if isinstance(error, OSError) and error.errno is not None:
        known = RESOLVER_ERRORS if isinstance(error, net.gaierror) else ERRORS
        return Ended("failed", known.get(error.errno, f"error {error.errno}"))
    return Ended("refused", type(error).__name__)


# Data and times


def octets(data):
    """The bytes that a case writes as text, as hex or as a repetition."""
    if isinstance(data, str):
        return data.encode()
    if "hex" in data:
        return bytes.fromhex(data["hex"])
    return data["repeat"].encode() * data["times"]


def told(data):
    """Bytes as an answer has them."""
    try:
        return bytes(data).decode()
    except UnicodeDecodeError:
        return {"hex": bytes(data).hex()}


def taken(count, asked):
    """How much the system took. A part is told from the whole, because how large it is depends on the host."""
    return count if count == asked else {"part": count}


UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}


def seconds(text):
    """A time such as `200 ms`, in seconds, or None for `none`."""
    if text == "none":
        return None
    if isinstance(text, (int, float)):
        return float(text)
    count, unit = text.split()
    return float(count) * UNITS[unit]


def time_text(microseconds):
    return f"{microseconds} us" if microseconds % 1000 else f"{microseconds // 1000} ms"


# Interfaces


def loopback():
    """The name of the loopback interface."""
    return next(name for _, name in net.if_nameindex() if name.startswith("lo"))


def interface_name(word):
    return {"any": "", "loopback": loopback(), "nonexistent": "nonexistent"}[word]


def interface_index(word):
    return {"any": 0, "loopback": net.if_nametoindex(loopback()), "nonexistent": 16777200}[word]


def interface_of(index, name=None):
    """An interface as an answer has it."""
    if name is None:
        name = dict(net.if_nameindex()).get(index)
    return {"interface": {"index": index, "loopback": name == loopback(), "name": name}}


def interface_named(name):
    return interface_of(net.if_nametoindex(name), name) if name else interface_of(0)


# The trial, and what it has


class Trial:
    def __init__(self, begin):
        self.deadline = begin["deadline_ms"] / 1000
        self.scratch = begin["scratch"]
        # Sockets, file objects, started calls and child processes by their names. An error is what became of a socket.
        self.things = {}
        # Every socket that was made, also where its name was given again, and the descriptors that belong to none.
        self.sockets, self.descriptors = [], set()
        self.waits = {}
        self.umask_before = None

    def ask(self, function, *arguments, **named):
        """Calls what is under test. Whatever it raises is an answer."""
        try:
            return function(*arguments, **named)
        except Exception as error:
            raise failure(error) from error

    def wait(self, name, function, *arguments, **named):
        """Asks for what may wait for a socket, and notes how long it took."""
        began = time.monotonic_ns()
        try:
            return self.ask(function, *arguments, **named)
        finally:
            self.waits[name] = time.monotonic_ns() - began

    def put_off_deadline(self):
        """Gives a call as long as the harness does, because starting a process takes its time and is not under test."""
        signal.setitimer(signal.ITIMER_REAL, self.deadline + 4)

    def add(self, name, sock):
        self.sockets.append(sock)
        self.things[name] = sock

    def thing(self, name, what):
        if name not in self.things:
            raise Ended("not_run", f"there is no {what} `{name}`")
        return self.things[name]

    def socket_of(self, name):
        sock = self.thing(name, "socket")
        if isinstance(sock, OSError):
            raise failure(sock)
        return sock

    def file_of(self, name):
        return self.thing(name, "file object")

    def path_of(self, path):
        return self.scratch + path[len("$scratch"):] if path.startswith("$scratch") else path

    def hidden(self, text):
        """A path or a name without what is only this trial's."""
        return text.replace(self.scratch, "$scratch") if isinstance(text, str) else text

    def end(self):
        """Ends all that is there; False if a thread does not end."""
        for child in self.things.values():
            if isinstance(child, Child):
                child.end()
        for sock in self.sockets:
            # `close` would leave the descriptor open for file objects.
            self.descriptors.add(sock.detach())
        for descriptor in self.descriptors - {-1}:
            try:
                os.close(descriptor)
            except OSError:
                pass
        if self.umask_before is not None:
            os.umask(self.umask_before)
        return all(call.end() for call in self.things.values() if isinstance(call, Started))

    def polled(self, names, events, timeout):
        """The events of sockets that are ready, by their descriptors."""
        asked, limit = select.poll(), seconds(timeout)
        for name in names:
            self.ask(asked.register, self.socket_of(name), combined(events, select))
        return dict(self.wait(names[0] if names else None, asked.poll, None if limit is None else 1000 * limit))

    # Addresses

    def address_in(self, address):
        """An address as Python takes it. It has no family of its own: that of the socket holds."""
        if address is None:
            raise lacks("a null pointer in place of an address")
        if address == "unnamed":
            return ""
        if "returned" in address:
            return self.address_in({key: value for key, value in address["returned"].items() if key != "length"})
        if "length" in address:
            raise lacks("the length of an address")
        if "path" in address:
            return self.path_of(address["path"])
        if "abstract" in address:
            return b"\0" + self.path_of(address["abstract"]).encode()
        if "interface" in address:
            return (interface_name(address["interface"]), 0)
        return self.numbers_in(address)

    def numbers_in(self, address):
        family = address["family"]
        if "host" in address:
            port = address["port"]
            start = (address["host"], port["returned_port"] if isinstance(port, dict) else port)
            # A pair will do for AF_INET6, too. What a call returned has four parts.
            is_long = "flowinfo" in address or "scope_id" in address
            return start + ((address.get("flowinfo", 0), address.get("scope_id", 0)) if is_long else ())
        if family == "AF_UNIX":
            return ""
        if "bytes" in address:
            address = address_of_bytes(family, bytes.fromhex(address["bytes"]))
        return (address["cid"], address["port"]) if family == "AF_VSOCK" else (address["port"], address["groups"])

    def address_out(self, sock, address):
        """The name that Python returned. What family it is of is seen from what it looks like, as a program has to."""
        if address is None:
            # Python says so where the system returned no byte of a name.
            return {"length": 0}
        if isinstance(address, str):
            return {"family": "AF_UNIX", **({"path": self.hidden(address)} if address else {})}
        if isinstance(address, bytes):
            return {"family": "AF_UNIX", **({"abstract": self.hidden(told(address[1:]))} if address else {})}
        if len(address) == 4:
            return {"family": "AF_INET6", **dict(zip(("host", "port", "flowinfo", "scope_id"), address))}
        if len(address) == 5:
            name, protocol, kind, hardware, rest = address
            return {"family": "AF_PACKET", "interface": net.if_nametoindex(name) if name else 0, "protocol": protocol,
                    "kind": kind, "hardware": hardware, "address": rest.hex()}
        if isinstance(address[0], str):
            return {"family": "AF_INET", "host": address[0], "port": address[1]}
        if isinstance(address[1], bytes):
            return {"family": word(FAMILIES, address[0]), "bytes": address[1].hex()}
        fields = {"AF_NETLINK": ("port", "groups"), "AF_VSOCK": ("cid", "port")}
        family = word(FAMILIES, sock.family)
        return {"family": family, **dict(zip(fields[family], address))}


def address_of_bytes(family, raw):
    """The fields that Python has of an address of bytes, if it has no others."""
    try:
        if family == "AF_NETLINK":
            return dict(zip(("port", "groups"), struct.unpack("=2xII", raw)))
        if family == "AF_VSOCK":
            return dict(zip(("port", "cid"), struct.unpack("=2xII4x", raw)))
    except struct.error:
        pass
    raise lacks("an address of raw bytes")


# The operations, each under its name: the parameters are its arguments, and what is returned is what it returns


class Calls(Trial):
    # Sockets

    def socket(self, as_, family="AF_INET", type="SOCK_STREAM", protocol=0, flags=()):
        kind = number(type) | combined(flags)
        self.add(as_, self.ask(net.socket, number(family), kind, number(protocol)))

    def socketpair(self, family, type, as_, protocol=0):
        for name, sock in zip(as_, self.ask(net.socketpair, number(family), number(type), number(protocol))):
            self.add(name, sock)

    def create_connection(self, as_, address, timeout=None, source=None):
        place = (address["host"], address["port"]) if "host" in address else self.address_in(address)[:2]
        limit = {} if timeout is None else {"timeout": seconds(timeout)}
        source = None if source is None else self.address_in(source)
        self.add(as_, self.wait(as_, net.create_connection, place, source_address=source, **limit))

    def close(self, socket):
        self.ask(self.socket_of(socket).close)

    def shutdown(self, socket, how):
        self.ask(self.socket_of(socket).shutdown, number(how))

    def family(self, socket):
        return {"family": word(FAMILIES, self.socket_of(socket).family)}

    def type(self, socket):
        return {"type": word(TYPES, self.socket_of(socket).type)}

    def protocol(self, socket):
        return {"protocol": word(PROTOCOLS, self.socket_of(socket).proto)}

    def dup(self, socket, as_):
        self.add(as_, self.ask(self.socket_of(socket).dup))

    def fileno(self, socket):
        return {"descriptor": self.ask(self.socket_of(socket).fileno)}

    def detach(self, socket):
        descriptor = self.ask(self.socket_of(socket).detach)
        self.descriptors.add(descriptor)
        return {"descriptor": descriptor}

    def from_fileno(self, as_, descriptor, family=None):
        descriptor = descriptor["returned_descriptor"]
        known = {} if family is None else {"family": number(family)}
        sock = self.ask(net.socket, fileno=descriptor, **known)
        if sock.family == net.AF_INET and sock.getsockopt(net.SOL_SOCKET, net.SO_DOMAIN) == net.AF_INET6:
            sock.detach()
            # Its names do not fit into what CPython has for them, which then reads memory that nobody wrote.
            raise lacks("a socket of AF_INET6 as one of AF_INET")
        self.add(as_, sock)
        self.descriptors.discard(descriptor)

    def get_inheritable(self, socket):
        return {"inheritable": self.ask(self.socket_of(socket).get_inheritable)}

    def set_inheritable(self, socket, inheritable):
        self.ask(self.socket_of(socket).set_inheritable, inheritable)

    # Names

    def bind(self, socket, address):
        self.ask(self.socket_of(socket).bind, self.address_in(address))

    def listen(self, socket, backlog=128):
        self.ask(self.socket_of(socket).listen, backlog)

    def connect(self, socket, address):
        self.wait(socket, self.socket_of(socket).connect, self.address_in(address))

    def accept(self, socket, as_):
        peer, address = self.wait(socket, self.socket_of(socket).accept)
        self.add(as_, peer)
        return {"address": self.address_out(peer, address)}

    def getsockname(self, socket):
        sock = self.socket_of(socket)
        return {"address": self.address_out(sock, self.ask(sock.getsockname))}

    def getpeername(self, socket):
        sock = self.socket_of(socket)
        return {"address": self.address_out(sock, self.ask(sock.getpeername))}

    def hold_port(self, as_, type):
        """A port outside the system's own range, held by a socket of the other type."""
        other = {"SOCK_STREAM": net.SOCK_DGRAM, "SOCK_DGRAM": net.SOCK_STREAM}[type]
        with open("/proc/sys/net/ipv4/ip_local_port_range") as range_of_system:
            low, high = map(int, range_of_system.read().split())
        ports = [*range(high + 1, 65536), *range(1024, low)]
        # Where it begins is another place in each process, so that several do not try the same ports.
        start = int.from_bytes(os.urandom(4), "big") % len(ports)
        for port in ports[start:] + ports[:start]:
            holder = net.socket(net.AF_INET, other)
            try:
                holder.bind(("127.0.0.1", port))
                with net.socket(net.AF_INET, number(type)) as probe:
                    probe.bind(("0.0.0.0", port))
            except OSError:
                holder.close()
                continue
            self.add(as_, holder)
            return {"address": self.address_out(holder, holder.getsockname())}
        raise Ended("not_run", "no port is free that the system gives nobody unasked")

    # Data

    def send(self, socket, data, flags=()):
        data = octets(data)
        return {"sent": taken(self.wait(socket, self.socket_of(socket).send, data, combined(flags)), len(data))}

    def sendall(self, socket, data, flags=()):
        self.wait(socket, self.socket_of(socket).sendall, octets(data), combined(flags))

    def sendto(self, socket, data, address, flags=()):
        sock, data, address = self.socket_of(socket), octets(data), self.address_in(address)
        return {"sent": taken(self.wait(socket, sock.sendto, data, combined(flags), address), len(data))}

    def sendmsg(self, socket, data, address=None, ancillary=(), flags=()):
        sock = self.socket_of(socket)
        buffers = [octets(part) for part in (data if isinstance(data, list) else [data])]
        messages = [control_in(self, message) for message in ancillary]
        # The only call that takes None for an address: it is the null pointer.
        address = None if address is None else self.address_in(address)
        sent = self.wait(socket, sock.sendmsg, buffers, messages, combined(flags), address)
        return {"sent": taken(sent, sum(map(len, buffers)))}

    def recv(self, socket, size=1024, flags=()):
        return {"data": told(self.wait(socket, self.socket_of(socket).recv, size, combined(flags)))}

    def recv_into(self, socket, into, flags=()):
        buffer, view, size = room_of(into)
        received = self.wait(socket, self.socket_of(socket).recv_into, view, size, combined(flags))
        return {"received": received, "buffer": told(buffer)}

    def recvfrom(self, socket, size=1024, flags=()):
        sock = self.socket_of(socket)
        received, address = self.wait(socket, sock.recvfrom, size, combined(flags))
        return {"data": told(received), "address": self.address_out(sock, address)}

    def recvfrom_into(self, socket, into, flags=()):
        sock, (buffer, view, size) = self.socket_of(socket), room_of(into)
        received, address = self.wait(socket, sock.recvfrom_into, view, size, combined(flags))
        return {"received": received, "buffer": told(buffer), "address": self.address_out(sock, address)}

    def recvmsg(self, socket, sizes=(1024,), room=256, as_=(), flags=()):
        sock, flags = self.socket_of(socket), combined(flags)
        ancillary_size = net.CMSG_LEN(room) if room else 0
        if len(sizes) == 1:
            message = self.wait(socket, sock.recvmsg, sizes[0], ancillary_size, flags)
            received, ancillary, flags, address = message
        else:
            buffers = [bytearray(size) for size in sizes]
            message = self.wait(socket, sock.recvmsg_into, buffers, ancillary_size, flags)
            count, ancillary, flags, address = message
            received = b"".join(buffers)[:count]
        passed = iter(as_)
        return {
            "data": told(received),
            "address": self.address_out(sock, address),
            "flags": split(flags, MESSAGE_FLAGS, net),
            "ancillary": [control_out(self, passed, *control) for control in ancillary],
        }

    # Files

    def open(self, path, access="O_RDWR", data=""):
        new = 0 if access == "O_RDONLY" else os.O_CREAT | os.O_TRUNC
        descriptor = self.ask(os.open, self.path_of(path), number(access, os) | new, 0o666)
        self.descriptors.add(descriptor)
        rest = octets(data)
        while rest:
            rest = rest[self.ask(os.write, descriptor, rest):]
        return {"descriptor": descriptor}

    def sendfile(self, socket, file, offset=0, count=None):
        sock = self.socket_of(socket)
        with self.ask(os.fdopen, file["returned_descriptor"], "rb", closefd=False) as opened:
            return {"sent": self.wait(socket, sock.sendfile, opened, offset, count)}

    def sendfile_once(self, socket, from_, count, offset=None):
        sock = self.socket_of(socket)
        return {"sent": self.wait(socket, os.sendfile, sock.fileno(), from_["returned_descriptor"], offset, count)}

    def makefile(self, socket, as_):
        self.things[as_] = self.ask(self.socket_of(socket).makefile, "rwb")

    def readline(self, file, size=-1):
        return {"line": told(self.ask(self.file_of(file).readline, size))}

    def read(self, file, size=-1):
        return {"data": told(self.ask(self.file_of(file).read, size))}

    def write(self, file, data):
        return {"written": self.ask(self.file_of(file).write, octets(data))}

    def flush(self, file):
        self.ask(self.file_of(file).flush)

    def mkdir(self, path):
        self.ask(os.mkdir, self.path_of(path), 0o700)

    def link(self, from_, to):
        self.ask(os.link, self.path_of(from_), self.path_of(to))

    def symlink(self, target, path):
        self.ask(os.symlink, self.path_of(target), self.path_of(path))

    def rename(self, from_, to):
        self.ask(os.rename, self.path_of(from_), self.path_of(to))

    def unlink(self, path):
        self.ask(os.unlink, self.path_of(path))

    def chmod(self, path, permissions):
        self.ask(os.chmod, self.path_of(path), permission_bits(permissions))

    def umask(self, without):
        before = os.umask(permission_bits(without))
        self.umask_before = before if self.umask_before is None else self.umask_before

    def stat(self, path):
        mode = self.ask(os.stat, self.path_of(path)).st_mode
        kinds = {modes.S_IFREG: "file", modes.S_IFDIR: "folder", modes.S_IFLNK: "link", modes.S_IFSOCK: "socket"}
        return {"kind": kinds.get(modes.S_IFMT(mode), "other")}

    def permissions(self, path):
        return {"permissions": modes.filemode(self.ask(os.stat, self.path_of(path)).st_mode)[1:]}

    # Options

    def setsockopt(self, socket, option, value):
        sock, kind = self.socket_of(socket), KINDS.get(option, NUMBER)
        self.ask(sock.setsockopt, level_of(option), number(option), kind.into(value))

    def getsockopt(self, socket, option):
        sock, kind = self.socket_of(socket), KINDS.get(option, NUMBER)
        size = () if kind.size is None else (kind.size,)
        return {"value": kind.out(self.ask(sock.getsockopt, level_of(option), number(option), *size))}

    def setsockopt_bytes(self, socket, option, value=None, length=None):
        sock, place = self.socket_of(socket), place_of(option)
        if length is not None and length < 0:
            raise lacks("a negative length of an option")
        if value is None:
            self.ask(sock.setsockopt, *place, None, length or 0)
            return
        value = [value] if isinstance(value, int) else value
        raw = struct.pack(f"{len(value)}i", *value) if isinstance(value, list) else octets(value)
        self.ask(sock.setsockopt, *place, raw if length is None else raw[:length].ljust(length, b"\0"))

    def getsockopt_bytes(self, socket, option, room):
        if room == 0:
            raise lacks("no room for an option: 0 asks for a number")
        raw = self.ask(self.socket_of(socket).getsockopt, *place_of(option), room)
        return {"value": told(raw), "length": len(raw)}

    def take_error(self, socket):
        pending = self.ask(self.socket_of(socket).getsockopt, net.SOL_SOCKET, net.SO_ERROR)
        return {"pending": ERRORS.get(pending, f"error {pending}") if pending else None}

    def limit_port(self, socket, port):
        # IP_LOCAL_PORT_RANGE of linux/in.h, for which `socket` has no name.
        both = port["returned_port"] << 16 | port["returned_port"]
        self.ask(self.socket_of(socket).setsockopt, net.IPPROTO_IP, 51, struct.pack("I", both))

    # Waiting

    def setblocking(self, socket, blocking):
        self.ask(self.socket_of(socket).setblocking, blocking)

    def settimeout(self, socket, timeout):
        self.ask(self.socket_of(socket).settimeout, seconds(timeout))

    def gettimeout(self, socket):
        timeout = self.ask(self.socket_of(socket).gettimeout)
        return {"timeout": "none" if timeout is None else time_text(round(1e6 * timeout))}

    def waited(self, socket):
        if socket not in self.waits:
            raise Ended("not_run", f"no call has waited for `{socket}`")
        return {"time": {"nanoseconds": self.waits[socket]}}

    def poll(self, socket, events, timeout="none"):
        ready = self.polled([socket], events, timeout)
        return {"events": split(ready.get(self.socket_of(socket).fileno(), 0), EVENTS, select)}

    def poll_several(self, sockets, events, timeout="none"):
        if len(set(sockets)) < len(sockets):
            raise lacks("a poll that asks for a socket twice")
        ready = self.polled(sockets, events, timeout)
        return {"ready": len(ready), "sockets": [
            {"socket": name, "events": split(ready.get(self.socket_of(name).fileno(), 0), EVENTS, select)}
            for name in sockets]}

    # The resolver

    def getaddrinfo(self, host=None, service=None, family="AF_UNSPEC", type=0, protocol=0, flags=()):
        answers = self.ask(net.getaddrinfo, host, service, number(family), number(type), number(protocol),
                           combined(flags))
        return {"answers": [{
            "family": word(FAMILIES, family),
            "type": word(TYPES, kind),
            "protocol": word(PROTOCOLS, protocol),
            "address": self.address_out(None, address),
            # Empty if there is none.
            **({"canonical_name": canonical_name} if canonical_name else {}),
            "flags": None,
        } for family, kind, protocol, canonical_name, address in answers]}

    def getnameinfo(self, address, flags=()):
        host, service = self.ask(net.getnameinfo, self.address_in(address), combined(flags))
        return {"host": host, "service": int(service) if service.isdigit() else service}

    def getservbyname(self, name, protocol=None):
        port = self.ask(net.getservbyname, *filter(None, (name, protocol)))
        return {"service": [{"name": None, "port": port, "protocol": None}]}

    def getservbyport(self, port, protocol=None):
        name = self.ask(net.getservbyport, port, *filter(None, (protocol,)))
        return {"service": [{"name": name, "port": None, "protocol": None}]}

    def gethostname(self):
        return {"name": {"hostname": self.ask(net.gethostname)}}

    def if_nametoindex(self, interface):
        name = interface_name(interface)
        return {"index": interface_of(self.ask(net.if_nametoindex, name), name)}

    def if_indextoname(self, interface):
        index = interface_index(interface)
        return {"name": interface_of(index, self.ask(net.if_indextoname, index))}

    def if_nameindex(self, interface):
        listed = self.ask(net.if_nameindex)
        return {"interfaces": [{"index": interface_of(index, name), "name": interface_of(index, name)}
                               for index, name in listed if name == interface_name(interface)]}

    # Threads and processes

    def start(self, as_, step):
        self.things[as_] = Started(self, step)
        self.things[as_].settle()

    def finish(self, call):
        return passed_on(self.thing(call, "started call").wait())

    def inherited(self, socket):
        descriptor = self.socket_of(socket).fileno()
        if descriptor < 0:
            return {"inherited": False}
        self.put_off_deadline()
        place = f"/proc/self/fd/{descriptor}"
        # The child says what it has there, which is the same only if it is this socket.
        said = subprocess.run(["readlink", place], stdout=subprocess.PIPE, close_fds=False).stdout
        return {"inherited": said.decode().strip() == os.readlink(place)}

    def start_child(self, as_, with_):
        self.put_off_deadline()
        self.things[as_] = Child(self, {name: self.socket_of(name) for name in with_})

    def in_child(self, child, step):
        # The child keeps to the deadline itself.
        self.put_off_deadline()
        return passed_on(self.thing(child, "child process").tell(step))

    def end_child(self, child):
        self.thing(child, "child process").end()
        del self.things[child]


OPERATIONS = {name: function for name, function in vars(Calls).items() if callable(function)}


# What the operations are made of


def room_of(into):
    """The buffer that `into` describes, where in it the call is to write, and how much: 0 for all."""
    if "buffer" not in into or isinstance(into, str):
        into = {"buffer": into}
    buffer = bytearray(octets(into["buffer"]))
    return buffer, memoryview(buffer)[into.get("offset", 0):], into.get("size", 0)


def permission_bits(permissions):
    """The number of permissions such as `rwxr-x---`."""
    return int("".join("0" if letter == "-" else "1" for letter in permissions), 2)


def passed_on(answer):
    """Makes the answer of another thread or process that of this call."""
    for how, what in answer.items():
        if how != "returned":
            raise Ended(how, what)
    return answer["returned"]


# Control messages


def control_in(trial, message):
    (kind, value), = message.items()
    if kind == "SCM_RIGHTS":
        descriptors = [trial.socket_of(name).fileno() for name in value]
        return net.SOL_SOCKET, net.SCM_RIGHTS, struct.pack(f"{len(descriptors)}i", *descriptors)
    level = net.IPPROTO_IPV6 if kind.startswith("IPV6_") else net.IPPROTO_IP
    kind_number = 1000000 if kind == "unknown" else number(kind)
    if kind == "IP_PKTINFO":
        return level, kind_number, bytes(4) + net.inet_aton(value) + bytes(4)
    if kind == "IPV6_PKTINFO":
        return level, kind_number, net.inet_pton(net.AF_INET6, value) + bytes(4)
    return level, kind_number, struct.pack("i", value) if isinstance(value, int) else octets(value)


def control_out(trial, passed, level, kind, raw):
    """A control message by the names of its fields, if Python has a name for its type."""
    if (level, kind) == (net.SOL_SOCKET, net.SCM_RIGHTS):
        return rights_out(trial, passed, raw)
    for name, (of_level, out) in CONTROLS.items():
        if (level, kind) == (of_level, getattr(net, name, None)):
            try:
                return {"type": name, **out(raw)}
            except (struct.error, ValueError, OSError):
                return {"type": name, "data": told(raw)}
    raise lacks(f"a name for the control message {kind} of the level {level}")


def rights_out(trial, passed, raw):
    """Names the sockets that a message passed, and closes those without a name."""
    descriptors = [descriptor for descriptor, in struct.iter_unpack("i", raw[:len(raw) // 4 * 4])]
    for descriptor, name in itertools.zip_longest(descriptors, itertools.islice(passed, len(descriptors))):
        if name is None:
            os.close(descriptor)
        else:
            trial.add(name, net.socket(fileno=descriptor))
    return {"type": "SCM_RIGHTS", "sockets": len(descriptors)}


def packet_info_out(raw):
    index, local, destination = struct.unpack("=i4s4s", raw)
    return {"destination": net.inet_ntoa(destination), "local": net.inet_ntoa(local), "interface": interface_of(index)}


def packet_info_6_out(raw):
    destination, index = struct.unpack("=16sI", raw)
    return {"destination": net.inet_ntop(net.AF_INET6, destination), "interface": interface_of(index)}


def credentials_out(raw):
    process, user, group = struct.unpack("=iII", raw)
    return {"own_process": process == os.getpid(), "own_user": user == os.getuid(), "own_group": group == os.getgid()}


def value_out(raw):
    """A number, with its size if it is not that of an int."""
    value = int.from_bytes(raw, sys.byteorder, signed=True)
    return {"value": value if len(raw) == struct.calcsize("i") else {"value": value, "length": len(raw)}}


CONTROLS = {
    "IP_PKTINFO": (net.IPPROTO_IP, packet_info_out),
    "IP_TTL": (net.IPPROTO_IP, value_out),
    "IP_TOS": (net.IPPROTO_IP, value_out),
    "IPV6_PKTINFO": (net.IPPROTO_IPV6, packet_info_6_out),
    "IPV6_HOPLIMIT": (net.IPPROTO_IPV6, value_out),
    "IPV6_TCLASS": (net.IPPROTO_IPV6, value_out),
    "SCM_CREDENTIALS": (net.SOL_SOCKET, credentials_out),
}


# Options: `socket` has a name for one or not, and takes and returns an int, or bytes


class Kind:
    """How the value of an option becomes what setsockopt takes, and back: an int, or as many bytes as `size`."""

    def __init__(self, into, out, size=None):
        self.into, self.out, self.size = into, out, size


def structure(layout, into=lambda value: (value,), out=lambda value: value):
    return Kind(lambda value: struct.pack(layout, *into(value)), lambda raw: out(*struct.unpack(layout, raw)),
                struct.calcsize(layout))


def microseconds(value):
    return round(1e6 * seconds(value)) if value else 0


def linger_out(on, time):
    """The seconds, also where they are kept for nothing."""
    return time if on else {"value": False, "l_linger": time} if time else False


def peer_word(process, user, group):
    """Whose process, user and group they are."""
    found = (("process", process, os.getpid(), 0), ("user", user, os.getuid(), 0xFFFFFFFF),
             ("group", group, os.getgid(), 0xFFFFFFFF))
    return "|".join(("own_" if value == own else "no_" if value == no else "other_") + what
                    for what, value, own, no in found)


def group_in(value):
    """A membership, of an interface by its word or by its address."""
    if ":" in value["group"]:
        index = interface_index(value["interface"])
        return net.inet_pton(net.AF_INET6, value["group"]) + struct.pack("I", index)
    group = net.inet_aton(value["group"])
    if "." in value["interface"]:
        return group + net.inet_aton(value["interface"])
    return group + bytes(4) + struct.pack("i", interface_index(value["interface"]))


def source_in(value):
    return b"".join(net.inet_aton(value[part]) for part in ("group", "interface", "source"))


def text_out(raw):
    return raw.split(b"\0")[0].decode()


FLAG = Kind(int, bool)
NUMBER = Kind(int, int)
UNSIGNED = structure("I")
TIMEVAL = structure("ll", lambda value: divmod(microseconds(value), 1000000),
                    lambda s, us: time_text(1000000 * s + us) if s or us else False)
GROUP = Kind(group_in, None)
SOURCE = Kind(source_in, None)
INDEX = Kind(interface_index, interface_of)
FLAGS = """SO_REUSEADDR SO_BROADCAST SO_KEEPALIVE SO_OOBINLINE SO_REUSEPORT SO_ACCEPTCONN SO_PASSCRED IP_HDRINCL
    IP_MULTICAST_LOOP IP_RECVTOS IP_RECVTTL IP_PKTINFO IP_TRANSPARENT IP_BIND_ADDRESS_NO_PORT IPV6_V6ONLY
    IPV6_MULTICAST_LOOP IPV6_RECVPKTINFO IPV6_RECVTCLASS IPV6_RECVHOPLIMIT TCP_NODELAY TCP_CORK TCP_QUICKACK
    TCP_THIN_LINEAR_TIMEOUTS""".split()
KINDS = {
    **dict.fromkeys(FLAGS, FLAG),
    "SO_LINGER": structure("ii", lambda value: (value is not False, value), linger_out),
    "SO_RCVTIMEO": TIMEVAL,
    "SO_SNDTIMEO": TIMEVAL,
    "SO_TYPE": Kind(number, lambda value: word(TYPES, value)),
    "SO_DOMAIN": Kind(number, lambda value: word(FAMILIES, value)),
    "SO_PROTOCOL": Kind(number, lambda value: word(PROTOCOLS, value)),
    "SO_PEERCRED": structure("iII", out=peer_word),
    "SO_MARK": UNSIGNED,
    "TCP_NOTSENT_LOWAT": UNSIGNED,
    "TCP_USER_TIMEOUT": Kind(lambda value: microseconds(value) // 1000,
                             lambda value: time_text(1000 * value) if value else False),
    "TCP_CONGESTION": Kind(str.encode, text_out, 16),
    "SO_BINDTODEVICE": Kind(lambda value: interface_name(value).encode(),
                            lambda raw: interface_named(text_out(raw)), 16),
    "SO_BINDTOIFINDEX": INDEX,
    "IPV6_MULTICAST_IF": INDEX,
    "IP_MULTICAST_IF": structure("4s", lambda value: (net.inet_aton(value),), net.inet_ntoa),
    "IP_ADD_MEMBERSHIP": GROUP,
    "IP_DROP_MEMBERSHIP": GROUP,
    "IPV6_JOIN_GROUP": GROUP,
    "IPV6_LEAVE_GROUP": GROUP,
    "IP_ADD_SOURCE_MEMBERSHIP": SOURCE,
    "IP_DROP_SOURCE_MEMBERSHIP": SOURCE,
}
LEVELS = {"SO": net.SOL_SOCKET, "IP": net.IPPROTO_IP, "IPV6": net.IPPROTO_IPV6, "TCP": net.IPPROTO_TCP}


def level_of(option):
    prefix = option.split("_")[0]
    if prefix not in LEVELS:
        raise lacks(f"socket.{option}")
    return LEVELS[prefix]


def place_of(option):
    """The level and the number of an option that a case may give as numbers."""
    if isinstance(option, dict):
        return number(option["level"]), number(option["name"])
    return level_of(option), number(option)


# Calls on threads of their own


class Started:
    def __init__(self, trial, call):
        self.answer = None
        self.until = time.monotonic() + trial.deadline
        self.thread = threading.Thread(target=self.run, args=(trial, call), daemon=True)
        self.thread.start()

    def run(self, trial, call):
        # The deadlines of other calls are for the main thread.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        self.answer = answer(trial, call)

    def settle(self):
        """Returns once the call blocks or is over."""
        before = None
        while self.thread.is_alive():
            # Meanwhile the interpreter is free, so that a thread which waits for nothing else goes on.
            self.thread.join(0.001)
            now = self.asleep()
            if now is not None and now == before:
                return
            before = now

    def asleep(self):
        """How often the thread has fallen asleep, if it is asleep: twice the same is all the time in between."""
        try:
            with open(f"/proc/self/task/{self.thread.native_id}/status") as status:
                text = status.read()
        except OSError:
            return None
        return re.search(r"^voluntary_ctxt_switches:.*$", text, re.M)[0] if "State:\tS" in text else None

    def wait(self):
        """The answer of the call, or that the deadline has come."""
        self.thread.join(max(0, self.until - time.monotonic()))
        return {"timed_out": True} if self.thread.is_alive() else self.answer

    def end(self):
        """Ends the call once its socket is closed: Python repeats what a signal interrupts (PEP 475), which fails."""
        for _ in range(20):
            if not self.thread.is_alive():
                return True
            signal.pthread_kill(self.thread.ident, signal.SIGUSR1)
            self.thread.join(0.05)
        return False


# Child processes: this program again, with the descriptors that are marked for it to inherit


def identity(descriptor):
    """A descriptor with what tells its file from every other one."""
    found = os.fstat(descriptor)
    return [descriptor, found.st_dev, found.st_ino]


def is_there(descriptor, device, inode):
    try:
        return identity(descriptor) == [descriptor, device, inode]
    except OSError:
        return False


class Child:
    def __init__(self, trial, sockets):
        command = [sys.executable, "-I", "-S", os.path.abspath(__file__), "child"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False)
        known = {name: identity(sock.fileno()) for name, sock in sockets.items()}
        self.tell({"deadline_ms": 1000 * trial.deadline, "scratch": trial.scratch, "sockets": known})

    def tell(self, message):
        """Sends a message, and returns the answer to it."""
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Ended("error", "the child process has ended")
        return json.loads(line)

    def end(self):
        self.process.kill()
        self.process.communicate()


def be_child():
    """What a child process does: steps, one a line, until it is killed."""
    begin = json.loads(sys.stdin.buffer.readline())
    trial = Calls(begin)
    there = {sought[0] for sought in begin["sockets"].values() if is_there(*sought)}
    for descriptor in set(map(int, os.listdir("/proc/self/fd"))) - there - {0, 1, 2}:
        try:
            os.close(descriptor)
        except OSError:
            pass
    for name, (descriptor, *_) in begin["sockets"].items():
        try:
            trial.add(name, net.socket(fileno=descriptor))
        except OSError as error:
            # It was not inherited, and that is the answer to whatever is asked of it.
            trial.things[name] = error
    say({"begun": True})
    for line in sys.stdin.buffer:
        say(within_deadline(trial, json.loads(line)))


# The conversation


def hello(confines):
    """What this driver is."""
    constants = {name for module in (net, select, errno) for name in vars(module) if name.isupper()}
    return {
        "protocol": 1,
        "operations": sorted(OPERATIONS),
        "here": True,
        "confines": confines,
        # What a release does is told by two numbers: the third is for mended faults.
        "runtime": {"name": "cpython", "release": ".".join(map(str, sys.version_info[:2]))},
        "capabilities": {"own_hosts": {"platform": "a look-up takes no table of hosts"}},
        "constants": sorted(constants | {"struct ip_mreqn"}),
    }


def perform(trial, call):
    """Makes a call: its arguments are those of the operation's function."""
    (name, given), = call.items()
    if name not in OPERATIONS:
        raise lacks(name)
    given = {key + "_" if keyword.iskeyword(key) else key: value for key, value in given.items()}
    code = OPERATIONS[name].__code__
    unknown = given.keys() - set(code.co_varnames[:code.co_argcount])
    if unknown:
        raise lacks(f"{name} with {', '.join(sorted(unknown))}")
    return OPERATIONS[name](trial, **given) or {}


def answer(trial, call):
    """How a call ended."""
    try:
        return {"returned": perform(trial, call)}
    except Ended as ended:
        return ended.answer
    except Exception:
        return {"error": traceback.format_exc()}


def within_deadline(trial, call):
    """How a call ended on the main thread, where a signal ends it at the deadline."""
    try:
        signal.setitimer(signal.ITIMER_REAL, trial.deadline)
        try:
            return answer(trial, call)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except Deadline:
        return {"timed_out": True}


def at_deadline(*_):
    raise Deadline


def say(message):
    os.write(1, json.dumps(message).encode() + b"\n")


def converse(confines):
    trial = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        ended = True
        if "hello" in request:
            said = {"hello": hello(confines)}
        elif "begin" in request:
            trial = Calls(request["begin"])
            said = {"begun": True}
        elif "end" in request:
            ended = trial.end()
            said = {"ended": True}
        else:
            said = within_deadline(trial, request["call"])
        say({"id": request["id"], **said})
        if not ended:
            # What nothing else ends, the end of the process does.
            break


def main():
    signal.signal(signal.SIGALRM, at_deadline)
    signal.signal(signal.SIGUSR1, lambda *_: None)
    if sys.argv[1:] == ["child"]:
        be_child()
    else:
        converse(confines=sys.argv[1:] == ["confined"])


if __name__ == "__main__":
    main()
