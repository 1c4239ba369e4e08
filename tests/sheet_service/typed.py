"""What a text becomes when a person types it, or the API enters it as a person would.

Google's parsing in the locale of the spreadsheet: numbers, dates, percent, money, formulas; the digits that a
double cannot hold are lost, as they are there. A cell whose format is text keeps what is typed.
"""

import re
from datetime import date, datetime

from tests.sheet_service.cells import Formula

EPOCH = date(1899, 12, 30)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
DATES = [
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
]
LOCAL_DATES = {
    "zh_CN": [re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")],
    "en_US": [re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")],
}
SIGNS = re.compile("[年月日¥￥]")
SHOWN = {0: "yyyy-mm-dd", 1: "yyyy/m/d"}


def enter(cell, value, locale="en_US"):
    """The cell after `value` was typed into it."""
    if not isinstance(value, str):
        return cell.with_value(value)
    if value.startswith("'"):
        return cell.with_value(value[1:])
    if cell.number_type == "TEXT":
        return cell.with_value(value)
    if value.startswith("=") and len(value) > 1:
        return cell.with_value(Formula(value))
    return read(cell, value, locale)


def read(cell, text, locale):
    """Full-width digits stay text: what Google makes of them is one of the points that only Google can settle."""
    bare = text.strip()
    if not SIGNS.sub("", bare).isascii():
        return cell.with_value(text)
    if bare.upper() in ("TRUE", "FALSE"):
        return cell.with_value(bare.upper() == "TRUE")
    for reader in (as_date, as_number):
        found = reader(bare, locale)
        if found is not None:
            value, kind, pattern = found
            return cell.with_value(value).with_number_format(kind, pattern)
    return cell.with_value(text)


def as_date(text, locale):
    for place, form in enumerate([*DATES, *LOCAL_DATES.get(locale, ())]):
        if found := form.fullmatch(text):
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
            return (
                float((day - EPOCH).days),
                "DATE",
                SHOWN.get(place, "yyyy-mm-dd" if locale == "zh_CN" else "m/d/yyyy"),
            )
    return None


def as_number(text, locale):
    if text.endswith("%") and NUMBER.fullmatch(text[:-1]):
        return float(text[:-1]) / 100, "PERCENT", "0.00%" if "." in text else "0%"
    if text[:1] in "$¥￥" and text[1:] and (GROUPED.fullmatch(text[1:]) or NUMBER.fullmatch(text[1:])):
        return float(text[1:].replace(",", "")), "CURRENCY", '"' + text[0] + '"#,##0.00'
    if GROUPED.fullmatch(text):
        return float(text.replace(",", "")), "NUMBER", "#,##0.00" if "." in text else "#,##0"
    if NUMBER.fullmatch(text):
        return float(text), None, None
    return None


def serial(moment):
    """A date or time as the number of days that a sheet keeps."""
    if isinstance(moment, datetime):
        whole = (moment.date() - EPOCH).days
        return whole + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
    return float((moment - EPOCH).days)
