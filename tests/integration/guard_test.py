"""No spelling, name, redirect or change of a name's address makes the daemon dial an address that is not public.

Every address there is leads here (support/own_internet.py): a delivery that goes astray is seen, wherever it goes.
DEFECTD_LONG=1 watches changing names for 90 s, DEFECTD_REBIND_SECONDS for another time (26).
"""

import json
import os
import socket
import tempfile
import time
import unittest
from collections import Counter
from pathlib import Path

from support import own_internet
from support.cases import configuration
from support.daemon import Daemon, defectd
from support.hostile_urls import (CONTROL4, CONTROL6, CONTROLS, EITHER, HOSTS, HOSTS_PUBLIC, INNER4, NAT64_CONTROL,
                                  NEVER, PUBLIC)
from support.own_internet import SERVFAIL, SILENCE, Listeners, NameServer
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

LONG = os.environ.get("DEFECTD_LONG") == "1"
REBIND_SECONDS = float(os.environ.get("DEFECTD_REBIND_SECONDS", "90" if LONG else "26"))
PAUSE = f"{max(1000, REBIND_SECONDS * 40):.0f}ms"  # between attempts
OLDEST_CONNECTION = 60  # seconds; then its name is looked up again
ALLOWED_PORTS = [443, 8443]
WATCHED_PORTS = [22, 25, 80, 444, 2375, 3306, 5432, 6379, 8080, 9200, *ALLOWED_PORTS]
INNER = [*(address for address in INNER4 if not address.startswith(("224.", "255.", "0.", "127."))), "127.8.8.8",
         "fd00:ec2::254", "fc00::1", "fe80::1", "fec0::1", "2001:db8::1", "2002:7f00:1::1", "64:ff9b::7f00:1"]

REDIRECTS = [f"/redirect/{status}/{number}" for status in [301, 302, 303, 307, 308] for number in range(8)]
REDIRECT_TARGETS = ["http://127.0.0.1:443/stolen", "http://169.254.169.254:443/stolen", "http://[::1]:443/stolen",
                    "http://inner.test:443/stolen", "//127.8.8.8:443/stolen", "http://10.0.0.1:443/stolen",
                    f"http://{CONTROL4}:443/stolen", "/stolen"]

# By name: the answers to the first, second, … look-up; the last one goes on.
CHANGING = {
    "flip": [[CONTROL4], ["127.0.0.1"]],
    "flip-metadata": [[CONTROL4], ["169.254.169.254"]],
    "flip-late": [[CONTROL4], [CONTROL4], ["10.0.0.1"]],
    "flip-mixed": [[CONTROL4], [CONTROL4, "127.0.0.1"]],
    "flip-mapped": [[CONTROL4], ["::ffff:127.0.0.1"]],
    "flip-six": [[CONTROL6], ["::1"]],
    "flip-alias": [[CONTROL4], ["inner.dns.test", "127.0.0.1"]],
    "flip-zero": [[CONTROL4], ["0.0.0.0"]],
}
STEADY = {
    "control.dns.test": [CONTROL4], "control6.dns.test": [CONTROL6], "0xg.dns.test": [CONTROL4],
    "alias-good.dns.test": ["control.dns.test", CONTROL4], "metadata.dns.test": ["169.254.169.254"],
    "private.dns.test": ["192.168.1.1"], "six.dns.test": ["fd00:ec2::254"],
    "mapped.dns.test": ["::ffff:169.254.169.254"],
    "mixed.dns.test": [CONTROL4, "127.0.0.1"], "mixed-six.dns.test": [CONTROL4, "fd00:ec2::254"],
    "alias.dns.test": ["inner.dns.test", "127.0.0.1"], "127-0-0-1.dns.test": ["127.0.0.1"],
    "crowd.dns.test": [*(f"93.184.216.{number}" for number in range(34, 58)), "10.0.0.1"],
    "servfail.dns.test": SERVFAIL, "silent.dns.test": SILENCE, "nothing.dns.test": [],
}


def zone(name, asked_before):
    label, _, rest = name.partition(".")
    if rest in {"close.test", "keep.test"} and label in CHANGING:
        answers = CHANGING[label]
        return answers[min(asked_before, len(answers) - 1)]
    return STEADY.get(name, ["127.0.0.1"])  # an unexpected name that is asked for leads inside


