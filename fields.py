"""Column types: peewee's fields that also read and show text; sensitive or not.

A column knows `read(text) -> value` (raising ValueError in words a person can act on), `show(value) -> text`
in the spoken language, and `plain(value) -> text` in no language, for what is kept (the audit trail, the
memory of a sheet). Form, file, sheet cell, search and audit use these and nothing else.
Law, tested for each type: read(show(v)) == v == read(plain(v)). What needs the database to know does not
belong here: a link reads as a `Reference`, and `operations` finds its record.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

import peewee
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from choices import ALSO, LifeCycle
from documents import LOST_DIGITS, checked_resident, lost_in_excel, telephone, upgraded
from language import LOCALES, gettext, speaking
from language import lazy as _
from texts import NAME_DOTS, squeezed, tidy

ASIDE, BRACKET = re.compile(r"[()/、]"), re.compile(r"\([^()]*\)")
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119: serial days that a roster can mean


def humanise(name):
    return name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Reference:
    """A link as somebody typed it: a code (`W-17`), a bare number, or a name. Not yet looked up."""

    text: str

    def __str__(self):
        return self.text


class Column:
    """What a column knows beyond SQL: its text, its label, its secrecy."""

    mistake = _("is not valid")
    finds = None  # how a searched word finds rows: "contains", "exact", or not at all
    wide = False  # too long for a list

    def __init__(self, *args, sensitive=False, distinct=False, former=(), typed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.sensitive, self.distinct, self.former = sensitive, distinct, former
        self.typed = typed  # False: set by a verb alone, read-only wherever people type

    @property
    def label(self):
        """What people call the column, in the spoken language."""
        return gettext(self.verbose_name or humanise(self.name))

    @property
    def required(self):
        return not self.null

    def read(self, text: str):
        """Typed text as a value. Raises ValueError with words for a person."""
        text = tidy(text)
        if not text:
            if self.null:
                return None
            raise ValueError(_("is required"))
        try:
            return self.parse(text)
        except (InvalidOperation, OverflowError, ValidationError):
            raise ValueError(self.mistake) from None

    def show(self, value) -> str:
        """The value as text in the spoken language."""
        return "" if value is None else self.words(value)

    def plain(self, value) -> str:
        """The value as text in no language."""
        return "" if value is None else self.write(value)

    def write(self, value):
        return str(value)

    def words(self, value):
        return self.write(value)

    def parse(self, text):
        return text

    def mask(self, text: str) -> str:
        """What somebody sees who may not see the whole."""
        return "****" if text else ""


class TextLimit:
    """Length limits hold on SQLite too, which does not keep them by itself."""

    def parse(self, text):
        if len(text) > self.max_length:
            raise ValueError(_("is longer than %(limit)s characters", limit=self.max_length))
        return text


class CharField(TextLimit, Column, peewee.CharField):
    finds = "contains"

    def __init__(self, max_length=100, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def parse(self, text):
        return super().parse(" ".join(text.split()))


class NameField(CharField):
    """What a record is called; its pinyin is kept beside it, for search by initials and for sorting."""

    def parse(self, text):
        return super().parse(text.translate(NAME_DOTS))


class TextField(TextLimit, Column, peewee.TextField):
    wide = True
    max_length = 10_000


class IntegerField(Column, peewee.IntegerField):
    mistake = _("must be a whole number")

    def __init__(self, low=0, high=2_000_000_000, **kwargs):
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def parse(self, text):
        number = Decimal(squeezed(text).replace(",", ""))
        if not number.is_finite() or number != number.to_integral_value():
            raise ValueError(self.mistake)
        if not self.low <= number <= self.high:
            raise ValueError(_("must be from %(low)s to %(high)s", low=self.low, high=self.high))
        return int(number)


class DecimalField(Column, peewee.BigIntegerField):
    """An exact decimal, stored as a whole number of its smallest unit on every engine."""

    mistake = _("must be a number such as 1280.50")

    def __init__(self, max_digits=12, decimal_places=2, low=0, high=None, **kwargs):
        super().__init__(**kwargs)
        self.unit = Decimal(1).scaleb(-decimal_places)
        self.low, self.high = (
            Decimal(low),
            Decimal(10) ** (max_digits - decimal_places) - self.unit if high is None else Decimal(high),
        )

    def parse(self, text):
        text = squeezed(text).replace(",", "").strip("¥￥元")
        number = Decimal(text)
        if not number.is_finite():
            raise ValueError(self.mistake)
        if not self.low <= number <= self.high:
            raise ValueError(_("must be from %(low)s to %(high)s", low=self.low, high=self.high))
        if number != number.quantize(self.unit):
            raise ValueError(_("has more decimal places than %(unit)s", unit=self.unit))
        return number.quantize(self.unit) + 0  # no negative zero

    def write(self, value):
        return f"{value.quantize(self.unit):f}"

    def db_value(self, value):
        return None if value is None else int(Decimal(value) / self.unit)

    def python_value(self, value):
        return None if value is None else Decimal(value) * self.unit


class BooleanField(Column, peewee.BooleanField):
    mistake = _("must be yes or no")
    texts = {"yes": True, "y": True, "true": True, "1": True, "是": True, "有": True, "√": True, "✓": True}
    texts |= {"no": False, "n": False, "false": False, "0": False, "否": False, "无": False, "×": False}

    def parse(self, text):
        try:
            return self.texts[text.lower()]
        except KeyError:
            raise ValueError(self.mistake) from None

    def write(self, value):
        return "yes" if value else "no"

    def words(self, value):
        return gettext("Yes") if value else gettext("No")


class DateField(Column, peewee.DateField):
    mistake = _("must be a date such as 2026-03-05")
    forms = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T?\d\d:\d\d(:\d\d)?)?")
    years = range(1900, 2101)

    def parse(self, text):
        text = squeezed(text).removesuffix(".0")
        parts = self.forms.fullmatch(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
        if parts:
            return self.real(*map(int, parts.groups()[:3]))
        if len(text) == 5 and text.isdecimal() and int(text) in EXCEL_DAYS:
            return EXCEL_EPOCH + timedelta(days=int(text))
        raise ValueError(self.mistake)

    def real(self, year, month, day):
        try:
            day = date(year, month, day)
        except ValueError:
            raise ValueError(_("is a date that does not exist")) from None
        if day.year not in self.years:
            raise ValueError(_("must be a date from 1900 to 2100"))
        return day

    def write(self, value):
        return value.isoformat()


class DateTimeField(Column, peewee.DateTimeField):
    """A wall-clock time in China, to the minute."""

    mistake = _("must be a time such as 2026-03-05 14:30")
    day = DateField()

    def parse(self, text):
        parts = re.fullmatch(r"(.+?)[ T]*(\d{1,2})[:：](\d\d)(?::\d\d(?:\.0+)?)?", text)
        if not parts:
            raise ValueError(self.mistake)
        day, hour, minute = self.day.parse(parts[1]), int(parts[2]), int(parts[3])
        if hour > 23 or minute > 59:
            raise ValueError(self.mistake)
        return datetime(day.year, day.month, day.day, hour, minute)

    def write(self, value):
        return value.strftime("%Y-%m-%d %H:%M")


class ChoiceField(Column, peewee.CharField):
    """One word of a vocabulary in `choices`; stored by its value, read in every language."""

    def __init__(self, vocabulary, **kwargs):
        if issubclass(vocabulary, LifeCycle):
            kwargs.setdefault("default", next(iter(vocabulary)))
        super().__init__(max_length=20, **kwargs)
        self.vocabulary = vocabulary
        self.kept = {word.value: word for word in vocabulary}

    @property
    def mistake(self):
        words = "、".join(str(word.words) for word in self.vocabulary)
        return _("must be one of: %(words)s", words=words)

    def parse(self, text):
        if word := self.word(text):
            return word
        raise ValueError(self.mistake)

    def word(self, text):
        """The word that a text means, in any language, as it is kept or as people write it; or None."""
        known, wanted = spellings(self.vocabulary), squeezed(text).lower()
        if text in self.kept or wanted in known:
            return self.kept.get(text) or known[wanted]
        meant = {known.get(part) for part in ASIDE.split(wanted) if part}  # 三级/高级工, 高级工（三级）
        return meant.pop() if len(meant) == 1 else None

    def write(self, value):
        return self.vocabulary(value).value

    def words(self, value):
        return str(self.vocabulary(value).words)

    def python_value(self, value):
        return None if value is None else self.vocabulary(value)


class ChoicesField(Column, peewee.CharField):
    """Several words of a vocabulary in one cell, kept in the vocabulary's order."""

    required = False  # nothing chosen is an answer too
    between = ",，、;；/\n"
    longest = 1000

    def __init__(self, vocabulary, **kwargs):
        super().__init__(max_length=200, default=tuple, **kwargs)
        self.vocabulary = vocabulary
        self.one = ChoiceField(vocabulary, null=True)

    @property
    def mistake(self):
        return self.one.mistake

    def read(self, text):
        return super().read(text) if tidy(text) else ()

    def parse(self, text):
        if len(text) > self.longest:
            raise ValueError(self.mistake)
        parts, chosen = re.split(f"([{self.between}])", text), []
        while parts:
            word, parts = self.first_word(parts)
            chosen += [word]
        return self.ordered([word for word in chosen if word is not None])

    def ordered(self, chosen):
        return tuple(word for word in self.vocabulary if word in chosen)

    def first_word(self, parts):
        """The word that most parts make up (some words hold a 、 themselves), and the parts after it."""
        for count in range(len(parts), 0, -1):
            if word := self.one.word("".join(parts[:count])):
                return word, parts[count:]
        if not parts[0].strip(self.between + " "):
            return None, parts[1:]
        raise ValueError(self.mistake)

    def write(self, value):
        return ",".join(word.value for word in value)

    def words(self, value):
        return "、".join(str(word.words) for word in value)

    def db_value(self, value):
        return f",{','.join(value)}," if isinstance(value, tuple) and value else value or ""

    def python_value(self, value):
        return tuple(self.vocabulary(part) for part in (value or "").split(",") if part)


