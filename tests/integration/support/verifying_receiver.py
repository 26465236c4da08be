"""The Node receiver of tests/receivers/, which verifies with the libraries that receivers use."""

import json
import os
import subprocess
import threading
from pathlib import Path

from .waiting import wait_until


class VerifyingReceiver:
    """`secrets` names the secrets that each delivery is tried with: `FILE`, or `CLIENT:FILE` for another client than the
    reference implementation of Standard Webhooks."""

    def __init__(self, **secrets):
        program = Path(os.environ["DEFECTD_SOURCE"]) / "tests/receivers/receive.mjs"
        self._process = subprocess.Popen(
            ["node", program, *(f"{name}={file}" for name, file in secrets.items())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        first = self._process.stdout.readline()
        if not first:
            raise AssertionError("the Node receiver did not start; its complaint is above")
        self.port = json.loads(first)["port"]
        self._deliveries = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            self._deliveries.append(json.loads(line))

    def url(self, path="/hook"):
        return f"http://127.0.0.1:{self.port}{path}"

    def deliveries(self):
        return list(self._deliveries)

    def wait_for(self, count):
        wait_until(lambda: len(self._deliveries) >= count, lambda: f"{count} deliveries; there are {self._deliveries}")
        return self.deliveries()

    def close(self):
        self._process.stdin.close()  # tells it to end
        self._process.wait(timeout=10)
        self._reader.join()
        self._process.stdout.close()
