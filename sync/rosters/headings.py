"""Which column of an entity a heading means: by its label in any language, by former use, by hand. Never by a guess.

The better way wins: by hand, as it was used before, the very label, another usual name. Two headings for one column
in the same way are both left open, and it is said.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from language import LOCALES, gettext, speaking
from models import columns
from rows import code_label
from sync.backends import CODE, ID, STATUS
from sync.layout import status_label
from sync.rosters import usual
from sync.rosters.grid import letter

OURS = {STATUS, ID}
HAND, REMEMBERED, LABEL, USUAL = "hand", "remembered", "label", "usual"
WAYS = (HAND, REMEMBERED, LABEL, USUAL)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
ORNAMENT = re.compile(r"[\s*＊※★☆:：、,，.。_/\\|›\"'“”‘’]+")
STAMP = re.compile(r"_id(#\d+)?")
SERIAL = {"序号", "序", "行号", "no", "sn", "number", "serialnumber", "#"}


@dataclass
class Heading:
    """A heading of the file at its position (from 0), and what it means: the name of a column, or nothing.

    `how` tells in which way that is known: "label", "usual", "remembered", "hand"; "code" for the record's code
    (then `column` is "_code"); "ours" for what Gongyou itself wrote beside the records and ignores; None where it
    is not known. `words` says what a person should know of it, `near` names columns it resembles.
    """

    position: int
    text: str
    column: str | None = None
    how: str | None = None
    words: str = ""
    near: list[str] = field(default_factory=list)

    @property
    def letter(self):
        return letter(self.position)


def plainer(text: str) -> str:
    """A heading as it is compared: full-width forms narrowed, no blanks, marks or case."""
    return ORNAMENT.sub("", unicodedata.normalize("NFKC", text)).casefold()


def barer(text: str) -> str:
    """The same without what stands in brackets: a unit, 必填, a pattern."""
    return plainer(BRACKETS.sub("", unicodedata.normalize("NFKC", text))) or plainer(text)


@cache
def vocabulary(model) -> dict[str, dict[str, set[str]]]:
    """{way: {compared text: names of columns}} of all that a heading can be called."""
    known = {LABEL: defaultdict(set), USUAL: defaultdict(set)}
    for name, label, others in named(model):
        for text in {spoken(label, locale) for locale in LOCALES} | {name}:
            known[LABEL][plainer(text)].add(name)
            known[USUAL][barer(text)].add(name)
        for text in others:
            known[USUAL][plainer(text)].add(name)
    return known


def named(model):
    """(name, what makes its label, other names) of each column, and of what Gongyou adds."""
    yield CODE, code_label, ()
    yield STATUS, status_label, ()
    for column in columns(model):
        yield (
            column.name,
            lambda column=column: column.label,
            [*column.former, *usual.names(model, column.name)],
        )


def spoken(label, locale):
    with speaking(locale):
        return str(label())


def meant(text: str, model, remembered=None) -> list[tuple[str, set[str]]]:
    """[(way, names of columns)] that a heading can mean, the best way first; no names: it is left out."""
    if STAMP.fullmatch(text.strip()):
        return [(LABEL, {ID})]
    known = {plainer(heading): name for heading, name in (remembered or {}).items()}
    words = vocabulary(model)
    found = [(LABEL, words[LABEL].get(plainer(text), set())), (USUAL, words[USUAL].get(barer(text), set()))]
    found = [(way, names) for way, names in found if names]
    if (name := known.get(plainer(text))) is not None and (not name or is_column(model, name)):
        found.insert(0, (REMEMBERED, {name} if name else set()))
    return found


def is_column(model, name):
    """What was remembered may be gone since."""
    return name == CODE or any(column.name == name for column in columns(model))


def matched(texts: dict[int, tuple[str, ...]], model, remembered=None, by_hand=None) -> list[Heading]:
    """Headings for what stands at each position: (the text shown, other texts to try)."""
    headings = [Heading(position, shown[0]) for position, shown in texts.items()]
    claims = {heading.position: claim(texts[heading.position], model, remembered) for heading in headings}
    for position, name in (by_hand or {}).items():
        claims[position] = (HAND, {name} if name and is_column(model, name) else set())
    for heading in headings:
        way, names = claims[heading.position]
        settle(heading, way, names, rivals(heading, claims, names), model)
    return headings


def claim(texts, model, remembered):
    """The best way in which any of a heading's texts means a column, and the columns."""
    found = [pair for text in texts for pair in meant(text, model, remembered)]
    return min(found, key=lambda pair: WAYS.index(pair[0]), default=(None, set()))


def rivals(heading, claims, names):
    """{position: way} of other headings that claim the same column at least as well."""
    own = claims[heading.position][0]
    return {
        position: way
        for position, (way, theirs) in claims.items()
        if position != heading.position and theirs & names and WAYS.index(way) <= WAYS.index(own)
    }


def settle(heading, way, names, others, model):
    """Put the meaning into the heading, or say why it has none."""
    if way in (HAND, REMEMBERED) and not names:
        heading.how = way
    elif names & OURS:
        heading.how = "ours"
    elif len(names) > 1 or others:
        heading.near = [label_of(model, name) for name in sorted(names)]
        heading.words = doubt(heading, way, others)
    elif names:
        (heading.column,) = names
        heading.how = "code" if names == {CODE} else way
    elif not heading.text:
        heading.words = gettext("has no heading")
    elif plainer(heading.text) not in SERIAL:
        heading.near = nearest(heading.text, model)


def doubt(heading, way, others):
    """Why a heading is not taken for what it could mean."""
    label = heading.near[0]
    if len(heading.near) > 1:
        return gettext("can mean several columns: choose one")
    better = [letter(position) for position, theirs in others.items() if theirs != way]
    if better:
        return gettext("“%(label)s” is read from column %(place)s already", label=label, place=better[0])
    places = "、".join(letter(position) for position in sorted([heading.position, *others]))
    return gettext("columns %(places)s can all be “%(label)s”: choose one", places=places, label=label)


def label_of(model, name):
    return code_label() if name == CODE else model._meta.fields[name].label


def nearest(text, model) -> list[str]:
    """Labels that resemble the heading."""
    labels = {barer(column.label): column.label for column in columns(model)}
    return [labels[near] for near in get_close_matches(barer(text), labels, 3, 0.5)] if text else []


def names(heading, model) -> set[str]:
    """All that the heading's column can be called, as it is compared."""
    if not heading.column:
        return SERIAL if plainer(heading.text) in SERIAL else set()
    return {
        text
        for known in vocabulary(model).values()
        for text, meant in known.items()
        if heading.column in meant
    }
