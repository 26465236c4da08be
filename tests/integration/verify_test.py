"""What is delivered is what `diff` prints, once each, and the reference implementation verifies it."""

import copy
import json
import re
import time
import unittest

from support import reports
from support.cases import DaemonCase
from support.daemon import defectd
from support.reports import CHARGEBACK, CLAIM, NEGATIVE, csv, put, row
from support.verifying_receiver import VerifyingReceiver
from support.waiting import wait_until

OLD = csv(row(1, NEGATIVE), row(2, CLAIM), row(3, a_to_z_claim="open"), row(4, CHARGEBACK), row(5, CLAIM))
NEW = csv(row(1, NEGATIVE, CHARGEBACK),                                # a second defect on an order
          row(3, a_to_z_claim="Anspruch geprüft – 審査中"),              # a changed value, beyond ASCII
          row(4, CHARGEBACK, date=reports.days_ago(41)),               # a changed date
          row(5, CLAIM),
          row(6, negative_feedback='"no, ""never"" again; <b>&amp;</b>"'),  # quoting in every layer
          row(7, CLAIM, negative_feedback="1" * 200),
          *(row(number, CLAIM) for number in range(10, 40)))            # 2 is missing once
# Members that tell when and by which way, not what.
WAY = ["first_seen_at", "source", "report", "window", "deadlines"]


def without_way(event):
    event = copy.deepcopy(event)
    event.pop("timestamp")
    for member in WAY:
        event["data"].pop(member)
    return event


class Verify(DaemonCase):
    def verifying_receiver(self, **secrets):
        receiver = VerifyingReceiver(**{name: self.folder / file for name, file in secrets.items()})
        self.addCleanup(receiver.close)
        return receiver

    def deliver_the_pair(self, receiver, signing, **more):
        """Runs both reports through the daemon; gives the deliveries when nothing is left to do."""
        source = self.source(path="reports/acme-us/*.csv")
        subscriber = {"name": "desk", "url": receiver.url(), "signing": signing, **more}
        daemon = self.daemon([source], [subscriber], [receiver.port])
        daemon.start()
        put(self.folder / "reports/acme-us/1.csv", OLD)
        wait_until(lambda: daemon.scope("acme-us"), lambda: f"a baseline; the log:\n{daemon.log()}")
        put(self.folder / "reports/acme-us/2.csv", NEW)
        wait_until(lambda: daemon.scope("acme-us")["last_file"] == "2.csv", lambda: f"the log:\n{daemon.log()}")
        wait_until(lambda: self.is_quiet(daemon), lambda: f"quiet; {daemon.status()}")
        self.assertEqual(daemon.stop()[0], 0, daemon.log())
        return receiver.deliveries()

    def is_quiet(self, daemon):
        subscriber = daemon.status()["subscribers"][0]
        return subscriber["due"] + subscriber["scheduled"] + subscriber["in_flight"] == 0

    def printed_events(self):
        for name, content in [("old.csv", OLD), ("new.csv", NEW)]:
            (self.folder / name).write_bytes(content)
        printed = defectd("diff", "old.csv", "new.csv", "--account", "acme", "--marketplace", "US",
                          "--fulfillment", "MFN", cwd=self.folder)
        self.assertEqual(printed.returncode, 0, printed.stderr)
        return [json.loads(line) for line in printed.stdout.splitlines()]

    def test_each_event_of_a_diff_is_delivered_once_and_verifies(self):
        secret = self.secret()
        receiver = self.verifying_receiver(right=secret)
        began = int(time.time())
        delivered = {}
        for delivery in self.deliver_the_pair(receiver, [{"scheme": "standard", "secret_file": secret}],
                                              events=["defect.*"]):
            self.check_form(delivery, began)
            id = delivery["headers"]["webhook-id"]
            self.assertNotIn(id, delivered, "delivered twice")
            delivered[id] = json.loads(delivery["body"])

        expected = {event.pop("id"): event for event in self.printed_events()}
        self.assertEqual(sorted({event["type"] for event in expected.values()}), ["defect.created", "defect.updated"])
        self.assertEqual({id: without_way(event) for id, event in delivered.items()},
                         {id: without_way(event) for id, event in expected.items()})

    def check_form(self, delivery, began):
        headers, event = delivery["headers"], json.loads(delivery["body"])
        self.assertEqual(delivery["verified"], ["right"], f"the reference implementation refuses {headers}")
        self.assertEqual(headers["content-type"], "application/json")
        self.assertRegex(headers["user-agent"], r"^defectd/\d+\.\d+\.\d+")
        self.assertRegex(headers["webhook-id"], r"^evt_[0-9a-z]{26}$")
        self.assertRegex(headers["webhook-timestamp"], r"^\d+$")
        self.assertTrue(began <= int(headers["webhook-timestamp"]) <= time.time() + 1, headers)
        self.assertRegex(headers["webhook-signature"], r"^v1,[A-Za-z0-9+/]{43}=$")
        self.assertLessEqual(len(delivery["body"].encode()), 20_000)
        self.assertEqual(list(event), ["type", "timestamp", "data"])
        self.assertRegex(event["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertEqual(event["data"]["source"], "acme-us")
        self.assertEqual("previous" in event["data"], event["type"] == "defect.updated", event)

    def test_by_default_a_subscriber_gets_what_is_created_and_nothing_else(self):
        receiver = self.verifying_receiver()
        expected = {event["id"] for event in self.printed_events() if event["type"] == "defect.created"}
        delivered = [delivery["headers"]["webhook-id"] for delivery in self.deliver_the_pair(receiver, "none")]
        self.assertEqual(sorted(delivered), sorted(expected))

    def test_during_a_rotation_either_secret_verifies_and_no_other(self):
        new, old, foreign = (self.secret(name) for name in ["new.secret", "old.secret", "foreign.secret"])
        receiver = self.verifying_receiver(new=new, old=old, foreign=foreign)
        deliveries = self.deliver_the_pair(receiver, [{"scheme": "standard", "secret_file": new},
                                                      {"scheme": "standard", "secret_file": old}])
        self.assertTrue(deliveries)
        for delivery in deliveries:
            self.assertEqual(delivery["verified"], ["new", "old"], delivery["headers"])
            self.assertTrue(re.fullmatch(r"v1,\S{44} v1,\S{44}", delivery["headers"]["webhook-signature"]))

    def test_a_secret_whose_time_is_over_signs_no_more(self):
        new, old = (self.secret(name) for name in ["new.secret", "old.secret"])
        receiver = self.verifying_receiver(new=new, old=old)
        deliveries = self.deliver_the_pair(
            receiver, [{"scheme": "standard", "secret_file": new},
                       {"scheme": "standard", "secret_file": old, "until": reports.days_ago(1) + "T00:00:00Z"}])
        self.assertTrue(deliveries)
        for delivery in deliveries:
            self.assertEqual(delivery["verified"], ["new"], delivery["headers"])


if __name__ == "__main__":
    unittest.main()