class OrderField(ChoicesField):
    """Several words of a vocabulary, one after another: the order that was typed is what they say."""

    def ordered(self, chosen):
        return tuple(dict.fromkeys(chosen))


@cache
def spellings(vocabulary):
    """{text: word} of a vocabulary: what each is called in every language, then what can mean one of them only."""
    known, looser = {}, defaultdict(set)
    for word in vocabulary:
        for label in (word.value, *labels(word)):
            known.setdefault(squeezed(label).lower(), word)
            for text in shorter(squeezed(label).lower()):
                looser[text].add(word)
    for text, value in ALSO.get(vocabulary, {}).items():
        looser[text].add(vocabulary(value))
    return {text: words.copy().pop() for text, words in looser.items() if len(words) == 1} | known


def labels(word):
    for locale in LOCALES:
        with speaking(locale):
            yield str(word.words)


def shorter(label):
    """高级工(三级) is 高级工 and 三级; 县(区)级 is 县级."""
    main, *aside = ASIDE.split(label.rstrip(")")) if label.endswith(")") else [BRACKET.sub("", label)]
    return [text for text in (main, *aside) if text]


class PhoneField(CharField):
    """A telephone number as people write it in China: 13812345678, 0936-8212345, +852 2123 4567."""

    mistake = _("must be a phone number such as 13812345678 or 0936-8212345")

    def __init__(self, **kwargs):
        super().__init__(max_length=30, **kwargs)

    def parse(self, text):
        text = unicodedata.normalize("NFKC", text).removesuffix(".0")
        if LOST_DIGITS.fullmatch(squeezed(text)):
            raise ValueError(
                _(
                    "lost digits in a spreadsheet (shown as %(text)s): "
                    "format the cell as text and type it again",
                    text=text,
                )
            )
        if number := telephone(text):
            return number
        raise ValueError(self.mistake)

    def mask(self, text):
        return f"{text[:3]}****{text[-4:]}" if len(text) > 7 else "****" if text else ""


