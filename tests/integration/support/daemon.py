"""The daemon under test: its folder, its configuration, its process and what can be asked of it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from .waiting import wait_until

PROGRAM = os.environ["DEFECTD"]
# However this process ends, the kernel ends the daemon with it.
TIED_TO_US = ["setpriv", "--pdeathsig", "KILL"]


def defectd(*arguments, cwd=None, within=60):
    """Runs one command to its end."""
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=within,
                          stdin=subprocess.DEVNULL, check=False)


def new_secret(path):
    """A signing secret in a file of its own."""
    path = Path(path)
    made = defectd("secret", "new")
    if made.returncode != 0:
        raise AssertionError(f"`defectd secret new` ended with {made.returncode}: {made.stderr}")
    path.touch(mode=0o600)
    path.write_text(made.stdout, encoding="utf-8")
    return made.stdout.strip()


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, within):
        super().__init__("localhost", timeout=within)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Daemon:
    """One `defectd run` in `folder`, which holds defectd.yaml, state/ and the log of all its lives."""

    def __init__(self, folder, configuration, socket):
        self.folder = Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configuration = self.folder / "defectd.yaml"
        self.configuration.write_text(configuration, encoding="utf-8")
        self.state = self.folder / "state"
        self.socket = socket
        self.log_file = self.folder / "daemon.log"
        self.process = None

    def start(self, wait=True, **environment):
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [*TIED_TO_US, PROGRAM, "run", "-c", self.configuration],
                cwd=self.folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if wait:
            wait_until(self._is_ready_or_dead, lambda: f"the daemon is ready; its log:\n{self.log()}")
            if self.process.poll() is not None:
                raise AssertionError(f"the daemon ended with {self.process.returncode}; its log:\n{self.log()}")
        return self

    def _is_ready_or_dead(self):
        if self.process.poll() is not None:
            return True
        try:
            return self.get("/-/ready")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def get(self, path):
        """Status and text of a GET on the admin socket."""
        return self.request("GET", path)

    def request(self, method, path, within=5):
        connection = UnixConnection(self.socket, within)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def status(self):
        code, text = self.get("/api/v1/status")
        if code != 200:
            raise AssertionError(f"GET /api/v1/status answered {code}: {text}")
        return json.loads(text)

    def scope(self, source):
        """How the one scope of a source stands, or None before its first report."""
        found = [scope for scope in self.status()["scopes"] if scope["source"] == source]
        return found[0] if found else None

    def command(self, *arguments, **more):
        """A command with this daemon's configuration."""
        return defectd(*arguments, "-c", self.configuration, cwd=self.folder, **more)

    def log(self):
        return self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """`kill -9`, and the process is gone when this returns."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self, within=20):
        """SIGTERM; gives the exit code and the seconds it took."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"SIGTERM did not end the daemon within {within} s; its log:\n{self.log()}") from None
        return code, time.monotonic() - began
