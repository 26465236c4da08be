"""The commands that need no daemon: their exit codes, and what they write where."""

import base64
import json
import os
import re
import signal
import subprocess
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from support.cases import DaemonCase
from support.daemon import PROGRAM, TIED_TO_US, defectd, new_secret
from support.reports import CHARGEBACK, CLAIM, NEGATIVE, csv, order_id, row
from support.signing import signed_headers
from support.waiting import wait_until

EIGHT_MISTAKES = """\
shutdown_grace: 15
log: {level: info, colour: red}
sources:
  - name: acme
    kind: file
    path: /srv/acme/*.csv
    account: acme
    marketplace: USA
    fulfillment: MNF
    every: 5m
    every: 10ms
  - kind: file
    path: /srv/globex/*.csv
    account: globex
    marketplace: US
    fulfillment: MFN
subscribers:
  - name: desk
    url: https://hooks.example.com/in
    signing: none
    retry: {schedule: [5s, 9d]}
"""
# Where each stands: the key that is unknown or repeated, the value that is bad, the first key where one is missing.
PLACES = ["1:17: shutdown_grace: ", "2:20: log.colour: ", "8:18: sources[0].marketplace: ",
          "9:18: sources[0].fulfillment: ", "11:5: sources[0].every: ", "11:12: sources[0].every: ",
          "12:5: sources[1].name: ", "21:28: subscribers[0].retry.schedule[1]: "]


