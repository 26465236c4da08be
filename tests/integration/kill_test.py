"""Killed at any instant, the daemon loses no event, invents none, and repeats only what it could not note down.

DEFECTD_KILLS is the number of kills (200), DEFECTD_SEED repeats a run's choices.
"""

import collections
import hashlib
import os
import random
import shutil
import sqlite3
import threading
import time
import unittest

from support.cases import DaemonCase
from support.defect_model import Document, Market, Rules
from support.receiver import CLOSE
from support.report_text import text_of
from support.reports import put, today
from support.seller import Seller
from support.told_events import canonical, members_of
from support.waiting import wait_until

KILLS = int(os.environ.get("DEFECTD_KILLS", "200"))
SEED = int(os.environ.get("DEFECTD_SEED", random.SystemRandom().randrange(1_000_000)))
CONCURRENCY = 8
# A kill can catch what one commit was about to note down, and what went out meanwhile: three times the places each.
MOST_NOT_NOTED_DOWN = 6 * CONCURRENCY
LONGEST_LIFE = 0.35  # seconds; what a scan finds is read after 0.2 s
PACE = 0.06          # seconds from one report to the next


def moody(id, attempt, _path):
    """Refuses or breaks at most the first two attempts of an event."""
    mood = random.Random(f"{SEED} {id} {attempt}").random()
    if attempt > 2 or mood < 0.7:
        return 200
    return CLOSE if mood < 0.8 else 500


def event_of(delivery):
    return canonical(members_of(delivery.id, delivery.event))


class Kill(DaemonCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)
        self.model = Market("acme", "ATVPDKIKX0DER", {"MFN": Rules("acme-us")})
        self.seller = Seller(self.random, defects=30)
        self.inbox = self.receiver(moody)
        desk = self.subscriber(self.inbox, events=["defect.*"], concurrency=CONCURRENCY, headers={"X-Life": "LIFE"})
        self.target = self.daemon([self.source(every="1s")], [desk], [self.inbox.port])
        self.reports = 0
        self.kills = 0
        self.configuration = self.target.configuration.read_text(encoding="utf-8")

    def start(self, **more):
        """Each life of the daemon names itself in what it sends: a post may be read only after its sender's death."""
        text = self.configuration.replace("LIFE", str(self.kills))
        self.target.configuration.write_text(text, encoding="utf-8")
        self.target.start(**more)

    def put_report(self):
        self.reports += 1
        self.last_name = f"{self.reports:05}.csv"
        report = self.seller.report("MFN")
        text = text_of(report)
        path = put(self.folder / "reports/acme-us" / self.last_name, text)
        self.model.take("MFN", Document(report, hashlib.sha256(text).hexdigest(), path.stat().st_mtime_ns, str(path),
                                        self.last_name))

    def feed(self, enough):
        while not enough.wait(PACE):
            self.seller.go_on(today())
            self.put_report()

    def test_nothing_is_lost(self):
        print(f"seed {SEED}: DEFECTD_SEED={SEED} repeats its choices", flush=True)
        self.start()
        self.put_report()
        wait_until(lambda: self.target.scope("acme-us"), lambda: f"a baseline; the log:\n{self.target.log()}")

        enough = threading.Event()
        feeder = threading.Thread(target=self.feed, args=[enough])
        feeder.start()
        try:
            for _ in range(KILLS):
                self.live_and_die()
        finally:
            enough.set()
            feeder.join()
        self.start()
        self.drain()
        self.assertEqual(self.target.stop()[0], 0, self.target.log()[-3000:])
        self.check_database()
        self.judge()

    def live_and_die(self):
        """One kill at a random instant of a life, often in its first moments."""
        if not self.target.running:
            self.start(wait=False)
        # This wait is the subject: the instant of the kill.
        time.sleep(self.random.uniform(0, 0.03 if self.random.random() < 0.25 else LONGEST_LIFE))
        self.assertTrue(self.target.running, f"it ended by itself; its log:\n{self.target.log()[-3000:]}")
        self.target.kill()
        self.kills += 1
        self.check_database()

    def check_database(self):
        """On a copy: another connection to the real files would repair or mark what is looked at."""
        copy = self.folder / "copy"
        copy.mkdir()
        for suffix in ["", "-wal"]:
            file = self.target.state / f"defectd.db{suffix}"
            if file.exists():
                shutil.copy(file, copy)
        database = sqlite3.connect(copy / "defectd.db")
        try:
            self.assertEqual(database.execute("PRAGMA quick_check").fetchall(), [("ok",)], f"kill {self.kills}")
        finally:
            database.close()
        shutil.rmtree(copy)

    def drain(self):
        def quiet():
            status = self.target.status()
            subscriber, scope = status["subscribers"][0], status["scopes"][0]
            return (scope["last_file"] == self.last_name
                    and subscriber["due"] + subscriber["scheduled"] + subscriber["in_flight"] == 0)
        wait_until(quiet, lambda: f"{self.last_name} and its deliveries are done; {self.target.status()}", within=60)
        self.assertEqual(self.target.status()["subscribers"][0]["exhausted"], 0)

    def judge(self):
        deliveries = self.inbox.deliveries()
        by_id, ids_of = collections.defaultdict(list), collections.defaultdict(set)
        for delivery in deliveries:
            by_id[delivery.id].append(delivery)
            ids_of[event_of(delivery)].add(delivery.id)

        expected = {canonical(event) for event in self.model.events if event["type"].startswith("defect.")}
        delivered = {event_of(delivery) for delivery in deliveries if delivery.accepted}
        lost, forged = expected - delivered, set(ids_of) - expected
        several_ids = {event: ids for event, ids in ids_of.items() if len(ids) > 1}
        several_bodies = [id for id, posts in by_id.items() if len({post.body for post in posts}) > 1]
        duplicates, unprovoked, by_kill = self.duplicates(by_id)
        print(f"{self.kills} kills, {self.reports} reports, {len(expected)} events, "
              f"{len(delivered)} delivered in {len(deliveries)} posts, {duplicates} duplicates, {len(lost)} lost",
              flush=True)

        refused = [line for line in self.target.log().splitlines() if "report rejected" in line]
        under_way = {kill: len(ids) for kill, ids in by_kill.items()}
        with self.subTest("every report is good, and none is refused"):
            self.assertEqual(refused, [])
        with self.subTest("no event is lost or forged"):
            self.assertEqual((sorted(lost, key=str)[:10], sorted(forged, key=str)[:10]), ([], []))
        with self.subTest("an event keeps its id and its body"):
            self.assertEqual((several_ids, several_bodies[:10]), ({}, []))
        with self.subTest("what was accepted is repeated only where a kill kept the answer from being noted down"):
            self.assertEqual(unprovoked[:10], [])
            self.assertLessEqual(max(under_way.values(), default=0), MOST_NOT_NOTED_DOWN, f"by kill: {under_way}")

    def duplicates(self, by_id):
        """How many posts repeat an accepted one, the events that one life repeats, and those of each kill."""
        count, unprovoked, by_kill = 0, [], collections.defaultdict(set)
        for id, posts in by_id.items():
            accepted = None  # the life whose post was accepted last
            for post in sorted(posts, key=lambda post: int(post.headers["x-life"])):
                life = int(post.headers["x-life"])
                if accepted is not None:
                    count += 1
                    by_kill[accepted].add(id)  # a set: what is repeated may be refused, and repeated again
                    if life == accepted:
                        unprovoked.append(id)
                if post.accepted:
                    accepted = life
        return count, unprovoked, by_kill


if __name__ == "__main__":
    unittest.main()
