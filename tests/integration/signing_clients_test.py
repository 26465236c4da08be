"""What each signing scheme makes is verified by the client that its receivers use, and by no wrong secret."""

import secrets
import unittest

from support import reports
from support.cases import DaemonCase
from support.daemon import defectd
from support.reports import CLAIM, csv, put, row
from support.verifying_receiver import VerifyingReceiver

# Which clients of tests/receivers/clients.mjs verify a scheme.
CLIENTS = {"standard": ["standardwebhooks", "svix"], "standard-ed25519": ["ed25519"], "github": ["octokit"],
           "stripe": ["stripe"], "shopify": ["shopify"], "slack": ["slack"]}
# Their headers have room for one signature.
SINGLE = ["github", "shopify", "slack"]
DEFECTS = 2


def made(*arguments):
    printed = defectd(*arguments)
    if printed.returncode != 0:
        raise AssertionError(f"`defectd {' '.join(map(str, arguments))}` ended with {printed.returncode}: "
                             f"{printed.stderr}")
    return printed.stdout


def new_key(scheme):
    if scheme == "standard":
        return made("secret", "new")
    if scheme == "standard-ed25519":
        return made("secret", "new", "--ed25519")
    return ("whsec_" if scheme == "stripe" else "") + secrets.token_hex(16) + "\n"


class SigningClients(DaemonCase):
    def key(self, scheme, which):
        """Makes a key, and gives what a subscriber writes for it; `which` names it."""
        file = self.folder / f"{scheme}.{which}.secret"
        file.touch(mode=0o600)
        file.write_text(new_key(scheme), encoding="utf-8")
        if scheme == "standard-ed25519":
            file.with_suffix(".public").write_text(made("secret", "public", file), encoding="utf-8")
        return {"scheme": scheme, "secret_file": file.name}

    def verifying_receiver(self, *which):
        """Tries every client with each such key of its scheme; a client's verdict is called `client-which`."""
        verifiers = {}
        for scheme, clients in CLIENTS.items():
            kind = "public" if scheme == "standard-ed25519" else "secret"
            for client in clients:
                for key in which:
                    verifiers[f"{client}-{key}"] = f"{client}:{self.folder / f'{scheme}.{key}.{kind}'}"
        receiver = VerifyingReceiver(**verifiers)
        self.addCleanup(receiver.close)
        return receiver

    def deliver(self, receiver, signing):
        """Delivers to one subscriber for each item of `signing`; gives the deliveries of each."""
        subscribers = [self.subscriber(receiver, name=name, path=f"/{name}", events=["defect.created"], signing=keys)
                       for name, keys in signing.items()]
        daemon = self.daemon([self.source(baseline="notify")], subscribers, [receiver.port]).start()
        put(self.folder / "reports/acme-us/1.csv",
            csv(*(row(number, CLAIM, negative_feedback='"never – 審査中 ""again"""') for number in range(DEFECTS // 2))))
        receiver.wait_for(DEFECTS * len(subscribers))
        self.assertEqual(daemon.stop()[0], 0, daemon.log())
        by_name = {name: [delivery for delivery in receiver.deliveries() if delivery["path"] == f"/{name}"]
                   for name in signing}
        for name, deliveries in by_name.items():
            self.assertEqual(len(deliveries), DEFECTS, name)
        return by_name

    def check(self, by_name, expected):
        for name, deliveries in by_name.items():
            for delivery in deliveries:
                self.assertCountEqual(delivery["verified"], expected[name], f"{name}: {delivery['headers']}")

    def test_the_client_of_a_scheme_verifies_it_and_no_other_client_or_secret_does(self):
        signing = {scheme: [self.key(scheme, "right")] for scheme in CLIENTS}
        for scheme in CLIENTS:
            self.key(scheme, "foreign")
        by_name = self.deliver(self.verifying_receiver("right", "foreign"), signing)
        self.check(by_name, {scheme: [f"{client}-right" for client in clients]
                             for scheme, clients in CLIENTS.items()})

    def test_one_subscriber_may_sign_by_every_scheme(self):
        signing = {"desk": [self.key(scheme, "right") for scheme in CLIENTS]}
        for scheme in CLIENTS:
            self.key(scheme, "foreign")
        by_name = self.deliver(self.verifying_receiver("right", "foreign"), signing)
        self.check(by_name, {"desk": [f"{client}-right" for clients in CLIENTS.values() for client in clients]})
        for delivery in by_name["desk"]:
            headers = delivery["headers"]
            self.assertEqual(headers["x-github-event"], "defect.created")
            self.assertEqual(headers["x-shopify-topic"], "defect.created")
            self.assertRegex(headers["webhook-id"], r"^evt_[0-9a-z]{26}$")
            self.assertEqual(headers["x-github-delivery"], headers["webhook-id"])
            self.assertEqual(headers["x-shopify-webhook-id"], headers["webhook-id"])
            self.assertEqual(headers["x-slack-request-timestamp"], headers["webhook-timestamp"])

    def rotated(self, until):
        """Each scheme in a rotation from `old`, which ends at that time, to `new`."""
        signing = {scheme: [self.key(scheme, "new"), {**self.key(scheme, "old"), "until": until}]
                   for scheme in CLIENTS}
        for scheme in CLIENTS:
            self.key(scheme, "foreign")
        return self.deliver(self.verifying_receiver("new", "old", "foreign"), signing)

    def test_during_a_rotation_both_secrets_verify_or_the_old_one_where_there_is_room_for_one(self):
        by_name = self.rotated(reports.days_ago(-2) + "T00:00:00Z")
        self.check(by_name, {scheme: [f"{client}-{key}" for client in clients
                                      for key in (["old"] if scheme in SINGLE else ["new", "old"])]
                             for scheme, clients in CLIENTS.items()})

    def test_after_a_rotation_only_the_new_secret_verifies(self):
        by_name = self.rotated(reports.days_ago(1) + "T00:00:00Z")
        self.check(by_name, {scheme: [f"{client}-new" for client in clients] for scheme, clients in CLIENTS.items()})


if __name__ == "__main__":
    unittest.main()
