"""A test case with a folder of its own, receivers and daemons that do not outlive it."""

import json
import tempfile
import unittest
from pathlib import Path

from .daemon import Daemon, new_secret
from .receiver import Receiver

# Any number of refusals and crashes of a test fits into this without a delivery running out of retries.
QUICK_RETRIES = {"schedule": ["50ms", "100ms", "200ms", "300ms", *["500ms"] * 20], "jitter": 0}


class DaemonCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = Path.cwd() / self._testMethodName
        self.folder.mkdir(parents=True)

    def receiver(self, *script):
        receiver = Receiver(*script)
        self.addCleanup(receiver.close)
        return receiver

    def secret(self, name="desk.secret"):
        """Makes a signing secret beside the configuration, and gives the file's name for it."""
        self.folder.mkdir(exist_ok=True)
        new_secret(self.folder / name)
        return name

    def source(self, name="acme-us", **more):
        """A source of its own folder; the folder is there."""
        (self.folder / "reports" / name).mkdir(parents=True, exist_ok=True)
        return {"name": name, "kind": "file", "path": f"reports/{name}/*", "account": "acme", "marketplace": "US",
                "fulfillment": "MFN", **more}

    def subscriber(self, receiver, name="desk", path="/hook", **more):
        return {"name": name, "url": receiver.url(path), "signing": "none", "events": ["*"], "retry": QUICK_RETRIES,
                **more}

    def daemon(self, sources, subscribers=(), ports=(), folder=None, **more):
        """A daemon that is not started yet; plain http to these receivers' ports is allowed."""
        # A socket's path has at most 107 bytes; that of a build folder may be longer.
        short = tempfile.TemporaryDirectory(prefix="defectd-")
        self.addCleanup(short.cleanup)
        socket = Path(short.name) / "admin.sock"
        text = configuration(sources, subscribers, ports, admin={"socket": str(socket)}, **more)
        daemon = Daemon(folder or self.folder, text, socket)
        self.addCleanup(daemon.kill)
        return daemon


def configuration(sources, subscribers=(), ports=(), **more):
    """The text of a configuration; JSON is YAML."""
    return json.dumps({
        "state_directory": "state",
        "log": {"level": "info", "format": "text"},
        "egress": {"allow_networks": ["127.0.0.0/8"], "allow_ports": [443, *ports], "allow_http": True},
        "sources": list(sources), "subscribers": list(subscribers), **more}, indent=2) + "\n"
