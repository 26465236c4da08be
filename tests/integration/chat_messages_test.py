"""How an operator shapes chat messages: several events in one, and words of their own."""

import json
import time
import unittest

from support.format_case import SLACK_OK, FormatCase, slack_refuses
from support.reports import order_id, row
from support.waiting import wait_until


class Digest(FormatCase):
    def digest(self, inbox, format="slack", **more):
        return self.chat(inbox, format, digest={"window": "1s"}, **more)

    def test_what_comes_together_is_told_in_one_message(self):
        inbox = self.receiver(lambda id, attempt, path: SLACK_OK)
        self.start(self.digest(inbox), port=inbox.port)
        self.put_claims("1.csv", 5)
        self.wait_for_state(delivered=5)
        post, = inbox.deliveries()
        text = json.dumps(post.event["blocks"])
        for number in range(5):
            self.assertIn(order_id(number), text)
        self.assertRegex(post.id, r"^msg_[0-9a-z]{26}$")
        for listed in self.json("deliveries")["deliveries"]:
            attempt, = self.json("delivery", listed["id"])["attempts"]
            self.assertEqual((attempt["message"], attempt["status"]), (post.id, 200))

    def test_the_same_message_is_retried(self):
        inbox = self.receiver(lambda id, attempt, path: SLACK_OK if attempt == 3 else 503)
        self.start(self.digest(inbox), port=inbox.port)
        self.put_claims("1.csv", 5)
        self.wait_for_state(delivered=5)
        posts = inbox.deliveries()
        self.assertEqual((len(posts), len({(post.id, post.body) for post in posts})), (3, 1))

    def test_a_message_that_a_kill_catches_gathering_is_sent_after_it(self):
        inbox = self.receiver(lambda id, attempt, path: SLACK_OK)
        self.start(self.digest(inbox), port=inbox.port)
        self.put_claims("1.csv", 5)
        wait_until(lambda: self.target.scope("acme-us"), "the report is applied")
        self.target.kill()
        self.target.start()
        self.wait_for_state(delivered=5)
        self.assertEqual(len(inbox.deliveries()), 1)

    def test_a_refused_message_is_sent_event_by_event(self):
        def refuse_several(id, attempt, path):
            return slack_refuses("invalid_blocks") if id.startswith("msg_") else SLACK_OK
        inbox = self.receiver(refuse_several)
        self.start(self.digest(inbox), port=inbox.port)
        self.put_claims("1.csv", 3)
        self.wait_for_state(delivered=3)
        posts = inbox.deliveries()
        self.assertEqual([post.id.startswith("msg_") for post in posts], [True, False, False, False])
        self.assertTrue(all("blocks" in post.event for post in posts))

    def test_one_event_alone_is_told_under_its_own_id(self):
        inbox = self.receiver(lambda id, attempt, path: SLACK_OK)
        self.start(self.digest(inbox), port=inbox.port)
        began = time.monotonic()
        self.put_claims("1.csv", 1)
        post = inbox.wait_for(1)[0]
        self.assertGreater(post.at - began, 0.95)  # it waited for others
        self.assertRegex(post.id, r"^evt_[0-9a-z]{26}$")

    def test_no_message_holds_more_than_it_may(self):
        inbox = self.receiver()
        digest = {"window": "500ms", "max_events": 4}
        subscribers = [self.chat(inbox, format, name=format, path=f"/{format}", digest=digest)
                       for format in ["teams", "discord"]]
        self.start(*subscribers, port=inbox.port)
        self.put_claims("1.csv", 10)
        for format in ["teams", "discord"]:
            self.wait_for_state(format, delivered=10)
            told = [sum(order_id(number) in json.dumps(post.event) for number in range(10))
                    for post in inbox.deliveries(path=f"/{format}")]
            self.assertEqual(sorted(told), [2, 4, 4])


class Template(FormatCase):
    VALUE = "<!channel> & *you* [pay](http://evil.example) @everyone"

    TITLE = f"A-to-z claim {{on}} {order_id(1)}, acme"

    def test_its_words_are_the_operators_and_no_value_is_markup(self):
        template = {"title": "{defect} {{on}} {order_id}, {account}", "line": "<!here> see {value}"}
        inbox = self.receiver(lambda id, attempt, path: SLACK_OK)
        formats = ["slack", "teams", "discord"]
        self.start(*(self.chat(inbox, format, name=format, path=f"/{format}", template=template)
                     for format in formats), port=inbox.port)
        self.put("1.csv", row(1, a_to_z_claim=f'"{self.VALUE}"'))
        slack, teams, discord = [inbox.wait_for(1, path=f"/{format}")[0].event for format in formats]

        header, section = slack["blocks"][:2]
        self.assertIn(self.TITLE, header["text"]["text"])
        self.assertEqual(section["text"]["text"],
                         "<!here> see &lt;!channel&gt; &amp; *you* [pay](http://evil.example) @everyone")
        container, text = teams["attachments"][0]["content"]["body"][:2]
        self.assertEqual(container["items"][0]["text"], self.TITLE)
        self.assertEqual(text["text"],
                         r"<!here> see \<!channel\> & \*you\* \[pay\](http://evil.example) @everyone")
        embed, = discord["embeds"]
        self.assertEqual(embed["title"], self.TITLE)
        self.assertIn(r"<!here> see \<!channel\> & \*you\* \[pay\](http:\/\/evil.example) \@everyone",
                      embed["description"])

    def test_an_unknown_field_is_told_with_its_position_before_anything_starts(self):
        inbox = self.receiver()
        wrong = self.chat(inbox, "slack", template={"title": "{defect}", "line": "answer by {deadline}"})
        target = self.daemon([self.source()], [wrong], [inbox.port])
        lines = target.configuration.read_text(encoding="utf-8").splitlines()
        number, text = next((n, line) for n, line in enumerate(lines, 1) if '"line": ' in line)
        column = text.index(": ") + 3
        told = target.command("check-config")
        self.assertEqual(told.returncode, 78, told.stderr)
        objection, = told.stdout.splitlines()
        self.assertIn(f"defectd.yaml:{number}:{column}: subscribers[0].template.line: ", objection)
        self.assertIn("deadline", objection)
        self.assertIn("due", objection)


if __name__ == "__main__":
    unittest.main()