def answer(path):
    if path.startswith("/redirect/"):
        _, _, status, number = path.split("/")
        return (f"HTTP/1.1 {status} Elsewhere\r\nLocation: {REDIRECT_TARGETS[int(number)]}\r\n"
                "Content-Length: 0\r\n\r\n").encode()
    if path.startswith("/close/"):
        return b"HTTP/1.1 500 Again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    if path.startswith("/keep/"):
        return b"HTTP/1.1 500 Again\r\nContent-Length: 0\r\n\r\n"
    return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Guard(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        own_internet.set_up(Path.cwd(), {**HOSTS, **HOSTS_PUBLIC}, [CONTROL4, CONTROL6, NAT64_CONTROL, *INNER])
        mixed = {found[4][0] for found in socket.getaddrinfo("mixed.test", 443)}
        assert mixed == set(HOSTS["mixed.test"]), f"the own hosts file is not in use: mixed.test is {mixed}"
        cls.internet = Listeners(WATCHED_PORTS, answer)
        cls.names = NameServer(zone)
        cls.rebinding = cls.daemon("rebinding", level="debug", subscribers=[
            cls.subscriber(f"{label}-{how}", f"http://{label}.{how}.test:443/{how}/",
                           retry={"schedule": [PAUSE] * 32, "jitter": 0})
            for label in CHANGING for how in ["close", "keep"]])
        cls.rebinding_until = time.monotonic() + REBIND_SECONDS

    @classmethod
    def subscriber(cls, name, url, **more):
        if isinstance(url, bytes):
            file = Path.cwd() / f"{name}.url"
            file.touch(mode=0o600)
            file.write_bytes(url)
            url = {"url_file": str(file)}
        else:
            url = {"url": url}
        return {"name": name, **url, "signing": "none", "events": ["defect.created"], "timeout": "5s",
                "retry": {"schedule": []}, **more}

    @classmethod
    def text(cls, subscribers, level="info", **more):
        source = {"name": "acme-us", "kind": "file", "path": "reports/*", "account": "acme", "marketplace": "US",
                  "fulfillment": "MFN", "baseline": "notify"}
        return configuration([source], subscribers, log={"level": level, "format": "json"},
                             egress={"allow_ports": ALLOWED_PORTS, "allow_http": True}, **more)

    @classmethod
    def daemon(cls, name, subscribers, **more):
        """Runs with one event for each subscriber."""
        folder = Path.cwd() / name
        (folder / "reports").mkdir(parents=True)
        short = tempfile.TemporaryDirectory(prefix="defectd-")
        cls.addClassCleanup(short.cleanup)
        admin = Path(short.name) / "admin.sock"
        target = Daemon(folder, cls.text(subscribers, admin={"socket": str(admin)}, **more), admin)
        cls.addClassCleanup(target.kill)
        target.start()
        put(folder / "reports/1.csv", csv(row(1, CLAIM)))
        return target

    def numbered(self, urls):
        """Subscribers by name, each URL bearing its number."""
        return {f"url-{number}": self.subscriber(
            f"url-{number}", url.replace(b"{}", f"url-{number}".encode()) if isinstance(url, bytes)
            else url.replace("{}", f"url-{number}")) for number, url in enumerate(urls)}

    def accepted(self, subscribers):
        """Those that check-config has nothing against."""
        file = Path.cwd() / "all.yaml"
        file.write_text(self.text(list(subscribers.values())), encoding="utf-8")
        told = json.loads(defectd("check-config", "--json", "-c", file).stdout)
        names = list(subscribers)
        refused = {names[int(mistake["path"].split("[")[1].split("]")[0])] for mistake in told["mistakes"]}
        return {name: each for name, each in subscribers.items() if name not in refused}

    def finish(self, target, within=30):
        """Every attempt has come to its end."""
        def rest():
            return {each["name"] for each in target.status()["subscribers"]
                    if each["delivered"] + each["exhausted"] == 0}
        wait_until(lambda: not rest(), lambda: f"each subscriber was tried; not so {rest()}", within)

    def failures(self, target):
        """The last failure of each subscriber that the log tells; at level debug it tells all."""
        lines = (json.loads(line) for line in target.log().splitlines() if line.startswith("{"))
        return {line["subscriber"]: line["failure"] for line in lines if "failure" in line}

    def strays(self):
        return [visit for visit in self.internet.visits() if visit.address not in CONTROLS]

    def test_no_url_leads_to_an_inner_address(self):
        urls = [*NEVER, *EITHER, *PUBLIC]
        subscribers = self.numbered(urls)
        accepted = self.accepted(subscribers)
        names = list(accepted)
        for number, first in enumerate(range(0, len(names), 100)):
            target = self.daemon(f"urls-{number}", [accepted[name] for name in names[first:first + 100]])
            self.finish(target)
            target.kill()
        visits = self.internet.visits()
        reached = {part for visit in visits for part in visit.path.replace("?", "/").split("/")
                   if part.startswith("url-")}
        print(f"{len(urls)} URLs: {len(urls) - len(accepted)} refused by check-config, {len(accepted)} run with, "
              f"{len(reached)} reached the control; visits by address {dict(Counter(each.address for each in visits))}",
              flush=True)
        with self.subTest("no address is dialled but the control's"):
            self.assertEqual(self.strays(), [])
        for number, url in enumerate(urls):
            with self.subTest(url=url):
                if number < len(NEVER):
                    self.assertNotIn(f"url-{number}", reached)
                elif number >= len(NEVER) + len(EITHER):
                    self.assertIn(f"url-{number}", reached, "the control must be reached, or the test proves nothing")

    def test_no_plain_literal_of_an_inner_address_passes_check_config(self):
        literals = [url for url in NEVER if isinstance(url, str) and any(
            url.startswith((f"http://{address}:", f"https://{address}:")) for address in INNER4)]
        self.assertGreater(len(literals), 2 * len(INNER4) - 1)
        self.assertEqual(list(self.accepted(self.numbered(literals))), [])

    def test_allowed_ports_bind_every_subscriber(self):
        ports = [port for port in WATCHED_PORTS if port not in ALLOWED_PORTS]
        subscribers = self.numbered([f"http://{CONTROL4}:{port}/" for port in ports])
        self.assertEqual(list(self.accepted(subscribers)), [])

    def test_no_redirect_is_followed(self):
        subscribers = [self.subscriber(f"redirect-{number}", f"http://{CONTROL4}:443{path}")
                       for number, path in enumerate(REDIRECTS)]
        target = self.daemon("redirects", subscribers)
        self.finish(target)
        visits = self.internet.visits()
        self.assertEqual({visit.path for visit in visits if "/redirect/" in visit.path}, set(REDIRECTS))
        self.assertEqual([visit for visit in visits if "stolen" in visit.path], [])
        self.assertEqual(self.strays(), [])
        self.assertEqual(set(self.failures(target).values()), {"redirect"})

    def test_rebinding_a_name_never_leads_inside(self):
        time.sleep(max(0.0, self.rebinding_until - time.monotonic()))  # the time of changing names is the subject
        failures = self.failures(self.rebinding)
        posts = Counter(visit.path for visit in self.internet.visits())
        print(f"{len(CHANGING)} names changed over {REBIND_SECONDS:g} s; {posts['/close/']} posts over connections of "
              f"their own, {posts['/keep/']} over kept ones; then {dict(Counter(failures.values()))}", flush=True)
        self.assertEqual(self.strays(), [])
        for label, answers in CHANGING.items():
            with self.subTest(label):
                asked = sum(count for (name, _), count in self.names.questions.items() if name == f"{label}.close.test")
                self.assertGreater(asked, 2, "the name was looked up again, or the test proves nothing")
                self.assertEqual(failures.get(f"{label}-close"), "blocked")
                if REBIND_SECONDS > (len(answers) - 1) * OLDEST_CONNECTION + 20:
                    self.assertEqual(failures.get(f"{label}-keep"), "blocked")
        self.assertGreater(posts["/close/"], 0)
        self.assertGreater(posts["/keep/"], 0)
        self.rebinding.kill()


if __name__ == "__main__":
    own_internet.enter_or_skip()
    unittest.main()
