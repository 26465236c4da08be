"""Whatever the kind of path and whenever it is restarted, the daemon tells what an independent model tells.

Many random histories run at once: each is a market (an account on a marketplace) with folders of its own.  In each
round reports arrive, some of them bad; between and during the rounds the daemon is stopped or killed, and comes back
without a few of its sources.  At the end every event is compared with the model's.  DEFECTD_SEED=N repeats a run's
choices, with DEFECTD_HISTORY=NAME those of one history; DEFECTD_LONG=1 goes on to 1,000 histories.
"""

import collections
import concurrent.futures
import json
import os
import random
import threading
import unittest
import urllib.parse

from support.cases import DaemonCase
from support.random_sources import RandomSources
from support.told_events import compare
from support.waiting import wait_until

SEED = int(os.environ.get("DEFECTD_SEED", random.SystemRandom().randrange(1_000_000)))
ONLY = os.environ.get("DEFECTD_HISTORY")
HISTORIES = 1000 if os.environ.get("DEFECTD_LONG") else 100
AT_ONCE = 100
ROUNDS = 14
RESTARTS = ["none", "stopped", "killed", "stopped meanwhile", "killed meanwhile"]
MOST_SHOWN = 3  # histories that differ, of each the first events
MOST_EVENTS_SHOWN = 6
SOURCES_AT_ONCE = 4
AWAY = 0.1  # of the sources are not in the configuration of one life


class Histories(DaemonCase):
    def test_no_restart_and_no_kind_of_path_changes_what_is_told(self):
        seed, count, events, differing = SEED, 0, 0, []
        while count < HISTORIES:
            run = Run(self, seed)
            run.run()
            differing += run.differences()
            events += sum(len(history.market.events) for history in run.histories.values())
            count += len(run.histories)
            seed += 1
            if ONLY:
                break
        print(f"{count} histories, {events} events, {len(differing)} histories differ; "
              f"DEFECTD_SEED={SEED} repeats them", flush=True)
        self.assertEqual(len(differing), 0, "\n\n".join(differing[:MOST_SHOWN]))


