"""The running daemon from outside: starting, stopping, who else may work, what is told of it, and what never is."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import unittest

from support.cases import DaemonCase
from support.daemon import new_secret
from support.receiver import CLOSE, HANG
from support.reports import CLAIM, NEGATIVE, csv, order_id, put, row
from support.waiting import wait_until

FIRST = [row(1, CLAIM), row(2, CLAIM)]


class Run(DaemonCase):
    def make(self, *script, start=True, **more):
        self.inbox = self.receiver(*script)
        self.target = self.daemon([self.source()], [self.subscriber(self.inbox)], [self.inbox.port], **more)
        self.reports = self.folder / "reports/acme-us"
        if start:
            self.target.start()

    def check(self, run, code):
        self.assertEqual(run.returncode, code, f"{run.args} wrote {run.stdout!r} and {run.stderr!r}")
        return run

    def baseline(self):
        put(self.reports / "1.csv", csv(*FIRST))
        self.inbox.wait_for(1, type="baseline.recorded")

    # starting

    def test_systemd_is_told_when_it_can_work_and_when_it_stops(self):
        self.make(start=False)
        address = self.target.socket.with_name("notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
            notices.bind(str(address))
            notices.settimeout(20)
            self.target.start(wait=False, NOTIFY_SOCKET=str(address))
            self.wait_for_notice(notices, "READY=1")
            self.assertEqual(self.target.get("/-/ready")[0], 200)
            self.target.stop()
            self.wait_for_notice(notices, "STOPPING=1")

    def wait_for_notice(self, notices, notice):
        while notice not in notices.recv(4096).decode().splitlines():
            pass

    def test_two_cannot_work_in_one_state_directory(self):
        self.make()
        second = self.check(self.target.command("run"), 75)
        self.assertRegex(second.stderr, rf"\b{self.target.process.pid}\b")
        self.assertEqual(self.target.get("/-/ready")[0], 200)
        self.target.kill()  # and a lock of a dead one is none
        self.target.start()

    def test_a_newer_schema_is_refused_and_left_as_it_is(self):
        self.make()
        self.baseline()
        self.target.stop()
        self.set_version(9999)
        for command in [["run"], ["collect", "acme-us"], ["collect", "acme-us", "--dry-run"]]:
            self.check(self.target.command(*command), 78)
        self.assertEqual(self.set_version(9999), 9999)

    def set_version(self, version):
        """Gives the version that was there."""
        database = sqlite3.connect(self.target.state / "defectd.db")
        try:
            before = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute(f"PRAGMA user_version = {version}")
            return before
        finally:
            database.close()

    def test_a_corrupt_store_is_refused_and_left_as_it_is(self):
        self.make()
        self.baseline()
        self.target.stop()
        file = self.target.state / "defectd.db"
        whole = file.read_bytes()
        for name, content in {"no database": b"not a database\n" * 500, "cut": whole[:len(whole) // 2]}.items():
            with self.subTest(name):
                file.write_bytes(content)
                refused = self.check(self.target.command("run"), 70)
                self.assertIn("defectd.db", refused.stderr)
                self.assertEqual(file.read_bytes(), content)

    def test_a_state_directory_that_is_none_is_an_io_error(self):
        self.make(start=False)
        self.target.state.write_text("in the way")
        refused = self.check(self.target.command("run"), 74)
        self.assertIn(str(self.target.state), refused.stderr)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root, to become another user")
    def test_a_state_directory_of_somebody_else_is_a_matter_of_permission(self):
        self.make(start=False)
        folder = self.target.socket.parent  # one that others can reach
        folder.chmod(0o755)
        copy = shutil.copy(self.target.configuration, folder / "defectd.yaml")
        state = folder / "state"
        state.mkdir(mode=0o700)
        program = shutil.copy(os.environ["DEFECTD"], folder / "defectd")
        run = subprocess.run(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", program, "run", "-c",
                              copy], cwd=folder, capture_output=True, text=True, timeout=20, check=False)
        self.check(run, 77)
        self.assertIn(str(state), run.stderr)

    # stopping

    def test_sigterm_ends_with_0_within_the_grace_while_a_receiver_hangs(self):
        self.make(lambda id, attempt, path: HANG, shutdown_grace="1s")
        put(self.reports / "1.csv", csv(*FIRST))
        self.inbox.wait_for(1)
        code, seconds = self.target.stop()
        self.assertEqual(code, 0, self.target.log())
        self.assertLess(seconds, 3)
        self.inbox.script = lambda id, attempt, path: 200
        self.target.start()  # what hung is sent again
        first, second = self.inbox.wait_for(2)[:2]
        self.assertEqual((first.id, first.body), (second.id, second.body))

    def test_sigterm_lets_an_attempt_under_way_finish(self):
        def slow(id, attempt, path):
            time.sleep(0.5)  # the slowness is the subject
            return 200
        self.make(slow)
        put(self.reports / "1.csv", csv(*FIRST))
        wait_until(lambda: self.target.status()["subscribers"][0]["in_flight"] == 1, "one attempt is under way")
        code, seconds = self.target.stop()
        self.assertEqual(code, 0, self.target.log())
        self.assertLess(seconds, 5)
        self.target.start()
        wait_until(lambda: self.target.status()["subscribers"][0]["delivered"] == 1, "it is noted as delivered")
        self.assertEqual(len(self.inbox.deliveries()), 1)

    def test_sigterm_ends_an_idle_daemon_at_once(self):
        self.make()
        code, seconds = self.target.stop()
        self.assertEqual(code, 0)
        self.assertLess(seconds, 2)

    def test_sighup_never_kills(self):
        self.make()
        before = len(self.target.log())
        for _ in range(3):
            self.target.signal(signal.SIGHUP)
        wait_until(lambda: re.search(r"(?i)reload|restart", self.target.log()[before:]), "the log speaks of a reload")
        self.baseline()
        self.assertTrue(self.target.running)

    # collect

    def test_collect_of_an_unknown_source_is_a_usage_error_that_names_the_known(self):
        self.make(start=False)
        self.assertIn("acme-us", self.check(self.target.command("collect", "globex"), 64).stderr)
        self.target.start()
        self.assertIn("acme-us", self.check(self.target.command("collect", "globex"), 64).stderr)

    def test_a_dry_run_prints_events_and_changes_nothing(self):
        self.make(start=False)
        put(self.reports / "1.csv", csv(*FIRST))

        def dry_run():
            run = self.check(self.target.command("collect", "acme-us", "--dry-run"), 0)
            events = [json.loads(line) for line in run.stdout.splitlines()]
            for event in events:
                self.assertEqual(list(event), ["id", "type", "timestamp", "data"])
            return sorted((event["type"], event["data"].get("order_id", ""), event["id"]) for event in events)

        printed = dry_run()
        self.assertEqual([(type, order) for type, order, _ in printed],
                         [("baseline.recorded", ""), ("defect.created", order_id(1)), ("defect.created", order_id(2))])
        self.assertEqual(dry_run(), printed)
        self.assertFalse(self.target.state.exists(), "a dry run made the state directory")
        self.target.start()
        self.inbox.wait_for(1, type="baseline.recorded")
        self.assertEqual(self.target.scope("acme-us")["open_defects"], 2)

    def test_a_dry_run_tells_what_the_next_report_will_send(self):
        self.make()
        self.baseline()
        self.target.stop()
        put(self.reports / "2.csv", csv(*FIRST, row(3, CLAIM)))
        run = self.check(self.target.command("collect", "acme-us", "--dry-run"), 0)
        event = json.loads(run.stdout)
        self.assertEqual((event["type"], event["data"]["order_id"]), ("defect.created", order_id(3)))
        self.target.start()
        self.assertEqual(self.inbox.wait_for(1, type="defect.created")[0].id, event["id"])

    def test_without_a_daemon_collect_leaves_the_deliveries_due(self):
        self.make(start=False)
        put(self.reports / "1.csv", csv(*FIRST))
        self.check(self.target.command("collect", "acme-us"), 0)
        put(self.reports / "2.csv", csv(*FIRST, row(3, CLAIM)))
        self.check(self.target.command("collect", "acme-us"), 0)
        self.assertEqual(self.inbox.deliveries(), [])
        self.target.start()
        self.assertEqual(sorted(delivery.type for delivery in self.inbox.wait_for(2)),
                         ["baseline.recorded", "defect.created"])

    def test_collect_of_a_refused_report_is_bad_input(self):
        self.make(start=False)
        put(self.reports / "1.csv", b"<html></html>")
        refused = self.check(self.target.command("collect", "acme-us"), 65)
        self.assertRegex(refused.stdout + refused.stderr, r"1\.csv.*html")

    # status

    def test_status_without_a_daemon_says_how_to_start_one(self):
        self.make(start=False)
        run = self.check(self.target.command("status"), 69)
        self.assertEqual(run.stdout, "")
        self.assertIn("defectd run", run.stderr)

    def test_status_shows_what_an_operator_asks(self):
        self.make(lambda id, attempt, path: 500)
        claims = [row(number, CLAIM) for number in range(1, 13)]
        put(self.reports / "1.csv", csv(*claims))
        wait_until(lambda: self.target.scope("acme-us"), "a baseline")
        put(self.reports / "2.csv", csv(*claims[1:]))
        wait_until(lambda: self.target.scope("acme-us")["pending_clears"] == 1, "one clear is pending")
        put(self.reports / "3.csv", csv(claims[0]))
        wait_until(lambda: self.target.scope("acme-us")["quarantined_since"], "a quarantine")
        text = self.check(self.target.command("status"), 0).stdout
        for word in ["acme-us", "quarantined since", time.strftime("%Y-%m-%d", time.gmtime()), "desk", "IN FLIGHT"]:
            self.assertIn(word, text)
        status = json.loads(self.check(self.target.command("status", "--json"), 0).stdout)
        scope, subscriber = status["scopes"][0], status["subscribers"][0]
        self.assertEqual((scope["source"], scope["open_defects"], scope["last_file"]), ("acme-us", 12, "3.csv"))
        self.assertEqual(subscriber["due"] + subscriber["scheduled"] + subscriber["in_flight"], 2)
        self.assertEqual(subscriber["delivered"], 0)

    # what is never told

    def test_no_secret_and_no_order_is_in_the_log(self):
        """Through refusals of both sides: that is when there is much to say."""
        answers = [500, CLOSE, 404, 302, 429, 200]
        inbox = self.receiver(lambda id, attempt, path: answers[min(attempt, len(answers)) - 1])
        secret = new_secret(self.folder / "desk.secret")
        (self.folder / "url").write_text(inbox.url("/canary-path?key=canary-query") + "\n", encoding="utf-8")
        (self.folder / "key").write_text("canary-header\n", encoding="utf-8")
        for name in ["url", "key"]:
            (self.folder / name).chmod(0o600)
        schedule = {"schedule": ["20ms"] * 10, "jitter": 0}
        good = {"name": "desk", "url_file": "url", "header_files": {"X-Key": "key"}, "events": ["*"], "retry": schedule,
                "signing": [{"scheme": "standard", "secret_file": "desk.secret"}],
                "headers": {"X-Auth-Token": "canary-bearer"}}
        deaf = socket.create_server(("127.0.0.1", 0))
        closed_port = deaf.getsockname()[1]
        deaf.close()
        refusing = {"name": "refusing", "url": f"http://127.0.0.1:{closed_port}/canary-path?key=canary-query",
                    "signing": "none", "events": ["*"], "retry": {"schedule": []}}
        self.target = self.daemon([self.source()], [good, refusing], [inbox.port, closed_port]).start()
        self.reports = self.folder / "reports/acme-us"
        contents = [csv(*FIRST), csv(*FIRST, row(3, CLAIM)), csv(*FIRST, row(4, CLAIM, date="canary-cell")),
                    csv(*FIRST, ["114-canary", *row(5)[1:]], row(5, NEGATIVE, channel="canary-channel")),
                    csv(*FIRST) + order_id(6).encode(), csv(row(7, CLAIM, date="10/20/2026"),
                                                            row(8, CLAIM, date="20/10/2026"))]
        for number, content in enumerate(contents):
            put(self.reports / f"{number}.csv", content)
            wait_until(lambda name=f"/{number}.csv": name in self.target.log(), lambda: f"a word on {number}.csv")
        wait_until(lambda: all(subscriber["due"] + subscriber["scheduled"] + subscriber["in_flight"] == 0
                               for subscriber in self.target.status()["subscribers"]),
                   lambda: f"the deliveries are through; {self.target.status()}")
        self.assertEqual(inbox.deliveries()[0].headers["x-key"], "canary-header")  # it is in use, so it could leak
        self.target.command("status")
        self.target.stop()
        for canary in ["canary", secret, secret.removeprefix("whsec_")]:
            self.assertNotIn(canary, self.target.log())
        self.assertEqual(re.findall(r"114-\d+-\d+", self.target.log()), [])


if __name__ == "__main__":
    unittest.main()
