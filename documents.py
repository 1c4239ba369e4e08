"""Numbers that a state or a telephone company gives out: what they must be, by the libraries that know. No columns."""

import re
from datetime import date
from functools import lru_cache

import phonenumbers
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from language import lazy as _

LOST_DIGITS = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")

# Telephones --------------------------------------------------------------------------------------


@lru_cache(maxsize=1000)  # a cell of a roster is read several times on its way in
def telephone(text: str) -> str | None:
    """The number as people write it in China, or None where it is none: 13812345678, 0936-8212345, +852 2123 4567."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return None
    return phone_text(number) if phonenumbers.is_valid_number(number) else None


def phone_text(number):
    if number.country_code != 86:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    area, *rest = text.split()
    return f"{area}-{''.join(rest)}" if area.startswith("0") else text.replace(" ", "")


# Identity documents ------------------------------------------------------------------------------


def lost_in_excel(text):
    return _(
        "is an ID number that lost its last digits in Excel (shown as %(text)s): "
        "format the cell as text and type the number again",
        text=text,
    )


def checked_resident(text):
    if text[-1] != ric.calc_check_digit(text):
        if text.endswith("000"):
            raise ValueError(lost_in_excel(text))
        raise ValueError(_("is not a valid ID number: its check digit does not fit, one digit was mistyped"))
    born = birth_date(text)
    if born is None or born > date.today():
        raise ValueError(_("is not a valid ID number: its birth date does not exist"))
    return text


def upgraded(text):
    """The 18-digit number of a person whose old card had 15 digits."""
    text = f"{text[:6]}19{text[6:]}0"
    return text[:-1] + ric.calc_check_digit(text)


def birth_date(id_number):
    """The birth date in a resident ID number, or None where it has none."""
    try:
        return ric.get_birth_date(id_number)
    except ValidationError:
        return None
