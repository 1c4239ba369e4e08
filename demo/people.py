"""Made-up people: names of every kind, ID numbers and phones that are valid and different by construction.

Number 17 of a seed is always the same person, and no list of those already used is kept: the sequence of
numbers steps through all birthdays and places in a day, each once.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import gcd
from random import Random

from stdnum.cn import ric, uscc

from choices import IdKind, Sex
from demo import words
from demo.places import birthplace

OLDEST, YOUNGEST = date(1964, 1, 1), date(2007, 12, 31)
DAYS = (YOUNGEST - OLDEST).days
MOST = DAYS * 1000  # an ID number tells apart a thousand people of one place and day
PHONE_STEP = 61_803_399  # no factor in common with 10**8


def coprime(near, whole):
    return next(step for step in range(near, near + 1000) if gcd(step, whole) == 1)


STEP = coprime(int(MOST * 0.618), MOST)


@dataclass(frozen=True)
class Person:
    """Who somebody is: the columns of a worker that go together."""

    name: str
    sex: Sex
    born_on: date
    id_kind: IdKind
    id_number: str
    phone: str

    def columns(self) -> dict:
        return dict(vars(self))


def person(number: int, place: str, rng: Random, seed: int = 1) -> Person:
    """The person of this number, born at a place that `places` knows."""
    day, turn = birthday(number, seed)
    sex = Sex.MALE if turn % 2 else Sex.FEMALE
    foreign = number % 200 == 77
    return Person(
        name=words.FOREIGN[number // 200 % len(words.FOREIGN)] if foreign else name(number, sex, rng),
        sex=sex,
        born_on=day,
        id_kind=IdKind.PASSPORT if foreign else IdKind.RESIDENT,
        id_number=passport(number, rng) if foreign else resident(birthplace(place, day.year), day, turn),
        phone=phone(number, seed),
    )


def birthday(number, seed):
    """A day, and a turn among the thousand of that day: no two numbers below MOST share both."""
    day, turn = divmod((number * STEP + seed * 7_919) % MOST, 1000)
    # Shifted by a different amount each day, or men and women would simply alternate.
    return OLDEST + timedelta(days=day), (turn + day * day // 7) % 1000


def resident(prefix: str, born_on: date, turn: int) -> str:
    """A resident ID number with its check digit."""
    first_17 = f"{prefix}{born_on:%Y%m%d}{turn:03d}"
    return first_17 + ric.calc_check_digit(f"{first_17}?")  # the last place is left out of the sum


def passport(number, rng):
    letters = rng.choice(words.PASSPORT_LETTERS)
    return f"{letters}{number % 10**8:0{9 - len(letters)}d}"


def phone(number: int, seed: int = 1) -> str:
    """A mobile number; no two numbers below a hundred million share one."""
    last_8 = (number * PHONE_STEP + seed * 104_729) % 10**8
    return f"{words.PHONE_STARTS[last_8 % len(words.PHONE_STARTS)]}{last_8:08d}"


def credit_code(first_17: str) -> str:
    """A unified social credit code with its check character."""
    return first_17 + uscc.calc_check_digit(first_17)


# Names -------------------------------------------------------------------------------------------


def name(number: int, sex: Sex, rng: Random) -> str:
    """A name; every two hundred people some that many systems get wrong."""
    given = words.GIVEN_MEN if sex == Sex.MALE else words.GIVEN_WOMEN
    special = SPECIAL.get(number % 200)
    if special:
        return special(sex, given, rng)
    length = 1 if rng.random() < 0.2 else 2
    return rng.choice(words.SURNAMES) + "".join(rng.choice(given) for _ in range(length))


def compound(sex, given, rng):
    return rng.choice(words.COMPOUND) + rng.choice(given)


def uyghur(sex, given, rng):
    own = words.UYGHUR_MEN if sex == Sex.MALE else words.UYGHUR_WOMEN
    return f"{rng.choice(own)}·{rng.choice(words.UYGHUR_FATHERS)}"


def rare(sex, given, rng):
    return rng.choice(words.SURNAMES) + rng.choice(words.RARE)


def with_ji(sex, given, rng):
    """𠮷, outside the basic plane: four bytes, two UTF-16 units."""
    return rng.choice(words.SURNAMES) + "𠮷" + rng.choice(given)


def tibetan(sex, given, rng):
    return rng.choice(words.TIBETAN)


def mongolian(sex, given, rng):
    return rng.choice(words.MONGOLIAN)


SPECIAL = {
    **dict.fromkeys((3, 63, 123), compound),
    **dict.fromkeys((11, 111), uyghur),
    **dict.fromkeys((23, 143), rare),
    **{37: with_ji, 51: tibetan, 151: mongolian},
}
