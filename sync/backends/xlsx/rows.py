"""A row's bytes with some of its cells written anew; everything else in the row stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.formula.translate import Translator

from sync.backends.xlsx import markup
from sync.backends.xlsx.letters import letters_of, number_of
from sync.backends.xlsx.parsing import DIGITS

RESULT = {"s", "t", "cm", "vm", "ph", "r"}


@dataclass(frozen=True, slots=True)
class Write:
    """A text for a cell, and the look it wants: `text` that digits stay digits, `fill` grey, none, or as it is."""

    content: str
    text: bool = False
    fill: str = ""


@dataclass(frozen=True)
class Unfold:
    """A shared formula that loses its first cell is told in this cell itself: `formula` as it stood at `origin`."""

    formula: str
    origin: str


class Row:
    """Writes rows of one tab. `look(style, write)` is the look of a written cell, `default(column)` that of a new one.

    Formulas beside our columns lose their result in a row that changes: LibreOffice would go on showing it.
    """

    def __init__(self, prefix: str, look: Callable[[int, Write], int], default: Callable[[int], int], ours):
        self.prefix, self.look, self.default, self.ours = prefix, look, default, ours

    # A row that is there -----------------------------------------------------------------------------

    def changed(self, piece: bytes, line: int, writes: dict[int, Write | Unfold]) -> bytes:
        """The row without its closing tag, as it was given, unless it had none."""
        tag = markup.TAG.match(piece)
        empty = tag[2] == b"/"
        whole = piece if empty else piece + f"</{self.prefix}row>".encode()
        row, *found = markup.elements(whole)
        cells = [one for one in found if one.parent is row and one.name == "c"]
        start = markup.with_attributes(tag[0][:-2] + b">" if empty else tag[0], {"spans": None})
        style = (
            int(row.attributes.get("s", 0)) if row.attributes.get("customFormat") in ("1", "true") else None
        )
        content = self.merged(whole, placed(cells), line, writes, style)
        rest = b"" if empty else whole[cells[-1].end if cells else tag.end() : row.close]
        return start + content + rest + (f"</{self.prefix}row>".encode() if empty else b"")

    def merged(self, whole, cells, line, writes, style):
        """All cells in their order, the written ones anew."""
        pieces = []
        for column in sorted({*cells, *writes}):
            old, write = cells.get(column), writes.get(column)
            if write is None:
                piece = whole[old.start : old.end] if column in self.ours else to_calculate(whole, old)
                pieces.append(self.addressed(piece, old, f"{letters_of(column)}{line}"))
            elif isinstance(write, Unfold):
                pieces.append(self.unfolded(whole, old, f"{letters_of(column)}{line}", write))
            else:
                pieces.append(self.cell(line, column, write, old, style))
        return b"".join(pieces)

    def addressed(self, piece, old, place):
        """A cell that only followed the one before must say where it is, once others come between."""
        return piece if "r" in old.attributes else markup.with_attributes(piece, {"r": place})

    def cell(self, line, column, write, old, style):
        attributes = old.attributes if old else {}
        was = int(attributes["s"]) if "s" in attributes else self.default(column) if style is None else style
        if old is None and not write.content:
            return b""
        rest = "".join(f' {n}="{markup.quoted(v)}"' for n, v in attributes.items() if n not in RESULT)
        return self.said(f"{letters_of(column)}{line}", self.look(was, write), write.content, rest)

    def said(self, place, look, text, rest=""):
        p = self.prefix
        style = f' s="{look}"' if look else ""
        if not text:
            return f'<{p}c r="{place}"{style}{rest}/>'.encode()
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        said = markup.escaped(text)
        return f'<{p}c r="{place}"{style} t="inlineStr"{rest}><{p}is><{p}t{space}>{said}</{p}t></{p}is></{p}c>'.encode()

    def unfolded(self, whole, old, place, write):
        """The follower of a shared formula with the formula written out."""
        told = next(one for one in old.children if one.name == "f")
        formula = Translator(f"={write.formula}", origin=write.origin).translate_formula(place)
        new = f"<{self.prefix}f>{markup.escaped(formula[1:])}</{self.prefix}f>".encode()
        piece = whole[old.start : told.start] + new + whole[told.end : old.end]
        return self.addressed(piece, old, place)

    # A row that is new -------------------------------------------------------------------------------

    def new(self, line: int, writes: dict[int, Write]) -> bytes:
        cells = []
        for column in sorted(writes):
            write, default = writes[column], self.default(column)
            look = self.look(default, write)
            if write.content or look != default:
                cells.append(self.said(f"{letters_of(column)}{line}", look, write.content))
        return f'<{self.prefix}row r="{line}">'.encode() + b"".join(cells) + f"</{self.prefix}row>".encode()


def to_calculate(whole, cell):
    """The cell; where it holds a formula, without the result."""
    found = {one.name: one for one in cell.children}
    if not {"f", "v"} <= set(found):
        return whole[cell.start : cell.end]
    return whole[cell.start : found["v"].start] + whole[found["v"].end : cell.end]


def placed(cells):
    """{column: cell}, also where a cell only follows the one before."""
    found, column = {}, 0
    for cell in cells:
        place = cell.attributes.get("r")
        column = number_of(place.rstrip(DIGITS)) if place else column + 1
        found[column] = cell
    return found
