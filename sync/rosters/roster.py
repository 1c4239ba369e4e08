"""A file somebody brought, opened: its tabs, and a tab as a table of an entity. Words for what cannot be read."""

from pathlib import Path

from language import gettext
from sync.backends import Unreadable
from sync.rosters import kinds, pages, plain
from sync.rosters.books import Spool
from sync.rosters.grid import Grid
from sync.rosters.table import Table


def opened(path: Path) -> "Roster":
    """The roster in the file. Raises Unreadable in words for a person."""
    path = Path(path)
    kind = kinds.kind(path)
    if kind != kinds.BOOK:
        return Roster([plain.opened(path)] if kind == kinds.TEXT else pages.opened(path))
    spool = Spool(path)
    return Roster(spool.grids, spool)


class Roster:
    """`tabs` are the names of the tabs that hold something and are not hidden. To be closed, or used with `with`."""

    def __init__(self, grids: list[Grid], spool: Spool | None = None):
        filled = [grid for grid in grids if next(grid.lines(), None)]
        self.grids = {grid.name: grid for grid in filled if grid.visible} or {
            grid.name: grid for grid in filled
        }
        self.spool = spool
        if not self.grids:
            self.close()
            raise Unreadable(gettext("There is nothing in the file."))

    @property
    def tabs(self) -> list[str]:
        return list(self.grids)

    def table(self, tab: str, model, remembered=None, by_hand=None, heading_line=None) -> Table:
        """The tab for an entity. `remembered` {heading: column}, `by_hand` {position: column, or None to leave out}."""
        return Table(self.grids[tab], model, remembered, by_hand, heading_line)

    def best(self, model, remembered=None) -> str:
        """The tab that knows most of the entity's columns; of equals the one called like the entity, else the first."""
        title = str(model._meta.title)
        return max(self.tabs, key=lambda tab: (len(self.table(tab, model, remembered).places), tab == title))

    def close(self):
        if self.spool:
            self.spool.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_trouble):
        self.close()
