"""A cadre at a shared workbook: opens the file, types, copies, sorts, deletes, saves. No expectations here."""

import shutil
import subprocess
from pathlib import Path

import openpyxl


class Workbook:
    """The workbook at `path`, spoken of by labels and codes; each edit opens and saves the file."""

    def __init__(self, path: Path):
        self.path = path

    # Looking -----------------------------------------------------------------------------------

    def book(self):
        return openpyxl.load_workbook(self.path)

    def tab(self, book):
        return next(t for t in book.worksheets if t.sheet_state == "visible")

    def top(self, tab):
        return next(c.row for c in tab_cells(tab) if str(c.value).startswith("_id"))

    def labels(self):
        tab = self.tab(self.book())
        return [cell.value for cell in tab[self.top(tab)]]

    def generation(self):
        return self.labels()[0]

    def rows(self):
        """Every row that holds something, as {label: value}, with its line."""
        tab = self.tab(self.book())
        top = self.top(tab)
        labels = [cell.value for cell in tab[top]]
        found = [(cells[0].row, [c.value for c in cells]) for cells in tab.iter_rows(min_row=top + 1)]
        return [
            {"line": line, **dict(zip(labels, values, strict=False))} for line, values in found if any(values)
        ]

    def row(self, code):
        return next(row for row in self.rows() if row["编号"] == code)

    def cell(self, code, label):
        return self.row(code)[label]

    def status(self, code):
        return self.cell(code, "同步状态") or ""

    def content(self):
        """Everything there is, to be compared."""
        return self.path.read_bytes()

    # Editing -----------------------------------------------------------------------------------

    def edit(self, change):
        """`change(tab, place)`, where `place(code, label)` is a cell."""
        book = self.book()
        tab = self.tab(book)
        change(tab, lambda code, label: self.place(tab, code, label))
        book.save(self.path)

    def place(self, tab, code, label):
        top = self.top(tab)
        labels = [cell.value for cell in tab[top]]
        codes = labels.index("编号")
        line = next(cells[0].row for cells in tab.iter_rows(min_row=top + 1) if cells[codes].value == code)
        return tab.cell(line, labels.index(label) + 1)

    def type(self, code, label, value):
        self.edit(lambda tab, place: setattr(place(code, label), "value", value))

    def type_at(self, line, label, value):
        def change(tab, _place):
            labels = [cell.value for cell in tab[self.top(tab)]]
            tab.cell(line, labels.index(label) + 1).value = value

        self.edit(change)

    def add(self, **values):
        """A new row below the others; its line."""
        line = self.rows()[-1]["line"] + 1

        def change(tab, _place):
            labels = [cell.value for cell in tab[self.top(tab)]]
            for label, value in values.items():
                tab.cell(line, labels.index(label) + 1).value = value

        self.edit(change)
        return line

    def copy(self, code, **changes):
        """A copy of a row, hidden id and all, with some cells changed; its line."""
        values = {label: value for label, value in self.row(code).items() if label != "line"}
        return self.add(**{**values, **changes})

    def remove(self, code):
        self.edit(lambda tab, place: tab.delete_rows(place(code, "编号").row))

    def arrange(self, order, skip_id=False):
        """Sort the rows into this order of codes, with or without the hidden column."""

        def change(tab, place):
            first = 2 if skip_id else 1
            lines = [place(code, "编号").row for code in order]
            content = {line: [c.value for c in tab[line]][first - 1 :] for line in lines}
            for target, source in zip(sorted(lines), lines, strict=True):
                for column, value in enumerate(content[source], first):
                    tab.cell(target, column).value = value

        self.edit(change)

    def rename(self, label, text):
        """Another header over a column."""

        def change(tab, _place):
            line = self.top(tab)
            next(cell for cell in tab[line] if cell.value == label).value = text

        self.edit(change)

    def lose_rows(self):
        self.edit(lambda tab, _place: tab.delete_rows(self.top(tab) + 1, 100))

    def vanish(self):
        self.path.unlink()

    def through_libreoffice(self, program, folder):
        """Opened and saved by the real LibreOffice."""
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = ["--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(self.path)]
        subprocess.run([program, profile, *convert], check=True, capture_output=True, timeout=180)
        shutil.move(folder / "out" / self.path.name, self.path)


def tab_cells(tab):
    return (cell for cells in tab.iter_rows(max_row=10) for cell in cells if cell.value is not None)
