"""What each answer of a receiver makes of a delivery, and that one receiver's trouble is not another's."""

import threading
import unittest

from support.cases import DaemonCase
from support.receiver import CLOSE, HANG
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until


class Delivery(DaemonCase):
    def start(self, *subscribers, ports):
        source = self.source(baseline="notify")
        self.target = self.daemon([source], subscribers, ports)
        return self.target.start()

    def put(self, file, defects):
        put(self.folder / "reports/acme-us" / file, csv(*(row(number, CLAIM) for number in range(defects))))

    def state(self, name="desk"):
        return next(subscriber for subscriber in self.target.status()["subscribers"] if subscriber["name"] == name)

    def desk(self, inbox, **more):
        return self.subscriber(inbox, events=["defect.created"], **more)

    def test_every_failure_is_retried_with_the_same_id_and_body(self):
        answers = [500, 503, 404, (301, {"location": "/elsewhere"}), 429, CLOSE, 400, 200]
        inbox = self.receiver(lambda id, attempt, path: answers[attempt - 1])
        self.start(self.desk(inbox, retry={"schedule": ["10ms"] * len(answers), "jitter": 0}), ports=[inbox.port])
        self.put("1.csv", 1)
        wait_until(lambda: self.state()["delivered"] == 1, lambda: f"it is delivered; {self.state()}")
        posts = inbox.deliveries()
        self.assertEqual(len(posts), len(answers))
        self.assertEqual(len({(post.id, post.body) for post in posts}), 1)
        self.assertEqual({post.path for post in posts}, {"/hook"})  # a redirect is not followed

    def test_a_schedule_of_n_entries_is_n_plus_one_attempts(self):
        inbox = self.receiver(lambda id, attempt, path: 500)
        never = self.desk(inbox, name="never", path="/never", retry={"schedule": []})
        twice = self.desk(inbox, name="twice", path="/twice", retry={"schedule": ["10ms", "20ms"], "jitter": 0})
        self.start(never, twice, ports=[inbox.port])
        self.put("1.csv", 1)
        wait_until(lambda: self.state("never")["exhausted"] == self.state("twice")["exhausted"] == 1, "both gave up")
        self.assertEqual([len(inbox.deliveries(path=path)) for path in ["/never", "/twice"]], [1, 3])

    def needs(self, **key):
        """Skips what the version under test says that it does not do yet."""
        subscriber = {"name": "desk", "url": "https://hooks.example.com/in", "signing": "none", **key}
        told = self.daemon([], [subscriber]).command("check-config")
        if "not in this version yet" in told.stdout:
            self.skipTest(told.stdout.strip())
        self.assertEqual(told.returncode, 0, told.stdout)

    def test_gone_disables_at_once_over_restarts_and_keeps_the_events(self):
        self.needs(disable_after="5d")
        inbox = self.receiver(lambda id, attempt, path: 410)
        self.start(self.desk(inbox, concurrency=1), ports=[inbox.port])
        self.put("1.csv", 5)
        wait_until(lambda: self.state()["state"] == "disabled", lambda: f"it is disabled; {self.state()}")
        self.target.stop()
        self.target.start()
        self.put("2.csv", 6)
        wait_until(lambda: self.target.scope("acme-us")["last_file"] == "2.csv", "the second report is applied")
        state = self.state()
        self.assertEqual((state["state"], state["delivered"], state["exhausted"]), ("disabled", 0, 0))
        self.assertEqual(len(inbox.deliveries()), 1)

    def test_retry_after_holds_back_every_delivery_to_that_subscriber(self):
        self.needs(retry={"max_retry_after": "24h"})
        inbox = self.receiver(lambda id, attempt, path: (503, {"retry-after": "2"}) if attempt == 1 else 200)
        self.start(self.desk(inbox, concurrency=1, retry={"schedule": ["10ms"] * 5, "jitter": 0}), ports=[inbox.port])
        self.put("1.csv", 1)
        refused = inbox.wait_for(1)[0]
        self.put("2.csv", 2)  # a new event, due at once but for the receiver's wish
        inbox.script = lambda id, attempt, path: 200
        for post in inbox.wait_for(3)[1:]:
            self.assertGreater(post.at - refused.at, 1.9)

    def test_retry_after_is_bounded(self):
        self.needs(retry={"max_retry_after": "24h"})
        inbox = self.receiver(lambda id, attempt, path: (429, {"retry-after": "3600"}) if attempt == 1 else 200)
        retry = {"schedule": ["10ms"], "jitter": 0, "max_retry_after": "500ms"}
        self.start(self.desk(inbox, retry=retry), ports=[inbox.port])
        self.put("1.csv", 1)
        refused, accepted = inbox.wait_for(2)
        self.assertGreater(accepted.at - refused.at, 0.45)

    def test_a_timeout_covers_the_whole_attempt(self):
        inbox = self.receiver(lambda id, attempt, path: HANG if attempt == 1 else 200)
        self.start(self.desk(inbox, timeout="300ms", retry={"schedule": ["10ms"], "jitter": 0}), ports=[inbox.port])
        self.put("1.csv", 1)
        first, second = inbox.wait_for(2)
        self.assertTrue(0.25 < second.at - first.at < 5, second.at - first.at)

    def test_a_receiver_that_hangs_holds_up_nobody_else(self):
        hanging, quick = self.receiver(lambda id, attempt, path: HANG), self.receiver()
        self.start(self.desk(hanging, name="hanging"), self.desk(quick, name="quick"),
                   ports=[hanging.port, quick.port])
        self.put("1.csv", 200)
        quick.wait_for(200, within=15)
        self.assertLessEqual(len(hanging.deliveries()), 4)  # the default concurrency

    def test_concurrency_bounds_what_is_under_way_at_once(self):
        inbox = self.receiver(lambda id, attempt, path: HANG)
        self.start(self.desk(inbox, concurrency=3, timeout="1s", retry={"schedule": []}), ports=[inbox.port])
        self.put("1.csv", 9)
        wait_until(lambda: self.state()["exhausted"] == 9, lambda: f"all timed out; {self.state()}")
        times = [post.at for post in inbox.deliveries()]
        self.assertEqual(len(times), 9)
        for first, fourth in zip(times, times[3:]):  # the fourth comes when the first has timed out
            self.assertGreater(fourth - first, 0.8)
        self.assertLess(times[2] - times[0], 0.8)  # and the bound is used

    def test_a_receiver_that_returns_gets_all_it_missed_once(self):
        works = threading.Event()
        inbox = self.receiver(lambda id, attempt, path: 200 if works.is_set() else 503)
        self.start(self.desk(inbox), ports=[inbox.port])
        self.put("1.csv", 50)
        inbox.wait_for(50)
        works.set()
        wait_until(lambda: self.state()["delivered"] == 50, lambda: f"all are delivered; {self.state()}")
        accepted = [post.id for post in inbox.deliveries() if post.accepted]
        self.assertEqual(len(accepted), len(set(accepted)))


if __name__ == "__main__":
    unittest.main()
