"""With nothing to do the daemon does nothing, and a large report leaves no large memory behind.

DEFECTD_IDLE_SECONDS is how long it is watched (10).  DEFECTD_BUILD_TYPE says how it was built: the code of a Debug
build alone takes most of what the whole daemon may, so there only what it allocates is judged.
"""

import os
import time
import unittest

from support.cases import DaemonCase
from support.process_figures import has_shadow_memory, own_mebibytes, resident_mebibytes, voluntary_switches
from support.reports import CLAIM, csv, put, row
from support.waiting import wait_until

ROWS = 100_000
SECONDS = float(os.environ.get("DEFECTD_IDLE_SECONDS", "10"))
MOST_MEBIBYTES = 20
MOST_OWN_MEBIBYTES = 9
MOST_WAKE_UPS = 5


class Idle(DaemonCase):
    def test_an_idle_daemon_is_small_and_sleeps(self):
        inbox = self.receiver()
        tls = {"name": "tls", "url": "https://hooks.example.com/in", "signing": "none", "events": ["defect.cleared"]}
        target = self.daemon([self.source()], [self.subscriber(inbox), tls], [inbox.port],
                             limits={"report_defects": 2 * ROWS}).start()
        pid = target.process.pid
        put(self.folder / "reports/acme-us/1.csv", csv(*(row(number, CLAIM) for number in range(ROWS))))
        inbox.wait_for(1, type="baseline.recorded", within=60)
        put(self.folder / "reports/acme-us/2.csv", csv(*(row(number, CLAIM) for number in range(ROWS + 10))))
        inbox.wait_for(10, type="defect.created", within=60)
        wait_until(lambda: self.sleeps(pid), lambda: f"quiet; {target.status()}", within=60)

        before = voluntary_switches(pid)
        time.sleep(SECONDS)  # this time is the subject
        after = voluntary_switches(pid)
        wake_ups = {thread: count - before.get(thread, 0) for thread, count in after.items()
                    if count > before.get(thread, 0)}
        resident = resident_mebibytes(pid)
        own = own_mebibytes(pid)
        print(f"{resident:.1f} MiB, {own:.1f} of it allocated, after a report of {ROWS} rows, {sum(wake_ups.values())} wake-ups in {SECONDS:g} s, "
              f"{len(after)} threads", flush=True)
        self.assertLessEqual(sum(wake_ups.values()), MOST_WAKE_UPS, f"by thread: {wake_ups}; {target.log()[-2000:]}")
        if has_shadow_memory(pid):
            return
        self.assertLess(own, MOST_OWN_MEBIBYTES)
        if os.environ.get("DEFECTD_BUILD_TYPE", "Release") == "Release":
            self.assertLess(resident, MOST_MEBIBYTES)

    def sleeps(self, pid):
        """A second long nothing stirs: what the reports left to do is done, and kept connections are closed."""
        before = voluntary_switches(pid)
        time.sleep(1)  # this time is the subject
        return voluntary_switches(pid) == before


if __name__ == "__main__":
    unittest.main()
