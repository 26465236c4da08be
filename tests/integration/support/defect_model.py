"""What the daemon has to tell of a series of reports: a model of the rules, written from them and not from the daemon.

The states are plain dictionaries and a report is applied in a few passes over them, slowly and readably.  Nothing here
knows of files, time zones or restarts: that these change nothing is what the model is held against.
"""

import datetime
import hashlib
from dataclasses import dataclass, field

from .report_model import Refusal, Seen, read
from .reports import TYPES

REMEMBERED_REFUSALS = 16
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Rules:
    """The settings of a source that decide what a difference means."""
    source: str
    baseline: str = "silent"
    confirm_cleared: int = 2
    complete: bool = True
    days: int = 60
    lag_days: int = 15
    missing_share: float = 0.5
    missing_rows: int = 5
    hold: datetime.timedelta = datetime.timedelta(hours=1)


@dataclass
class Document:
    """A report as it lies in the folder."""
    content: object  # a Report
    sha256: str
    mtime_ns: int
    file: str
    name: str

    @property
    def at(self):
        """The time it speaks of."""
        return datetime.datetime.fromtimestamp(self.mtime_ns // 10**9, datetime.timezone.utc) + datetime.timedelta(
            microseconds=self.mtime_ns % 10**9 // 1000)


@dataclass
class Defect:
    """The present episode of one identity."""
    scope: str
    seen: Seen
    episode: int
    first_seen: int  # the number of the report
    revision: int = 0
    state: str = "open"
    missing: int = 0  # good reports in a row without it
    missing_since: str | None = None  # the time of the first of them
    held_since: str | None = None  # absent from every report since the quarantine began, at this time

    def is_here(self):
        self.missing, self.missing_since, self.held_since = 0, None, None


@dataclass
class Scope:
    rules: Rules
    applied: tuple | None = None  # modification time and name of the last report applied
    has_baseline: bool = False
    quarantine: Document | None = None  # the report that began it
    has_failed: bool = False
    refused: list[str] = field(default_factory=list)


class Market:
    """An account on a marketplace: its scopes by fulfillment, and the events in the order of their reports."""

    def __init__(self, account, marketplace_id, scopes):
        self.account, self.marketplace_id = account, marketplace_id
        self.scopes = {fulfillment: Scope(rules) for fulfillment, rules in scopes.items()}
        self.defects = {}  # (order id, defect type) -> Defect
        self.events = []
        self.reports = 0

    def take(self, fulfillment, document):
        """A file that was not there before, or has another time than it had."""
        scope = self.scopes[fulfillment]
        self.reports += 1
        is_newer = scope.applied is None or (document.mtime_ns, document.name) > scope.applied
        findings = read(document.content, fulfillment) if is_newer else Refusal("older_report")
        if isinstance(findings, Refusal):
            self._refuse(fulfillment, document, findings.reason)
        else:
            scope.applied = (document.mtime_ns, document.name)
            self._apply(fulfillment, document, findings)
        return findings

    def accept(self, fulfillment, document):
        """`--accept`: the report in quarantine is believed."""
        self.reports += 1
        self._apply(fulfillment, document, read(document.content, fulfillment), is_accepted=True)

    def open(self, fulfillment):
        """The identities that a scope holds open."""
        return {identity: defect for identity, defect in self.defects.items()
                if defect.state == "open" and defect.scope == fulfillment}

    def state(self, fulfillment):
        """How a scope stands, in the words of the status."""
        is_open = self.open(fulfillment).values()
        return {"open_defects": len(is_open), "pending_clears": sum(defect.missing > 0 for defect in is_open),
                "is_quarantined": self.scopes[fulfillment].quarantine is not None}

    def _refuse(self, fulfillment, document, reason):
        scope = self.scopes[fulfillment]
        scope.has_failed = True
        if document.sha256 in scope.refused:
            return
        scope.refused = [*scope.refused, document.sha256][-REMEMBERED_REFUSALS:]
        self._tell_of_scope("collection.failed", fulfillment, document, reason=reason)

    def _apply(self, fulfillment, document, findings, is_accepted=False):
        scope = self.scopes[fulfillment]
        first_event = len(self.events)
        is_baseline, scope.has_baseline = not scope.has_baseline, True
        window_from = self._window(scope, document)[0]
        absent = self._absent(fulfillment, findings) if scope.rules.complete else {}
        is_held = self._judge_absences(fulfillment, document, absent, window_from, is_accepted)

        if scope.has_failed:
            scope.has_failed = False
            self._tell_of_scope("collection.recovered", fulfillment, document)
        if is_baseline:
            self._tell("baseline.recorded", fulfillment, fulfillment=fulfillment, counts=None,
                       **self._facts(scope, document, findings))
        for identity, seen in findings.present.items():
            self._see(fulfillment, document, findings, identity, seen, is_baseline, window_from)
        for identity in self.open(fulfillment):
            if identity[0] in findings.kept:
                self.defects[identity].is_here()
        if not is_held:
            for identity in absent:
                self._miss(fulfillment, document, findings, identity, window_from)
        if scope.quarantine is None:
            self._hold_nothing(fulfillment)
        for event in self.events[first_event:]:
            if "other_defects_on_order" in event:
                event["other_defects_on_order"] = self._others_on_order(event)
            if "counts" in event:
                event["counts"] = self._counts(fulfillment)

    def _absent(self, fulfillment, findings):
        """The open identities that the report covers and does not list."""
        if not findings.counts_absences:
            return {}
        return {identity: defect for identity, defect in self.open(fulfillment).items()
                if identity[1] in findings.types and identity not in findings.present
                and identity[0] not in findings.kept}

    def _judge_absences(self, fulfillment, document, absent, window_from, is_accepted):
        """Whether the quarantine holds what is absent; begins it, goes on with it or ends it."""
        scope = self.scopes[fulfillment]
        of_all = sum(defect.seen.date > window_from for defect in self.open(fulfillment).values())
        missing = sum(defect.seen.date > window_from for defect in absent.values())
        is_doubtful = missing > scope.rules.missing_share * of_all and missing >= scope.rules.missing_rows
        if not is_doubtful:
            scope.quarantine = None
            self._hold_nothing(fulfillment)
            return False
        if scope.quarantine is None and not is_accepted:
            scope.quarantine = document
            for defect in absent.values():
                defect.held_since = time_of(document)
            self._tell_of_scope("collection.quarantined", fulfillment, document)
            return True
        if is_accepted or document.at - scope.quarantine.at >= scope.rules.hold:
            scope.quarantine = None  # both absences count
            return False
        return True

    def _hold_nothing(self, fulfillment):
        for defect in self.open(fulfillment).values():
            defect.held_since = None

    def _see(self, fulfillment, document, findings, identity, seen, is_baseline, window_from):
        known = self.defects.get(identity)
        if known is None or known.state != "open":
            if known is not None and known.state == "expired" and seen.date < window_from:
                return
            episode = 1 if known is None else known.episode + 1
            self.defects[identity] = Defect(fulfillment, seen, episode, self.reports)
            if not is_baseline or self.scopes[fulfillment].rules.baseline == "notify":
                self._tell_of_defect("defect.created", fulfillment, document, findings, identity)
            return
        before, moves = known.seen, known.scope != fulfillment
        known.scope, known.seen = fulfillment, seen
        known.is_here()
        if (moves or before != seen) and not is_baseline:
            known.revision += 1
            previous = {name: value for name, value in shown(before).items() if shown(seen)[name] != value}
            self._tell_of_defect("defect.updated", fulfillment, document, findings, identity, previous=previous)

    def _miss(self, fulfillment, document, findings, identity, window_from):
        scope, defect = self.scopes[fulfillment], self.defects[identity]
        if defect.missing == 0:
            defect.missing_since = defect.held_since or time_of(document)
        defect.missing += 2 if defect.held_since else 1
        if defect.seen.date < window_from + datetime.timedelta(days=1):
            defect.state = "expired"
        elif defect.missing >= scope.rules.confirm_cleared:
            defect.state = "cleared"
        if defect.state != "open":
            self._tell_of_defect(f"defect.{defect.state}", fulfillment, document, findings, identity,
                                 missing_since=defect.missing_since)

    def _window(self, scope, document):
        last = document.at.date() - datetime.timedelta(days=scope.rules.lag_days)
        return last - datetime.timedelta(days=scope.rules.days - 1), last

    def _counts(self, fulfillment):
        is_open = self.open(fulfillment)
        return {"orders": len({order for order, _ in is_open}),
                **{each: sum(defect_type == each for _, defect_type in is_open) for each in TYPES}}

    def _others_on_order(self, event):
        return [defect_type for defect_type in TYPES if defect_type != event["defect_type"]
                and getattr(self.defects.get((event["order_id"], defect_type)), "state", None) == "open"]

    def _tell_of_defect(self, type, fulfillment, document, findings, identity, **more):
        scope, defect = self.scopes[fulfillment], self.defects[identity]
        leaves = defect.seen.date + datetime.timedelta(days=scope.rules.days + scope.rules.lag_days)
        self._tell(type, fulfillment, order_id=identity[0], defect_type=identity[1], episode=defect.episode,
                   id=event_id(type, self.account, self.marketplace_id, *identity, defect.episode, defect.revision),
                   **self._facts(scope, document, findings), **{**shown(defect.seen), "leaves_window_on": str(leaves)},
                   other_defects_on_order=None, _first_seen=defect.first_seen, **more)

    def _tell_of_scope(self, type, fulfillment, document, **more):
        self._tell(type, fulfillment, fulfillment=fulfillment, file=document.file,
                   source=self.scopes[fulfillment].rules.source, **more)

    def _facts(self, scope, document, findings):
        first, last = self._window(scope, document)
        return {"source": scope.rules.source, "sha256": document.sha256, "rows": findings.rows,
                "window": [str(first), str(last)]}

    def _tell(self, type, scope, **members):
        """Members that begin with `_` are not part of the event: they say which report is meant."""
        self.events.append({"type": type, "account": self.account, "marketplace_id": self.marketplace_id, **members,
                            "_report": self.reports, "_scope": scope})


def time_of(document):
    return f"{document.at.replace(tzinfo=None).isoformat('T', 'milliseconds')}Z"


def shown(seen):
    """A defect as its event has it."""
    return {"value": seen.value, "order_date": str(seen.date), "fulfillment": seen.channel}


def event_id(*fields):
    """docs/events.md, Ids."""
    text = "".join(f"{len(str(field).encode())}:{field}" for field in fields)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()) >> (256 - 130)
    return "evt_" + "".join(LETTERS[number >> shift & 31] for shift in range(125, -1, -5))
