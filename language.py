"""The words people see: English message ids, catalogues beside the code, one locale at a time.

Needs no Flask, so that columns, choices and rules can mark their words; which language is spoken is
decided at the edge (`speaking`, or `speak` for a request). Catalogues are read from the `.po` text
itself: there is no compiled copy that could go stale.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, Translations

DEFAULT = "zh_Hans_CN"
LOCALES = {"zh_Hans_CN": "中文", "en": "English"}
FOLDER = Path(__file__).parent / "translations"

_spoken = ContextVar("spoken", default=DEFAULT)


@cache
def catalogue(locale):
    """The translations of one locale; empty for English, whose words are the message ids."""
    source = FOLDER / locale / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return Translations()
    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=locale))
    compiled.seek(0)
    return Translations(compiled)


def gettext(message, **values):
    """The message in the spoken language, its %(name)s filled in."""
    words = catalogue(_spoken.get()).gettext(str(message)) if message else ""
    return words % values if values else words


def ngettext(singular, plural, number, **values):
    words = catalogue(_spoken.get()).ngettext(singular, plural, number)
    return words % {"num": number, **values}


def lazy(message, **values):
    """The message, looked up each time it is shown."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def spoken():
    """The locale now in force."""
    return _spoken.get()


def speak(locale):
    """Speak this locale from here on in this context (a request, a command)."""
    _spoken.set(locale if locale in LOCALES else DEFAULT)


@contextmanager
def speaking(locale):
    """Speak this locale inside the block."""
    token = _spoken.set(locale if locale in LOCALES else DEFAULT)
    try:
        yield
    finally:
        _spoken.reset(token)
