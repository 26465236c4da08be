"""`slack_models_test.py PRINT_PAYLOADS`: Slack's own models of blocks, which know their limits, take every message."""

import json
import logging
import re
import subprocess
import sys

from slack_sdk.models.blocks import Block


class Complaints(logging.Handler):
    """The models only warn of members and elements that they do not know."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


MOST_BLOCKS = 50
MOST_CHARACTERS = 13_200  # of all blocks: slackapi/bolt-js, msg_blocks_too_long
LONGEST_TEXT = 40_000  # above it Slack cuts
LONGEST_URL = 3_000
MENTION = re.compile(r"<[!@#]")


def texts_of(value):
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for member in value.values():
            yield from texts_of(member)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def check(message):
    assert 0 < len(message["text"]) <= LONGEST_TEXT, "the fallback text is missing or too long"
    for text in texts_of(message):
        assert not MENTION.search(text), f"someone is mentioned: {text[:80]}"
    blocks = message.get("blocks", [])
    assert len(blocks) <= MOST_BLOCKS, f"{len(blocks)} blocks"
    assert len(json.dumps(blocks, ensure_ascii=False)) <= MOST_CHARACTERS, "the blocks together are too long"
    for block in blocks:
        parsed = Block.parse(block)
        assert parsed is not None, f"not a block: {block['type']}"
        parsed.validate_json()
        assert json.loads(json.dumps(parsed.to_dict())) == block, f"not taken as it is: {block}"
        for element in block.get("elements", []):
            assert len(element.get("url", "")) <= LONGEST_URL, "the address is too long"


def refuses_what_is_wrong():
    """The judge must be able to say no."""
    for broken in ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
                   {"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}):
        try:
            check({"text": "x", "blocks": [broken]})
        except Exception:
            continue
        raise AssertionError(f"the models take {broken['type']} over its limit")


def main(print_payloads):
    complaints = Complaints()
    logging.getLogger().addHandler(complaints)
    refuses_what_is_wrong()
    complaints.texts.clear()
    lines = subprocess.run([print_payloads], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    messages = [line for line in map(json.loads, lines) if line["format"] == "slack"]
    for message in messages:
        try:
            check(json.loads(message["body"]))
        except Exception as fault:
            raise SystemExit(f"{message['name']}: {fault}") from fault
    assert not complaints.texts, complaints.texts
    assert len(messages) > 30, "there is less to judge than there should be"
    print(f"{len(messages)} messages are well formed")


if __name__ == "__main__":
    main(sys.argv[1])
