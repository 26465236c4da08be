"""What is not in a report any more: when it counts as cleared, and when it does not."""

import unittest

from support.cases import DaemonCase
from support.reports import CLAIM, NEGATIVE, csv, days_ago, order_id, put, row
from support.waiting import wait_until

CLAIMS = [row(number, CLAIM) for number in range(1, 13)]


class Absence(DaemonCase):
    def start(self, **more):
        self.inbox = self.receiver()
        self.target = self.daemon([self.source(**more)], [self.subscriber(self.inbox)], [self.inbox.port]).start()
        self.reports = 0

    def apply(self, content, source="acme-us"):
        """Puts a report in place and waits until it is applied."""
        self.reports += 1
        name = f"{self.reports:03}.csv"
        put(self.folder / "reports" / source / name, content)
        wait_until(lambda: (self.target.scope(source) or {}).get("last_file") == name,
                   lambda: f"{name} is applied; {self.target.scope(source)}\n{self.target.log()}")
        return self.target.scope(source)

    def told(self, type):
        """The orders that such events name; all of them are there, for this asks only when nothing is due."""
        wait_until(self.is_quiet, lambda: f"quiet; {self.target.status()}")
        return sorted(delivery.event["data"].get("order_id") or "" for delivery in self.inbox.deliveries(type=type))

    def is_quiet(self):
        return all(subscriber["due"] + subscriber["scheduled"] + subscriber["in_flight"] == 0
                   for subscriber in self.target.status()["subscribers"])

    def test_a_defect_is_cleared_when_the_second_good_report_lacks_it(self):
        self.start()
        self.apply(csv(*CLAIMS))
        scope = self.apply(csv(*CLAIMS[1:]))
        self.assertEqual((scope["open_defects"], scope["pending_clears"]), (12, 1))
        self.assertEqual(self.told("defect.cleared"), [])
        scope = self.apply(csv(*CLAIMS[1:]))  # the same bytes in a new file are a good report
        self.assertEqual((scope["open_defects"], scope["pending_clears"]), (11, 0))
        self.assertEqual(self.told("defect.cleared"), [order_id(1)])

    def test_a_defect_that_is_back_in_between_is_not_cleared(self):
        self.start()
        for rows in [CLAIMS, CLAIMS[1:], CLAIMS, CLAIMS[1:]]:
            scope = self.apply(csv(*rows))
        self.assertEqual((scope["open_defects"], scope["pending_clears"]), (12, 1))
        self.assertEqual(self.told("defect.cleared") + self.told("defect.created"), [])

    def test_a_refused_report_neither_counts_nor_resets_an_absence(self):
        self.start()
        self.apply(csv(*CLAIMS))
        self.apply(csv(*CLAIMS[1:]))
        put(self.folder / "reports/acme-us/002-bad.csv", b"<html>")
        self.inbox.wait_for(1, type="collection.failed")
        self.assertEqual(self.target.scope("acme-us")["pending_clears"], 1)
        self.apply(csv(*CLAIMS[1:]))
        self.assertEqual(self.told("defect.cleared"), [order_id(1)])

    def test_what_comes_back_is_the_next_episode(self):
        self.start(confirm_cleared=1)
        for rows in [CLAIMS, CLAIMS[1:], CLAIMS]:
            self.apply(csv(*rows))
        self.assertEqual(self.told("defect.cleared"), [order_id(1)])
        self.assertEqual(self.told("defect.created"), [order_id(1)])
        self.assertEqual([delivery.event["data"]["episode"] for delivery in self.inbox.deliveries()
                          if delivery.type in ("defect.cleared", "defect.created")], [1, 2])

    def test_what_left_the_window_expires_at_once(self):
        self.start()
        old = row(99, CLAIM, date=days_ago(75))
        self.apply(csv(old, *CLAIMS))
        self.apply(csv(*CLAIMS))
        self.assertEqual((self.told("defect.expired"), self.told("defect.cleared")), ([order_id(99)], []))

    def test_a_wide_report_without_a_column_says_nothing_of_that_type(self):
        self.start(confirm_cleared=1)
        self.apply(csv(row(1, CLAIM, NEGATIVE), row(2, CLAIM)))
        header = ["Order ID", "Order Date", "Fulfilled By", "Negative Feedback"]
        scope = self.apply(csv(row(1, NEGATIVE)[:4], header=header))
        self.assertEqual((scope["open_defects"], self.told("defect.cleared")), (3, []))

    def test_a_mass_disappearance_is_quarantined_and_told_once(self):
        self.start(confirm_cleared=1)
        self.apply(csv(*CLAIMS))
        scope = self.apply(csv(CLAIMS[0], row(50, NEGATIVE)))
        self.assertIsNotNone(scope["quarantined_since"])
        self.assertEqual((scope["open_defects"], self.told("defect.cleared")), (13, []))
        self.assertEqual(self.told("defect.created"), [order_id(50)])  # what is new is told all the same
        scope = self.apply(csv(CLAIMS[0], row(50, NEGATIVE)))  # too early to believe it
        self.assertEqual((scope["open_defects"], self.told("defect.cleared")), (13, []))
        self.assertEqual(len(self.told("collection.quarantined")), 1)
        event = self.inbox.deliveries(type="collection.quarantined")[0].event["data"]
        self.assertLessEqual({"source", "account", "marketplace_id", "fulfillment", "reason", "message", "file",
                              "line"}, set(event))

        scope = self.apply(csv(*CLAIMS, row(50, NEGATIVE)))  # they are all back: it was a bad export
        self.assertEqual((scope["quarantined_since"], scope["open_defects"], scope["pending_clears"]), (None, 13, 0))
        self.assertEqual(self.told("defect.cleared") + self.told("defect.updated"), [])

    def test_accept_releases_a_quarantine(self):
        self.start(confirm_cleared=1)
        self.apply(csv(*CLAIMS))
        self.apply(csv(CLAIMS[0]))
        accepted = self.target.command("collect", "acme-us", "--accept")
        self.assertEqual(accepted.returncode, 0, accepted.stderr)
        self.assertEqual(self.told("defect.cleared"), [order_id(number) for number in range(2, 13)])
        scope = self.target.scope("acme-us")
        self.assertEqual((scope["quarantined_since"], scope["open_defects"]), (None, 1))

    def test_after_the_hold_a_second_such_report_is_believed(self):
        self.start(quarantine={"missing_share": 0.5, "missing_rows": 5, "hold": "1ms"})  # both absences count
        self.apply(csv(*CLAIMS))
        self.assertIsNotNone(self.apply(csv(CLAIMS[0]))["quarantined_since"])
        scope = self.apply(csv(CLAIMS[0]))
        self.assertEqual((scope["quarantined_since"], scope["open_defects"]), (None, 1))
        self.assertEqual(len(self.told("defect.cleared")), 11)

    def test_an_empty_report_with_a_good_header_is_subject_to_quarantine(self):
        self.start(confirm_cleared=1)
        self.apply(csv(*CLAIMS))
        self.assertIsNotNone(self.apply(csv())["quarantined_since"])
        self.assertEqual(self.told("defect.cleared"), [])

    def test_the_channels_of_an_account_do_not_touch_each_other(self):
        self.inbox = self.receiver()
        self.reports = 0
        sources = [self.source(channel, fulfillment=channel, confirm_cleared=1) for channel in ["MFN", "AFN"]]
        self.target = self.daemon(sources, [self.subscriber(self.inbox)], [self.inbox.port]).start()
        self.apply(csv(row(1, CLAIM), row(2, CLAIM)), "MFN")
        self.apply(csv(row(3, CLAIM, channel="Amazon"), row(4, CLAIM, channel="Amazon")), "AFN")
        # The other channel's rows are in the file too, and one of them is not in its own report yet.
        self.apply(csv(row(1, CLAIM), row(4, CLAIM, channel="Amazon"), row(5, CLAIM, channel="Amazon")), "MFN")
        self.assertEqual((self.told("defect.created"), self.told("defect.cleared")), ([], [order_id(2)]))
        self.assertEqual([self.target.scope(name)["open_defects"] for name in ["MFN", "AFN"]], [1, 2])
        self.apply(csv(row(3, CLAIM, channel="Amazon")), "AFN")
        self.assertEqual(self.told("defect.cleared"), [order_id(2), order_id(4)])
        self.assertEqual([self.target.scope(name)["open_defects"] for name in ["MFN", "AFN"]], [1, 1])


if __name__ == "__main__":
    unittest.main()
