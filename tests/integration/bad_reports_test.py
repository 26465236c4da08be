"""A report that cannot be read whole changes nothing and is told once; the next good one goes on where things stood."""

import os
import re
import unittest

from support.cases import DaemonCase
from support.reports import CHARGEBACK, CLAIM, HEADER, NEGATIVE, csv, days_ago, order_id, put, row, tsv
from support.waiting import wait_until

GOOD = csv(row(1, NEGATIVE), row(2, CLAIM))
NEXT = csv(row(1, NEGATIVE), row(2, CLAIM), row(3, CHARGEBACK))

# What is wrong -> the report, the reason's code, the line.
BAD = {
    "truncated-row": (NEXT + order_id(4).encode(), "truncated", 5),
    "truncated-quote": (NEXT + f'{order_id(4)},2026-10-20,Seller,"X,,\n'.encode(), "truncated", 5),
    "swallowed-row": (csv(*[row(number, CLAIM)[:-1] + text for number, text in enumerate([["", '"late'], ["", 'very"']])],
                          header=[*HEADER, "Comments"]), "truncated", 2),
    "error-answer": (b'{"errors": [{"code": "Unauthorized", "message": "Access denied"}]}', "json", 1),
    "no-bytes": (b"", "empty", None),
    "web-page": (b"<!DOCTYPE html>\n<html><title>Sign in</title></html>\n", "html", 1),
    "spreadsheet": (b"PK\x03\x04" + bytes(100), "xlsx", None),
    "other-channel": (csv(row(3, CLAIM, channel="Amazon")), "wrong_scope", None),
    "column-missing": (csv([order_id(1), "X"], header=["Order ID", "Negative Feedback"]), "missing_column", 1),
    "columns-of-one-meaning": (csv([*row(1), "X"], header=[*HEADER, "chargeback-claims"]), "repeated_column", 1),
    "dates-that-contradict": (csv(row(1, CLAIM, date="10/20/2026"), row(2, CLAIM, date="20/10/2026")),
                              "date_order", 3),
    "bad-rows": (csv(row(1, CLAIM), row(2, CLAIM, date="gestern")), "bad_rows", 3),
    "half-a-gzip": (b"\x1f\x8b\x08\x00" + bytes(8), "gzip", None),
}
MEMBERS = {"source", "account", "marketplace_id", "fulfillment", "reason", "message", "file", "line"}


