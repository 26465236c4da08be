"""A test case for what receivers of one format get, and what their own ways to answer make of a delivery."""

import json

from .cases import DaemonCase
from .reports import CLAIM, csv, put, row
from .waiting import wait_until

SLACK_OK = (200, {}, "ok")


def slack_refuses(error, status=400):
    return (status, {"content-type": "text/plain"}, error)


class FormatCase(DaemonCase):
    def start(self, *subscribers, port, **source):
        self.target = self.daemon([self.source(baseline="notify", **source)], subscribers, [port])
        return self.target.start()

    def put(self, file, *rows):
        put(self.folder / "reports/acme-us" / file, csv(*rows))

    def put_claims(self, file, defects):
        self.put(file, *(row(number, CLAIM) for number in range(defects)))

    def json(self, *arguments):
        run = self.target.command(*arguments, "--json")
        self.assertEqual(run.returncode, 0, f"{run.args} wrote {run.stdout!r} and {run.stderr!r}")
        return json.loads(run.stdout)

    def state(self, name="desk"):
        return next(one for one in self.json("subscribers")["subscribers"] if one["name"] == name)

    def wait_for_state(self, name="desk", **members):
        def fits():
            state = self.state(name)
            return all(state[member] == value for member, value in members.items())
        wait_until(fits, lambda: f"{name} has {members}; it is {self.state(name)}")

    def attempts(self, name="desk"):
        """What came of each attempt, by delivery in their order."""
        ids = sorted(one["id"] for one in self.json("deliveries", "--subscriber", name)["deliveries"])
        return [[(attempt["status"], attempt["failure"]) for attempt in self.json("delivery", id)["attempts"]]
                for id in ids]

    def chat(self, inbox, format, **more):
        """A subscriber to created defects whose attempts wait for no rate."""
        return self.subscriber(inbox, **{"format": format, "events": ["defect.created"], "rate_limit": None, **more})

    def switched_off_and_on(self, inbox, refusal, success, **subscriber):
        """One refusal switches the subscriber off; nothing more is sent until it is enabled, then everything."""
        inbox.script = lambda id, attempt, path: refusal
        self.start(self.chat(inbox, **subscriber, concurrency=1), port=inbox.port)
        self.put_claims("1.csv", 5)
        self.wait_for_state(state="disabled", disabled_reason="gone")
        state = self.state()
        self.assertEqual((state["delivered"], state["exhausted"]), (0, 0))
        self.put_claims("2.csv", 6)
        wait_until(lambda: self.target.scope("acme-us")["last_file"] == "2.csv", "the second report is applied")
        self.assertEqual(len(inbox.deliveries()), 1)

        inbox.script = lambda id, attempt, path: success
        self.assertEqual(self.target.command("enable", "desk").returncode, 0)
        self.wait_for_state(state="enabled", delivered=6)
        self.assertEqual(len({post.id for post in inbox.deliveries() if post.accepted}), 6)
        self.assertEqual(len(inbox.deliveries()), 7)

    def held_back(self, inbox, refusal, success, **subscriber):
        """One refusal that names a time of a second holds back what else there is for the subscriber, too."""
        inbox.script = lambda id, attempt, path: refusal
        retry = {"schedule": ["10ms"] * 5, "jitter": 0}
        self.start(self.chat(inbox, **subscriber, concurrency=1, retry=retry), port=inbox.port)
        self.put_claims("1.csv", 1)
        refused = inbox.wait_for(1)[0]
        inbox.script = lambda id, attempt, path: success
        self.put_claims("2.csv", 2)
        for post in inbox.wait_for(3)[1:]:
            self.assertGreater(post.at - refused.at, 0.95)
        self.wait_for_state(delivered=2)
        self.assertEqual(self.attempts()[0][0], (429, "throttled"))
