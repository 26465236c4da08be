"""Random file sources, each with a kind of path and rules of its own, and the markets whose reports lie there."""

import dataclasses
import datetime
import random
from pathlib import Path

from .defect_model import Market, Rules
from .random_history import History, Place
from .report_paths import path_kinds

MARKETPLACES = {"US": "ATVPDKIKX0DER", "DE": "A1PA6795UKMFR9", "UK": "A1F83G8C2ARO7P", "FR": "A13V1IB3VIYZZH"}
WORDS = {"MFN": ["MFN", "mfn", "FBM", "Fbm"], "AFN": ["AFN", "Afn", "FBA", "fba"], "ALL": ["ALL", "all"]}
HOLDS = [datetime.timedelta(days=days) for days in [0, 1, 400]]  # always over, sometimes, never


class RandomSources:
    """`configurations` are the sources, `histories` their markets by name.  Each market has random numbers of its own,
    so that one alone goes the same way as among the others.  `alternatives` are pairs of sets of sources: only one of
    the two can be in the configuration, for its scopes overlap with the other's."""

    def __init__(self, seed, folder, at_least):
        self.configurations, self.histories, self.alternatives = [], {}, []
        self._folder, self._seed = Path(folder), seed
        self._random = random.Random(f"{seed} sources")
        kinds = list(dict.fromkeys(path_kinds()))
        self._random.shuffle(kinds)
        while len(self.histories) < at_least:
            self._add(kinds[len(self.configurations) % len(kinds)])

    def only(self, name):
        """Leaves one history and its sources; it goes the same way without the others."""
        self.histories = {name: self.histories[name]}
        its = {place.source for place in self.histories[name].places.values()}
        self.configurations = [each for each in self.configurations if each["name"] in its]
        self.alternatives = [pair for pair in self.alternatives if pair[0] <= its]

    def _add(self, kind):
        choice = self._random.choice
        account, country = f"acct{len(self.configurations)}", choice(list(MARKETPLACES))
        accounts, countries = [account], [country]
        if "account" in kind.placeholders:
            accounts = [f"{account}x{each}" for each in range(choice([3, 5]))]
        if "marketplace" in kind.placeholders:
            countries = self._random.sample(list(MARKETPLACES), 2)
        rules = self._rules()
        fixed = {"account": account, "marketplace": country}
        if "fulfillment" in kind.placeholders:
            its_rules = self._source(kind, rules, fixed)
            by_scope = dict.fromkeys(choice([["MFN", "AFN"], ["MFN", "AFN"], ["MFN"], ["ALL"]]), its_rules)
        else:
            by_scope = {each: self._source(kind, rules, {**fixed, "fulfillment": each})
                        for each in choice([["MFN", "AFN"], ["MFN"], ["AFN"], ["ALL"], ["ALL", "MFN", "AFN"]])}
            if len(by_scope) == 3:
                self.alternatives.append(({by_scope["ALL"].source}, {by_scope[each].source for each in ["MFN", "AFN"]}))
        for each in accounts:
            for its_country in countries:
                self._add_market(kind, each, its_country, by_scope)

    def _rules(self):
        choice = self._random.choice
        days, lag_days = choice([(60, 15), (60, 15), (30, 3)])
        return Rules("", baseline=choice(["silent", "silent", "notify"]), confirm_cleared=choice([1, 2, 2, 3]),
                     complete=self._random.random() < 0.9, days=days, lag_days=lag_days,
                     missing_share=choice([0.25, 0.5, 0.5, 1]), missing_rows=choice([1, 3, 5]), hold=choice(HOLDS))

    def _source(self, kind, rules, fixed):
        """Adds a source to the configuration; what stands in the path stands nowhere else."""
        name = f"source{len(self.configurations)}"
        (self._folder / name).mkdir(parents=True)
        self.configurations.append({
            "name": name, "kind": "file", "path": f"{self._folder.name}/{name}/{kind.pattern}",
            **{key: value for key, value in fixed.items() if key not in kind.placeholders},
            "every": self._random.choice(["1s", "5m"]), "baseline": rules.baseline, "complete": rules.complete,
            "confirm_cleared": rules.confirm_cleared, "window": {"days": rules.days, "lag_days": rules.lag_days},
            "quarantine": {"missing_share": rules.missing_share, "missing_rows": rules.missing_rows,
                           "hold": f"{rules.hold.days}d" if rules.hold else "0ms"}})
        return dataclasses.replace(rules, source=name)

    def _add_market(self, kind, account, country, by_scope):
        name = f"{account}-{country}"
        its_random = random.Random(f"{self._seed} {name}")
        places = {}
        for fulfillment, rules in by_scope.items():
            words = {"account": account, "marketplace": its_random.choice([country, MARKETPLACES[country]]),
                     "fulfillment": its_random.choice(WORDS[fulfillment])}
            places[fulfillment] = Place(rules.source, str(self._folder / rules.source), kind,
                                        {key: words[key] for key in kind.placeholders})
        self.histories[name] = History(its_random, Market(account, MARKETPLACES[country], by_scope), places)
