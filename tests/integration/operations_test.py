"""What an operator sees of a running daemon and does to it, by commands."""

import json
import re
import unittest

from support.cases import DaemonCase
from support.receiver import HANG
from support.reports import CLAIM, csv, order_id, put, row
from support.waiting import wait_until

COMMANDS = [["status"], ["subscribers"], ["deliveries"], ["delivery", "1"], ["events"], ["ping", "desk"],
            ["redeliver", "1"], ["recover", "desk", "--since", "1h"], ["enable", "desk"], ["disable", "desk"],
            ["pause"], ["resume"]]


class Operations(DaemonCase):
    def make(self, *subscribers, ports=(), **source):
        """A running daemon; its first report is announced."""
        self.target = self.daemon([self.source(baseline="notify", **source)], subscribers, ports)
        return self.target.start()

    def desk(self, inbox, name="desk", **more):
        return self.subscriber(inbox, name=name, events=["defect.created"], **more)

    def put(self, file, defects, source="acme-us"):
        put(self.folder / "reports" / source / file, csv(*(row(number, CLAIM) for number in range(defects))))

    def run_command(self, *arguments, code=0):
        run = self.target.command(*arguments)
        self.assertEqual(run.returncode, code, f"{run.args} wrote {run.stdout!r} and {run.stderr!r}")
        return run

    def json(self, *arguments, code=0):
        return json.loads(self.run_command(*arguments, "--json", code=code).stdout)

    def lines(self, *arguments):
        return [json.loads(line) for line in self.run_command(*arguments, "--jsonl").stdout.splitlines()]

    def state(self, name="desk"):
        return next(one for one in self.json("subscribers")["subscribers"] if one["name"] == name)

    def wait_for_state(self, name="desk", **members):
        def fits():
            state = self.state(name)
            return all(state[member] == value for member, value in members.items())
        wait_until(fits, lambda: f"{name} has {members}; it is {self.state(name)}")

    # asking

    def test_whoever_only_asks_needs_no_secret_and_no_good_list_of_subscribers(self):
        inbox = self.receiver()
        self.make(self.desk(inbox), ports=[inbox.port])
        text = self.target.configuration.read_text(encoding="utf-8")
        self.target.configuration.write_text(text.replace("desk", "no name"), encoding="utf-8")
        self.assertEqual(self.target.command("check-config").returncode, 78)
        for command in [["status"], ["subscribers"], ["deliveries"], ["events"], ["pause", "desk"]]:
            self.run_command(*command)
        self.target.configuration.write_text(text.replace("admin", "amdin"), encoding="utf-8")
        self.assertIn("amdin", self.run_command("status", code=78).stderr)

    def test_without_a_daemon_every_command_says_how_to_start_one(self):
        inbox = self.receiver()
        self.target = self.daemon([], [self.subscriber(inbox)], [inbox.port])
        for command in COMMANDS:
            with self.subTest(command):
                run = self.run_command(*command, code=69)
                self.assertEqual(run.stdout, "")
                self.assertIn("defectd run", run.stderr)
                self.assertEqual(run.stderr.count("no daemon"), 1)

    def test_a_wrong_command_line_is_a_usage_error_also_without_a_daemon(self):
        self.target = self.daemon([], [])
        for arguments in ["delivery", "delivery x", "delivery 0", "delivery -1", "deliveries --state due",
                          "deliveries --since yesterday", "deliveries --since 2026-11-23", "deliveries --limit 0",
                          "deliveries --limit many", "deliveries --marketplace ZZ", "events --state pending",
                          "events --json --jsonl", "ping", "ping desk night", "redeliver", "redeliver 1 x",
                          "recover desk", "recover --since 2h", "recover desk --since soon",
                          "recover desk --since 2h --state some", "enable", "enable desk night", "disable"]:
            with self.subTest(arguments):
                run = self.run_command(*arguments.split(), code=64)
                self.assertEqual(run.stdout, "")
                self.assertNotEqual(run.stderr, "")

    def test_a_wrong_name_is_answered_with_the_right_ones(self):
        inbox = self.receiver()
        self.make(self.desk(inbox), self.desk(inbox, name="night"), ports=[inbox.port])
        for command in [["ping", "dask"], ["enable", "dask"], ["disable", "dask"], ["pause", "dask"],
                        ["resume", "dask"], ["recover", "dask", "--since", "1h"], ["ping", "a/b?c=%"], ["ping", "ü"]]:
            with self.subTest(command):
                run = self.run_command(*command, code=1)
                self.assertEqual(run.stdout, "")
                self.assertIn("desk, night", run.stderr)
        for command in [["delivery", "12345"], ["redeliver", "12345"]]:
            with self.subTest(command):
                self.assertIn("defectd deliveries", self.run_command(*command, code=1).stderr)
        for command in ["deliveries", "events"]:
            run = self.run_command(command, "--subscriber", "dask")
            self.assertEqual(run.stdout, "")
            self.assertIn("defectd subscribers", run.stderr)
        self.assertEqual(inbox.deliveries(), [])

    def test_lists_are_filtered_and_cut_where_they_are_asked_to(self):
        good, bad = self.receiver(), self.receiver(lambda id, attempt, path: 500)
        self.make(self.desk(good), self.desk(bad, name="night", retry={"schedule": []}),
                  ports=[good.port, bad.port])
        self.put("1.csv", 450)  # more than a page
        self.wait_for_state(delivered=450)
        self.wait_for_state("night", exhausted=450)

        self.assertEqual(len(self.lines("deliveries", "--limit", "2000")), 900)
        exhausted = self.lines("deliveries", "--state", "exhausted", "--limit", "450")
        self.assertEqual({one["subscriber"] for one in exhausted}, {"night"})
        ids = [one["id"] for one in exhausted]
        self.assertEqual((len(ids), ids), (450, sorted(set(ids), reverse=True)))
        self.assertEqual(self.lines("deliveries", "--state", "exhausted", "--subscriber", "desk"), [])
        for more, count in [(["--account", "acme"], 7), (["--account", "globex"], 0), (["--marketplace", "US"], 7),
                            (["--marketplace", "ATVPDKIKX0DER"], 7), (["--marketplace", "DE"], 0),
                            (["--since", "1h"], 7), (["--since", "1ms"], 0), (["--since", "2020-01-01T00:00:00Z"], 7),
                            (["--since", "2099-01-01T00:00:00+01:00"], 0)]:
            with self.subTest(more):
                for command in ["deliveries", "events"]:
                    self.assertEqual(len(self.lines(command, "--limit", "7", *more)), count)

        page = self.json("deliveries", "--limit", "7")
        self.assertEqual(len(page["deliveries"]), 7)
        self.assertEqual(page["next_cursor"], str(page["deliveries"][-1]["id"]))
        self.assertIsNone(self.json("deliveries", "--limit", "900")["next_cursor"])
        run = self.run_command("deliveries", "--limit", "7")
        self.assertEqual(len(run.stdout.splitlines()), 8)  # with the head
        self.assertIn("more", run.stderr)

    def test_events_are_printed_as_they_were_sent(self):
        inbox = self.receiver()
        self.make(self.subscriber(inbox), ports=[inbox.port])
        self.put("1.csv", 3)
        sent = {post.id: post.body.decode() for post in inbox.wait_for(4)}
        for more in [[], ["--jsonl"]]:
            printed = self.run_command("events", *more).stdout.splitlines()
            self.assertEqual({json.loads(line)["id"]: line for line in printed},
                             {id: f'{{"id":"{id}",{body[1:]}' for id, body in sent.items()})
        self.assertEqual(len(self.json("events")["events"]), 4)

    def test_one_delivery_is_shown_with_its_attempts(self):
        inbox = self.receiver(lambda id, attempt, path: [503, 429, 200][attempt - 1])
        self.make(self.desk(inbox, retry={"schedule": ["10ms", "10ms"], "jitter": 0}), ports=[inbox.port])
        self.put("1.csv", 1)
        self.wait_for_state(delivered=1)
        listed, = self.lines("deliveries")
        shown = self.json("delivery", listed["id"])
        self.assertEqual([attempt["status"] for attempt in shown["attempts"]], [503, 429, 200])
        self.assertEqual({member: shown[member] for member in listed}, listed)
        text = self.run_command("delivery", listed["id"]).stdout
        for word in [listed["event_id"], "delivered", "desk", "503 server_error", "429 throttled", "200"]:
            self.assertIn(word, text)

    # doing

    def test_a_ping_tells_the_answer_and_where_the_time_went(self):
        answers = {"/hook": 204, "/broken": 500, "/slow": HANG}
        inbox = self.receiver(lambda id, attempt, path: answers[path])
        self.make(self.desk(inbox), self.desk(inbox, name="broken", path="/broken"),
                  self.desk(inbox, name="slow", path="/slow", timeout="300ms"), ports=[inbox.port])
        good = self.json("ping", "desk")
        self.assertEqual((good["outcome"], good["status"], good["failure"]), ("delivered", 204, None))
        for part in ["connect_ms", "first_byte_ms", "total_ms"]:
            self.assertIsInstance(good[part], int)
        post = inbox.deliveries(path="/hook")[0]
        self.assertEqual((post.id, post.type), (good["event_id"], "webhook.ping"))
        self.assertRegex(self.run_command("ping", "desk").stdout,
                         r"HTTP 204[\s\S]*connect \d+ ms, first byte \d+ ms, total \d+ ms")
        self.assertRegex(self.run_command("ping", "broken", code=1).stdout, r"HTTP 500 \(server_error\)")
        self.assertIn("timeout", self.run_command("ping", "slow", code=1).stdout)
        self.assertEqual(self.state("broken")["state"], "enabled")  # a ping is not a delivery
        self.assertEqual(self.lines("deliveries") + self.lines("events"), [])

    def test_a_ping_shows_no_secret_that_the_receiver_echoes(self):
        path = "/in/T024BE7LD/x9z7Qw?sig=aB3%2Bc9d8e7"
        echoed = path.replace("/", "\\/")
        inbox = self.receiver(lambda id, attempt, asked: (404, {}, f'no {asked}, {{"url":"{echoed}"}}' + "-" * 915 + asked))
        self.make(self.desk(inbox, path=path), ports=[inbox.port])
        shown = self.json("ping", "desk", code=1)
        self.assertIsNone(shown["what"])
        self.assertRegex(shown["body_head"], r'^no \*\*\*, {"url":"\*\*\*"}-+(\*\*\*)?$')
        for text in [shown["body_head"], self.run_command("ping", "desk", code=1).stdout]:
            for part in ["T024BE7LD", "x9z7Qw", "aB3", "/in"]:
                self.assertNotIn(part, text)

    def test_what_ran_out_of_retries_is_sent_again_under_the_same_id(self):
        inbox = self.receiver(lambda id, attempt, path: 500)
        self.make(self.desk(inbox, retry={"schedule": []}), ports=[inbox.port])
        self.put("1.csv", 3)
        self.wait_for_state(exhausted=3)
        inbox.script = lambda id, attempt, path: 200
        ids = [str(one["id"]) for one in self.lines("deliveries", "--state", "exhausted")]
        run = self.run_command("redeliver", *ids)
        self.assertEqual(len(run.stdout.splitlines()), 3)
        self.wait_for_state(delivered=3, exhausted=0)
        posts = inbox.deliveries()
        self.assertEqual((len(posts), len({(post.id, post.body) for post in posts})), (6, 3))
        run = self.run_command("redeliver", ids[0], "12345", code=2)
        self.assertEqual(len(run.stdout.splitlines()), 1)
        self.assertIn("404", run.stderr)

    def test_recover_sends_what_was_told_before_the_subscriber_existed(self):
        inbox, late = self.receiver(), self.receiver()
        self.make(self.desk(inbox), ports=[inbox.port])
        self.put("1.csv", 5)
        told = {post.id for post in inbox.wait_for(5)}
        self.wait_for_state(delivered=5)
        self.target.stop()

        self.target = self.daemon([self.source(baseline="notify")], [self.desk(inbox), self.desk(late, name="late")],
                                  [inbox.port, late.port])
        self.target.start()
        self.assertEqual(self.json("recover", "late", "--since", "1ms")["due"], 0)
        self.assertEqual(self.json("recover", "late", "--since", "1h")["due"], 5)
        self.assertEqual({post.id for post in late.wait_for(5)}, told)
        self.wait_for_state("late", delivered=5)
        self.assertIn("--state all", self.run_command("recover", "late", "--since", "1h").stdout)
        self.assertEqual(len(late.deliveries()), 5)
        self.assertIn("5 events queued", self.run_command("recover", "late", "--since", "1h", "--state", "all").stdout)
        late.wait_for(10)
        self.assertEqual(len(inbox.deliveries()), 5)

    def test_one_that_is_gone_gets_its_events_when_it_is_enabled(self):
        inbox = self.receiver(lambda id, attempt, path: 410)
        self.make(self.desk(inbox, concurrency=1), ports=[inbox.port])
        self.put("1.csv", 4)
        self.wait_for_state(state="disabled", disabled_reason="gone")
        for command in ["subscribers", "status"]:
            self.assertIn("defectd enable desk", self.run_command(command).stdout)
        inbox.script = lambda id, attempt, path: 200
        self.assertEqual(self.json("enable", "desk")["subscribers"][0]["state"], "enabled")
        self.wait_for_state(delivered=4, state="enabled", disabled_since=None)

    def test_one_disabled_by_hand_stays_so_over_a_restart(self):
        inbox = self.receiver()
        self.make(self.desk(inbox), ports=[inbox.port])
        self.run_command("disable", "desk")
        self.target.stop()
        self.target.start()
        self.put("1.csv", 2)
        self.wait_for_state(state="disabled", disabled_reason="by_hand", due=2)
        self.assertEqual(inbox.deliveries(), [])
        self.run_command("enable", "desk")
        self.wait_for_state(delivered=2)

    def test_one_disabled_in_the_configuration_is_not_enabled_by_hand(self):
        inbox = self.receiver()
        self.make(self.desk(inbox, enabled=False), ports=[inbox.port])
        self.assertIn("enabled: false", self.run_command("enable", "desk", code=1).stderr)
        self.assertEqual(self.state()["disabled_reason"], "configuration")

    def test_a_pause_keeps_the_events_of_all_or_of_one(self):
        inbox = self.receiver()
        self.make(self.desk(inbox, path="/desk"), self.desk(inbox, name="night", path="/night"), ports=[inbox.port])
        self.assertEqual([line.split(";")[0] for line in self.run_command("pause").stdout.splitlines()],
                         ["desk: paused", "night: paused"])
        self.put("1.csv", 3)
        self.wait_for_state(due=3, state="paused")
        self.run_command("resume", "night")
        self.assertEqual(len(inbox.wait_for(3, path="/night")), 3)
        self.assertEqual(inbox.deliveries(path="/desk"), [])
        self.run_command("pause", "desk", "dask", code=2)
        self.run_command("resume")
        self.wait_for_state(delivered=3, state="enabled")

    def test_tables_are_aligned_and_tell_no_url(self):
        inbox = self.receiver(lambda id, attempt, path: 500)
        self.make(self.desk(inbox, path="/canary-path?key=canary"), ports=[inbox.port])
        self.put("1.csv", 2)
        self.wait_for_state(state="failing")
        for command in ["subscribers", "deliveries"]:
            text = self.run_command(command).stdout
            head, first = text.splitlines()[:2]
            at = head.index("STATE")
            self.assertRegex(first[at:], r"^[a-z]")
            self.assertEqual(first[at - 1], " ")
            self.assertNotIn("canary", text)
            self.assertIsNone(re.search(r"\.\d{3}Z", text))
        self.run_command("ping", "desk", code=1)
        self.run_command("recover", "desk", "--since", "1h", "--state", "all")
        for secret in ["canary", order_id(0), order_id(1)]:
            self.assertNotIn(secret, self.target.log())


if __name__ == "__main__":
    unittest.main()
