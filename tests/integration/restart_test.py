"""A restart before each report, by SIGTERM or kill -9, tells what is told without one: for every kind of path."""

import sqlite3
import unittest

from support.cases import DaemonCase
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

# Every placeholder alone and with each other, in folders and in names, and paths with none.
PATHS = ["*.csv", "?/*.csv", "{account}/*.csv", "{marketplace}/*.csv", "{fulfillment}/*.csv",
         "{account}/{marketplace}/*.csv", "{account}-{fulfillment}-*.csv",
         "{account}/{marketplace}/{fulfillment}/*.csv"]
KEYS = {"account": "acme", "marketplace": "US", "fulfillment": "MFN"}
# The third report lacks a defect that the fourth has again, and two are refused, one of them twice.
REPORTS = [csv(row(1, CLAIM), row(2, CLAIM)), b"<html>\n", csv(row(1, CLAIM)), csv(row(1, CLAIM), row(2, CLAIM)),
           b"<html><p>\n", b"<html>\n", csv(row(1, CLAIM), row(2, CLAIM), row(3, CLAIM))]
EXPECTED = ["baseline.recorded", "collection.failed", "collection.failed", "collection.recovered",
            "collection.recovered", "defect.created"]


class Restart(DaemonCase):
    def fill(self, path, number):
        """The path of the report of this number."""
        name = path.replace("?", "1").replace("*", f"{number}")
        for part, word in KEYS.items():
            name = name.replace("{" + part + "}", word)
        file = self.folder / "reports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def start(self, path):
        keys = {part: word for part, word in KEYS.items() if "{" + part + "}" not in path}
        (self.folder / "reports").mkdir(parents=True, exist_ok=True)
        source = {"name": "reports", "kind": "file", "path": f"reports/{path}", **keys}
        self.inbox = self.receiver()
        self.target = self.daemon([source], [self.subscriber(self.inbox)], [self.inbox.port])
        self.target.start()

    def told(self):
        return sorted({(delivery.type, delivery.id) for delivery in self.inbox.deliveries()})

    def tell_by(self, restart):
        for number, path in enumerate(PATHS):
            with self.subTest(path=path):
                self.folder = self.folder.parent / f"{self._testMethodName}-{number}"
                self.folder.mkdir()
                self.start(path)
                for count, report in enumerate(REPORTS):
                    restart()
                    put(self.fill(path, count), report)
                    looked = self.target.command("collect", "reports")
                    self.assertIn(looked.returncode, (0, 65, 2), looked.stderr)
                restart()
                wait_until(lambda: len(self.told()) >= len(EXPECTED), lambda: f"all is told: {self.told()}")
                self.target.command("collect", "reports")
                self.assertEqual([kind for kind, _ in self.told()], EXPECTED)
                self.target.kill()

    def test_a_stop_before_each_report_invents_and_loses_nothing(self):
        def restart():
            self.assertEqual(self.target.stop()[0], 0)
            self.target.start()
        self.tell_by(restart)

    def test_a_kill_before_each_report_invents_and_loses_nothing(self):
        def restart():
            self.target.kill()
            self.target.start()
        self.tell_by(restart)

    def test_a_phantom_scope_of_an_older_database_goes_at_the_start(self):
        self.start("{account}/*.csv")
        put(self.fill("{account}/*.csv", 1), REPORTS[0])
        self.inbox.wait_for(1, type="baseline.recorded")
        self.target.stop()
        with sqlite3.connect(self.target.state / "defectd.db") as database:
            database.execute("INSERT INTO markets (account, marketplace_id, version) VALUES ('', 'ATVPDKIKX0DER', 1)")
            database.execute("INSERT INTO scopes (market, channel, source, has_baseline, quarantines, failing_reason, "
                             "failing_sha256, event_count) SELECT id, 'MFN', 'reports', 0, 0, 'unreadable', '', 1 "
                             "FROM markets WHERE account = ''")
        database.close()
        self.target.start()
        self.assertEqual([scope["account"] for scope in self.target.status()["scopes"]], ["acme"])


if __name__ == "__main__":
    unittest.main()
