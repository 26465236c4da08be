"""What receivers of each format get, and what their own ways to answer make of a delivery."""

import json
import unittest

from support.format_case import SLACK_OK, FormatCase, slack_refuses
from support.reports import CHARGEBACK, CLAIM, days_ago, order_id, row
from support.verifying_receiver import VerifyingReceiver
from support.waiting import wait_until


class CloudEvents(FormatCase):
    def test_their_sdk_reads_both_modes_and_the_signature_verifies(self):
        right, foreign = self.secret(), self.secret("foreign.secret")
        inbox = VerifyingReceiver(right=self.folder / right, foreign=self.folder / foreign)
        self.addCleanup(inbox.close)
        signing = [{"scheme": "standard", "secret_file": right}]
        ways = {"standard": {}, "structured": {"format": "cloudevents"},
                "binary": {"format": "cloudevents", "cloudevents_mode": "binary"}}
        self.start(*(self.subscriber(inbox, name=name, path=f"/{name}", events=["*"], signing=signing, **way)
                     for name, way in ways.items()), port=inbox.port)
        self.put("1.csv", row(1, a_to_z_claim='"geprüft – 審査中 ""again"" 100 %"'), row(2, CHARGEBACK))

        posts = {name: {} for name in ways}
        for post in inbox.wait_for(9):
            posts[post["path"].removeprefix("/")][post["headers"]["webhook-id"]] = post
        self.assertEqual([len(some) for some in posts.values()], [3, 3, 3])  # the baseline and two defects
        for id, post in posts["standard"].items():
            self.assertNotIn("cloud_event", post)
            told = json.loads(post["body"])
            data = told["data"]
            expected = {"specversion": "1.0", "id": id, "type": told["type"], "time": told["timestamp"],
                        "source": f"/defectd/accounts/acme/marketplaces/{data['marketplace_id']}",
                        "datacontenttype": "application/json", "data": data}
            if "order_id" in data:
                expected["subject"] = data["order_id"]
            for name in ["structured", "binary"]:
                with self.subTest(name, type=told["type"]):
                    self.assertEqual(posts[name][id]["cloud_event"], expected)
                    self.assertEqual(posts[name][id]["verified"], ["right"])
        for post in posts["structured"].values():
            self.assertEqual(post["headers"]["content-type"], "application/cloudevents+json")
        for post in posts["binary"].values():
            self.assertEqual(post["headers"]["content-type"], "application/json")
            self.assertEqual(post["headers"]["ce-id"], post["headers"]["webhook-id"])