class Run:
    """One daemon with many sources, from its first start to its last event."""

    def __init__(self, case, seed):
        self.seed = seed
        self._restarts, self._arrivals = random.Random(f"{seed} restarts"), random.Random(f"{seed} arrivals")
        folder = case.folder / str(seed)
        made = RandomSources(seed, folder / "reports", AT_ONCE)
        if ONLY:
            made.only(ONLY)
        self.histories, self.sources = made.histories, [each["name"] for each in made.configurations]
        self._alternatives = made.alternatives
        self.inbox = case.receiver()
        desk = case.subscriber(self.inbox, concurrency=16)
        self.target = case.daemon(made.configurations, [desk], [self.inbox.port], folder)
        self._configuration = self.target.configuration.read_text(encoding="utf-8")
        self._leave_out(set().union(*[second for _, second in self._alternatives]))
        self.wrong_states = {}  # history -> the first round that ended otherwise than in the model, and how

    def run(self):
        self.target.start()
        for number in range(ROUNDS):
            self._round(number)
        wait_until(self._is_quiet, lambda: f"all is delivered; {self.target.status()['subscribers']}", within=120)
        self.target.stop()

    def _round(self, number):
        how, _, when = self._restarts.choice(RESTARTS).partition(" ")
        meanwhile = threading.Timer(self._restarts.uniform(0, 0.3), self._end, [how])
        if when != "meanwhile" and how != "none":
            self._end(how)
            self._change_sources(number)
        steps = {name: history.round(self.target.running, self._away) for name, history in self.histories.items()}
        if when == "meanwhile":
            meanwhile.start()
        for name in steps:
            self._put(name, steps[name])
        if when == "meanwhile":
            meanwhile.join()
        if not self.target.running:
            self.target.start()
        self._look()
        for name in steps:
            self._accept(name, steps[name])
        self._check_states(number)

    def _end(self, how):
        if how == "stopped":
            self.target.stop()
        else:
            self.target.kill()

    def _change_sources(self, number):
        """A source that is taken out of the configuration goes on where it stood when it is back."""
        chance = {source: random.Random(f"{self.seed} {number} {source}").random() for source in self.sources}
        away = {source for source in self.sources if chance[source] < AWAY}
        for first, second in self._alternatives:
            away |= first if chance[min(first)] < 0.5 else second
        self._leave_out(away)

    def _leave_out(self, away):
        self._away = away
        configuration = json.loads(self._configuration)
        configuration["sources"] = [each for each in configuration["sources"] if each["name"] not in self._away]
        self.target.configuration.write_text(json.dumps(configuration), encoding="utf-8")

    def _put(self, name, steps):
        for step in steps:
            step.put(self.histories[name].places[step.fulfillment].folder, is_moved=self._arrivals.random() < 0.7)

    def _look(self):
        """Each source looks at its files once more; what lies there is committed when this returns."""
        with concurrent.futures.ThreadPoolExecutor(SOURCES_AT_ONCE) as pool:
            list(pool.map(self._collect, set(self.sources) - self._away))

    def _collect(self, source, **parameters):
        path = f"/api/v1/sources/{source}/collect?{urllib.parse.urlencode(parameters)}".rstrip("?")
        code, text = self.target.request("POST", path, within=60)
        if code != 200:
            raise AssertionError(f"POST {path} answered {code}: {text}")

    def _accept(self, name, steps):
        for step in steps:
            if step.kind == "accepted":
                self._collect(self.histories[name].places[step.fulfillment].source, accept="true")

    def _check_states(self, number):
        shown = {(scope["account"], scope["marketplace_id"], scope["fulfillment"]): scope
                 for scope in self.target.status()["scopes"]}
        for name, history in self.histories.items():
            market = history.market
            for fulfillment, place in history.places.items():
                if place.source in self._away:
                    continue
                expected = market.state(fulfillment)
                scope = shown.get((market.account, market.marketplace_id, fulfillment), {})
                found = {"open_defects": scope.get("open_defects", 0), "pending_clears": scope.get("pending_clears", 0),
                         "is_quarantined": scope.get("quarantined_since") is not None}
                if found != expected:
                    self.wrong_states.setdefault(name, (number, f"{fulfillment} should be {expected} and is {found}"))

    def _is_quiet(self):
        return all(subscriber["due"] + subscriber["scheduled"] + subscriber["in_flight"] == 0
                   for subscriber in self.target.status()["subscribers"])

    def differences(self):
        """A text for each history that went another way than the model."""
        told = collections.defaultdict(lambda: collections.defaultdict(set))
        for delivery in self.inbox.deliveries():
            data = delivery.event["data"]
            told[data["account"], data["marketplace_id"]][delivery.id].add(delivery.body)
        texts = []
        for name, history in self.histories.items():
            differences = compare(history.market, told[history.market.account, history.market.marketplace_id])
            if differences or name in self.wrong_states:
                texts.append(self._describe(name, history, differences))
        return texts

    def _describe(self, name, history, differences):
        last, state = self.wrong_states.get(name, (ROUNDS, "each state was right"))
        rules = {fulfillment: scope.rules for fulfillment, scope in history.market.scopes.items()}
        scopes = [f"{fulfillment}: {place.kind.pattern} with {place.words} and {rules[fulfillment]}"
                  for fulfillment, place in history.places.items()]
        steps = [f"round {number}: {step}" for number, steps in enumerate(history.rounds[:last + 1]) for step in steps]
        return "\n".join([f"DEFECTD_SEED={self.seed} DEFECTD_HISTORY={name}", *scopes, *steps,
                          f"in round {last}: {state}", *differences[:MOST_EVENTS_SHOWN]])


if __name__ == "__main__":
    unittest.main()
