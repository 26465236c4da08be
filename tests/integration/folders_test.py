"""A folder of reports that goes away, or cannot be listed, is told once for its source, and so is that it is back."""

import os
import unittest

from support.cases import DaemonCase
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

FIRST = [row(1, CLAIM), row(2, CLAIM)]


class Folders(DaemonCase):
    def start(self, *sources, **subscribers):
        self.inbox = self.receiver()
        desks = [self.subscriber(self.inbox, name=name, path=f"/{name}", accounts=accounts)
                 for name, accounts in (subscribers or {"desk": ["*"]}).items()]
        self.target = self.daemon(sources, desks, [self.inbox.port])
        self.target.start()

    def open_source(self, **more):
        return {"name": "all", "kind": "file", "path": "reports/{account}/*.csv", "marketplace": "US",
                "fulfillment": "MFN", **more}

    def told(self, kind):
        """The data of each event, once per subscriber: a kill repeats a delivery whose outcome is not recorded yet."""
        events = {(delivery.headers["webhook-id"], delivery.path): delivery.event["data"]
                  for delivery in self.inbox.deliveries(type=kind)}
        return list(events.values())

    def wait_until_told(self, count, kind):
        wait_until(lambda: len(self.told(kind)) >= count, f"{count} events of {kind}", within=3)

    def look(self, source):
        self.target.command("collect", source)

    def test_it_is_told_once_over_restarts_and_once_that_it_is_back(self):
        self.start(self.source())
        reports = self.folder / "reports/acme-us"
        put(reports / "1.csv", csv(*FIRST))
        self.inbox.wait_for(1, type="baseline.recorded")
        os.rename(reports, self.folder / "aside")
        failed = self.inbox.wait_for(1, type="collection.failed", within=2)[0].event["data"]
        self.assertEqual({key: failed[key] for key in ["source", "account", "marketplace_id", "fulfillment", "reason"]},
                         {"source": "acme-us", "account": "acme", "marketplace_id": "ATVPDKIKX0DER",
                          "fulfillment": "MFN", "reason": "unreadable"})
        self.assertEqual(self.target.status()["failing_sources"], [{"source": "acme-us", "reason": "unreadable"}])
        for end in [self.target.kill, self.target.stop]:
            end()
            self.target.start()
            self.look("acme-us")
        os.rename(self.folder / "aside", reports)
        self.look("acme-us")
        self.assertEqual((len(self.told("collection.failed")), self.told("collection.recovered")), (1, []))
        put(reports / "2.csv", csv(*FIRST, row(3, CLAIM)))
        self.inbox.wait_for(1, type="collection.recovered")
        self.inbox.wait_for(1, type="defect.created")
        put(reports / "3.csv", csv(*FIRST, row(3, CLAIM), row(4, CLAIM)))
        self.inbox.wait_for(2, type="defect.created")
        self.assertEqual((len(self.told("collection.failed")), len(self.told("collection.recovered"))), (1, 1))
        os.rename(reports, self.folder / "aside")
        self.inbox.wait_for(2, type="collection.failed", within=2)

    def test_what_the_path_leaves_open_is_null_and_only_those_concerned_are_told(self):
        folder = self.folder / "reports"
        (folder / "acme").mkdir(parents=True)
        self.start(self.open_source(), everybody=["*"], acme=["acme"], globex=["globex"])
        put(folder / "acme/1.csv", csv(*FIRST))
        self.inbox.wait_for(2, type="baseline.recorded")
        os.rename(folder, self.folder / "aside")
        told = self.inbox.wait_for(2, type="collection.failed", within=2)
        self.assertEqual(sorted(delivery.path for delivery in told), ["/acme", "/everybody"])
        self.assertEqual([(each["account"], each["marketplace_id"]) for each in self.told("collection.failed")],
                         [(None, "ATVPDKIKX0DER")] * 2)
        self.assertEqual([scope["account"] for scope in self.target.status()["scopes"]], ["acme"])

    def test_the_folder_of_an_account_that_goes_away_is_told(self):
        for account in ["acme", "globex"]:
            (self.folder / "reports" / account).mkdir(parents=True)
            put(self.folder / "reports" / account / "1.csv", csv(*FIRST))
        self.start(self.open_source())
        self.inbox.wait_for(2, type="baseline.recorded")
        os.rename(self.folder / "reports/globex", self.folder / "aside")
        self.inbox.wait_for(1, type="collection.failed", within=2)
        put(self.folder / "reports/acme/2.csv", csv(*FIRST, row(3, CLAIM)))
        self.inbox.wait_for(1, type="collection.recovered")

    def test_the_folder_of_an_account_that_goes_away_while_the_daemon_is_down_is_told_once(self):
        reports = self.folder / "reports"
        for account in ["acme", "globex"]:
            (reports / account).mkdir(parents=True)
            put(reports / account / "1.csv", csv(*FIRST))
        self.start(self.open_source())
        self.inbox.wait_for(2, type="baseline.recorded")
        for number, end in enumerate([self.target.stop, self.target.kill], start=1):
            end()
            os.rename(reports / "globex", self.folder / "aside")
            self.target.start()
            self.wait_until_told(number, "collection.failed")
            failed = self.told("collection.failed")[-1]
            self.assertEqual((failed["source"], failed["account"], failed["reason"]), ("all", None, "unreadable"))
            for end_again in [self.target.kill, self.target.stop]:
                end_again()
                self.target.start()
                self.look("all")
            self.assertEqual(len(self.told("collection.failed")), number)
            end()
            os.rename(self.folder / "aside", reports / "globex")
            put(reports / f"globex/{number + 1}.csv", csv(*FIRST))
            self.target.start()
            self.wait_until_told(number, "collection.recovered")
            self.look("all")
        self.assertEqual((len(self.told("collection.failed")), len(self.told("collection.recovered"))), (2, 2))

    def test_a_folder_that_is_missing_at_the_start_is_told(self):
        self.start(self.open_source(path="reports/not/there/{account}/*.csv"))
        self.inbox.wait_for(1, type="collection.failed")
        put_in = self.folder / "reports/not/there/acme"
        put_in.mkdir(parents=True)
        put(put_in / "1.csv", csv(*FIRST))
        self.inbox.wait_for(1, type="baseline.recorded", within=3)
        self.inbox.wait_for(1, type="collection.recovered")
        self.assertEqual(len(self.told("collection.failed")), 1)


if __name__ == "__main__":
    unittest.main()
