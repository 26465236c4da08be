"""A seller's defects as they are: they appear, change, change their channel, go away for a while and come back."""

import datetime

from . import reports
from .report_model import Report, Row, Seen
from .report_text import words_of

MOST_DEFECTS = 26
# How old the order of a new defect is, in days: young, in the window, at its end, long out of it.
AGES = [(0, 9), (10, 60), (10, 60), (10, 60), (71, 77), (71, 77), (80, 120)]
STATUSES = ["X", "1", "2 stars", "Under review"]


class Seller:
    """`present` is what a whole report of all channels lists: (order id, defect type) -> Seen."""

    def __init__(self, random, channels=("MFN",), defects=8, day=None):
        self.present = {}
        self._random = random
        self._channels = channels
        self._away = {}  # identity -> what is seen of it when it comes back, after how many more reports
        self._numbers = 0
        for _ in range(defects):
            self._appear(day or reports.today())

    def _number(self):
        self._numbers += 1
        return self._numbers

    def _some(self):
        return self._random.choice(list(self.present))

    def _value(self):
        return self._random.choice(STATUSES) if self._random.random() < 0.3 else f"v{self._number()}"

    def some_date(self, day):
        return day - datetime.timedelta(days=self._random.randint(*self._random.choice(AGES)))

    def _appear(self, day):
        order, seen = reports.order_id(self._number()), Seen(self._value(), self.some_date(day), self._channel())
        if self.present and self._random.random() < 0.3:  # one more defect of an order
            order, _ = identity = self._some()
            seen = Seen(self._value(), self.present[identity].date, self.present[identity].channel)
        self.present.setdefault((order, self._random.choice(reports.TYPES)), seen)

    def _channel(self):
        return self._random.choice(self._channels)

    def go_on(self, day):
        """The truth of the next report."""
        for identity in list(self._away):
            seen, reports_left = self._away.pop(identity)
            if reports_left:
                self._away[identity] = seen, reports_left - 1
            else:
                self.present.setdefault(identity, seen)
        for _ in range(self._random.randint(0 if self.present else 1, 3)):
            self._appear(day)
        self._change(day)
        for _ in range(self._random.randint(0, 2) + max(0, len(self.present) - MOST_DEFECTS)):
            going = self._some()
            self._away[going] = self.present.pop(going), self._random.choice([0, 1, 2, 3, 1000])
            if not self.present:
                self._appear(day)

    def _change(self, day):
        identity = self._some()
        seen = self.present[identity]
        if self._random.random() < 0.4:
            seen = Seen(self._value(), seen.date, seen.channel)
        if self._random.random() < 0.15:
            seen = Seen(seen.value, self.some_date(day), seen.channel)
        if self._random.random() < 0.3:
            seen = Seen(seen.value, seen.date, self._channel())
        self.present[identity] = seen

    def report(self, fulfillment, without=()):
        """The whole and right report of a channel, in any order of its rows."""
        of_order = {}
        for (order, defect_type), seen in self.present.items():
            if fulfillment in ("ALL", seen.channel) and (order, defect_type) not in without:
                of_order.setdefault((order, seen.date, seen.channel), {})[defect_type] = seen.value
        rows = [Row(order, date, self._random.choice(words_of(channel)), values)
                for (order, date, channel), values in of_order.items()]
        self._random.shuffle(rows)
        return Report(rows)
