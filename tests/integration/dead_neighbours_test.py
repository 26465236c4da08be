"""Receivers that never answer, fail or stop answering, many or with many attempts at once: one that is well waits for none
of them."""

import socket
import time
import unittest

from support.cases import DaemonCase
from support.misbehaving_receiver import MisbehavingReceiver
from support.misbehaviours import BEHAVIOURS
from support.quick_receiver import QuickReceiver
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

TIMEOUT = 4  # seconds, of the dead ones: a subscriber that waited for one of them would wait about as long
EVENTS = 40
PAUSE = 2.5 * TIMEOUT / EVENTS  # seconds between events, whether the one before has arrived or not
PATIENCE = 60
MOST_RATIO = 10  # of the latency beside the dead ones to that without them; a busy machine alone gives 3
LEAST_MS = {0.5: 100, 0.9: 500}  # under this a share of the latencies is well anyhow


class DeadNeighbours(DaemonCase):
    def run_beside(self, dead, due, inbox=None, ports=()):
        """A daemon with these subscribers, to whom account bulk goes with `due` events, and one that is well."""
        self.inbox = inbox or QuickReceiver()
        self.addCleanup(self.inbox.close)
        well = {"name": "well", "url": self.inbox.url("/well"), "signing": "none", "events": ["defect.created"],
                "accounts": ["acme"]}
        self.target = self.daemon(
            [self.source("acme", baseline="notify"), self.source("bulk", baseline="notify", account="bulk")],
            [*dead, well], [self.inbox.port, *ports]).start()
        self.sent = 0
        calm = self.latencies(pause=0)
        put(self.folder / "reports/bulk/1.csv", csv(*(row(number, CLAIM) for number in range(due))))
        return calm

    def dead(self, name, url, **more):
        return {"name": name, "url": url, "signing": "none", "events": ["defect.created"], "accounts": ["bulk"],
                "timeout": f"{TIMEOUT}s", "retry": {"schedule": ["1s"] * 32}, "disable_after": None, **more}

    def latencies(self, pause=PAUSE):
        """Milliseconds from commit to arrival at the one that is well, sorted; its events come at an even pace."""
        before = self.sent
        for _ in range(EVENTS):
            self.sent += 1
            put(self.folder / f"reports/acme/{self.sent:08}.csv",
                csv(*(row(number, CLAIM) for number in range(self.sent))))
            time.sleep(pause)
        wait_until(lambda: self.inbox.count("/well") >= self.sent,
                   lambda: f"{self.sent} events are delivered; {self.inbox.count('/well')} are", within=PATIENCE)
        return sorted(self.inbox.latencies("/well")[before:])

    def assert_well(self, calm, when):
        taken = self.latencies()
        for share, least in LEAST_MS.items():
            beside, without = (values[int(EVENTS * share)] for values in (taken, calm))
            print(f"{self._testMethodName}: {when} p{share * 100:.0f} {beside:.1f} ms, {without:.1f} ms without them",
                  flush=True)
            self.assertLess(beside, max(least, MOST_RATIO * without), when)

    def test_200_that_never_answer(self):
        inbox = QuickReceiver({f"/dead-{number}": None for number in range(200)})
        calm = self.run_beside([self.dead(f"dead-{number}", inbox.url(f"/dead-{number}")) for number in range(200)],
                               due=50, inbox=inbox)
        wait_until(lambda: inbox.count("/dead") >= 200, "each of them is tried", within=PATIENCE)
        self.assert_well(calm, "through their timeouts")

    def test_5_that_never_answer_with_64_attempts_each(self):
        inbox = QuickReceiver({f"/dead-{number}": None for number in range(5)})
        calm = self.run_beside([self.dead(f"dead-{number}", inbox.url(f"/dead-{number}"), concurrency=64)
                                for number in range(5)], due=500, inbox=inbox)
        wait_until(lambda: inbox.count("/dead") >= 250, "all places but one are theirs", within=PATIENCE)
        self.assert_well(calm, "through their timeouts")

    def test_5_that_were_well_and_stop_answering(self):
        inbox = QuickReceiver()
        calm = self.run_beside([self.dead(f"dead-{number}", inbox.url(f"/dead-{number}"), concurrency=64)
                                for number in range(5)], due=2000, inbox=inbox)
        wait_until(lambda: inbox.count("/dead") >= 500, "they answer", within=PATIENCE)
        inbox.delays.update({f"/dead-{number}": None for number in range(5)})
        self.assert_well(calm, "through their timeouts")

    def test_100_that_ask_for_a_pause_or_never_answer(self):
        pause = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
        inbox = QuickReceiver({f"/dead-{number}": None for number in range(0, 100, 2)},
                              {f"/dead-{number}": pause for number in range(1, 100, 2)})
        calm = self.run_beside([self.dead(f"dead-{number}", inbox.url(f"/dead-{number}")) for number in range(100)],
                               due=50, inbox=inbox)
        self.assert_well(calm, "beside them")

    def test_100_that_drip_their_answer(self):
        evil = MisbehavingReceiver([each for each in BEHAVIOURS if each.name in ("drips_its_header", "drips_its_body")])
        self.addCleanup(evil.close)
        ports = [port.number for port in evil.ports.values()]
        calm = self.run_beside([self.dead(f"dead-{number}", f"http://127.0.0.1:{ports[number % 2]}/", concurrency=8)
                                for number in range(100)], due=50, ports=ports)
        wait_until(lambda: sum(port.connections for port in evil.ports.values()) > 50, "they are tried", within=PATIENCE)
        self.assert_well(calm, "beside them")

    def test_20_that_refuse_every_connection_with_a_mountain_due(self):
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            port = nobody.getsockname()[1]  # never listens
            calm = self.run_beside([self.dead(f"dead-{number}", f"http://127.0.0.1:{port}/", retry={"schedule": []})
                                    for number in range(20)], due=1000, ports=[port])
            self.assert_well(calm, "beside them")


if __name__ == "__main__":
    unittest.main()
