"""Writes the report of the model as a file: in one layout or the other, with any separator."""

from . import reports
from .report_model import CHANNELS
from .reports import CHARGEBACK, CLAIM, NEGATIVE

TITLES = {NEGATIVE: "Negative Feedback", CLAIM: "A-to-z Guarantee claim", CHARGEBACK: "Chargeback claim"}
NO_DATE, NO_ORDER = "soon", ""
# What is wrong with a file -> the reason to refuse it.
DAMAGES = {"web page": "html", "spreadsheet": "xlsx", "no bytes": "empty", "no date column": "missing_column",
           "two columns of one meaning": "repeated_column", "cut row": "truncated"}


def text_of(report, is_long=False, separator=","):
    """The bytes of a report that is whole."""
    rows = long_rows(report) if is_long else wide_rows(report)
    return "".join(separator.join(cells) + "\n" for cells in rows).encode()


def wide_rows(report):
    yield ["Order ID", "Order Date", "Fulfilled By", *(TITLES[each] for each in report.types)]
    for row in report.rows:
        yield [*common_cells(row), *(row.values.get(each, "") for each in report.types)]


def long_rows(report):
    yield ["Order ID", "Order Date", "Fulfilled By", "Defect Type", "Status"]
    for row in report.rows:
        for defect_type, value in row.values.items():
            yield [*common_cells(row), TITLES[defect_type], value]


def common_cells(row):
    return [row.order or NO_ORDER, str(row.date or NO_DATE), row.channel]


def damaged(damage, number):
    """A file that is refused.  Its number makes it another file than the one before."""
    row = reports.row(number, CLAIM)
    if damage == "web page":
        return f"<!DOCTYPE html>\n<html>{number}</html>\n".encode()
    if damage == "spreadsheet":
        return b"PK\x03\x04" + f"{number:0100}".encode()
    if damage == "no bytes":
        return b""
    if damage == "no date column":
        return reports.csv([row[0], "X"], header=["Order ID", "Chargeback claim"])
    if damage == "two columns of one meaning":
        return reports.csv([*row, "X"], header=[*reports.HEADER, "chargeback-claims"])
    return reports.csv(row) + reports.order_id(number).encode()  # cut row


def words_of(channel):
    return [word for word, meant in CHANNELS.items() if meant == channel]
