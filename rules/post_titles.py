"""Champions of key posts: which period a title is for, whether two people stand for one, when a notice is over. Pure."""

import re
from datetime import date, timedelta

from choices import PostTitle
from language import lazy as _

MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
YEAR = re.compile(r"(\d{4})年?(?:度)?")
NOTICE = 5  # days that a nomination is on view, unless the union says otherwise


def period(text: str) -> str:
    """`2026-03` or `2026` of what people write; as it stands where it is neither."""
    text = "".join((text or "").split())
    if (found := MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return f"{found[1]}-{int(found[2]):02d}"
    if found := YEAR.fullmatch(text):
        return found[1]
    return text


def misfit(title: PostTitle, text: str):
    """Why a title cannot be for this period, in words; "" where it can."""
    if title == PostTitle.MONTHLY_EXPERT and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return _("must be a month such as 2026-03 for an expert of the month")
    if title == PostTitle.ANNUAL_CRAFTSMAN and not re.fullmatch(r"\d{4}", text):
        return _("must be a year such as 2026 for a craftsman of the year")
    return ""


def last_day(first: date, days: int) -> date:
    """The last day of a notice that begins on `first`: that day counts."""
    return first + timedelta(days=days - 1)


def over(last: date | None, today: date) -> bool:
    """Whether everybody has had the whole of the last day to object."""
    return last is not None and today > last


def periods(year: int) -> list[tuple[PostTitle, str]]:
    """The titles of a year: one for each month, then the year's own."""
    months = [(PostTitle.MONTHLY_EXPERT, f"{year}-{month:02d}") for month in range(1, 13)]
    return [*months, (PostTitle.ANNUAL_CRAFTSMAN, str(year))]
