"""A cadre at a spreadsheet of the sheet service: types, copies, sorts, deletes. No expectations here."""

from tests.sheet_service.a1 import letters


class Spreadsheet:
    """A tab, spoken of by labels and codes as `tests.workbook` speaks of a file."""

    def __init__(self, google, id, tab):
        self.google, self.id, self.tab = google, id, tab

    def do(self, deed, **asked):
        return self.google.cadre(self.id, deed, sheet=self.title, **asked)

    @property
    def title(self):
        return self.google.service.book(self.id).sheet(self.tab).title

    # Looking -----------------------------------------------------------------------------------

    def lines(self):
        return self.do("look")["rows"]

    def top(self):
        return next(n for n, row in enumerate(self.lines(), 1) if any(str(c).startswith("_id") for c in row))

    def labels(self):
        return self.lines()[self.top() - 1]

    def generation(self):
        return self.labels()[0]

    def rows(self):
        """Every row that holds something, as {label: text}, with its line."""
        top, labels = self.top(), self.labels()
        return [
            {"line": line, **dict(zip(labels, cells, strict=True))}
            for line, cells in enumerate(self.lines()[top:], top + 1)
            if any(cells)
        ]

    def row(self, code):
        return next(row for row in self.rows() if row["编号"] == code)

    def cell(self, code, label):
        return self.row(code)[label]

    def status(self, code):
        return self.cell(code, "同步状态")

    def content(self):
        """Everything there is, to be compared."""
        return self.google.service.book(self.id).copy().sheets

    # Editing -----------------------------------------------------------------------------------

    def at(self, line, label):
        return f"{letters(self.labels().index(label))}{line}"

    def type(self, code, label, value):
        self.type_at(self.row(code)["line"], label, value)

    def type_at(self, line, label, value):
        self.do("type", cell=self.at(line, label), text=value if value is not None else "")

    def add(self, **values):
        """A new row below the others; its line."""
        line = self.rows()[-1]["line"] + 1
        for label, value in values.items():
            self.type_at(line, label, value)
        return line

    def copy(self, code, **changes):
        """A copy of a row, hidden id and all, with some cells changed; its line."""
        line = self.rows()[-1]["line"] + 1
        self.do("copy_rows", row=self.row(code)["line"], to=line)
        for label, value in changes.items():
            self.type_at(line, label, value)
        return line

    def remove(self, code):
        self.do("delete_rows", row=self.row(code)["line"])

    def arrange(self, order, skip_id=False):
        """The rows in this order of codes, with or without the hidden column."""
        first = "B" if skip_id else "A"
        lines = {code: self.row(code)["line"] for code in order}
        last = letters(len(self.labels()) - 1)
        texts = [self.do("look", cells=f"{first}{line}:{last}{line}")["rows"][0] for line in lines.values()]
        for line, cells in zip(sorted(lines.values()), texts, strict=True):
            self.do("paste", cell=f"{first}{line}", rows=[cells], plain=True)

    def rename(self, label, text):
        """Another header over a column."""
        self.do("type", cell=self.at(self.top(), label), text=text)

    def lose_rows(self):
        self.do("delete_rows", row=self.top() + 1, count=len(self.rows()))

    def vanish(self):
        self.do("delete_tab")