class Commands(DaemonCase):
    def run_in_folder(self, *arguments):
        return defectd(*arguments, cwd=self.folder)

    def write(self, **files):
        for name, content in files.items():
            (self.folder / f"{name}.csv").write_bytes(content)

    def check(self, run, code):
        self.assertEqual(run.returncode, code, f"{run.args} wrote {run.stdout!r} and {run.stderr!r}")

    def diff(self, *arguments, code=0):
        """The events that `diff` prints, and its messages."""
        run = self.run_in_folder("diff", *arguments)
        self.check(run, code)
        return [json.loads(line) for line in run.stdout.splitlines()], run.stderr

    def test_every_command_explains_itself(self):
        for command in ["run", "check-config", "print-config", "diff", "collect", "listen", "demo", "status", "secret",
                        "secret new", "secret public", "version", ""]:
            with self.subTest(command):
                run = defectd(*command.split(), "--help")
                self.check(run, 0)
                self.assertIn("Usage: defectd", run.stdout)
                self.assertEqual(run.stderr, "")

    def test_a_wrong_command_line_is_a_usage_error(self):
        self.write(old=csv(row(1, CLAIM)), new=csv(row(1, CLAIM)))
        for arguments in ["", "dif", "--frobnicate", "run --frobnicate", "run extra", "collect", "diff old.csv",
                          "diff old.csv new.csv more.csv", "diff old.csv new.csv --marketplace ZZ",
                          "diff old.csv new.csv --fulfillment BOTH", "diff old.csv new.csv --now yesterday",
                          "diff old.csv new.csv --confirm-cleared 0", "diff old.csv new.csv --confirm-cleared many",
                          "listen --port 65536", "listen --status 99", "secret", "secret old"]:
            with self.subTest(arguments):
                run = self.run_in_folder(*arguments.split())
                self.check(run, 64)
                self.assertEqual(run.stdout, "")
                self.assertNotEqual(run.stderr, "")

    def test_a_word_that_is_no_command_is_named_with_the_nearest_or_as_not_yet_there(self):
        for word, said in [("chek-config", "`check-config`"), ("doctor", "not available in this version"), ("frob", "`frob`")]:
            with self.subTest(word):
                self.assertIn(said, defectd(word).stderr)
        run = defectd("delivery", "0")
        self.check(run, 64)
        self.assertIn("not a delivery number", run.stderr)
        self.write(old=csv(row(1, CLAIM)))
        self.diff("old.csv", "old.csv", "--account", "a" * 129, code=64)

    def test_the_demo_shows_a_webhook_and_a_slack_message_and_ends_with_the_next_step(self):
        run = self.run_in_folder("demo")
        self.check(run, 0)
        webhook, message = re.findall(r"^ +POST .*?^ {11}}$", run.stdout, re.DOTALL | re.MULTILINE)
        head, body = webhook.split("\n\n")
        self.assertRegex(head, r"webhook-signature: v1,")
        event = json.loads(body)
        self.assertEqual(event["type"], "defect.created")
        self.assertIn(event["data"]["order_id"], json.dumps(json.loads(message.split("\n\n")[1])["blocks"]))
        self.check_next_step(run.stdout[run.stdout.index("\nNext, "):])

    def check_next_step(self, text):
        """What the demo tells people to write and to run works as it is written."""
        configuration, commands = re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
        (self.folder / "defectd.yaml").write_text(configuration, encoding="utf-8")
        quick = [line for line in commands.splitlines() if " listen " not in line and " run " not in line]
        subprocess.run(["sh", "-euc", "\n".join(quick)], cwd=self.folder, check=True, timeout=30)
        self.check(self.run_in_folder("check-config", "-c", "defectd.yaml"), 0)
        self.assertIn(f"{PROGRAM} run -c defectd.yaml", commands)

    def test_version_names_the_version(self):
        run = defectd("version")
        self.check(run, 0)
        declared = re.search(r"VERSION (\d+\.\d+\.\d+)", self.source_text("CMakeLists.txt"))[1]
        self.assertTrue(run.stdout.startswith(f"defectd {declared}"), run.stdout)
        run = defectd("version", "--json")
        self.check(run, 0)
        self.assertEqual(json.loads(run.stdout)["version"], declared)

    def source_text(self, path):
        return (Path(os.environ["DEFECTD_SOURCE"]) / path).read_text(encoding="utf-8")

    def test_a_new_secret_is_standard_webhooks_and_never_the_same(self):
        secrets = {defectd("secret", "new").stdout for _ in range(20)}
        self.assertEqual(len(secrets), 20)
        for secret in secrets:
            self.assertRegex(secret, r"^whsec_[A-Za-z0-9+/]+=*\n$")
            self.assertTrue(24 <= len(base64.b64decode(secret.strip().removeprefix("whsec_"), validate=True)) <= 64)

    def test_a_new_ed25519_secret_has_a_public_key_that_comes_from_a_file_or_the_input(self):
        secret = defectd("secret", "new", "--ed25519").stdout
        self.assertRegex(secret, r"^whsk_[A-Za-z0-9+/]{86}==\n$")
        self.assertNotEqual(secret, defectd("secret", "new", "--ed25519").stdout)
        (self.folder / "desk.secret").write_text(secret, encoding="utf-8")
        from_file = self.run_in_folder("secret", "public", "desk.secret")
        self.check(from_file, 0)
        self.assertRegex(from_file.stdout, r"^whpk_[A-Za-z0-9+/]{43}=\n$")
        raw = base64.b64decode(secret.strip().removeprefix("whsk_"), validate=True)
        self.assertEqual(base64.b64decode(from_file.stdout.strip().removeprefix("whpk_"), validate=True), raw[32:])
        for dash in [[], ["-"]]:
            from_input = subprocess.run([PROGRAM, "secret", "public", *dash], input=secret, capture_output=True,
                                        text=True, timeout=60, check=False)
            self.check(from_input, 0)
            self.assertEqual(from_input.stdout, from_file.stdout)

    def test_secret_public_says_what_is_wrong_without_repeating_it(self):
        good = defectd("secret", "new", "--ed25519").stdout
        for text, told in [("", "is empty"), (new_secret(self.folder / "symmetric"), "scheme standard,"),
                           (good.replace("whsk_", "whsk_AAAA"), "neither 32 bytes"), (good + "\n", "white space")]:
            with self.subTest(told):
                (self.folder / "wrong.secret").write_text(text, encoding="utf-8")
                run = self.run_in_folder("secret", "public", "wrong.secret")
                self.check(run, 65)
                self.assertEqual(run.stdout, "")
                self.assertIn("wrong.secret: ", run.stderr)
                self.assertIn(told, run.stderr)
                self.assertFalse(text.strip() and text.strip() in run.stderr)
        for path in ["missing.secret", "."]:
            run = self.run_in_folder("secret", "public", path)
            self.check(run, 74)
            self.assertIn(path, run.stderr)

    # diff

    def test_diff_prints_each_new_defect_and_counts_the_missing_on_stderr(self):
        self.write(old=csv(row(1, CLAIM), row(2, CLAIM)), new=csv(row(1, CLAIM, NEGATIVE), row(3, CHARGEBACK)))
        events, said = self.diff("old.csv", "new.csv")
        self.assertEqual([(event["type"], event["data"]["order_id"], event["data"]["defect_type"]) for event in events],
                         [("defect.created", order_id(1), NEGATIVE), ("defect.created", order_id(3), CHARGEBACK)])
        self.assertRegex(said, r"missing from the new report: 1\b")
        for event in events:
            self.assertEqual(list(event), ["id", "type", "timestamp", "data"])
            self.assertEqual((event["data"]["account"], event["data"]["marketplace_id"]), ("default", "ATVPDKIKX0DER"))
        events, said = self.diff("new.csv", "new.csv")
        self.assertEqual((events, said), ([], ""))

    def test_diff_clears_at_once_when_told_to(self):
        self.write(old=csv(row(1, CLAIM), row(2, CLAIM)), new=csv(row(1, CLAIM)))
        events, _ = self.diff("old.csv", "new.csv", "--confirm-cleared", "1")
        self.assertEqual([(event["type"], event["data"]["order_id"]) for event in events],
                         [("defect.cleared", order_id(2))])
        self.assertIn("missing_since", events[0]["data"])

    def test_diff_clears_what_a_long_report_says_is_no_defect(self):
        def report(rating, claim):
            rows = [("Negative feedback", rating), ("A-to-z claim", claim), ("Chargeback", claim)]
            return "".join(["Order ID,Order date,Defect type,Status\n",
                            *[f"{order_id(1)},20 Oct 2026 at 11:05 PM,{type},{state}\n" for type, state in rows]]).encode()

        self.write(old=report("1 star", "Under review"), new=report("★★★★☆", "Denied"))
        events, _ = self.diff("old.csv", "new.csv", "--confirm-cleared", "1", "--now", "2026-11-20")
        self.assertEqual([(event["type"], event["data"]["defect_type"]) for event in events],
                         [("defect.cleared", NEGATIVE), ("defect.cleared", CLAIM), ("defect.updated", CHARGEBACK)])

    def test_diff_from_nothing_announces_everything(self):
        self.write(new=csv(row(1, CLAIM, NEGATIVE), row(2, CHARGEBACK, channel="Amazon")))
        events, _ = self.diff("/dev/null", "new.csv")
        self.assertEqual(sorted((event["type"], event["data"].get("order_id", "")) for event in events),
                         [("baseline.recorded", ""), *[("defect.created", order_id(number)) for number in [1, 1, 2]]])
        events, _ = self.diff("/dev/null", "new.csv", "--fulfillment", "AFN")
        self.assertEqual([event["data"]["order_id"] for event in events if event["type"] == "defect.created"],
                         [order_id(2)])

    def test_diff_takes_its_time_from_the_command_line(self):
        self.write(old=csv(row(1, CLAIM, date="2026-09-01")),
                   new=csv(row(1, CLAIM, NEGATIVE, date="2026-09-01"), row(2, CLAIM, date="2026-09-02")))
        for now, told in [("2026-10-01", "2026-10-01T00:00:00.000Z"),
                          ("2026-10-01T14:30:00+02:00", "2026-10-01T12:30:00.000Z")]:
            events, _ = self.diff("old.csv", "new.csv", "--now", now)
            self.assertEqual(len(events), 2)
            for event in events:
                data = event["data"]
                self.assertEqual({event["timestamp"], data["first_seen_at"], data["report"]["collected_at"]}, {told})
                self.assertEqual(data["window"], {"from": "2026-07-19", "to": "2026-09-16", "derived": True})
            self.assertEqual(events[1]["data"]["deadlines"], [
                {"action": "respond_to_claim", "due": told.replace("-01T", "-03T").replace(".000Z", "Z"),
                 "basis": "first_seen"}])
            os.utime(self.folder / "new.csv", (1_600_000_000, 1_600_000_000))
            self.assertEqual(self.diff("old.csv", "new.csv", "--now", now)[0], events)

    def test_diff_refuses_a_bad_report_and_prints_nothing(self):
        self.write(good=csv(row(1, CLAIM)), page=b"<html></html>", nothing=b"")
        for old, new, bad in [("good", "page", "page"), ("page", "good", "page"), ("good", "nothing", "nothing")]:
            with self.subTest(old=old, new=new):
                events, said = self.diff(f"{old}.csv", f"{new}.csv", code=65)
                self.assertEqual(events, [])
                self.assertRegex(said, rf"^defectd: {bad}\.csv:")
        for name in ["missing.csv", "missing/new.csv"]:
            self.assertIn(name, self.diff("good.csv", name, code=74)[1])

    # check-config, print-config

    def test_check_config_tells_every_mistake_and_its_place(self):
        (self.folder / "bad.yaml").write_text(EIGHT_MISTAKES, encoding="utf-8")
        run = self.run_in_folder("check-config", "-c", "bad.yaml")
        self.check(run, 78)
        lines = run.stdout.splitlines()
        self.assertEqual(len(lines), len(PLACES), run.stdout)
        for line, place in zip(lines, PLACES):
            self.assertTrue(line.startswith(f"bad.yaml:{place}"), f"{place} is expected, and this is told: {line}")
        self.check(self.run_in_folder("run", "-c", "bad.yaml"), 78)
        run = self.run_in_folder("check-config", "-c", "bad.yaml", "--json")
        self.check(run, 78)
        self.assertEqual(json.dumps(json.loads(run.stdout)).count('"line"'), len(PLACES))

    def test_check_config_says_that_a_good_one_is(self):
        self.secret()
        (self.folder / "good.yaml").write_text(
            "subscribers:\n  - name: desk\n    url: https://hooks.example.com/in\n"
            "    signing: [{scheme: standard, secret_file: desk.secret}]\n", encoding="utf-8")
        run = self.run_in_folder("check-config", "-c", "good.yaml")
        self.check(run, 0)
        self.assertEqual(run.stdout, "good.yaml: ok\n")
        self.assertIn("sources", run.stderr)  # none is valid, with a warning

    def test_print_config_masks_secrets_and_knows_where_values_come_from(self):
        secret = new_secret(self.folder / "desk.secret")
        (self.folder / "url").write_text("https://hooks.example.com/canary-path?key=canary-query\n", encoding="utf-8")
        (self.folder / "key").write_text("canary-header\n", encoding="utf-8")
        for name in ["url", "key"]:
            (self.folder / name).chmod(0o600)
        (self.folder / "good.yaml").write_text(
            "shutdown_grace: 7s\nsubscribers:\n  - name: desk\n    url_file: url\n    header_files: {X-Key: key}\n"
            "    headers: {X-Auth-Token: canary-bearer}\n"
            "    signing: [{scheme: standard, secret_file: desk.secret}]\n", encoding="utf-8")
        for more in [[], ["--origin"], ["--json"], ["--origin", "--json"]]:
            with self.subTest(more):
                run = self.run_in_folder("print-config", "-c", "good.yaml", *more)
                self.check(run, 0)
                for canary in ["canary", secret, secret.removeprefix("whsec_")]:
                    self.assertNotIn(canary, run.stdout + run.stderr)
        origins = self.run_in_folder("print-config", "-c", "good.yaml", "--origin").stdout
        self.assertRegex(origins, r"(?m)^shutdown_grace: 7s\s+# .*good\.yaml:1$")
        self.assertRegex(origins, r"(?m)^  retention: 90d\s+# default$")

    # listen

    def listen(self, *arguments):
        """A running `listen`: the process and its address."""
        self.folder.mkdir(exist_ok=True)
        out, err = self.folder / "listen.out", self.folder / "listen.err"
        with open(out, "wb") as stdout, open(err, "wb") as stderr:
            process = subprocess.Popen([*TIED_TO_US, PROGRAM, "listen", "--port", "0", *arguments], cwd=self.folder,
                                       stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        address = wait_until(lambda: re.search(r"http://127\.0\.0\.1:\d+", out.read_text() + err.read_text()),
                             lambda: f"an address; there is {out.read_text()!r} {err.read_text()!r}")
        return process, address[0], out

    def post(self, address, body, headers):
        request = urllib.request.Request(f"{address}/hook", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def test_listen_tells_which_signatures_verify(self):
        secret = new_secret(self.folder / "desk.secret")
        other = new_secret(self.folder / "other.secret")
        process, address, out = self.listen("--secret-file", "desk.secret")
        body = b'{"type":"defect.created","timestamp":"2026-11-23T11:00:00.123Z","data":{}}'
        good = signed_headers(secret, body)
        self.assertEqual(self.post(address, body, good), 200)
        self.assertIn("defect.created", wait_until(out.read_text, "the delivery is printed"))
        self.assertEqual(self.post(address, body + b" ", good), 401)
        self.assertEqual(self.post(address, body, signed_headers(other, body)), 401)
        self.assertEqual(self.post(address, body, signed_headers(secret, body, at=1_700_000_000)), 401)
        self.assertEqual(self.post(address, body, {"webhook-id": "msg_1"}), 401)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=10), 0)

    def test_listen_answers_with_the_status_it_is_given(self):
        secret = new_secret(self.folder / "desk.secret")
        _, address, _ = self.listen("--secret-file", "desk.secret", "--status", "503")
        body = b'{"type":"x"}'
        self.assertEqual(self.post(address, body, signed_headers(secret, body)), 503)
        self.assertEqual(self.post(address, body, signed_headers(secret, body + b" ")), 401)


if __name__ == "__main__":
    unittest.main()
