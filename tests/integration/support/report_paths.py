"""The kinds of path a file source can have: placeholders in the names of folders and files, wildcards beside them."""

import itertools
import string
from dataclasses import dataclass

PLACEHOLDERS = ["account", "marketplace", "fulfillment"]
LETTERS = string.ascii_lowercase + string.digits


@dataclass(frozen=True)
class PathKind:
    """`pattern` is what stands in the configuration, below the folder of the source."""
    pattern: str

    @property
    def placeholders(self):
        return [each for each in PLACEHOLDERS if f"{{{each}}}" in self.pattern]

    def path(self, random, **words):
        """A path that the pattern admits.  `words` are those of the placeholders."""
        path = self.pattern
        for name, word in words.items():
            path = path.replace(f"{{{name}}}", word)
        folder, _, name = path.rpartition("/")
        folder = folder.replace("*", random.choice(["new", "more"])).replace("?", random.choice("ab"))
        while "?" in name:
            name = name.replace("?", random.choice(LETTERS), 1)
        return f"{folder}/{name.replace('*', some_word(random))}".lstrip("/")


def some_word(random):
    return "".join(random.choice(LETTERS) for _ in range(random.randint(1, 6)))


def path_kinds():
    """Every set of placeholders, each of them in a folder's name or in the file's, with each kind of wildcard."""
    for places in itertools.product(["", "folder", "file"], repeat=len(PLACEHOLDERS)):
        of = {place: [f"{{{name}}}" for name, its in zip(PLACEHOLDERS, places) if its == place]
              for place in ["folder", "file"]}
        for folder, file in itertools.product(folder_names(of["folder"]), file_names(of["file"])):
            yield PathKind("/".join([*folder, file]))


def folder_names(words):
    """Placeholders in one name or in one each, and a wildcard before or behind."""
    if not words:
        return [[], ["*"], ["in-?"]]
    return [words, ["_".join(reversed(words))], ["*", *words], [*words, "in-?"], [f"x-{words[0]}", *words[1:]]]


def file_names(words):
    """A literal name, a star and question marks, before or behind the placeholders."""
    if not words:
        return ["report.csv", "*.csv", "*", "r?-??.csv"]
    joined = "_".join(words)
    return [f"{joined}.csv", f"{joined}-*.csv", f"*-{joined}.csv", f"{'-'.join(reversed(words))}.??.csv"]
