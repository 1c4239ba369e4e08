"""Which column of the file is which of ours: as the headings say, as it was remembered, as the person decides."""

from dataclasses import dataclass
from itertools import islice

from database import db
from models import FileImport, ImportHeading
from sync.backends import header_text, in_every_language
from sync.importing import columns
from sync.importing.rejects import reason_label
from sync.importing.uploads import model_of
from sync.rosters.headings import Heading
from sync.rosters.roster import Roster

EXAMPLES = 3
LOOKED_AT = 40
SMALL = 200  # rows that are brought in while the person waits


@dataclass
class Offer:
    """A tab as it was understood, for the person to look at: headings, some rows, notes, the usual key."""

    tab: str
    line: int  # where the headings end
    headings: list[Heading]
    examples: list
    notes: list[str]
    small: bool

    def columns(self) -> dict[int, str]:
        return {heading.position: heading.column for heading in self.headings if heading.column}


def offer(one: FileImport, roster: Roster, tab: str | None = None, line: int | None = None) -> Offer:
    """How the file is read unless somebody says otherwise: the tab that fits best, the headings where most is known."""
    model, known = model_of(one), remembered(one)
    tab = tab if tab in roster.tabs else roster.best(model, known)
    table = roster.table(tab, model, known, heading_line=line)
    if not table.heading_lines:  # nothing is known: a person may still say which column is which
        table = roster.table(tab, model, known, heading_line=first_wide(table.grid))
    ours = in_every_language(reason_label)
    headings = [heading for heading in table.headings if header_text(heading.text) not in ours]
    first = list(islice(table.rows(), SMALL + 1))
    return Offer(tab, table.last_heading, headings, first[:EXAMPLES], table.notes, len(first) <= SMALL)


def first_wide(grid) -> int | None:
    """The first line that could be headings: it holds several texts."""
    lines = list(islice(grid.lines(), LOOKED_AT))
    wide = [line for line, texts in lines if sum(bool(text.strip()) for text in texts) > 1]
    return next(iter(wide), lines[0][0] if lines else None)


def remembered(one: FileImport) -> dict[str, str]:
    """{heading: column} as somebody of the same union decided before."""
    return {known.text: known.column for known in own(one).order_by(ImportHeading.id)}


def own(one):
    """What the union of the import remembers; what nobody's union remembers, where there is none."""
    ours = (
        ImportHeading.organisation.is_null()
        if one.organisation_id is None
        else (ImportHeading.organisation == one.organisation_id)
    )
    return ImportHeading.select().where(ImportHeading.entity == one.entity, ours)


def remember(one: FileImport, offered: Offer, chosen: dict[int, str]) -> None:
    """Keep what a person decided otherwise than was offered."""
    with db.atomic():
        for heading in offered.headings:
            name = chosen.get(heading.position, "")
            if heading.text and name != (heading.column or ""):
                text = heading.text[:200]
                known = own(one).where(ImportHeading.text == text).first() or ImportHeading(
                    entity=one.entity, organisation=one.organisation_id, text=text
                )
                known.column = name
                known.save()


def understood(one: FileImport, chosen: dict[int, str]) -> tuple[str, ...]:
    """The key that is taken for these columns unless the person asks for another."""
    return columns.usual_key(model_of(one), set(chosen.values()))