class BadReports(DaemonCase):
    def start(self, names, limits=None, **more):
        """A daemon with a source, and an account, for each name."""
        inbox = self.receiver()
        sources = [self.source(name, account=name, **more) for name in names]
        self.target = self.daemon(sources, [self.subscriber(inbox)], [inbox.port],
                                  **({"limits": limits} if limits else {})).start()
        return inbox

    def put(self, name, file, content):
        return put(self.folder / "reports" / name / file, content)

    def wait_for_open(self, name, count):
        wait_until(lambda: (self.target.scope(name) or {}).get("open_defects") == count,
                   lambda: f"{count} open defects of {name}; {self.target.scope(name)}")

    def test_each_kind_is_refused_once_and_the_next_good_report_works(self):
        inbox = self.start(BAD)
        for name in BAD:
            self.put(name, "1.csv", GOOD)
        inbox.wait_for(len(BAD), type="baseline.recorded")
        before = {name: self.target.scope(name) for name in BAD}

        for name, (content, _, _) in BAD.items():
            self.put(name, "2.csv", content)
        inbox.wait_for(len(BAD), type="collection.failed")
        for name, (_, reason, line) in BAD.items():
            with self.subTest(name):
                self.check_refusal(inbox, name, reason, line, before[name])

        for name in BAD:  # looking again tells nothing new
            self.assertEqual(self.target.command("collect", name).returncode, 0, name)
        for name in BAD:
            self.put(name, "3.csv", NEXT)
        inbox.wait_for(len(BAD), type="collection.recovered")
        inbox.wait_for(len(BAD), type="defect.created")
        for name in BAD:
            with self.subTest(name):
                told = [delivery.type for delivery in inbox.deliveries(account=name)]
                self.assertEqual(sorted(told), ["baseline.recorded", "collection.failed", "collection.recovered",
                                                "defect.created"])
                self.wait_for_open(name, 3)
                self.assertEqual(self.target.scope(name)["last_file"], "3.csv")

    def check_refusal(self, inbox, name, reason, line, before):
        failed = inbox.deliveries(type="collection.failed", account=name)
        self.assertEqual(len(failed), 1)
        told = failed[0].event["data"]
        self.assertLessEqual(MEMBERS, set(told))
        self.assertEqual((told["source"], told["marketplace_id"], told["fulfillment"]), (name, "ATVPDKIKX0DER", "MFN"))
        self.assertEqual((told["reason"], told["line"]), (reason, line), told["message"])
        self.assertEqual(os.path.basename(told["file"]), "2.csv")
        self.assertRegex(told["message"], r"\w+ \w+ \w+")
        after = self.target.scope(name)
        for member in ["open_defects", "pending_clears", "last_good_at", "last_file"]:
            self.assertEqual(after[member], before[member], member)
        lines = [line for line in self.target.log().splitlines()
                 if f"/{name}/2.csv" in line and re.search(rf"\b{reason}\b", line)]
        self.assertEqual(len(lines), 1, f"the log says why once:\n{self.target.log()}")

    def test_the_same_refused_bytes_again_are_not_told_again_and_others_are(self):
        inbox = self.start(["acme"])
        self.put("acme", "1.csv", GOOD)
        inbox.wait_for(1, type="baseline.recorded")
        self.put("acme", "2.csv", b"<html>1</html>")
        inbox.wait_for(1, type="collection.failed")
        self.put("acme", "3.csv", b"<html>1</html>")
        self.put("acme", "4.csv", b"<html>2</html>")
        inbox.wait_for(2, type="collection.failed")
        self.put("acme", "5.csv", NEXT)
        inbox.wait_for(1, type="defect.created")
        self.assertEqual([delivery.event["data"]["file"].rsplit("/")[-1]
                          for delivery in inbox.deliveries(type="collection.failed")], ["2.csv", "4.csv"])
        self.assertEqual(len(inbox.deliveries(type="collection.recovered")), 1)

    def test_a_file_older_than_the_last_applied_is_refused(self):
        inbox = self.start(["acme"])
        self.put("acme", "5.csv", NEXT)
        inbox.wait_for(1, type="baseline.recorded")
        late = self.folder / "reports/acme/.late"
        late.write_bytes(GOOD)
        os.utime(late, (1_700_000_000, 1_700_000_000))
        os.rename(late, late.with_name("4.csv"))
        failed = inbox.wait_for(1, type="collection.failed")[0].event["data"]
        self.assertEqual((failed["reason"], os.path.basename(failed["file"])), ("older_report", "4.csv"))
        scope = self.target.scope("acme")
        self.assertEqual((scope["open_defects"], scope["pending_clears"], scope["last_file"]), (3, 0, "5.csv"))

    def test_a_bad_first_report_is_no_baseline(self):
        inbox = self.start(["acme"])
        self.put("acme", "1.csv", b"")
        inbox.wait_for(1, type="collection.failed")
        self.put("acme", "2.csv", GOOD)
        inbox.wait_for(1, type="baseline.recorded")
        inbox.wait_for(1, type="collection.recovered")
        self.wait_for_open("acme", 2)

    def test_a_bad_row_that_names_its_order_keeps_its_defects(self):
        """One bad row of 30 is under 5 %: the report counts, and the order of the bad row is not missing."""
        inbox = self.start(["acme"], confirm_cleared=1)
        rows = [row(number, CLAIM) for number in range(30)]
        self.put("acme", "1.csv", csv(*rows))
        inbox.wait_for(1, type="baseline.recorded")
        rows[7] = row(7, CLAIM, date="gestern")
        self.put("acme", "2.csv", csv(*rows[1:]))
        cleared = inbox.wait_for(1, type="defect.cleared")
        wait_until(lambda: self.target.scope("acme")["last_file"] == "2.csv", "the second report is applied")
        self.assertEqual([delivery.event["data"]["order_id"] for delivery in cleared], [order_id(0)])
        self.wait_for_open("acme", 29)

    def test_a_bad_row_that_names_no_order_lets_nothing_be_missing(self):
        inbox = self.start(["acme"], confirm_cleared=1)
        rows = [row(number, CLAIM) for number in range(30)]
        self.put("acme", "1.csv", csv(*rows))
        inbox.wait_for(1, type="baseline.recorded")
        self.put("acme", "2.csv", csv(["", *row(7, CLAIM)[1:]], *rows[2:], row(50, NEGATIVE)))
        inbox.wait_for(1, type="defect.created")
        self.assertEqual(inbox.deliveries(type="defect.cleared"), [])
        self.assertEqual((self.target.scope("acme")["open_defects"], self.target.scope("acme")["pending_clears"]),
                         (31, 0))

    def test_stray_quotes_of_a_tab_file_lose_no_order_and_tell_no_foreign_text(self):
        inbox = self.start(["acme"], confirm_cleared=1)
        header = ["Order ID", "Order Date", "Negative Feedback", "A-to-z Guarantee claim", "Comments"]
        plain = [[order_id(number), days_ago(40), "X", "", f"text {number}"] for number in range(4)]
        self.put("acme", "1.tsv", tsv(header, *plain))
        inbox.wait_for(1, type="baseline.recorded")
        stray = [[*cells[:3], claim, text] for cells, claim, text in
                 zip(plain, ["", '"slow', 'slow"', ""], ['"late', 'the "7 inch"', '"', 'very"'])]
        self.put("acme", "2.tsv", tsv(header, *stray))
        created = inbox.wait_for(2, type="defect.created")
        wait_until(lambda: self.target.scope("acme")["last_file"] == "2.tsv", "the second report is applied")
        self.assertEqual({delivery.event["data"]["order_id"]: delivery.event["data"]["value"] for delivery in created},
                         {order_id(1): '"slow', order_id(2): 'slow"'})
        self.assertEqual(inbox.deliveries(type="defect.cleared"), [])
        self.assertEqual((self.target.scope("acme")["open_defects"], self.target.scope("acme")["pending_clears"]), (6, 0))

    def test_a_report_of_more_defects_than_the_limit_is_refused_and_the_next_one_is_read(self):
        inbox = self.start(["acme"], limits={"report_defects": 3})
        self.put("acme", "1.csv", GOOD)
        inbox.wait_for(1, type="baseline.recorded")
        self.put("acme", "2.csv", csv(*[row(number, NEGATIVE, CLAIM, CHARGEBACK) for number in range(2000)]))
        failed = inbox.wait_for(1, type="collection.failed")[0].event["data"]
        self.assertEqual(failed["reason"], "too_large")
        self.assertRegex(failed["message"], "more than 3 defects.*limits.report_defects.*raise the limit")
        self.assertEqual(self.target.scope("acme")["open_defects"], 2)
        self.put("acme", "3.csv", NEXT)
        inbox.wait_for(1, type="defect.created")


if __name__ == "__main__":
    unittest.main()
