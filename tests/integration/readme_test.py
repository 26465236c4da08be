"""The commands of README.md, followed to the letter, end in a verified webhook."""

import os
import re
import signal
import socket
import subprocess
import unittest
from pathlib import Path

from support.daemon import PROGRAM, TIED_TO_US
from support.waiting import wait_until

README = (Path(os.environ["DEFECTD_SOURCE"]) / "README.md").read_text(encoding="utf-8")
PORT = "8787"


def section(heading):
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def blocks(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


class Readme(unittest.TestCase):
    def setUp(self):
        self.port = free_port()
        self.folder = Path.cwd()
        self.environment = {**os.environ, "PATH": f"{Path(PROGRAM).parent}:{os.environ['PATH']}"}
        self.output = {}

    def run_line(self, line):
        """One command of a terminal; what README.md runs in a terminal of its own goes on in the background."""
        command = line.split("  #")[0].strip()
        if command.startswith(("defectd run", "defectd listen")):
            self.start(command)
        else:
            subprocess.run(command, shell=True, check=True, cwd=self.folder, env=self.environment)

    def start(self, command):
        word = command.split()[1]
        arguments = command.split() + (["--port", self.port] if word == "listen" else [])
        self.output[word] = self.folder / f"{word}.txt"
        with self.output[word].open("w") as out:
            process = subprocess.Popen([*TIED_TO_US, *arguments], cwd=self.folder, env=self.environment, stdout=out,
                                       stderr=out)
        self.addCleanup(process.wait, 30)
        self.addCleanup(process.send_signal, signal.SIGTERM)
        wait_until(lambda: self.printed("listen") if word == "listen" else (self.folder / "state/admin.sock").exists(),
                   lambda: f"`{command}` to be ready; it printed: {self.printed(word)}")

    def printed(self, word):
        return self.output[word].read_text(encoding="utf-8")

    def configure(self, text):
        (self.folder / "defectd.yaml").write_text(text.replace(PORT, self.port), encoding="utf-8")

    def test_the_commands_end_in_a_verified_webhook(self):
        watch, send = section("Watch your own reports"), section("Send to your own program")
        slack, = blocks(watch, "yaml")
        own, = blocks(send, "yaml")
        self.configure(slack)
        for line in blocks(watch, "sh")[0].splitlines():
            if not line.startswith(("defectd run", "defectd ping")):  # they would call Slack
                self.run_line(line)
        self.assertIn(PORT, own)
        self.configure(slack.split("subscribers:\n")[0] + "subscribers:\n" + own)  # "or in its place"
        for line in blocks(send, "sh")[0].splitlines():
            self.run_line(line)
        promised = re.search(r"`listen` prints `… (.*?)`", send)[1]
        wait_until(lambda: promised in self.printed("listen"),
                   lambda: f"{promised}; listen: {self.printed('listen')}, run: {self.printed('run')}")


if __name__ == "__main__":
    unittest.main()
