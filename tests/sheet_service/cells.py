"""A cell: its value, format, note and rule; and how it reads. Where it stands does not belong here."""

import re
from dataclasses import dataclass, replace
from datetime import datetime as moment
from datetime import timedelta

START = moment(1899, 12, 30)
DATES = {"DATE", "TIME", "DATE_TIME"}


@dataclass(frozen=True)
class Formula:
    """A value that is worked out; `result` is set by `formulas`."""

    text: str
    result: object = None


@dataclass(frozen=True)
class Cell:
    """Everything at one place. An empty cell has no value: None."""

    value: object = None  # str, float, bool, Formula or None
    format: dict | None = None  # userEnteredFormat
    note: str = ""
    rule: dict | None = None  # dataValidation
    shows: tuple | None = None  # (type, pattern) that typing gave it, where the format says none

    @property
    def number_type(self):
        return self.number_format[0]

    @property
    def number_format(self):
        asked = (self.format or {}).get("numberFormat") or {}
        return (asked["type"], asked.get("pattern", "")) if asked.get("type") else self.shows or ("", "")

    def with_value(self, value):
        """The API's own values: an empty text empties the cell."""
        if value == "" and not isinstance(value, bool):
            value = None
        if isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        return replace(self, value=value)

    def with_number_format(self, kind, pattern):
        asked = (self.format or {}).get("numberFormat")
        return self if asked or kind is None else replace(self, shows=(kind, pattern))

    @property
    def result(self):
        return self.value.result if isinstance(self.value, Formula) else self.value

    @property
    def blank(self):
        return self.value is None

    # How it reads --------------------------------------------------------------------------------

    def formatted(self):
        value = self.result
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        return value if isinstance(value, str) else shown(value, *self.number_format)

    def unformatted(self, dates="SERIAL_NUMBER"):
        value = self.result
        if isinstance(value, float) and not isinstance(value, bool):
            if dates == "FORMATTED_STRING" and self.number_type in DATES:
                return self.formatted()
            return plain(value)
        return "" if value is None else value

    def formula(self, dates="SERIAL_NUMBER"):
        return self.value.text if isinstance(self.value, Formula) else self.unformatted(dates)


EMPTY = Cell()


def plain(value):
    """A number as JSON has it: whole ones without a point."""
    return int(value) if value.is_integer() and abs(value) < 1e21 else value


def shown(value, kind, pattern):
    if kind in DATES:
        return dated(value, pattern or "yyyy-mm-dd")
    if kind == "PERCENT":
        return f"{value * 100:.{places(pattern)}f}%"
    if "#,##0" in pattern:
        text = f"{abs(value):,.{places(pattern)}f}"
        sign = re.match(r'"(.+?)"', pattern)
        return ("-" if value < 0 else "") + (sign[1] if sign else "") + text
    if re.fullmatch(r"0+(\.0+)?", pattern):
        whole = len(pattern.partition(".")[0])
        return f"{value:0{whole + (places(pattern) and places(pattern) + 1)}.{places(pattern)}f}"
    return general(value)


def general(value):
    """What a sheet shows of a number without a format: long ones with an exponent."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if abs(value) >= 1e15 or 0 < abs(value) < 1e-6:
        mantissa, exponent = f"{value:.5E}".split("E")
        digits = mantissa.rstrip("0").rstrip(".")
        return f"{digits}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}"
    return f"{value:.10f}".rstrip("0").rstrip(".")


def places(pattern):
    return len((re.search(r"\.(0+)", pattern) or ("", ""))[1])


PARTS = re.compile(r"yyyy|yy|mmmm|mm|m|dd|d|hh|h|ss|s")


def dated(value, pattern):
    when = START + timedelta(seconds=round(value * 86400))
    words = {
        "yyyy": f"{when.year:04}", "yy": f"{when.year % 100:02}", "mm": f"{when.month:02}", "m": str(when.month),
        "dd": f"{when.day:02}", "d": str(when.day), "hh": f"{when.hour:02}", "h": str(when.hour),
        "ss": f"{when.second:02}", "s": str(when.second), "mmmm": when.strftime("%B"),
    }  # fmt: skip
    clock = re.sub(r"(?<=h):mm", lambda _m: f":{when.minute:02}", pattern)
    return PARTS.sub(lambda part: words[part[0]], clock.replace('"', ""))
