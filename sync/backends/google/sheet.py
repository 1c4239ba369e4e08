"""The tab of a spreadsheet at Google that keeps one shared sheet.

One request reads it, one changes it, all or nothing. Right before that change the ids and the lines it touches are
looked at once more; the token in it lets only one batch build on what was read.
"""

import hashlib
import re
import secrets
from contextlib import suppress

from language import gettext
from sync.backends import Batch, Busy, Changed, Layout, Reading, Shape, Unreadable
from sync.backends.google import writing
from sync.backends.google.client import Ambiguous, Away, Client, Refused
from sync.backends.google.reshape import requests
from sync.backends.google.tab import Tab, gathered

FULL = re.compile(r"above the limit of \d+ cells")


class GoogleSheet:
    """A tab, by the ids of its spreadsheet and of itself: people may rename and move it."""

    def __init__(self, client: Client, spreadsheet: str, tab_id: int, title: str, room: int | None = None):
        """`room` is the most bytes of rows in one request."""
        self.client, self.spreadsheet, self.tab_id = client, spreadsheet, tab_id
        self.title, self.room = title, room
        self.reads = self.writes = 0
        self.seen = None  # a look that somebody else took for all tabs of the spreadsheet
        self.left = None  # the tab as our last part left it

    # Reading -------------------------------------------------------------------------------------

    def read(self, layout: Layout) -> Reading:
        tab = self.look()
        if tab is None:
            return Reading(exists=False)
        if tab.unfinished:
            raise Unreadable(
                gettext(
                    "The header row with the hidden column _id was not found in the first ten rows. Nothing was"
                    " changed: undo, or bring back an earlier version of the spreadsheet."
                )
            )
        return tab.reading(layout)

    def look(self) -> Tab | None:
        """The whole tab in one request; None where there is none."""
        if self.seen is not None:
            seen, self.seen = self.seen, None
            return Tab(*seen)
        self.reads += 1
        try:
            found = self.client.values(self.spreadsheet, [self.grid()])
        except Refused as refusal:
            return self.gone(refusal)
        return Tab(*found[0])

    def grid(self, **ends):
        return {"sheetId": self.tab_id, **ends}

    def gone(self, refusal):
        """None where the tab is not in the spreadsheet; whatever else it is, is said."""
        if refusal.status == 400:
            self.reads += 1
            if self.tab_id not in self.in_words(lambda: self.client.tabs(self.spreadsheet)):
                return None
        raise Unreadable(self.words(refusal)) from None

    # Writing -------------------------------------------------------------------------------------

    def weigh(self, texts: dict, new: bool) -> int:
        return writing.weight(texts, new)

    def write(self, reading: Reading, batch: Batch, layout: Layout) -> None:
        first = batch.parent == reading.generation
        tab, begin = (reading.version if first else self.left), []
        if tab is not None:
            self.look_again(tab, batch)
        else:
            tab = Tab.new(layout, batch.rows_to_come)
            begin = writing.new_tab(self.tab_id, self.free_title(), layout, tab.lines)
        token = self.token(batch)
        self.send(token, [
            *begin,
            *writing.room(self.tab_id, tab, layout, batch.rows_to_come),
            *writing.changes(self.tab_id, tab, layout, batch),
            *(writing.lists(self.tab_id, tab.places(layout), layout) if first else ()),
            writing.stamp(self.tab_id, tab, batch.generation),
            writing.taken(token, {"sheetId": self.tab_id}, writing.lot(batch.generation)),
        ])  # fmt: skip
        self.left = tab.after(batch)
        if writing.lot(batch.generation) != writing.lot(batch.landed):
            self.tidy(batch.generation)

    def look_again(self, tab, batch):
        """Somebody may have typed, sorted or inserted since: then nothing is written, and it is read anew.

        A line that reads as it did, hidden id and all, is the row it was, wherever other rows went.
        """
        runs = gathered({tab.top, *batch.cells, *batch.removed})
        self.reads += 1
        grids = [self.grid(startRowIndex=first - 1, endRowIndex=last) for first, last in runs]
        try:
            found = self.client.values(self.spreadsheet, grids)
        except Refused:
            raise Changed from None  # the lines are not there any more: reading tells why
        if not all(
            tab.same(first, last, rows) for (first, last), (_at, rows) in zip(runs, found, strict=True)
        ):
            raise Changed

    def reshape(self, reading: Reading, shape: Shape, layout: Layout) -> None:
        """In one request. A second one would change nothing more, so that a lost answer only asks for another look."""
        if not shape.empty:
            self.look_again(reading.version, Batch())
            asked = requests(self.tab_id, reading.version, shape, layout)
            self.send(secrets.randbelow(2**31 - 1) + 1, asked)

    def token(self, batch) -> int:
        """One for each base: whoever comes second builds on something that is no longer there."""
        base = f"{self.tab_id}:{batch.parent}:{batch.landed}"
        return int.from_bytes(hashlib.blake2b(base.encode(), digest_size=4).digest()) % (2**31 - 1) + 1

    def send(self, token, changes):
        self.writes += 1
        try:
            self.client.change(self.spreadsheet, changes)
        except Ambiguous:
            raise Changed from None  # it may have landed: the generation in the sheet will tell
        except Away:
            words = gettext("Google's limit of requests a minute is used up; the next run goes on from here.")
            raise Busy(words) from None
        except Refused as refusal:
            if refusal.status == 400 and self.in_words(lambda: self.client.took(self.spreadsheet, token)):
                raise Changed from None
            if FULL.search(str(refusal)):
                raise Unreadable(self.words(refusal)) from None
            raise Busy(self.words(refusal)) from None

    def tidy(self, generation):
        """Tokens of long ago go. If they do not, there is room for some more lots of them."""
        if old := writing.let_go(self.tab_id, generation):
            self.writes += 1
            with suppress(Ambiguous, Refused, Unreadable):
                self.client.change(self.spreadsheet, old)

    def free_title(self):
        self.reads += 1
        taken = {
            title.lower() for title in self.in_words(lambda: self.client.tabs(self.spreadsheet)).values()
        }
        number, title = 1, self.title
        while title.lower() in taken:
            number += 1
            title = f"{self.title} {number}"
        return title

    # Words ---------------------------------------------------------------------------------------

    def in_words(self, ask):
        try:
            return ask()
        except Refused as refusal:
            raise Unreadable(self.words(refusal)) from None

    def words(self, refusal):
        if refusal.status == 404:
            return gettext(
                "There is no such spreadsheet at Google, or it was deleted: %(id)s", id=self.spreadsheet
            )
        if refusal.status == 403:
            return gettext(
                "The spreadsheet is not shared with %(address)s as an editor: share it there, then run again.",
                address=self.client.address,
            )
        if FULL.search(str(refusal)):
            return gettext(
                "The spreadsheet would have more cells than Google allows (10 million in all its tabs): share"
                " fewer columns, or use a spreadsheet of its own. Nothing was written."
            )
        return gettext("Google refused: %(words)s", words=str(refusal)[:300])