class Slack(FormatCase):
    def slack(self, inbox, **more):
        return self.chat(inbox, "slack", **more)

    def test_only_ok_is_a_success(self):
        answers = [(200, {}, "<html>Please sign in</html>"), (200, {}, ""), (204, {}, ""), SLACK_OK]
        inbox = self.receiver(lambda id, attempt, path: answers[attempt - 1])
        self.start(self.slack(inbox), port=inbox.port)
        self.put_claims("1.csv", 1)
        self.wait_for_state(delivered=1)
        self.assertEqual(self.attempts(), [[(200, "rejected"), (200, "rejected"), (204, "rejected"), (200, None)]])
        posts = inbox.deliveries()
        self.assertEqual(len({(post.id, post.body) for post in posts}), 1)
        body = posts[0].event
        self.assertIn(order_id(0), body["text"])
        self.assertIn(order_id(0), json.dumps(body["blocks"]))

    def test_refused_blocks_are_sent_once_more_as_text(self):
        inbox = self.receiver(lambda id, attempt, path: slack_refuses("invalid_blocks") if attempt == 1 else SLACK_OK)
        self.start(self.slack(inbox, retry={"schedule": []}), port=inbox.port)
        self.put_claims("1.csv", 1)
        self.wait_for_state(delivered=1)
        full, text = inbox.deliveries()
        self.assertIn("blocks", full.event)
        self.assertNotIn("blocks", text.event)
        self.assertIn(order_id(0), text.event["text"])
        self.assertEqual(full.id, text.id)

    def test_what_is_refused_as_text_too_is_exhausted_and_holds_nothing_up(self):
        first = []

        def refuse_the_first(id, attempt, path):
            first.append(id)
            return slack_refuses("invalid_blocks") if id == first[0] else SLACK_OK

        inbox = self.receiver(refuse_the_first)
        self.start(self.slack(inbox, concurrency=1), port=inbox.port)
        self.put_claims("1.csv", 3)
        self.wait_for_state(delivered=2, exhausted=1, state="enabled")
        self.put_claims("2.csv", 4)
        self.wait_for_state(delivered=3, exhausted=1)
        self.assertEqual(len([post for post in inbox.deliveries() if post.id == first[0]]), 2)
        self.assertIn([(400, "payload_refused")] * 2, self.attempts())

    def test_a_dead_url_switches_off_until_it_is_enabled(self):
        self.switched_off_and_on(self.receiver(), slack_refuses("no_service", 404), SLACK_OK, format="slack")

    def test_an_unknown_page_is_not_taken_for_a_dead_url(self):
        inbox = self.receiver(lambda id, attempt, path: (404, {}, "<h1>nginx</h1>") if attempt == 1 else SLACK_OK)
        self.start(self.slack(inbox), port=inbox.port)
        self.put_claims("1.csv", 1)
        self.wait_for_state(delivered=1, state="enabled")

    def test_retry_after_holds_the_subscriber_back(self):
        self.held_back(self.receiver(), (429, {"retry-after": "1"}, "rate_limited"), SLACK_OK, format="slack")

    def test_the_default_rates_hold_where_none_is_written(self):
        inbox = self.receiver(lambda id, attempt, path: SLACK_OK if path.startswith("/slack") else 202)
        written = self.slack(inbox, name="free", path="/slack-free")
        defaults = [self.slack(inbox, name="slack", path="/slack"),
                    self.chat(inbox, "teams", name="teams", path="/teams")]
        for subscriber in defaults:
            subscriber.pop("rate_limit")
        self.start(written, *defaults, port=inbox.port)
        self.put_claims("1.csv", 3)
        arrivals = {path: [post.at for post in inbox.wait_for(3, path=path)]
                    for path in ["/slack-free", "/slack", "/teams"]}
        spans = {path: times[-1] - times[0] for path, times in arrivals.items()}
        self.assertGreater(spans["/slack"], 1.9)   # 1 in 1 s
        self.assertGreater(spans["/teams"], 3.9)   # 1 in 2 s
        self.assertLess(spans["/slack-free"], spans["/slack"])
        for first, second in zip(arrivals["/slack"], arrivals["/slack"][1:]):
            self.assertGreater(second - first, 0.9)


class Teams(FormatCase):
    # As Workflows sign it: decoding or encoding an escape again gives another signature.
    PATH = ("/workflows/0a/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0"
            "&sig=a%2Fb%3D-_~%2b")

    def test_a_card_is_delivered_with_202_to_the_url_as_it_is_written(self):
        inbox = self.receiver(lambda id, attempt, path: 202)
        self.start(self.chat(inbox, "teams", path=self.PATH), port=inbox.port)
        self.put_claims("1.csv", 1)
        self.wait_for_state(delivered=1)
        post, = inbox.deliveries()
        self.assertEqual(post.path, self.PATH)
        self.assertEqual(post.event["type"], "message")
        attachment, = post.event["attachments"]
        self.assertEqual(attachment["contentType"], "application/vnd.microsoft.card.adaptive")
        self.assertEqual(attachment["content"]["type"], "AdaptiveCard")
        self.assertIn(order_id(0), json.dumps(attachment["content"]))

    def test_the_query_is_a_secret(self):
        inbox = self.receiver(lambda id, attempt, path: 500)
        self.start(self.chat(inbox, "teams", path=self.PATH, retry={"schedule": []}), port=inbox.port)
        self.put_claims("1.csv", 1)
        self.wait_for_state(exhausted=1)
        shown = self.target.log() + json.dumps(self.json("subscribers")) + json.dumps(self.json("deliveries"))
        self.assertNotIn("a%2Fb", shown)

    def test_a_throttling_told_inside_a_200_is_a_failure(self):
        throttled = (200, {}, "Webhook message delivery failed with error: Microsoft Teams endpoint returned "
                              "HTTP error 429 with ContextId tcid=0,server=X")
        inbox = self.receiver(lambda id, attempt, path: throttled if attempt == 1 else 200)
        self.start(self.chat(inbox, "teams"), port=inbox.port)
        self.put_claims("1.csv", 1)
        self.wait_for_state(delivered=1)
        self.assertEqual(self.attempts(), [[(200, "throttled"), (200, None)]])

    def test_a_deleted_flow_switches_off_until_it_is_enabled(self):
        self.switched_off_and_on(self.receiver(), 404, 202, format="teams")


