"""When a file in a source's folder is a report, and that each is read once and whole."""

import gzip
import os
import time
import unittest

from support.cases import DaemonCase
from support.reports import CLAIM, NEGATIVE, csv, order_id, put, row
from support.waiting import wait_until

FIRST = [row(1, CLAIM), row(2, CLAIM)]
OLD_FILES = 20_000 if os.environ.get("DEFECTD_LONG") else 500


class Arrival(DaemonCase):
    def start(self, *sources):
        self.inbox = self.receiver()
        self.target = self.daemon(sources or [self.source()], [self.subscriber(self.inbox)], [self.inbox.port])
        self.reports = self.folder / "reports/acme-us"
        return self.target.start()

    def baseline(self):
        put(self.reports / "1.csv", csv(*FIRST))
        self.inbox.wait_for(1, type="baseline.recorded")

    def created(self):
        return sorted(delivery.event["data"]["order_id"] for delivery in self.inbox.deliveries(type="defect.created"))

    def look_again(self):
        """The daemon looks through the folder; what it finds is committed when this returns."""
        looked = self.target.command("collect", "acme-us")
        self.assertEqual(looked.returncode, 0, looked.stderr)
        return self.target.scope("acme-us")

    def test_a_file_written_slowly_in_place_is_read_once_and_whole(self):
        self.start()
        self.baseline()
        content = csv(FIRST[1], *(row(number, NEGATIVE) for number in range(10, 40)))
        with open(self.reports / "2.csv", "wb", buffering=0) as file:
            for begin in range(0, len(content), 97):  # cuts records, ids and dates
                file.write(content[begin:begin + 97])
                time.sleep(0.03)  # the slowness is the subject
        self.inbox.wait_for(30, type="defect.created")
        scope = self.look_again()
        self.assertEqual(self.created(), [order_id(number) for number in range(10, 40)])
        self.assertEqual((scope["open_defects"], scope["pending_clears"]), (32, 1))
        self.assertEqual(self.inbox.deliveries(type="collection.failed"), [])
        self.assertEqual(self.inbox.deliveries(type="defect.cleared"), [])

    def test_a_file_that_a_scan_finds_still_growing_is_read_when_it_stands_still(self):
        """The daemon starts into a copy under way: no close and no move tells it where the end is."""
        self.start()
        self.baseline()
        self.target.kill()
        content = csv(*FIRST, *(row(number, NEGATIVE) for number in range(10, 20)))
        with open(self.reports / "2.csv", "wb", buffering=0) as file:
            file.write(content[:200])
            self.target.start()
            for begin in range(200, len(content), 60):
                file.write(content[begin:begin + 60])
                time.sleep(0.03)
        self.inbox.wait_for(10, type="defect.created")
        self.look_again()
        self.assertEqual(self.created(), [order_id(number) for number in range(10, 20)])
        self.assertEqual(self.inbox.deliveries(type="collection.failed"), [])

    def test_a_file_moved_in_is_committed_within_a_second(self):
        self.start()
        self.baseline()
        put(self.reports / "2.csv", csv(*FIRST, row(3, CLAIM)))
        wait_until(lambda: self.target.scope("acme-us")["last_file"] == "2.csv", "2.csv is committed", within=1)

    def test_gzip_is_known_by_its_content(self):
        self.start()
        put(self.reports / "1.csv", gzip.compress(csv(*FIRST)))
        self.inbox.wait_for(1, type="baseline.recorded")
        put(self.reports / "2.txt", gzip.compress(csv(*FIRST, row(3, CLAIM))))
        self.inbox.wait_for(1, type="defect.created")
        self.assertEqual(self.created(), [order_id(3)])

    def test_names_that_begin_with_a_dot_are_skipped(self):
        self.start()
        self.baseline()
        (self.reports / ".2.csv").write_bytes(csv(*FIRST, row(3, CLAIM)))
        self.assertEqual(self.look_again()["last_file"], "1.csv")
        put(self.reports / "3.csv", csv(*FIRST, row(4, CLAIM)))
        self.inbox.wait_for(1, type="defect.created")
        self.assertEqual(self.created(), [order_id(4)])

    def test_looking_again_at_the_same_file_is_no_work(self):
        self.start()
        self.baseline()
        file = put(self.reports / "2.csv", csv(FIRST[0]))
        wait_until(lambda: self.target.scope("acme-us")["pending_clears"] == 1, "one clear is pending")
        before = self.look_again()
        with open(file, "ab"):
            pass  # closed after writing, with nothing written
        self.assertEqual(self.look_again(), before)
        os.chmod(file, 0o600)
        os.rename(file, self.folder / "aside")
        self.assertEqual(self.look_again(), before)
        os.rename(self.folder / "aside", file)  # moved in, and the same file still
        self.assertEqual(self.look_again(), before)
        self.target.stop()
        self.target.start()
        self.assertEqual(self.look_again(), before)
        self.target.kill()
        self.target.start()
        self.assertEqual(self.look_again(), before)
        self.assertEqual(self.inbox.deliveries(type="defect.cleared"), [])

    def test_files_that_go_away_say_nothing(self):
        self.start()
        self.baseline()
        os.unlink(self.reports / "1.csv")
        self.assertEqual(self.look_again()["open_defects"], 2)
        self.assertEqual([delivery.type for delivery in self.inbox.deliveries()], ["baseline.recorded"])

    def test_of_several_files_the_newest_is_the_baseline_and_later_ones_are_applied_in_order(self):
        for number, age in [(1, 300), (2, 100), (3, 200)]:
            content = csv(*FIRST, row(number + 10, CLAIM))
            self.source()
            file = put(self.folder / "reports/acme-us" / f"{number}.csv", content)
            os.utime(file, (time.time() - age,) * 2)
        self.start()
        baseline = self.inbox.wait_for(1, type="baseline.recorded")[0]
        self.assertEqual(self.target.scope("acme-us")["last_file"], "2.csv")
        self.assertEqual(baseline.event["data"]["counts"], {"orders": 3, "negative_feedback": 0, "a_to_z_claim": 3,
                                                            "chargeback": 0})
        self.target.kill()
        for number, age in [(6, 30), (5, 20), (4, 10)]:  # against the order of the names
            rows = [*FIRST, row(12, a_to_z_claim=f"value {number}")]
            file = put(self.reports / f"{number}.csv", csv(*rows))
            os.utime(file, (time.time() - age,) * 2)
        self.target.start()
        updated = self.inbox.wait_for(3, type="defect.updated")
        told = {delivery.event["data"]["previous"]["value"]: delivery.event["data"]["value"] for delivery in updated}
        self.assertEqual(told, {"X": "value 6", "value 6": "value 5", "value 5": "value 4"})
        self.assertEqual(self.target.scope("acme-us")["last_file"], "4.csv")
        self.assertEqual(self.inbox.deliveries(type="collection.failed"), [])

    def test_a_first_start_on_many_old_files_delays_no_new_report(self):
        self.source()
        reports = self.folder / "reports/acme-us"
        for number in range(OLD_FILES):
            file = reports / f"{number:05}.csv"
            file.write_bytes(csv(*FIRST, row(number + 10, CLAIM)))
            os.utime(file, (time.time() - 10 * (OLD_FILES - number),) * 2)
        self.start()
        self.inbox.wait_for(1, type="baseline.recorded")
        put(self.reports / "new.csv", csv(*FIRST, row(3, CLAIM)))
        began = time.monotonic()
        wait_until(lambda: self.target.scope("acme-us")["last_file"] == "new.csv", "new.csv is committed", within=1)
        print(f"new.csv was committed after {time.monotonic() - began:.2f} s, beside {OLD_FILES} old files", flush=True)
        before = self.look_again()
        self.target.kill()
        self.target.start()
        self.assertEqual(self.look_again(), before)
        self.assertEqual(self.inbox.deliveries(type="collection.failed"), [])

    def test_reports_that_arrive_while_it_starts_are_all_applied_in_order(self):
        """None may be overtaken by a newer one: it would then be refused as older, and what it told would be lost."""
        self.start()
        self.baseline()
        number = 1
        for _ in range(8):
            self.target.kill()
            self.target.start(wait=False)
            begin = time.monotonic()
            while time.monotonic() < begin + 0.08:  # the start takes some of that
                number += 1
                put(self.reports / f"{number:05}.csv", csv(*FIRST, row(3, a_to_z_claim=f"value {number}")))
                time.sleep(0.0005)  # the density is the subject
            wait_until(lambda: self.last_applied() == f"{number:05}.csv", "the last report is applied")
        # What a kill cut off comes twice, so the events count, not the posts.
        wait_until(lambda: len(self.values_told()) >= number - 1, lambda: f"{len(self.values_told())} of {number - 1}")
        told = self.inbox.deliveries()
        refused = [delivery.event["data"]["file"] for delivery in told if delivery.type == "collection.failed"]
        self.assertEqual(refused, [], f"{len(refused)} of {number} reports were refused")
        self.assertEqual(sorted(self.values_told()), sorted(f"value {each}" for each in range(2, number + 1)))

    def values_told(self):
        return {delivery.event["data"]["value"] for delivery in self.inbox.deliveries()
                if delivery.type.startswith("defect.")}

    def last_applied(self):
        try:
            return self.target.scope("acme-us")["last_file"]
        except OSError:
            return None  # it is starting

    def test_a_folder_made_later_is_an_account_at_once(self):
        """`every` is five minutes: only the notice of the new folder can be quick."""
        source = {**self.source(), "path": "reports/{account}/{marketplace}/*.csv"}
        del source["account"], source["marketplace"]
        self.start(source)
        for account, marketplace in [("globex", "US"), ("initech", "DE")]:
            folder = self.folder / "reports" / account / marketplace
            folder.mkdir(parents=True)
            put(folder / "1.csv", csv(*FIRST))  # at the same instant: no time to watch the folder in between
        baselines = [delivery.event["data"] for delivery in self.inbox.wait_for(2, type="baseline.recorded", within=3)]
        self.assertEqual(sorted((told["account"], told["marketplace_id"]) for told in baselines),
                         [("globex", "ATVPDKIKX0DER"), ("initech", "A1PA6795UKMFR9")])
        put(self.folder / "reports/globex/US/2.csv", csv(*FIRST, row(3, CLAIM)))
        created = self.inbox.wait_for(1, type="defect.created", within=3)[0].event["data"]
        self.assertEqual((created["account"], created["order_id"]), ("globex", order_id(3)))


if __name__ == "__main__":
    unittest.main()
