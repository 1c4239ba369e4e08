"""Hypothesis strategies: every value that a column can hold, by type. No expectations here."""

from datetime import date, datetime
from functools import singledispatch

from hypothesis import strategies as st

import fields
from tests.make import company, resident

# What spreadsheets, phones and chat programs really put into a cell.
ODD = [
    " ",
    "\u3000",
    "\u00a0",
    "\u2000",
    "\u200b",
    "\u200d",
    "\u202c",
    "\n",
    "\r",
    "\t",
    "•",
    "．",
    "·",
    "、",
    ",",
]
ODD += [
    "\u0301",
    "é",
    "𠮷",
    "👩‍🔧",
    "Ａ",
    "９",
    "'",
    "=",
    "+",
    "-",
    "@",
    "0",
    "王",
    "ﬀ",
    "①",
    "㎡",
    "İ",
    "ß",
    "\x00",
]
anything = st.text() | st.lists(st.sampled_from(ODD) | st.characters(), max_size=12).map("".join)


def digits(count):
    return st.text("0123456789", min_size=count, max_size=count)


def readable(field, texts):
    """The values that the texts are read as, where they can be read."""
    return texts.map(lambda text: attempt(field, text)).filter(lambda value: value is not None)


def attempt(field, text):
    try:
        return field.read(text)
    except ValueError:
        return None


def values_of(field):
    """A strategy for what a column can hold; nothing, too, where it may be empty."""
    return st.none() | some(field) if field.null else some(field)


@singledispatch
def some(field):
    raise NotImplementedError(type(field))


@some.register
def _(field: fields.CharField):
    return readable(field, anything)


@some.register
def _(field: fields.TextField):
    return readable(field, anything)


@some.register
def _(field: fields.IntegerField):
    return st.integers(field.low, field.high)


@some.register
def _(field: fields.DecimalField):
    places = -field.unit.as_tuple().exponent
    return st.decimals(field.low, field.high, places=places).map(lambda number: number + 0)


@some.register
def _(field: fields.BooleanField):
    return st.booleans()


@some.register
def _(field: fields.DateField):
    return st.dates(date(1900, 1, 1), date(2100, 12, 31))


@some.register
def _(field: fields.DateTimeField):
    times = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31))
    return times.map(lambda time: time.replace(second=0, microsecond=0))


@some.register
def _(field: fields.ChoiceField):
    return st.sampled_from(list(field.vocabulary))


@some.register
def _(field: fields.ChoicesField):
    words = list(field.vocabulary)
    return st.sets(st.sampled_from(words)).map(lambda chosen: tuple(w for w in words if w in chosen))


@some.register
def _(field: fields.OrderField):
    return st.lists(st.sampled_from(list(field.vocabulary)), unique=True).map(tuple)


@some.register
def _(field: fields.PhoneField):
    forms = ["138{}", "+86 159{}", "0936-8{:.6}", "010 6{:.7}", "+852 2{:.7}", "400{:.7}", "138{} ext. {:.2}"]
    return readable(
        field, st.builds(lambda form, rest: form.format(rest, rest), st.sampled_from(forms), digits(8))
    )


@some.register
def _(field: fields.IdNumberField):
    born = st.dates(date(1930, 1, 1), date(2010, 1, 1))
    residents = st.builds(lambda day, order: resident(f"620702{day:%Y%m%d}{order}"), born, digits(3))
    old = st.builds(lambda day, order: f"620702{day:%y%m%d}{order}", born, digits(3))
    others = st.builds("{}{}".format, st.sampled_from(["E", "H", "M", "L", "军字第", ""]), digits(8))
    return readable(field, residents | old | others)


@some.register
def _(field: fields.CreditCodeField):
    return digits(9).map(lambda number: company(f"91620702{number}"))


@some.register
def _(field: fields.ForeignKeyField):
    codes = st.integers(1, 2**31).map(lambda id: f"{field.rel_model._meta.prefix}-{id}")
    return readable(field, codes | anything)
