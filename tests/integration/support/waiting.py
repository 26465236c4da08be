"""Waiting for a condition instead of for a time."""

import time

PATIENCE = 20.0  # seconds; a busy machine is slow, a broken daemon is never done


def wait_until(condition, what, within=PATIENCE):
    """The first true value of `condition()`.  `what` is a text, or makes one that says how things stand."""
    deadline = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within:g} s: {what() if callable(what) else what}")
        time.sleep(0.01)
