"""The files a lint looks at, and how it says what it found."""

import os
import sys
from pathlib import Path

SKIPPED = {".git", "build", "node_modules", "__pycache__"}
MODULES = ["base", "defect", "event", "webhook", "config", "runtime", "report", "source", "store", "http",
           "collect", "dispatch", "admin", "app"]


def root_from_arguments():
    """The tree to look at: the first argument, else the one the lint stands in."""
    return Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]


def files(root, folders, suffixes):
    """Every file of the given suffixes under the folders, sorted; "" is any suffix."""
    found = []
    for folder in folders:
        for path, names, leaves in os.walk(root / folder):
            names[:] = [n for n in names if n not in SKIPPED]
            found += [Path(path) / leaf for leaf in leaves if leaf.endswith(tuple(suffixes))]
    return sorted(found)


def module_of(root, path):
    """The module a file of the daemon belongs to; None for another file."""
    parts = path.relative_to(root).parts
    if parts[:2] == ("include", "defectd") and len(parts) > 3:
        return parts[2]
    if parts[0] == "daemon" and len(parts) > 2:
        return parts[1]
    return "app" if parts[0] == "daemon" else None


class Findings:
    """Collects what is wrong; prints it sorted and gives the exit code."""

    def __init__(self, root):
        self.root = root
        self.errors = []

    def add(self, path, line, text):
        self.errors.append((str(path.relative_to(self.root)), line, text))

    def close(self):
        for path, line, text in sorted(self.errors):
            print(f"{path}:{line}: {text}")
        return 1 if self.errors else 0
