"""A random history of one market: what arrives in its folders, report by report, beside the model that judges it."""

import dataclasses
import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from .defect_model import Document
from .random_reports import RandomReports
from .report_model import Report
from .report_paths import PathKind
from .seller import Seller

SECOND = 10**9
DAY = 86400 * SECOND
BEGIN_DAYS_AGO = 60

# What can come -> how often.
STEPS = {"whole": 44, "doubtful": 9, "empty": 2, "damaged": 8, "damaged before": 3, "same bytes": 8, "earlier bytes": 3,
         "touched": 6, "renamed": 4, "removed": 3, "older": 3, "accepted": 2}
# They come alone in their round: what is seen first decides, and only a scan sees a touch.
ALONE = {"touched", "renamed", "removed", "older", "accepted"}
OF_WHAT_IS_THERE = {"touched", "renamed", "removed", "accepted"}


@dataclass
class Step:
    """One file that arrives, or is touched, renamed or removed, or (`accepted`) is there and is let through."""
    kind: str
    fulfillment: str
    path: str
    content: bytes
    mtime_ns: int
    report: Report
    before: str | None = None  # the path it had

    def put(self, folder, is_moved):
        """Does it below `folder`.  A file is moved in or written in place; its time is right when it is closed."""
        path = Path(folder, self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.kind == "renamed":
            os.rename(Path(folder, self.before), path)
        elif self.kind == "touched":
            os.utime(path, ns=(self.mtime_ns, self.mtime_ns))
        elif self.kind == "removed":
            path.unlink()
        elif self.kind != "accepted":
            target = path.with_name(f".{path.name}.part") if is_moved else path
            with open(target, "wb", buffering=0) as file:
                file.write(self.content)
                os.utime(file.fileno(), ns=(self.mtime_ns, self.mtime_ns))
            if is_moved:
                os.replace(target, path)

    def __str__(self):
        text = f"{self.fulfillment} {self.kind}: {self.path}, modified at {self.mtime_ns} ns"
        if self.kind in OF_WHAT_IS_THERE:
            return text
        return f"{text}\n{self.content.decode(errors='replace')}".rstrip("\n")


@dataclass(frozen=True)
class Place:
    """Where the files of a scope lie: the source's folder, its kind of path, and the words of the placeholders."""
    source: str
    folder: str
    kind: PathKind
    words: dict

    def path(self, random):
        return self.kind.path(random, **self.words)


class History:
    """`places` says by fulfillment where the files of that scope lie.  The model has taken each step that is given."""

    def __init__(self, random, market, places):
        self.random, self.market, self.places = random, market, places
        self.rounds = []  # the steps of each
        now_ns = time.time_ns()
        self._now_ns, self._latest_ns = now_ns // DAY * DAY - BEGIN_DAYS_AGO * DAY, now_ns - 60 * SECOND
        self._good = {fulfillment: [] for fulfillment in places}  # the steps that brought a report that is not damaged
        channels = ["MFN", "AFN"] if {"ALL", "AFN"} & set(places) else ["MFN", "MFN", "AFN"]
        self._seller = Seller(random, channels, random.randint(0, 18), self._day())
        self._reports = RandomReports(random, self._seller)

    def round(self, is_running, away):
        """What comes next, which may be nothing, where the source is not away.  A daemon that runs sees the files one
        after the other."""
        there = [fulfillment for fulfillment, place in self.places.items() if place.source not in away]
        fulfillment = self.random.choice(there) if there else None
        if fulfillment is None or self.random.random() < 0.2:
            steps = []
        elif self.market.scopes[fulfillment].has_baseline:
            steps = self._several(fulfillment)
        else:
            steps = self._first(fulfillment, 1 if is_running else self.random.choice([1, 1, 2, 3]))
        self.rounds.append(steps)
        return steps

    def _several(self, fulfillment):
        steps = [self._step(fulfillment, self._some_kind(fulfillment))]
        while steps[-1].kind not in ALONE and self.random.random() < 0.25:
            path = self._new_path(fulfillment)
            if path in {step.path for step in steps}:
                break
            kind = self._some_kind(fulfillment)
            steps.append(self._step(fulfillment, "whole" if kind in ALONE else kind, path))
        return steps

    def _first(self, fulfillment, count):
        """The newest of several good files is the baseline."""
        if self.random.random() < 0.15:
            return [self._step(fulfillment, "damaged")]
        steps = {}
        for path in [self._new_path(fulfillment) for _ in range(count)]:
            self._tick()
            self._seller.go_on(self._day())
            report, content = self._reports.whole(fulfillment, self._day())
            steps[path] = Step("whole", fulfillment, path, content, self._now_ns, report)
        steps = sorted(steps.values(), key=lambda step: step.mtime_ns)
        for step in reversed(steps):
            self._take(step)
            if self.market.scopes[fulfillment].has_baseline:
                break
        return steps

    def _some_kind(self, fulfillment):
        scope = self.market.scopes[fulfillment]
        if scope.quarantine and self.random.random() < 0.5:
            return "doubtful"
        kind, last = self.random.choices(list(STEPS), STEPS.values())[0], self._last_step(fulfillment)
        if kind in OF_WHAT_IS_THERE and last.kind == "removed" or kind == "accepted" and not self._can_accept(scope, last):
            return "whole"
        return kind

    def _can_accept(self, scope, last):
        """The report in quarantine lies there still, and its source has no other scope.  How often it counts is open,
        so it has to clear at once."""
        return (scope.quarantine is not None and scope.rules.confirm_cleared == 1
                and last.mtime_ns == scope.quarantine.mtime_ns and last.kind != "renamed"
                and not self.places[last.fulfillment].words)

    def _step(self, fulfillment, kind, path=None):
        path = path or self._new_path(fulfillment)
        if kind == "accepted":
            step = dataclasses.replace(self._last_step(fulfillment), kind=kind)
            self.market.accept(fulfillment, self._document(step))
            return step
        if kind == "removed":  # says nothing
            return dataclasses.replace(self._last_step(fulfillment), kind=kind)
        if kind == "renamed":  # the same file still, so the model has nothing to take
            last = self._last_step(fulfillment)
            return dataclasses.replace(last, kind=kind, path=path, before=last.path)
        if kind == "older":
            mtime_ns = self.market.scopes[fulfillment].applied[0] - self.random.choice([1, SECOND, DAY])
            report, content = self._reports.whole(fulfillment, self._day())
            return self._take(Step(kind, fulfillment, path, content, mtime_ns, report))
        self._tick()
        if kind == "touched":
            return self._take(dataclasses.replace(self._last_step(fulfillment), kind=kind, mtime_ns=self._now_ns))
        if kind in ("same bytes", "earlier bytes"):
            good = self._good[fulfillment]
            before = good[-1] if kind == "same bytes" else self.random.choice(good)
            return self._take(dataclasses.replace(before, kind=kind, path=path, mtime_ns=self._now_ns))
        report, content = self._new_report(fulfillment, kind)
        return self._take(Step(kind, fulfillment, path, content, self._now_ns, report))

    def _new_report(self, fulfillment, kind):
        if kind == "damaged":
            return self._reports.damaged()
        if kind == "damaged before":
            return self._reports.damaged_before()
        self._seller.go_on(self._day())
        make = {"whole": self._reports.whole, "doubtful": self._reports.doubtful, "empty": self._reports.empty}[kind]
        return make(fulfillment, self._day())

    def _last_step(self, fulfillment):
        return next(steps[-1] for steps in reversed(self.rounds) if steps and steps[-1].fulfillment == fulfillment)

    def _new_path(self, fulfillment):
        return self.places[fulfillment].path(self.random)

    def _day(self):
        return Document(None, "", self._now_ns, "", "").at.date()

    def _tick(self):
        most = self.random.choice([1, 60 * SECOND, DAY // 2, 2 * DAY])
        step = self.random.randint(1, most)
        self._now_ns += step if self._now_ns + step < self._latest_ns else 1

    def _document(self, step):
        return Document(step.report, hashlib.sha256(step.content).hexdigest(), step.mtime_ns,
                        str(Path(self.places[step.fulfillment].folder, step.path)), os.path.basename(step.path))

    def _take(self, step):
        self.market.take(step.fulfillment, self._document(step))
        if step.report.damage is None and step.kind != "older":
            self._good[step.fulfillment].append(step)
        return step
