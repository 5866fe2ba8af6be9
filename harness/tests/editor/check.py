"""Checks what an editor shows of case files, through the YAML language server: check.py SOCKSHAPE ROOT COMMAND….

What must be offered and explained is taken from the tables of `sockshape reference`; where in a file it belongs, from
the schema.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import places
from language_server import LanguageServer

SOCKSHAPE, ROOT, COMMAND = sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3:]
SCHEMA = json.loads((ROOT / "harness/schema/cases.json").read_text())
HEAD = "# yaml-language-server: $schema=../../harness/schema/cases.json\n"

# What is wrong, and on which line of the step, counted from 0.
MISTAKES = [
    ("recv: s\nexpect: {error: ECONREFUSED}", 1),
    ("recv: s\nexpct: hello", 1),
    ("recvfrom: s\nexpect: {adress: none}", 1),
    ("recv: s\nexpect_on: {win32: any}", 1),
    ("socket: {as: s, familly: AF_INET}", 0),
    ("getsockname: s\nexpect: autobond", 1),
    ("poll:\n  socket: s\n  events: [POLIN]", 2),
]

failures = []
hovered = set()


def must(holds, what):
    if not holds:
        failures.append(what)


def table(name, column):
    """What stands in backquotes in a column of a table of the reference, without the mark of what may be left out."""
    text = subprocess.run([SOCKSHAPE, "reference", name], check=True, capture_output=True, text=True).stdout
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [word.rstrip("?") for row in rows if len(row) > column for word in re.findall(r"`([^`]+)`", row[column])]


def errors():
    """The names of all errors."""
    text = subprocess.run([SOCKSHAPE, "reference", "constants"], check=True, capture_output=True, text=True).stdout
    lines = [line for line in text.splitlines() if re.match(r"\| `(errno|EAI_)`", line)]
    names = [name for line in lines for name in re.findall(r"`([^`]+)`", line.rpartition(" | ")[2] or line)]
    return {*names, *re.findall(r"`([^`]+)`", "\n".join(lines)), *table("errors", 1)} - {"errno", "EAI_"}


def sentence(hover, word=None):
    """What a hover says of a key, or of a word among those that can stand in a place."""
    lines = [line.replace("\\", "") for line in hover.splitlines()]
    if word is not None:
        beginnings = (f"* `{word}`: ", f'* `"{word}"`: ')
        return next((line for line in lines if line.startswith(beginnings)), "")
    said = [line for line in lines if re.search(r"\w", line) and not line.startswith(("Source:", "* ", "Allowed"))]
    return said[0] if said else ""


def check_offers(server, place):
    """Whether a place offers all that can stand there, each with a sentence. A key of a map that can have only one is
    offered once a letter is there."""
    offered = server.completions(HEAD + place.text("§"))
    for word in place.words:
        if word not in offered and place.is_of_keys:
            offered |= server.completions(HEAD + place.text(f"{word[0]}§"))
        must(word in offered, f"{place.name}: `{word}` is not offered")
        must(offered.get(word, "x"), f"{place.name}: `{word}` is offered without a sentence")


def check_hovers(server, place):
    """Whether the words that can stand in a place are explained where they stand. The same values need that once."""
    if not place.is_of_keys and tuple(place.words) in hovered:
        return
    hovered.add(tuple(place.words))
    for word in place.words:
        hover = server.hover(HEAD + place.text(place.marked(word)))
        explained = sentence(hover, None if place.is_of_keys else word)
        must(explained and "||" not in hover, f"{place.name}: `{word}` is not explained: {hover[:200]!r}")


def check_operations(server, places_of_keys):
    """Whether each operation and each argument of the reference has a place, and says what the operation does."""
    known = {word for place in places_of_keys for word in place.words}
    abouts = table_of_operations()
    for name, (arguments, about) in abouts.items():
        hover = server.hover(HEAD + places.step(f"{name[0]}§{name[1:]}: s"))
        must(sentence(hover) == about, f"{name}: {hover[:200]!r} is not what the reference says")
        for argument in [name, *arguments]:
            must(argument in known, f"the schema has no `{argument}` of `{name}`")


def table_of_operations():
    """The operations, each with its arguments and what it does."""
    text = subprocess.run([SOCKSHAPE, "reference", "operations"], check=True, capture_output=True, text=True).stdout
    rows = [re.split(r" *(?<!\\)\| *", line)[1:-1] for line in text.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): (re.findall(r"`(\w+)\??`", row[1]), row[-1].replace("\\", "")) for row in rows}


def check_words(all_places):
    """Whether each word of the reference, and each error, can be offered somewhere."""
    known = {word for place in all_places for word in place.words}
    for name, column in [("words", 1), ("options", 0), ("capabilities", 0)]:
        words = table(name, column)
        must(words, f"the reference has no {name}")
        for word in words:
            must(word in known, f"the schema has no `{word}`, one of the {name}")
    of_errors = next(place.words for place in all_places if place.name.endswith("error:"))
    must(errors() == set(of_errors), f"these errors are in one list alone: {errors() ^ set(of_errors)}")


def check_mistakes(server):
    """Whether a typical mistake is marked, in its line."""
    first = places.step("").count("\n") + HEAD.count("\n") - 1
    for text, line in MISTAKES:
        found = server.diagnostics(HEAD + places.step(text))
        must(any(at == first + line for at, _ in found), f"{text!r} is not marked: {found}")


def check_cases(server):
    """Whether a case file without a mistake has none."""
    files = sorted((ROOT / "cases").glob("*/*.yaml"))
    for file in files:
        found = server.diagnostics(file.read_text())
        must(not found, f"{file}: {found}")
    return len(files)


server = LanguageServer(COMMAND, ROOT)
found = places.of(SCHEMA)
keys = [place for place in found if place.is_of_keys]
check_operations(server, keys)
check_words(found)
for place in found:
    check_offers(server, place)
    check_hovers(server, place)
check_mistakes(server)
files = check_cases(server)
server.close()
if failures:
    sys.exit("\n".join(failures[:40]) + f"\n{len(failures)} failures")
words = sum(len(place.words) for place in found)
print(f"{len(found)} places with {words} words, {len(MISTAKES)} mistakes, {files} case files")
