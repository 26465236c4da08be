"""What a report says of its scope, and when it is refused: a model of the rules of reading, without a byte of text."""

import datetime
from dataclasses import dataclass, field

from .reports import CLAIM, NEGATIVE, TYPES

MOST_BAD = 0.05  # of the rows of the scope
NO_FLAG = {"", "-", "--", "0", "n", "no", "none", "false", "n/a"}
# By Amazon's definition; in small letters, as they are compared.
NO_DEFECT = {NEGATIVE: {"3", "5", "4 stars", "3/5", "removed", "struck through"}, CLAIM: {"denied", "withdrawn"}}
CHANNELS = {"Seller": "MFN", "MFN": "MFN", "FBM": "MFN", "Merchant": "MFN", "Amazon": "AFN", "AFN": "AFN", "FBA": "AFN"}


@dataclass
class Row:
    """One row as it stands in the file."""
    order: str | None           # None: a cell that is not an order id
    date: datetime.date | None  # None: a cell that is not a date
    channel: str                # the word of the cell, which may be empty
    values: dict[str, str]      # defect type -> cell


@dataclass
class Report:
    """A report's content.  A damaged one has its reason to be refused, and its rows do not matter."""
    rows: list[Row] = field(default_factory=list)
    types: tuple[str, ...] = tuple(TYPES)  # those it has columns for
    damage: str | None = None


@dataclass(frozen=True)
class Seen:
    """How a report lists a defect."""
    value: str
    date: datetime.date
    channel: str | None


@dataclass
class Findings:
    """What a good report says of its scope."""
    present: dict[tuple[str, str], Seen]
    rows: int = 0
    kept: set[str] = field(default_factory=set)  # orders of bad rows: their open defects count as seen
    types: tuple[str, ...] = tuple(TYPES)        # those that can be absent
    counts_absences: bool = True


@dataclass(frozen=True)
class Refusal:
    reason: str


def is_defect(defect_type, cell):
    word = cell.strip().lower()
    return word not in NO_FLAG and word not in NO_DEFECT.get(defect_type, ())


def read(report, fulfillment):
    """The findings of a report that covers `fulfillment` (`ALL`: both channels), or its refusal."""
    if report.damage:
        return Refusal(report.damage)
    rows = [row for row in report.rows if "ALL" in (fulfillment, channel_of(row, fulfillment) or "ALL")
            or channel_of(row, fulfillment) == fulfillment]
    if report.rows and not rows:
        return Refusal("wrong_scope")
    bad = [row for row in rows if row.order is None or row.date is None]
    if len(bad) > MOST_BAD * len(rows):
        return Refusal("bad_rows")

    merged = {}
    for row in rows:
        if row not in bad:
            for defect_type in report.types:
                if is_defect(defect_type, row.values.get(defect_type, "")):
                    merged.setdefault((row.order, defect_type), []).append(row)
    return Findings(present={identity: merge(identity[1], of_one, fulfillment) for identity, of_one in merged.items()},
                    rows=len(rows), kept={row.order for row in bad if row.order}, types=report.types,
                    counts_absences=all(row.order for row in bad))


def channel_of(row, fulfillment):
    """The channel of a row: an empty or unknown word takes the source's, which under ALL is none."""
    return CHANNELS.get(row.channel, None if fulfillment == "ALL" else fulfillment)


def merge(defect_type, rows, fulfillment):
    """The rows of one identity: the earliest date, the distinct values."""
    values = sorted({row.values[defect_type].strip() for row in rows})
    return Seen("; ".join(values), min(row.date for row in rows), channel_of(rows[0], fulfillment))
