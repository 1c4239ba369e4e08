"""What a workbook consists of: its tabs with their parts, shared strings, looks, and the few words around them that a
change of cells may touch."""

import re
from dataclasses import dataclass
from functools import cached_property

from sync.backends.xlsx import markup
from sync.backends.xlsx.package import Changes, Package
from sync.backends.xlsx.styles import Styles
from sync.backends.xlsx.values import Values

CONTENT_TYPES = "[Content_Types].xml"
FILTER_NAME = "_xlnm._FilterDatabase"
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
LAST_LINE = re.compile(r"\$\d+$")


@dataclass(frozen=True)
class Tab:
    """One tab: its name, the place among all tabs that names refer to, its part."""

    title: str
    place: int
    part: str


class Contents(Package):
    """The workbook in `content`."""

    def __init__(self, content: bytes):
        super().__init__(content)
        self.main = next(one.target for one in self.relations("") if one.kind == "officeDocument")
        self.data = self.part(self.main)
        self.elements = markup.elements(self.data)
        self.related = self.relations(self.main)
        self.tabs = list(self.worksheets())
        since_1904 = any(e.attributes.get("date1904") in ("1", "true") for e in self.named("workbookPr"))
        self.values = Values(self, self.sole("sharedStrings"), self.styles, since_1904)

    def named(self, name):
        return [one for one in self.elements if one.name == name]

    def sole(self, kind) -> str | None:
        """The part of this kind, of which a workbook has one at most."""
        return next((one.target for one in self.related if one.kind == kind and self.has(one.target)), None)

    def has(self, part):
        return part.lower() in self.names

    def worksheets(self):
        parts = {one.id: one.target for one in self.related if one.kind == "worksheet"}
        for place, one in enumerate(self.named("sheet")):
            id = next(value for name, value in one.attributes.items() if name.rpartition(":")[2] == "id")
            if id in parts and self.has(parts[id]):
                yield Tab(one.attributes["name"], place, parts[id])

    @cached_property
    def styles(self) -> Styles:
        part = self.sole("styles")
        return Styles(self.part(part)) if part else Styles()

    # Changes beside the cells ------------------------------------------------------------------------

    def without_chain(self, changes: Changes) -> None:
        """The order of calculation goes when a formula goes; a spreadsheet program makes it anew."""
        chain = self.sole("calcChain")
        if chain is None:
            return
        changes.dropped.add(chain)
        relations = f"{self.main.rpartition('/')[0]}/_rels/{self.main.rpartition('/')[2]}.rels".lstrip("/")
        self.cut(changes, relations, lambda one: one.get("Type", "").endswith("/calcChain"))
        self.cut(
            changes, CONTENT_TYPES, lambda one: one.get("PartName", "").lstrip("/").lower() == chain.lower()
        )

    def cut(self, changes, part, gone):
        data = self.part(part)
        edits = [(one.start, one.end, b"") for one in markup.elements(data) if gone(one.attributes)]
        changes.whole[part] = markup.spliced(data, edits)

    def calculates(self) -> bool:
        """Whether any tab holds a formula."""
        return self.sole("calcChain") is not None or any(self.shows_formula(tab) for tab in self.tabs)

    def shows_formula(self, tab):
        with self.stream(tab.part) as file:
            rest = b""
            while block := file.read(markup.BLOCK):
                if FORMULA.search(rest + block):
                    return True
                rest = block[-20:]
        return False

    def to_calculate(self) -> list[tuple[int, int, bytes]]:
        """Formulas must not go on showing what came of the old values: they are calculated when the file is opened."""
        found = self.named("calcPr")
        if found and found[0].attributes.get("fullCalcOnLoad") in ("1", "true"):
            return []
        if found:
            tag = self.data[found[0].start : found[0].inside]
            return [(found[0].start, found[0].inside, markup.with_attributes(tag, {"fullCalcOnLoad": "1"}))]
        after = next(
            one for name in ("definedNames", "externalReferences", "sheets") for one in self.named(name)
        )
        return [(after.end, after.end, f'<{after.prefix}calcPr fullCalcOnLoad="1"/>'.encode())]

    def longer_filter(self, tab: Tab, last: int) -> list[tuple[int, int, bytes]]:
        """The name that some programs keep of a filter's range follows it."""
        mine = {"name": FILTER_NAME, "localSheetId": str(tab.place)}
        found = [e for e in self.named("definedName") if mine.items() <= e.attributes.items()]
        texts = [(one, self.data[one.inside : one.close].decode()) for one in found]
        return [(e.inside, e.close, LAST_LINE.sub(f"${last}", text).encode()) for e, text in texts]
