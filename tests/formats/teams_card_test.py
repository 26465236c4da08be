"""`teams_card_test.py PRINT_PAYLOADS FOLDER`: the reference renderer of Adaptive Cards shows each card with its title,
order and button, and nothing of a report becomes markup.  FOLDER keeps teams-card.png and teams-digest.png."""

import html.parser
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
MOST_BYTES = 20_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Page(html.parser.HTMLParser):
    """The visible text of a page, its links and its buttons."""

    def __init__(self, text):
        super().__init__()
        self.text, self.links, self.buttons, self.emphasised = "", [], 0, 0
        self.hidden = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.hidden = tag if tag in ("script", "style", "title") else self.hidden
        self.links += [attributes["href"]] if tag == "a" and attributes.get("href") else []
        self.buttons += tag == "button" or attributes.get("role") in ("button", "link")
        self.emphasised += tag in ("em", "strong", "code", "h1", "img")

    def handle_endtag(self, tag):
        self.hidden = None if tag == self.hidden else self.hidden

    def handle_data(self, data):
        self.text += data if self.hidden is None else ""


def install(folder):
    if not (folder / "node_modules").exists() or \
            (folder / "package-lock.json").read_bytes() != (HERE / "teams_card/package-lock.json").read_bytes():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "teams_card" / name, folder)
        subprocess.run(["npm", "ci", "--prefix", folder, "--legacy-peer-deps", "--ignore-scripts", "--prefer-offline",
                        "--no-audit", "--no-fund", "--loglevel=error"], check=True)


def browse(page, *arguments):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "no Chromium here; install Debian's package chromium"
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
             "--allow-file-access-from-files", f"--user-data-dir={profile}", "--virtual-time-budget=3000",
             *arguments, page.as_uri()], check=True, timeout=120, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def write_page(folder, name, card):
    # "<" could end the script that holds the card
    script = json.dumps(card).replace("<", "\\u003c")
    page = folder / f"{name}.html"
    page.write_text((HERE / "teams_card/card.html").read_text(encoding="utf-8").replace("CARD)", script + ")"),
                    encoding="utf-8")
    return page


def envelope_of(line):
    assert len(line["body"].encode()) <= MOST_BYTES, f"{line['name']}: {len(line['body'].encode())} bytes"
    message = json.loads(line["body"])
    assert message["type"] == "message" and len(message["attachments"]) == 1, line["name"]
    attachment = message["attachments"][0]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive", line["name"]
    assert attachment["content"]["version"] == "1.4", line["name"]
    return attachment["content"]


def plain(text):
    return " ".join(text.split())


def main(print_payloads, folder):
    install(folder)
    lines = subprocess.run([print_payloads], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    cards = [(line["name"], envelope_of(line)) for line in map(json.loads, lines) if line["format"] == "teams"]

    name, first = cards[0]
    assert name == "defect.created", name
    page = write_page(folder, "teams-card", first)
    seen = Page(browse(page, "--dump-dom"))
    for wanted in (first["body"][0]["items"][0]["text"], "114-9015286-0066649", "2026-11-25 11:00 UTC",
                   "Open order in Seller Central", "0.857 %"):
        assert wanted in plain(seen.text), f"the card does not show: {wanted}\n{seen.text}"
    assert seen.buttons == 1, f"{seen.buttons} buttons"
    browse(page, f"--screenshot={folder / 'teams-card.png'}", "--window-size=682,396", "--force-device-scale-factor=2")

    digest = next(card for name, card in cards if name == "digest")
    page = write_page(folder, "teams-digest", digest)
    seen = Page(browse(page, "--dump-dom"))
    assert "https://sellercentral.amazon.com/orders-v3/order/114-9015286-0066649" in seen.links, seen.links
    browse(page, f"--screenshot={folder / 'teams-digest.png'}", "--window-size=682,660")

    # The card before the last digest holds everything that Markdown knows, as report content.
    assert [name for name, _ in cards[-2:]] == ["defect.created", "hostile digest"]
    seen = Page(browse(write_page(folder, "teams-hostile", cards[-2][1]), "--dump-dom"))
    assert "<!channel> *[x](http://x)* `" in plain(seen.text), seen.text
    assert not seen.links and seen.emphasised == 0, (seen.links, seen.emphasised)
    print(f"{len(cards)} cards; pictures are in {folder}")


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]).absolute())
