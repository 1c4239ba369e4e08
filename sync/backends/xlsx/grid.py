"""What a pass over a tab's part yields: the first rows, or all rows below a header as texts."""

from collections import defaultdict

from sync.backends import RawRow
from sync.backends.xlsx.parsing import Enough, Pass

MOST_ROWS, SHARED = 300_000, 5000


class Top(Pass):
    """The first rows, all of their cells: where headers are."""

    def __init__(self, values, most):
        super().__init__(values)
        self.most, self.rows = most, defaultdict(dict)

    def open_row(self, attributes):
        super().open_row(attributes)
        if self.line > self.most:
            raise Enough

    def take(self, column, kind, style, text):
        self.rows[self.line][column] = self.values.text(kind, style, self.formula, text)

    def close_row(self):
        pass


class Look(Pass):
    """All rows below a header: the texts of our columns, and whether people wrote beside them."""

    def __init__(self, values, top, names: dict[int, str]):
        super().__init__(values)
        self.top, self.names, self.blank = top, names, dict.fromkeys(names.values(), "")
        self.rows, self.texts, self.filled, self.own = [], self.blank.copy(), False, False
        self.often = {}  # texts that stand in many cells are kept once

    def take(self, column, kind, style, text):
        text = self.values.text(kind, style, self.formula, text)
        if text.__class__ is str:  # what cannot be read stays what it is
            text = self.often.get(text) or self.kept(text)
        if column not in self.names:
            self.own = self.own or bool(text)
        elif text:
            self.texts[self.names[column]] = text
            self.filled = True
        if self.formula is not None and column in self.names:
            self.grid.formulas.add((self.line, column))

    def kept(self, text):
        return self.often.setdefault(text, text) if len(self.often) < SHARED else text

    def close_row(self):
        if self.filled or self.own:
            self.grid.last = self.line
        if self.filled and self.line > self.top:
            self.rows.append(RawRow(self.line, self.texts, self.own))
            if len(self.rows) > MOST_ROWS:
                raise ValueError(f"more than {MOST_ROWS} rows")
        if self.filled:
            self.texts, self.filled = self.blank.copy(), False
        self.own = False