class IdNumberField(CharField):
    """The number of an identity document. A resident's is checked; an old one of 15 digits brought to 18."""

    mistake = _("must be an 18-digit resident ID number, or the number of another document")
    other = re.compile(
        r"[A-Z0-9()-]{5,24}|[\u4e00-\u9fff]{1,4}字?第[0-9]{5,12}号?"
    )  # a passport; an officer's card
    finds = "exact"

    def __init__(self, **kwargs):
        super().__init__(max_length=24, **kwargs)

    def parse(self, text):
        text = squeezed(text).upper().lstrip("'")
        if LOST_DIGITS.fullmatch(text):
            raise ValueError(lost_in_excel(text))
        if re.fullmatch(r"[0-9]{15}", text):
            text = upgraded(text)
        if re.fullmatch(r"[0-9]{17}[0-9X]", text):
            return checked_resident(text)
        if re.fullmatch(r"\d{9,}X?", text) or not self.other.fullmatch(text):
            raise ValueError(self.mistake)
        return text

    def mask(self, text):
        return f"{text[:4]}{'*' * (len(text) - 6)}{text[-2:]}" if len(text) > 8 else "****" if text else ""


class CreditCodeField(CharField):
    """An organisation's unified social credit code."""

    mistake = _("must be a unified social credit code of 18 characters whose check character fits")

    def __init__(self, **kwargs):
        super().__init__(max_length=18, **kwargs)

    def parse(self, text):
        return uscc.validate(squeezed(text).upper())


class LinkAccessor(peewee.ForeignKeyAccessor):
    """A link that is not set yet, or was only typed so far, leads nowhere: no query, no exception."""

    def get_rel_instance(self, instance):
        if not isinstance(instance.__data__.get(self.name), int):
            return None
        return super().get_rel_instance(instance)


class ForeignKeyField(Column, peewee.ForeignKeyField):
    """A link to another record, typed and shown as its code (`W-17`)."""

    accessor_class = LinkAccessor

    code = re.compile(r"([A-Za-z]+)-(\d{1,12})(?:\s.*)?", re.DOTALL)

    def parse(self, text):
        text = " ".join(text.split())
        code = self.code.fullmatch(unicodedata.normalize("NFKC", text))
        if code and code[1].upper() == self.rel_model._meta.prefix:
            return Reference(f"{code[1].upper()}-{int(code[2])}")
        return Reference(text[:200])

    def write(self, value):
        if isinstance(value, Reference):
            return value.text
        return f"{self.rel_model._meta.prefix}-{getattr(value, 'id', value)}"


class PinyinField(peewee.CharField):
    """Hidden: initials, then full pinyin of the record's name (`wjg wangjianguo`)."""


class PathField(peewee.CharField):
    """Hidden: where a union stands in the tree (`/1/5/17/`)."""
