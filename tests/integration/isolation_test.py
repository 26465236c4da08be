"""What some receivers do to the deliveries of the others, and what a mountain of due deliveries costs: next to nothing.

DEFECTD_LONG=1 measures longer, with a backlog of 100,000 and with 1,000,000 deliveries due.
"""

import os
import signal
import time
import unittest
from collections import namedtuple
from pathlib import Path

from support.cases import DaemonCase
from support.misbehaving_receiver import MisbehavingReceiver
from support.misbehaviours import BEHAVIOURS
from support.process_figures import figure, has_shadow_memory, resident_mebibytes
from support.quick_receiver import QuickReceiver
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

LONG = os.environ.get("DEFECTD_LONG") == "1"
OTHERS = 44
BAD = ["is_silent_for_ever", "never_reads", "never_accepts", "drips_its_header", "drips_its_body"]
BACKLOG = 100_000 if LONG else 5_000
ROUNDS = 600 if LONG else 50
MOST_RATIO = 1.2 if LONG else 2  # of the others' p99; a busy machine needs many rounds to say more
TRIES = 1 if LONG else 3
DUE = 1_000_000 if LONG else 50_000
SUBSCRIBERS = 50
MOST_MEBIBYTES = 64
PATIENCE = 600 if LONG else 60

Side = namedtuple("Side", "name target inbox reports")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Isolation(DaemonCase):
    def side(self, name, neighbours, ports):
        """A daemon with the others, who want what account acme has, and with these neighbours."""
        inbox = QuickReceiver({"/backlogged": 0.05})
        self.addCleanup(inbox.close)
        self.folder = self.root / name
        sources = [self.source("acme", baseline="notify"), self.source("bulk", baseline="notify", account="bulk")]
        others = [self.wanting("acme", f"other-{number}", inbox.url(f"/other-{number}")) for number in range(OTHERS)]
        target = self.daemon(sources, [*others, *neighbours(inbox)], [inbox.port, *ports])
        target.start()
        return Side(name, target, inbox, self.folder / "reports")

    def wanting(self, account, name, url):
        return {"name": name, "url": url, "signing": "none", "events": ["defect.created"], "accounts": [account],
                "timeout": "2s", "retry": {"schedule": ["1s"] * 32}}

    def put(self, side, account, defects):
        put(side.reports / account / f"{defects:08}.csv", csv(*(row(number, CLAIM) for number in range(defects))))

    def test_bad_neighbours_do_not_delay_the_others(self):
        self.root = self.folder
        evil = MisbehavingReceiver([each for each in BEHAVIOURS if each.name in BAD])
        self.addCleanup(evil.close)
        calm = self.side("calm", lambda inbox: [], [])
        troubled = self.side("troubled", lambda inbox: [
            *(self.wanting("acme", name, f"http://127.0.0.1:{port.number}/") for name, port in evil.ports.items()),
            {**self.wanting("bulk", "backlogged", inbox.url("/backlogged")), "concurrency": 4}],
            [port.number for port in evil.ports.values()])
        self.put(troubled, "bulk", BACKLOG)
        wait_until(lambda: self.state(troubled, "backlogged")["delivered"] > 0, "the backlog is being worked off",
                   within=PATIENCE)
        ratio = None
        for attempt in range(TRIES):
            if ratio is None or ratio > MOST_RATIO:
                ratio = self.alternate(calm, troubled, range(attempt * ROUNDS + 1, (attempt + 1) * ROUNDS + 1))
        left = self.state(troubled, "backlogged")
        self.assertGreater(left["due"] + left["in_flight"], 0, "there was a backlog all the time")
        for name in BAD:
            # A head that is whole decides, whatever becomes of the body.
            self.assertEqual(self.state(troubled, name)["delivered"] > 0, name == "drips_its_body", name)
        self.assertLessEqual(ratio, MOST_RATIO)

    def alternate(self, calm, troubled, rounds):
        """The ratio of the others' p99; while one side is measured the other does nothing."""
        before = calm.inbox.count("/other")
        for number in rounds:
            troubled.target.signal(signal.SIGSTOP)
            self.measure(calm, number)
            troubled.target.signal(signal.SIGCONT)
            time.sleep(0.05)  # what became due meanwhile is not the subject
            self.measure(troubled, number)
        return self.compare(*(side.inbox.latencies("/other")[before:] for side in (calm, troubled)))

    def state(self, side, name):
        return next(each for each in side.target.status()["subscribers"] if each["name"] == name)

    def measure(self, side, number):
        """One more event for each of the others; gone to all of them when this returns."""
        self.put(side, "acme", number)
        wait_until(lambda: side.inbox.count("/other") >= number * OTHERS,
                   lambda: f"{side.name}: all {OTHERS} have event {number}; {side.inbox.count('/other')} posts")

    def compare(self, calm, troubled):
        self.assertEqual((len(calm), len(troubled)), (ROUNDS * OTHERS, ROUNDS * OTHERS))  # no duplicates either
        fast, slow = ([percentile(values, share) for share in (0.5, 0.99)] for values in (calm, troubled))
        ratio = slow[1] / fast[1]
        print(f"commit to arrival at {OTHERS} receivers, {len(calm)} deliveries each: p50 {fast[0]:.1f} ms, p99 "
              f"{fast[1]:.1f} ms among themselves; p50 {slow[0]:.1f} ms, p99 {slow[1]:.1f} ms beside {len(BAD)} that "
              f"hang or drip and one with a backlog of {BACKLOG}: p99 × {ratio:.2f}", flush=True)
        return ratio

    def test_due_deliveries_cost_the_disk_not_the_memory(self):
        inbox = QuickReceiver({f"/{number}": None for number in range(SUBSCRIBERS)})
        self.addCleanup(inbox.close)
        subscribers = [{**self.wanting("acme", f"{number}", inbox.url(f"/{number}")), "timeout": "5m"}
                       for number in range(SUBSCRIBERS)]
        target = self.daemon([self.source("acme", baseline="notify")], subscribers, [inbox.port]).start()
        empty = resident_mebibytes(target.process.pid)
        events = DUE // SUBSCRIBERS
        put(self.folder / "reports/acme/1.csv", csv(*(row(number, CLAIM) for number in range(events))))

        def waiting():
            try:
                states = target.status()["subscribers"]
            except TimeoutError:
                return 0  # all of them are one transaction, which is long
            return sum(each["due"] + each["in_flight"] + each["scheduled"] for each in states)
        wait_until(lambda: waiting() == DUE, lambda: f"{DUE} deliveries wait; {waiting()} do", within=PATIENCE)
        wait_until(lambda: inbox.count("/") > 100, "attempts are under way")
        full = resident_mebibytes(target.process.pid)
        for path in list(inbox.delays)[::2]:
            inbox.delays[path] = 0  # these answer from now on, once what they leave unanswered is cut off
        target.stop()
        target.start()
        wait_until(lambda: inbox.count("/") > min(2000, DUE // 10), "half of them take what is due")
        moving = resident_mebibytes(target.process.pid)
        peak = figure(Path(f"/proc/{target.process.pid}/status"), "VmHWM") / 1024
        print(f"{DUE} deliveries due: {full:.1f} MiB resident, {empty:.1f} MiB before; {moving:.1f} MiB while half of "
              f"the receivers work them off after a restart, {peak:.1f} MiB at most", flush=True)
        if not has_shadow_memory(target.process.pid):
            self.assertLess(max(full, moving), MOST_MEBIBYTES)


if __name__ == "__main__":
    unittest.main()
