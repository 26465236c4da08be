"""A seller's defects over time, and what each report of them has to tell: an independent model of the rules."""

from dataclasses import dataclass

from . import reports

CONFIRM_CLEARED = 2


@dataclass
class Open:
    value: str
    episode: int
    missing: int = 0  # good reports in a row without it


class DefectModel:
    """What the daemon has to tell of a series of reports.

    An event is a tuple of type, order id, defect type, episode and value (None where it is cleared).
    """

    def __init__(self):
        self.expected = set()
        self._open = {}
        self._closed = {}  # identity -> its last episode

    def baseline(self, present):
        self._open = {identity: Open(value, 1) for identity, value in present.items()}

    def report(self, present):
        for identity, value in present.items():
            known = self._open.get(identity)
            if known is None:
                known = self._open[identity] = Open(value, self._closed.get(identity, 0) + 1)
                self._expect("defect.created", identity, known.episode, value)
            elif known.value != value:
                self._expect("defect.updated", identity, known.episode, value)
            self._open[identity] = Open(value, known.episode)
        for identity in set(self._open) - set(present):
            known = self._open[identity]
            known.missing += 1
            if known.missing == CONFIRM_CLEARED:
                self._expect("defect.cleared", identity, known.episode, None)
                self._closed[identity] = self._open.pop(identity).episode

    def _expect(self, type, identity, episode, value):
        number, defect_type = identity
        self.expected.add((type, reports.order_id(number), defect_type, episode, value))


class Seller:
    """Makes the reports: defects appear, change, go away for a while and come back.  No value is used twice."""

    def __init__(self, random, defects=30):
        self.present = {}  # (order number, defect type) -> value
        self._random = random
        self._away = {}  # identity -> how many more reports leave it out
        self._numbers = 0
        for _ in range(defects):
            self._appear()

    def _number(self):
        self._numbers += 1
        return self._numbers

    def _appear(self):
        self.present[self._number(), self._random.choice(reports.TYPES)] = f"v{self._number()}"

    def go_on(self):
        """The next report's truth.  Few are away at a time: a quarantine is another test's subject."""
        for identity in list(self._away):
            self._away[identity] -= 1
            if self._away[identity] == 0:
                del self._away[identity]
                self.present[identity] = f"v{self._number()}"
        for _ in range(self._random.randint(1, 4)):
            self._appear()
        self.present[self._random.choice(list(self.present))] = f"v{self._number()}"
        if len(self._away) < 3:
            going = self._random.choice(list(self.present))
            del self.present[going]
            self._away[going] = self._random.randint(1, 5)

    def csv(self):
        rows = [reports.row(number, **{defect_type: value}) for (number, defect_type), value in self.present.items()]
        return reports.csv(*rows)


def event_of(delivery):
    """A delivered event in the model's form."""
    event = delivery.event
    told = event["data"]
    value = None if event["type"] == "defect.cleared" else told["value"]
    return event["type"], told["order_id"], told["defect_type"], told["episode"], value