class Discord(FormatCase):
    def test_an_embed_is_delivered_that_mentions_nobody(self):
        inbox = self.receiver()
        self.start(self.chat(inbox, "discord"), port=inbox.port)
        self.put("1.csv", row(1, a_to_z_claim="@everyone <@&1>"))
        self.wait_for_state(delivered=1)
        post, = inbox.deliveries()
        self.assertEqual(post.event["allowed_mentions"], {"parse": []})
        embed, = post.event["embeds"]
        self.assertIn(order_id(1), embed["title"])

    def test_a_deleted_webhook_switches_off_until_it_is_enabled(self):
        self.switched_off_and_on(self.receiver(), 404, 204, format="discord")

    def test_the_wait_in_the_body_of_a_429_holds_the_subscriber_back(self):
        told = '{"message": "You are being rate limited.", "retry_after": 1.05, "global": false}'
        self.held_back(self.receiver(), (429, {}, told), 204, format="discord")


class PagerDuty(FormatCase):
    ROUTING_KEY = "0123456789abcdef0123456789abcdef"

    def pagerduty(self, inbox, **more):
        """With the events that are its default."""
        key = self.folder / "routing.key"
        key.touch(mode=0o600)
        key.write_text(self.ROUTING_KEY + "\n", encoding="utf-8")
        subscriber = self.subscriber(inbox, name="duty", path="/v2/enqueue", format="pagerduty",
                                     routing_key_file=key.name, **more)
        subscriber.pop("events")
        return subscriber

    def test_what_triggers_an_alert_is_resolved_by_its_end(self):
        inbox = self.receiver(lambda id, attempt, path: (202, {}, '{"status":"success"}'))
        everything = self.subscriber(inbox, name="everything", path="/everything")
        self.start(self.pagerduty(inbox), everything, port=inbox.port, confirm_cleared=1)
        leaving = row(3, CHARGEBACK, date=days_ago(80))
        for file, rows in {"1.csv": [row(1, CLAIM), row(2, CLAIM), leaving],
                           "2.csv": [row(1, a_to_z_claim="answered"), row(2, CLAIM), leaving],
                           "3.csv": [row(2, CLAIM)]}.items():
            self.put(file, *rows)
            wait_until(lambda: (self.target.scope("acme-us") or {}).get("last_file") == file, f"{file} is applied")
        # The baseline, three defects, a changed one, a cleared one, an expired one.
        told = {post.id: post.event for post in inbox.wait_for(7, path="/everything")}
        self.wait_for_state("everything", delivered=7)
        self.wait_for_state("duty", delivered=5)

        posts = {post.id: post.event for post in inbox.deliveries(path="/v2/enqueue")}
        self.assertCountEqual([told[id]["type"] for id in posts],
                              ["defect.created"] * 3 + ["defect.cleared", "defect.expired"])
        keys = {"trigger": {}, "resolve": {}}
        for id, alert in posts.items():
            self.assertEqual(alert["routing_key"], self.ROUTING_KEY)
            self.assertEqual(alert["event_action"],
                             "trigger" if told[id]["type"] == "defect.created" else "resolve")
            keys[alert["event_action"]][told[id]["data"]["order_id"]] = alert["dedup_key"]
        self.assertEqual(len(set(keys["trigger"].values())), 3)
        self.assertEqual(keys["resolve"], {order_id(number): keys["trigger"][order_id(number)] for number in [1, 3]})

    def test_what_it_refuses_is_exhausted_at_once(self):
        refusals = []

        def refuse_the_first(id, attempt, path):
            refusals.append(id)
            return (400, {}, '{"status":"invalid event"}') if id == refusals[0] else 202

        inbox = self.receiver(refuse_the_first)
        self.start(self.pagerduty(inbox, concurrency=1), port=inbox.port)
        self.put_claims("1.csv", 2)
        self.wait_for_state("duty", exhausted=1, delivered=1, state="enabled")
        self.assertCountEqual(self.attempts("duty"), [[(400, "payload_refused")], [(202, None)]])
        self.assertEqual(len(inbox.deliveries()), 2)


if __name__ == "__main__":
    unittest.main()
