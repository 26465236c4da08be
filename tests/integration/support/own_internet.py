"""A network namespace in which every address is this machine: every connection is seen here.

Needs root and `unshare`, `ip`, `mount`.  The kernel delivers each IPv4 and IPv6 address locally, so one listener a port
stands on all of them; a hosts file, a name server and its configuration are put in place for these processes only.
"""

import asyncio
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

SKIPPED = 77  # what CMake takes for a test that was skipped
INSIDE = "DEFECTD_OWN_INTERNET"
NEW_NAMESPACE = ["unshare", "--net", "--mount", "--propagation", "private"]
NAME_SERVER = "127.0.0.53"


def enter_or_skip():
    """Runs this script once more in a namespace of its own, or ends it with SKIPPED."""
    if os.environ.get(INSIDE):
        return
    missing = [tool for tool in ["unshare", "ip", "mount"] if not shutil.which(tool)]
    tried = None if missing else subprocess.run([*NEW_NAMESPACE, "ip", "link", "set", "lo", "up"], capture_output=True,
                                                text=True, check=False)
    if missing or tried.returncode != 0:
        print("skipped: no network namespace can be made here ("
              + (f"{', '.join(missing)} missing" if missing else tried.stderr.strip() or "no permission")
              + "); run as root, with iproute2 and util-linux installed")
        sys.exit(SKIPPED)
    os.environ[INSIDE] = "1"
    os.execvp(NEW_NAMESPACE[0], [*NEW_NAMESPACE, sys.executable, "-B", *sys.argv])


def set_up(folder, hosts, addresses):
    """`hosts` has lists of addresses by name; `addresses` are added to the interface."""
    folder = Path(folder)
    run("ip", "link", "set", "lo", "up")
    for address in addresses:
        run("ip", "address", "add", f"{address}/{128 if ':' in address else 32}", "dev", "lo",
            *(["nodad"] if ":" in address else []))
    run("ip", "-4", "route", "add", "local", "0.0.0.0/0", "dev", "lo")
    run("ip", "-6", "route", "add", "local", "::/0", "dev", "lo")
    lines = [f"{address} {name}\n" for name, all_of_it in hosts.items() for address in all_of_it]
    replace("/etc/hosts", folder / "hosts", "".join(lines))
    replace("/etc/resolv.conf", folder / "resolv.conf", f"nameserver {NAME_SERVER}\noptions timeout:1 attempts:1\n")
    if Path("/etc/host.conf").exists():
        replace("/etc/host.conf", folder / "host.conf", "multi on\n")
    replace("/etc/nsswitch.conf", folder / "nsswitch.conf", "hosts: files dns\npasswd: files\ngroup: files\n")


def replace(path, file, text):
    file.write_text(text, encoding="utf-8")
    run("mount", "--bind", file, path)


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"`{' '.join(map(str, command))}` ended with {done.returncode}: {done.stderr}")


@dataclass(frozen=True)
class Visit:
    """A connection, or a request on it."""
    address: str  # that was dialled; an IPv4-mapped one as IPv4
    port: int
    path: str  # of the request; empty for the connection itself


class Listeners:
    """On every address; `answer(path)` gives the bytes to say, and the connection is closed if they say so."""

    def __init__(self, ports, answer):
        self._answer = answer
        self._visits = []
        self._loop = asyncio.new_event_loop()
        self._servers = []
        for port in ports:
            both = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=512)
            self._servers.append(self._loop.run_until_complete(asyncio.start_server(self._serve, sock=both)))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def visits(self):
        return list(self._visits)

    async def _serve(self, reader, writer):
        host, port = writer.get_extra_info("sockname")[:2]
        host = host.removeprefix("::ffff:") if "." in host else host
        self._visits.append(Visit(host, port, ""))
        try:
            while path := await self._path(reader):
                self._visits.append(Visit(host, port, path))
                answer = self._answer(path)
                writer.write(answer)
                await writer.drain()
                if b"Connection: close" in answer:
                    break
        except OSError:
            pass
        finally:
            writer.close()

    async def _path(self, reader):
        """Of the next request, once all of it is here; empty when there is none."""
        try:
            line = (await reader.readline()).decode("latin-1").split()
            if len(line) != 3 or line[0] != "POST":
                return ""
            length = 0
            while (header := await reader.readline()).strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.partition(b":")[2])
            await reader.readexactly(length)
            return line[1]
        except (asyncio.IncompleteReadError, ValueError, ConnectionError):
            return ""


A, CNAME, AAAA = 1, 5, 28
SERVFAIL, SILENCE = 2, None


class NameServer:
    """`zone(name, asked_before)` gives addresses, SERVFAIL or SILENCE; a name among the addresses is an alias.

    `asked_before` counts the questions for that name and type.  Nothing may be cached by the client: TTL 0.
    """

    def __init__(self, zone):
        self.questions = {}
        self._zone = zone
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((NAME_SERVER, 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            question, whom = self._socket.recvfrom(2048)
            answer = self._answer(question)
            if answer:
                self._socket.sendto(answer, whom)

    def _answer(self, question):
        end, labels = 12, []
        while question[end]:
            labels.append(question[end + 1:end + 1 + question[end]].decode("latin-1").lower())
            end += 1 + question[end]
        end += 5
        name, kind = ".".join(labels), struct.unpack(">H", question[end - 4:end - 2])[0]
        before = self.questions.get((name, kind), 0)
        self.questions[name, kind] = before + 1
        told = self._zone(name, before)
        if told is SILENCE:
            return None
        code, records = (told, []) if isinstance(told, int) else (0, self._records(told, kind))
        header = question[:2] + struct.pack(">HHHHH", 0x8580 | code, 1, len(records), 0, 0)
        return header + question[12:end] + b"".join(records)

    def _records(self, told, kind):
        owner, records = b"\xc0\x0c", []
        for each in told:
            if each[0].isalpha() and ":" not in each:
                alias = b"".join(bytes([len(label)]) + label.encode() for label in each.split(".")) + b"\0"
                records.append(owner + struct.pack(">HHIH", CNAME, 1, 0, len(alias)) + alias)
                owner = alias
                continue
            family, its_kind = (socket.AF_INET6, AAAA) if ":" in each else (socket.AF_INET, A)
            if its_kind == kind:
                packed = socket.inet_pton(family, each)
                records.append(owner + struct.pack(">HHIH", its_kind, 1, 0, len(packed)) + packed)
        return records
