"""The places of a case file in which the schema has words for keys or for values."""

import re
from dataclasses import dataclass

TOPIC = "topic: A topic\nsee: {posix: page}\n"
CASE = TOPIC + "cases:\n  - "
STEP = CASE + "name: a\n    steps:\n      - "


@dataclass
class Place:
    """Where words may stand: behind `before`."""

    name: str
    before: str
    words: list
    is_of_keys: bool

    def text(self, here):
        """A file with this text in the place."""
        closing = "]" if self.before.endswith("[") else ""
        return f"{self.before}{here}{closing}\n"

    def marked(self, word):
        """The word with the mark in it, as a key or as a value."""
        marked = f"{word[0]}§{word[1:]}"
        if self.is_of_keys:
            return f"{marked}: x"
        return marked if re.match(r"\w", word) else f'"{marked}"'


def step(text):
    """A file with a step of this text."""
    return STEP + text.replace("\n", "\n        ") + "\n"


def of(schema):
    """All places."""
    walker = Walker(schema["definitions"])
    walker.map(schema, "", 0, "file")
    walker.map(schema["definitions"]["case"], CASE, 4, "case")
    step_keys = schema["definitions"]["step"]["properties"]
    walker.add("step", STEP, step_keys, is_of_keys=True)
    for name, expectation in walker.expectations.items():
        given = walker.definitions[f"arguments_of_{name}"]
        walker.map(given, f"{STEP}{name}:\n{' ' * 10}", 10, name)
        alone = next((part["enum"][0] for part in walker.parts(given) if "enum" in part), "s")
        walker.value(expectation, f"{STEP}{name}: {alone}\n{' ' * 8}expect:", 8, f"{name}, expect:")
    platforms = step_keys["expect_on"]
    walker.map(platforms, f"{STEP}recv: s\n{' ' * 8}expect_on:\n{' ' * 10}", 10, "expect_on")
    walker.value(walker.expectations["recv"], f"{STEP}recv: s\n{' ' * 8}expect_on:\n{' ' * 10}linux:", 10, "linux:")
    return walker.places


class Walker:
    def __init__(self, definitions):
        self.definitions = definitions
        self.places = []
        self.walked = set()
        beginning = "expectation_of_"
        self.expectations = {
            name.removeprefix(beginning): definition
            for name, definition in definitions.items()
            if name.startswith(beginning)
        }

    def add(self, name, before, words, is_of_keys):
        words = [word for word in words if isinstance(word, str)]
        if words:
            self.places.append(Place(name, before, words, is_of_keys))

    def map(self, schema, before, indent, name):
        """The keys of a map that begins behind a text, and their values. One place of many with this map is enough."""
        maps = [part["properties"] for part in self.parts(schema) if "properties" in part]
        identity = tuple(id(entries) for entries in maps)
        if identity in self.walked:
            return
        self.walked.add(identity)
        entries = {key: value for entries in reversed(maps) for key, value in entries.items()}
        self.add(name, before, entries, is_of_keys=True)
        for key, value in entries.items():
            self.value(value, f"{before}{key}:", indent, f"{name}, {key}:")

    def value(self, schema, before, indent, name):
        """What can stand behind a key."""
        parts = list(self.parts(schema))
        self.add(name, f"{before} ", [word for part in parts for word in part.get("enum", [])], is_of_keys=False)
        inner = indent + 2
        if any("properties" in part for part in parts):
            self.map(schema, f"{before}\n{' ' * inner}", inner, name)
        for part in parts:
            items = list(self.parts(part.get("items", {})))
            if not items or items == parts:
                continue
            self.add(f"{name} -", f"{before} [", [word for one in items for word in one.get("enum", [])], False)
            if any("properties" in one for one in items):
                self.map(part["items"], f"{before}\n{' ' * inner}- ", inner + 2, f"{name} -")

    def parts(self, schema):
        """The schema, and those that it stands for. What a whole case, step or operation is stands elsewhere."""
        if isinstance(schema, bool):
            return
        while "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name in ("case", "step", "operation", "matrix_value"):
                return
            schema = self.definitions[name]
        yield schema
        for key in ("anyOf", "allOf"):
            for part in schema.get(key, []):
                yield from self.parts(part)
