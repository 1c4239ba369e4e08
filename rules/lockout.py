"""When too many wrong tries shut a door. Pure; what counts as a try is kept by `operations.signin_log`."""

from datetime import datetime, timedelta

TRIES = 5
SPAN = timedelta(minutes=30)  # the tries that count together, and how long the door then stays shut

FROM_ONE_ADDRESS = 50  # wrong tries within the span: an office behind one address may well mistype
A_MINUTE = 60  # tries of any kind from one address


def shut(wrong: list[datetime], now: datetime) -> bool:
    """Whether five wrong tries fell within half an hour, the last of them less than half an hour ago."""
    wrong = sorted(wrong)
    fifths = zip(wrong, wrong[TRIES - 1 :], strict=False)
    return any(last - first < SPAN and now - last < SPAN for first, last in fifths)
