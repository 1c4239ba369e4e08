"""A cell's value as a person would have typed it, whatever kept it."""

from datetime import date, datetime, time


def as_text(value) -> str:
    """Numbers too long for a spreadsheet show that they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def number_text(value):
    if abs(value) >= 10**15:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else repr(value)
