"""What becomes of the daemon when its disk fills, its files go away or are damaged, or its log is not read."""

import fcntl
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import unittest

from support.cases import DaemonCase
from support.daemon import PROGRAM, TIED_TO_US
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

IS_ROOT = os.geteuid() == 0
NOBODY = 65534


class Medium(DaemonCase):
    def make(self, inbox=None, **more):
        inbox = inbox or self.receiver()
        self.inbox = inbox
        self.target = self.daemon([self.source(baseline="notify", **more)], [self.subscriber(inbox)], [inbox.port])
        return self.target

    def put(self, name, defects, claim="X"):
        put(self.folder / "reports/acme-us" / name, csv(*(row(number, **{CLAIM: claim}) for number in range(defects))))

    def ends_with(self, code, within=20):
        wait_until(lambda: not self.target.running, lambda: f"the daemon ends; its log:\n{self.target.log()}", within)
        self.assertEqual(self.target.process.returncode, code, self.target.log())

    def run_again(self, code):
        run = self.target.command("run")
        self.assertEqual(run.returncode, code, run.stderr)
        return run.stderr

    # files that go away

    def test_a_database_that_is_moved_deleted_or_replaced_ends_the_daemon_and_is_never_begun_anew(self):
        self.make().start()
        database = self.target.state / "defectd.db"
        aside = self.target.state / "aside"
        changes = {"moved": lambda: database.rename(aside),
                   "deleted": lambda: (shutil.copy(database, aside), database.unlink()),
                   "replaced": lambda: (database.rename(aside), shutil.copy(aside, database), database.write_bytes(b""))}
        for what, change in changes.items():
            with self.subTest(what):
                if not self.target.running:
                    self.target.start()
                change()
                self.ends_with(74, within=12)
                self.assertIn("defectd.db: was", self.target.log())
                self.assertIn("remove `lock` to start over", self.run_again(74))
                self.assertIn("`lock`", self.target.command("collect", "acme-us").stderr)
                self.assertEqual(self.target.command("collect", "acme-us", "--dry-run").returncode, 74)
                os.replace(aside, database)
        self.target.start()
        self.assertEqual(self.target.stop()[0], 0)

    def test_a_lock_file_that_is_deleted_ends_the_daemon_before_a_second_can_work(self):
        self.make().start()
        (self.target.state / "lock").unlink()
        self.ends_with(74, within=12)
        self.assertIn("lock: was", self.target.log())
        self.target.start()  # the lock file is created again, the database does not
        self.assertEqual(self.target.stop()[0], 0)

    # damage

    def test_damage_that_only_a_reader_meets_ends_the_daemon_like_any_other(self):
        self.make().start()
        self.put("1.csv", 3)
        self.inbox.wait_for(3, type="defect.created")
        self.assertEqual(self.target.stop()[0], 0)
        damage = {"a page": self.damage_page, "a word": self.damage_word}
        whole = (self.target.state / "defectd.db").read_bytes()
        for what, change in damage.items():
            with self.subTest(what):
                (self.target.state / "defectd.db").write_bytes(whole)
                change()
                self.target.start()
                try:
                    self.target.get("/api/v1/deliveries?state=delivered")
                    self.target.get("/api/v1/deliveries/1")
                except OSError:
                    pass  # it may be gone before it answers
                self.ends_with(70)
                self.assertIn("the database is damaged", self.target.log())

    def damage_page(self):
        file = self.target.state / "defectd.db"
        with sqlite3.connect(file) as database:
            page = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'attempts'").fetchone()[0]
        database.close()
        content = bytearray(file.read_bytes())
        content[(page - 1) * 4096:page * 4096] = b"\xa5" * 4096
        file.write_bytes(content)

    def damage_word(self):
        with sqlite3.connect(self.target.state / "defectd.db") as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            database.execute("UPDATE deliveries SET state = 'lost' WHERE state = 'delivered'")
        database.close()

    # a full disk

    @unittest.skipUnless(IS_ROOT, "needs root, to mount a small disk")
    def test_a_small_disk_is_not_filled_by_the_log_and_a_full_one_recovers_by_itself(self):
        target = self.make()
        target.state.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", target.state], check=False).returncode:
            self.skipTest("this machine does not allow mounting")
        self.addCleanup(subprocess.run, ["umount", "--lazy", target.state], check=True)
        self.addCleanup(target.kill)
        target.start()
        for update in range(11):  # each changes every row: the log grows by far more than the database
            self.put(f"{update}.csv", 400, f"X{update}")
            self.inbox.wait_for(400 * (update + 1), within=60)
        self.assertNotIn("store unavailable", target.log())
        filler = target.state / "filler"
        with self.assertRaises(OSError), open(filler, "wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 12))
        self.put("full.csv", 400, "Y")
        wait_until(lambda: "the disk is full" in target.log(), lambda: f"the disk is full; {target.log()}")
        target.kill()
        filler.unlink()
        target.start()
        self.inbox.wait_for(400 * 12, within=60)

    # a log without a reader

    def test_a_log_that_nobody_reads_is_dropped_and_counted_and_delays_nothing(self):
        target = self.make()
        warned_of = target.configuration.read_text(encoding="utf-8").replace("/hook", "/hook?a=1&amp;b=2")
        target.configuration.write_text(warned_of, encoding="utf-8")
        unread, stderr = os.pipe()
        self.addCleanup(os.close, unread)
        fcntl.fcntl(stderr, fcntl.F_SETPIPE_SZ, 4096)
        os.write(stderr, bytes(4096))  # it is full before the daemon starts, and the configuration has a warning
        os.set_blocking(unread, False)
        target.process = subprocess.Popen([*TIED_TO_US, PROGRAM, "run", "-c", target.configuration],
                                          cwd=target.folder, stdin=subprocess.DEVNULL, stderr=stderr)
        os.close(stderr)
        wait_until(lambda: self.answers(), "the daemon answers")
        for number in range(1, 41):  # a line each
            self.put(f"{number:02}.csv", number)
            self.inbox.wait_for(number, type="defect.created")
        self.assertEqual(target.get("/-/ready")[0], 200)
        log = bytearray()

        def said():
            try:
                log.extend(os.read(unread, 1 << 16))
            except BlockingIOError:
                pass
            return re.search(rb"[1-9][0-9]* log lines dropped", log)
        wait_until(said, lambda: f"the daemon counts what it dropped; {log.decode()}")
        self.assertEqual(target.stop()[0], 0)

    def answers(self):
        try:
            return self.target.get("/-/ready")[0] == 200
        except OSError:
            return False

    # root's files

    @unittest.skipUnless(IS_ROOT and shutil.which("setpriv"), "needs root, to work in another user's folder")
    def test_what_root_makes_in_a_folder_of_somebody_else_is_theirs(self):
        target = self.make()
        folder = target.socket.parent  # one that others can reach
        folder.chmod(0o755)
        os.chown(folder, NOBODY, NOBODY)
        state = folder / "state"
        state.mkdir(mode=0o700)
        os.chown(state, NOBODY, NOBODY)
        text = json.loads(target.configuration.read_text(encoding="utf-8"))
        text["state_directory"] = str(state)
        copy = folder / "defectd.yaml"
        copy.write_text(json.dumps(text), encoding="utf-8")
        (folder / "reports/acme-us").mkdir(parents=True)
        put(folder / "reports/acme-us/1.csv", csv(row(1, CLAIM)))
        program = shutil.copy(PROGRAM, folder / "defectd")
        collected = subprocess.run([program, "collect", "acme-us", "-c", copy], cwd=folder, capture_output=True,
                                   text=True, timeout=60, check=False)
        self.assertEqual(collected.returncode, 0, collected.stderr)
        by_root = subprocess.Popen([program, "run", "-c", copy], cwd=folder, stdin=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(by_root.kill)
        wait_until(self.answers, "the daemon of root starts")
        by_root.kill()  # its log and its socket stay
        by_root.wait()
        for file in [*state.iterdir(), target.socket]:
            self.assertEqual((file.stat().st_uid, file.stat().st_gid), (NOBODY, NOBODY), file)
        daemon = subprocess.Popen(["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups",
                                   program, "run", "-c", copy], cwd=folder, stdin=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True)
        self.addCleanup(daemon.kill)
        wait_until(lambda: self.answers() or daemon.poll() is not None, "the daemon starts")
        daemon.send_signal(signal.SIGTERM)
        stderr = daemon.communicate(timeout=20)[1]
        self.assertEqual(daemon.returncode, 0, stderr)


if __name__ == "__main__":
    unittest.main()
