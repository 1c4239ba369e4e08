"""The hidden id of a sheet's row: nine letters and a check letter.

No digits (dragging a cell down would count them up into another row's id), no vowels (never a word, a month
or a number); the check letter tells a damaged one.
"""

import secrets
from collections.abc import Iterator

LETTERS = "bcdfghjkmnpqrstvwxz"
LENGTH = 9


def fresh() -> Iterator[str]:
    """New ids without end."""
    while True:
        number, stem = secrets.randbelow(len(LETTERS) ** LENGTH), ""
        while len(stem) < LENGTH:
            number, place = divmod(number, len(LETTERS))
            stem += LETTERS[place]
        yield stem + check_letter(stem)


def check_letter(stem: str) -> str:
    return LETTERS[sum(place * LETTERS.index(c) for place, c in enumerate(stem, 2)) % len(LETTERS)]


def sound(text: str) -> str:
    """The id in a cell, or nothing where it is damaged."""
    text = text.strip().lower()
    whole = len(text) == LENGTH + 1 and all(c in LETTERS for c in text)
    return text if whole and check_letter(text[:-1]) == text[-1] else ""
