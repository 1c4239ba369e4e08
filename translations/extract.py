"""A Babel extraction method: the words that the declarations imply, beside those they write out.

A column named `joined_on` is labelled "Joined on" unless it says otherwise; a class's docstring is the sentence
shown above its list. Neither stands in a call of `_`, so Babel alone would not see them.
"""

from babel.messages.extract import extract_python

from fields import humanise
from models import RECORDS, columns


def records(fileobj, keywords, comment_tags, options):
    """Messages of `models.py`: the marked ones, then what follows from each entity of RECORDS."""
    yield from extract_python(fileobj, keywords, comment_tags, options)
    for model in RECORDS:
        yield 0, "gettext", " ".join(model.__doc__.split()), []
        yield from ((0, "gettext", label, []) for label in derived_labels(model))


def derived_labels(model):
    return [humanise(field.name) for field in columns(model) if not field.verbose_name]
