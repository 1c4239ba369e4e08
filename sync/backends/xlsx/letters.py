"""Columns by letters and by number; A is 1."""

NUMBERS = {}


def number_of(letters: str) -> int:
    """The column's number, A is 1."""
    if letters not in NUMBERS:
        number = 0
        if not 1 <= len(letters) <= 3:
            raise ValueError(letters)
        for letter in letters.upper():
            if not "A" <= letter <= "Z":
                raise ValueError(letters)
            number = number * 26 + ord(letter) - 64
        NUMBERS[letters] = number
    return NUMBERS[letters]


def letters_of(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
