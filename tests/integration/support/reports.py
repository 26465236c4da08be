"""Order-defect reports as a seller puts them into the folder."""

import datetime
import os
from pathlib import Path

NEGATIVE, CLAIM, CHARGEBACK = "negative_feedback", "a_to_z_claim", "chargeback"
HEADER = ["Order ID", "Order Date", "Fulfilled By", "Negative Feedback", "A-to-z Guarantee claim", "Chargeback claim"]
TYPES = [NEGATIVE, CLAIM, CHARGEBACK]


def today():
    """The day by UTC."""
    return datetime.datetime.now(datetime.timezone.utc).date()


def days_ago(days):
    return (today() - datetime.timedelta(days=days)).isoformat()


def order_id(number):
    return f"114-{number // 10_000_000:07}-{number % 10_000_000:07}"


def row(number, *types, channel="Seller", date=None, **values):
    """A row of the wide layout.  The date's default is inside the window, far from both its ends."""
    flags = {**{defect_type: "X" for defect_type in types}, **values}
    return [order_id(number), date or days_ago(40), channel, *(flags.get(defect_type, "") for defect_type in TYPES)]


def csv(*rows, header=None):
    """The report's bytes."""
    return "".join(",".join(cells) + "\n" for cells in [header or HEADER, *rows]).encode()


def tsv(*rows):
    """The bytes of a TAB file, its header first; nothing is quoted."""
    return "".join("\t".join(cells) + "\n" for cells in rows).encode()


def put(path, content):
    """Puts a finished report in place by renaming it, as `mv` from the same file system does."""
    path = Path(path)
    arriving = path.with_name(f".{path.name}.part")
    arriving.write_bytes(content)
    os.replace(arriving, path)
    return path
