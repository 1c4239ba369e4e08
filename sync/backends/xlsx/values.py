"""What a cell says, from what stands in the file: shared strings, numbers, days by their format, results of formulas."""

from collections.abc import Iterator
from datetime import datetime

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from sync.backends import Broken
from sync.backends.cells import as_text
from sync.backends.xlsx import markup
from sync.backends.xlsx.package import Package
from sync.backends.xlsx.styles import Styles

LONGEST = 100_000  # characters; a spreadsheet's cell holds a third of that
NO_DAY = "#VALUE!"


class Values:
    """The cells of one workbook as texts."""

    def __init__(self, package: Package, strings: str | None, styles: Styles, since_1904: bool):
        self.package, self.part, self.styles = package, strings, styles
        self.epoch: datetime = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
        self._strings = None

    @property
    def strings(self) -> list[str]:
        if self._strings is None:
            self._strings = list(shared(self.package, self.part)) if self.part else []
        return self._strings

    def forget(self) -> None:
        """The shared strings are many; who wants them again reads them again."""
        self._strings = None

    def text(self, kind: str | None, style: str | None, formula: str | None, raw: str) -> str:
        """The text of a cell of this kind (`t`), style (`s`), formula and value (`v`, or the text in it)."""
        if formula is not None:
            return self.calculated(kind, style, formula, raw)
        if not raw:
            return ""
        if kind == "s":
            return self.strings[int(raw)]
        if kind in ("inlineStr", "str"):
            return markup.unescaped(raw)
        return self.plain(kind, style, raw)

    def calculated(self, kind, style, formula, raw):
        """The result that the spreadsheet program left of a formula; without one nothing can be said."""
        if not raw or kind == "e":
            return Broken(f"={formula}")
        return self.text(kind, style, None, raw)

    def plain(self, kind, style, raw):
        if kind == "b":
            return as_text(raw.strip() not in ("0", "false"))
        if kind == "e":
            return Broken(raw)
        if kind == "d":
            return as_text(from_ISO8601(raw))
        return self.number(raw, style)

    def number(self, raw, style):
        try:
            value = float(raw)
            shown = self.styles.shown(style)
            return as_text(from_excel(value, self.epoch, timedelta=shown == "span") if shown else value)
        except (ValueError, OverflowError):
            return Broken(NO_DAY)


def shared(package: Package, part: str) -> Iterator[str]:
    """The texts that the cells refer to by number; of rich text all of it, how it is read aloud left out."""
    reader = Strings()
    with package.stream(part) as file:
        while block := file.read(markup.BLOCK):
            reader.parser.Parse(block)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
        yield from reader.taken()


class Strings:
    """One pass over the shared strings."""

    def __init__(self):
        self.found, self.text, self.within, self.aloud = [], "", False, False
        self.parser = markup.parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.characters

    def taken(self):
        found, self.found = self.found, []
        return found

    def start(self, tag, _attributes):
        name = tag.rpartition(":")[2]
        if name == "t":
            self.within = not self.aloud
        elif name == "si":
            self.text = ""
        elif name == "rPh":
            self.aloud = True

    def end(self, tag):
        name = tag.rpartition(":")[2]
        if name == "t":
            self.within = False
        elif name == "si":
            self.found.append(markup.unescaped(self.text))
        elif name == "rPh":
            self.aloud = False

    def characters(self, text):
        if self.within:
            self.text += text
            if len(self.text) > LONGEST:
                raise ValueError("a text without end")
