"""Compares the events that were delivered with those of the model."""

import collections
import json


def compare(market, told):
    """What differs between the model's events and those delivered (id -> bodies), the earliest first."""
    differences = [f"{id} was sent with several bodies: {bodies}" for id, bodies in told.items() if len(bodies) > 1]
    delivered = collections.defaultdict(list)
    events = [(id, json.loads(next(iter(bodies)))) for id, bodies in told.items()]
    for id, event in sorted(events, key=lambda each: each[1]["timestamp"]):
        delivered[canonical(members_of(id, event))].append(event)
    found = []  # pairs: the model's event, the one delivered
    for event in market.events:
        its = delivered[canonical(event)]
        if its:
            found.append((event, its.pop(0)))
        else:
            differences.append(f"missing: {canonical(event)}")
    differences += [f"not expected: {text} at {event['timestamp']}" for text, its in delivered.items() for event in its]
    return differences or times_that_differ(found)


def members_of(id, event):
    """A delivered event as the model has it."""
    type, data = event["type"], event["data"]
    members = {"type": type, **pick(data, "account", "marketplace_id", "source", "fulfillment")}
    if type.startswith("collection."):
        return {**members, **pick(data, "file"), **(pick(data, "reason") if type == "collection.failed" else {})}
    members |= {**pick(data["report"], "sha256", "rows"), "window": [data["window"]["from"], data["window"]["to"]]}
    if type == "baseline.recorded":
        return {**members, **pick(data, "counts")}
    return {"id": id, **members, **pick(data, "order_id", "defect_type", "episode", "value", "order_date",
                                        "leaves_window_on", "other_defects_on_order"),
            **{key: data[key] for key in ["previous", "missing_since"] if key in data}}


def pick(data, *names):
    return {name: data[name] for name in names}


def canonical(event):
    return json.dumps({key: sorted(value) if key == "other_defects_on_order" else value
                       for key, value in event.items() if not key.startswith("_")}, sort_keys=True)


def times_that_differ(found):
    """Each report has one time, later ones have later times, and a defect keeps the time it was first seen at."""
    differences, times = [], {}
    for expected, event in found:
        time_of_report = times.setdefault(expected["_report"], event["timestamp"])
        if event["timestamp"] != time_of_report:
            differences.append(f"events of one report have two times: {expected}, {event}")
    in_order = [times[report] for report in sorted(times)]
    if in_order != sorted(in_order):
        differences.append(f"later reports have earlier times: {in_order}")
    for expected, event in found:
        data = event["data"]
        if "_first_seen" in expected and data["first_seen_at"] != times[expected["_first_seen"]]:
            differences.append(f"first_seen_at is not the time of its report: {event}")
    return differences
