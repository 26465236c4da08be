"""However a report comes into its folder, it is found at once or within a second of being complete."""

import mmap
import os
import shutil
import subprocess
import time
import unittest

from support.cases import DaemonCase
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

FIRST = [row(1, CLAIM), row(2, CLAIM)]
QUICK = 1.0  # seconds from complete to committed
# `every` is five minutes, so nothing here is found by the schedule.


class Ways(DaemonCase):
    def start(self, path="reports/here/*.csv", keys=("account", "marketplace", "fulfillment")):
        words = {"account": "acme", "marketplace": "US", "fulfillment": "MFN"}
        self.reports = self.folder / "reports/here"
        self.reports.mkdir(parents=True, exist_ok=True)
        self.number = 2
        self.inbox = self.receiver()
        source = {"name": "reports", "kind": "file", "path": path, **{key: words[key] for key in keys}}
        self.target = self.daemon([source], [self.subscriber(self.inbox)], [self.inbox.port])
        self.target.start()

    def begin(self, **more):
        self.start(**more)
        put(self.reports / "1.csv", csv(*FIRST))
        wait_until(lambda: self.last() == "1.csv", "the baseline is committed")

    def last(self):
        scope = self.target.scope("reports")
        return scope and scope["last_file"]

    def more(self, rows=1):
        """A report with one defect more than the last."""
        self.number += 1
        return csv(*FIRST, *(row(number, CLAIM) for number in range(3, self.number + 1)))

    def found(self, name, within=QUICK):
        wait_until(lambda: self.last() == name, lambda: f"{name} is committed, not {self.last()};\n{self.target.log()}", within)
        self.assertEqual([each.event["data"] for each in self.inbox.deliveries(type="collection.failed")], [])

    def aside(self, content, name="aside.csv"):
        file = self.folder / name
        file.write_bytes(content)
        return file

    def test_links(self):
        self.begin()
        os.link(self.aside(self.more()), self.reports / "2.csv")
        self.found("2.csv")
        os.unlink(self.folder / "aside.csv")
        os.symlink(self.aside(self.more(), "target.csv"), self.reports / "3.csv")
        self.found("3.csv")
        os.symlink(self.aside(self.more(), "next.csv"), self.reports / ".tmp")
        os.rename(self.reports / ".tmp", self.reports / "3.csv")  # a link of the same name
        wait_until(lambda: len(self.inbox.deliveries(type="defect.created")) == 3, "the new link is read", QUICK)

    def test_a_link_to_a_file_that_grows_elsewhere(self):
        self.begin()
        content = self.more()
        with open(self.folder / "growing", "wb", buffering=0) as file:
            file.write(content[:70])
            os.symlink(self.folder / "growing", self.reports / "2.csv")
            for begin in range(70, len(content), 7):
                file.write(content[begin:begin + 7])
                time.sleep(0.05)  # the slowness is the subject
        self.found("2.csv")

    def test_a_pausing_writer_that_keeps_the_file_open_is_waited_for(self):
        self.begin()
        content = self.more()
        with open(self.reports / "2.csv", "wb", buffering=0) as file:
            half = content.index(b"\n", 60) + 1  # a shorter report, as it seems
            file.write(content[:half])
            time.sleep(1)  # the pause is the subject
            self.assertEqual(self.last(), "1.csv")
            file.write(content[half:])
        self.found("2.csv")
        self.assertEqual(self.target.scope("reports")["pending_clears"], 0)

    def test_copies_with_a_time_of_their_own_are_applied_by_it(self):
        self.begin()
        os.utime(self.reports / "1.csv", (time.time() - 3600,) * 2)
        self.target.kill()
        shutil.rmtree(self.target.state)
        self.target.start()
        wait_until(lambda: self.last() == "1.csv", "a baseline of an hour ago")
        for age in [50, 40, 30]:
            aside = self.aside(self.more())
            os.utime(aside, (time.time() - age * 60,) * 2)
            shutil.copy2(aside, self.reports / f"{age}.csv")  # sets the time after the close
            self.found(f"{age}.csv")
        aside = self.aside(self.more())
        os.utime(aside, (time.time() - 20 * 60,) * 2)
        subprocess.run(["cp", "-p", aside, self.reports / "20.csv"], check=True)
        self.found("20.csv")
        os.utime(self.reports / "20.csv")
        old = self.aside(b"old\n")
        os.utime(old, (time.time() - 7200,) * 2)
        shutil.copy2(old, self.reports / "old.csv")
        refused = self.inbox.wait_for(1, type="collection.failed", within=QUICK)
        self.assertEqual(refused[0].event["data"]["reason"], "older_report")

    def test_written_through_a_mapping(self):
        self.begin()
        content = self.more()
        with open(self.reports / "2.csv", "w+b") as file:
            file.truncate(len(content))
            mapping = mmap.mmap(file.fileno(), len(content))
        mapping[:] = content
        mapping.close()
        self.found("2.csv")

    def test_a_folder_that_is_renamed_or_swapped(self):
        self.begin()
        other = self.folder / "other"
        (other / "here").mkdir(parents=True)
        put(other / "here/2.csv", self.more())
        os.rename(self.folder / "reports", self.folder / "old")
        os.rename(other, self.folder / "reports")
        self.found("2.csv")
        new = self.folder / "new"
        new.mkdir()
        put(new / "3.csv", self.more())
        os.rename(self.reports, self.folder / "was")
        os.symlink("../new", self.reports)
        self.found("3.csv")
        newer = self.folder / "newer"
        newer.mkdir()
        put(newer / "4.csv", self.more())
        os.symlink("../newer", self.folder / "reports/.next")
        os.rename(self.folder / "reports/.next", self.reports)
        self.found("4.csv")
        put(newer / "5.csv", self.more())
        self.found("5.csv")

    def test_a_link_deep_in_the_path_is_pointed_elsewhere(self):
        for number, place in enumerate(["one", "two"]):
            (self.folder / place / "here").mkdir(parents=True)
            put(self.folder / place / "here" / f"{number + 1}.csv", csv(*FIRST, *([row(3, CLAIM)] * number)))
        os.symlink("one", self.folder / "current")
        (self.folder / "reports").symlink_to(self.folder / "current")
        self.start()
        wait_until(lambda: self.last() == "1.csv", "the baseline is committed")
        os.symlink("two", self.folder / "next")
        os.rename(self.folder / "next", self.folder / "current")
        self.found("2.csv")

    def test_deep_folders_made_with_the_file_in_them(self):
        self.start(path="reports/{account}/*/{marketplace}/{fulfillment}/*.csv", keys=())
        made = self.folder / "made/2026/US/mfn"
        made.mkdir(parents=True)
        put(made / "1.csv", csv(*FIRST))
        os.rename(self.folder / "made", self.folder / "reports/acme")
        wait_until(lambda: self.last() == "1.csv", "the baseline is committed", 2)
        deep = self.folder / "reports/globex/2026/US/MFN"
        os.makedirs(deep)
        (deep / "1.csv").write_bytes(csv(*FIRST))
        wait_until(lambda: len(self.target.status()["scopes"]) == 2, "both are known", 2)
        linked = self.folder / "far/US/AFN"
        linked.mkdir(parents=True)
        put(linked / "1.csv", csv(row(9, CLAIM, channel="Amazon")))
        (self.folder / "reports/initech").mkdir()
        os.symlink("../../far", self.folder / "reports/initech/now")
        wait_until(lambda: len(self.target.status()["scopes"]) == 3, "a link to a folder", 2)


if __name__ == "__main__":
    unittest.main()
