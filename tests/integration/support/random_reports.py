"""Random reports of one seller, and the files they are written as: whole ones, doubtful ones and damaged ones."""

import dataclasses

from . import report_text, reports
from .report_model import NO_DEFECT, NO_FLAG, Report, Row


class RandomReports:
    """Each gives the report as the model reads it and the bytes that the daemon reads."""

    def __init__(self, random, seller):
        self._random, self._seller = random, seller
        self._lost = {}  # fulfillment -> the identities that its doubtful reports leave out
        self._damaged = []

    def whole(self, fulfillment, day):
        self._lost.pop(fulfillment, None)
        return self._write(fulfillment, day)

    def doubtful(self, fulfillment, day):
        """A report in which many defects are absent, most often those of the doubtful report before."""
        if fulfillment not in self._lost or self._happens(0.3):
            every = list(self._seller.present)
            self._lost[fulfillment] = self._random.sample(every, self._random.randint(len(every) // 2, len(every)))
        return self._write(fulfillment, day)

    def empty(self, fulfillment, day):
        return Report([]), report_text.text_of(Report([]))

    def damaged(self):
        damage = self._random.choice(list(report_text.DAMAGES))
        content = report_text.damaged(damage, len(self._damaged))
        self._damaged.append((Report(damage=report_text.DAMAGES[damage]), content))
        return self._damaged[-1]

    def damaged_before(self):
        return self._random.choice(self._damaged) if self._damaged else self.damaged()

    def _happens(self, share):
        return self._random.random() < share

    def _write(self, fulfillment, day):
        report = self._seller.report(fulfillment, self._lost.get(fulfillment, ()))
        if fulfillment != "ALL" and self._happens(0.2):  # rows that the scope has nothing to do with
            report.rows += self._seller.report("AFN" if fulfillment == "MFN" else "MFN").rows
        if report.rows and self._happens(0.2):
            self._split_a_row(report, day)
        is_long = self._happens(0.3)
        if self._happens(0.3):
            report.rows += self._rows_without_defect(day, is_long)
        if report.rows and self._happens(0.2):
            self._spoil_a_row(report)
        if self._happens(0.1) and fulfillment != "ALL":
            self._leave_channel_to_source(report, fulfillment)
        if is_long:
            report = as_long(report)
        elif self._happens(0.15):
            kept = self._random.sample(report.types, self._random.choice([1, 2]))
            report.types = tuple(each for each in report.types if each in kept)
        return report, report_text.text_of(report, is_long, self._random.choice(",;\t"))

    def _split_a_row(self, report, day):
        """One order in two rows, which the reader merges."""
        row = self._random.choice(report.rows)
        values = {each: f"{value} again" for each, value in row.values.items()}
        report.rows.append(dataclasses.replace(row, values=values, date=self._seller.some_date(day)))

    def _rows_without_defect(self, day, is_long):
        """Some of them of orders that have defects.  A long report has no rows for flags that are not set."""
        words = self._random.choice([NO_DEFECT] if is_long else [NO_DEFECT, dict.fromkeys(reports.TYPES, NO_FLAG)])
        return [Row(reports.order_id(self._random.choice([number, 9_000_000 + number])), day, "Seller",
                    {each: self._random.choice(sorted(its)) for each, its in words.items()})
                for number in range(1, self._random.randint(2, 20))]

    def _spoil_a_row(self, report):
        spoiled = self._random.randrange(len(report.rows))
        worse = {"order": None} if self._happens(0.4) else {"date": None}
        report.rows[spoiled] = dataclasses.replace(report.rows[spoiled], **worse)

    def _leave_channel_to_source(self, report, fulfillment):
        for row in report.rows:
            if row.channel in report_text.words_of(fulfillment):
                row.channel = self._random.choice(["", "Marketplace"])


def as_long(report):
    """The same with a row for each order and defect type."""
    return Report([dataclasses.replace(row, values={defect_type: value})
                   for row in report.rows for defect_type, value in row.values.items()])
