"""An empty roster to fill in: an entity's columns with their rules, words to choose from, one example that is skipped.

Everything is the columns' own: labels, rules, words, widths. What `table` reads back is what this writes.
"""

from functools import singledispatch
from io import BytesIO

import xlsxwriter

import fields
import scope
from language import gettext
from models import columns
from rows import code_label
from sync.layout import NUMBERS, choice, width

LISTS, ROWS = "_lists", 20_000
HEADER = {"bold": True, "bg_color": "#D9E5F3", "text_wrap": True, "valign": "vcenter", "num_format": "@"}
EXAMPLE = {"italic": True, "font_color": "#6B6B6B", "bg_color": "#F5F5F5", "num_format": "@"}
NOTE = {"x_scale": 2, "y_scale": 1.4, "font_size": 10}


def template(model, by: scope.Actor) -> bytes:
    """The workbook, with what somebody may write and choose from."""
    content = BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        write(book, model, by)
    return content.getvalue()


def write(book, model, by):
    tab = book.add_worksheet(title(model))
    lists = book.add_worksheet(LISTS)
    lists.hide()
    header, example = book.add_format(HEADER), book.add_format(EXAMPLE)
    text, plain = book.add_format({"num_format": "@"}), book.add_format()
    write_code(tab, header, example, text)
    for place, field in enumerate(asked(model), 1):
        options = offered(field, by)
        tab.set_column(place, place, width(field) + 2, plain if isinstance(field, NUMBERS) else text)
        tab.write_string(0, place, field.label + ("*" if needed(field) else ""), header)
        tab.write_comment(0, place, rule(field), NOTE)
        tab.write_string(1, place, sample(field, options), example)
        if options:
            offer(tab, lists, place, options)
    tab.set_row(0, 32)
    tab.freeze_panes(1, 0)


def title(model):
    """The name of a tab: no characters that Excel refuses, at most 31."""
    return "".join(c for c in str(model._meta.title) if c not in r"[]:*?/\'")[:31]


def write_code(tab, header, example, text):
    """The first column: blank for a new record."""
    tab.set_column(0, 0, 10, text)
    tab.write_string(0, 0, code_label(), header)
    tab.write_comment(0, 0, gettext("Leave blank for a new record; the code of a record to change it."), NOTE)
    tab.write_string(1, 0, gettext("Sample"), example)
    tab.write_comment(
        1, 0, gettext("This row shows how to fill in the others. It is skipped when the file is read."), NOTE
    )


def asked(model):
    """The columns that people fill in."""
    return [field for field in columns(model) if field.typed]


def needed(field):
    return field.required and field.default is None


def offered(field, by) -> list[str]:
    """Words to choose from. People are not listed: a template goes from hand to hand."""
    if isinstance(field, fields.ForeignKeyField) and any(
        column.sensitive for column in columns(field.rel_model)
    ):
        return []
    return choice(field, by)


def offer(tab, lists, place, options):
    """A drop-down, fed from the hidden tab. It offers, it does not forbid: the column's own rule decides."""
    lists.write_column(0, place, options)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    source = f"={LISTS}!${letter}$1:${letter}${len(options)}"
    tab.data_validation(1, place, ROWS, place, {"validate": "list", "source": source, "show_error": False})


def rule(field) -> str:
    """What a column wants, in a sentence for who fills it in."""
    words = [gettext("Required") if needed(field) else gettext("May be left blank"), *wanted(field)]
    return "\n".join(str(word) for word in words)


@singledispatch
def wanted(field):
    yield field.mistake


@wanted.register
def _(field: fields.CharField):
    if field.mistake is not fields.Column.mistake:
        yield field.mistake
    yield gettext("At most %(limit)s characters", limit=field.max_length)


@wanted.register
def _(field: fields.TextField):
    yield gettext("At most %(limit)s characters", limit=field.max_length)


@wanted.register(fields.IntegerField)
@wanted.register(fields.DecimalField)
def _(field):
    yield field.mistake
    yield gettext("must be from %(low)s to %(high)s", low=field.low, high=field.high)


@wanted.register
def _(field: fields.ChoicesField):
    yield field.mistake
    yield gettext("Several are separated by commas")


@wanted.register
def _(field: fields.ForeignKeyField):
    meta = field.rel_model._meta
    yield gettext(
        "%(title)s: the code, such as %(code)s, or the name", title=meta.title, code=f"{meta.prefix}-12"
    )


@singledispatch
def sample(field, options) -> str:
    """How a cell of the column looks."""
    return options[0] if options else ""


@sample.register
def _(field: fields.CharField, options):
    return gettext("Sample") + field.label if field.max_length >= 50 else "A-001"


@sample.register
def _(field: fields.TextField, options):
    return ""


@sample.register
def _(field: fields.PhoneField, options):
    return "13800001234"


@sample.register
def _(field: fields.IdNumberField, options):
    return "11010519491231002X"  # the example in the standard, GB 11643


@sample.register
def _(field: fields.CreditCodeField, options):
    return "91350100M000100Y43"  # the example in the standard, GB 32100


@sample.register(fields.IntegerField)
@sample.register(fields.DecimalField)
def _(field, options):
    return field.show(max(field.low, min(field.high, type(field.high)(20))))


@sample.register
def _(field: fields.DateField, options):
    return "2026-03-05"


@sample.register
def _(field: fields.DateTimeField, options):
    return "2026-03-05 14:30"


@sample.register
def _(field: fields.ChoicesField, options):
    return field.show(tuple(field.vocabulary)[:2])


@sample.register
def _(field: fields.ForeignKeyField, options):
    return options[0] if options else f"{field.rel_model._meta.prefix}-12"
