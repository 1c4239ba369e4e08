"""The looks of cells: which show a day, and a cell's look with one thing changed, added to the part only where missing."""

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from sync.backends.xlsx import markup

TEXT_FORMAT = "49"
GREY = "EDEDED"
GREY_FILL = (
    '<{0}fill><{0}patternFill patternType="solid"><{0}fgColor rgb="FF{1}"/>'
    '<{0}bgColor indexed="64"/></{0}patternFill></{0}fill>'
)


class Styles:
    """The part `styles`; a workbook may have none."""

    def __init__(self, data: bytes = b""):
        self.data = data
        found = markup.elements(data) if data else []
        inside = {parent.name: parent for parent in found if parent.name in ("cellXfs", "fills", "numFmts")}
        self.looks, self.fills = inside.get("cellXfs"), inside.get("fills")
        formats = inside["numFmts"].children if "numFmts" in inside else []
        self.formats = {one.attributes.get("numFmtId"): one.attributes.get("formatCode") for one in formats}
        self.pieces = [data[one.start : one.end] for one in self.looks.children] if self.looks else []
        self.facts = [dict(one.attributes) for one in self.looks.children] if self.looks else []
        self.before, self.new_fills = len(self.pieces), []
        self._shown, self._derived = {}, {}

    # Reading ---------------------------------------------------------------------------------------

    def shown(self, style: str | None) -> str:
        """Whether a number of this look is a day or a span of time; nothing where it is a number."""
        if style not in self._shown:
            code = self.code(self.fact(style).get("numFmtId", "0"))
            day = "day" if code and is_date_format(code) else ""
            self._shown[style] = "span" if code and is_timedelta_format(code) else day
        return self._shown[style]

    def code(self, number):
        return self.formats.get(number) or BUILTIN_FORMATS.get(int(number), "")

    def fact(self, style):
        number = int(style or 0)
        return self.facts[number] if number < len(self.facts) else {}

    # Changing --------------------------------------------------------------------------------------

    def derived(self, style: int, text: bool = False, fill: str = "") -> int:
        """The number of the look that is this one, as text, and grey or (`none`) without a fill."""
        key = style, text, fill
        if key not in self._derived:
            self._derived[key] = self.derive(*key) if style < len(self.pieces) else style
        return self._derived[key]

    def derive(self, style, text, fill):
        wanted = {}
        if text and self.code(self.facts[style].get("numFmtId", "0")) != "@":
            wanted |= {"numFmtId": TEXT_FORMAT, "applyNumberFormat": "1"}
        if fill and self.fills is not None:
            number = self.grey() if fill == "grey" else "0"
            wanted |= (
                {"fillId": number, "applyFill": "1"} if self.facts[style].get("fillId") != number else {}
            )
        return self.added(style, wanted) if wanted else style

    def added(self, style, wanted):
        piece = markup.with_attributes(self.pieces[style], wanted)
        if piece not in self.pieces:
            self.pieces.append(piece)
            self.facts.append({**self.facts[style], **wanted})
        return self.pieces.index(piece)

    def grey(self):
        for number, fill in enumerate(self.fills.children):
            if self.is_grey(fill):
                return str(number)
        if not self.new_fills:
            self.new_fills.append(GREY_FILL.format(self.fills.prefix, GREY).encode())
        return str(len(self.fills.children))

    def is_grey(self, fill):
        pattern = fill.children[0] if fill.children else fill
        colors = [one.attributes.get("rgb", "") for one in pattern.children if one.name == "fgColor"]
        solid = pattern.attributes.get("patternType") == "solid"
        return solid and bool(colors) and colors[0].upper().endswith(GREY)

    def changed(self) -> list[bytes] | None:
        """The part with what was added; None where nothing was."""
        new = self.pieces[self.before :]
        if not new:
            return None
        edits = [
            *self.longer(self.looks, new),
            *(self.longer(self.fills, self.new_fills) if self.new_fills else ()),
        ]
        return [markup.spliced(self.data, edits)]

    def longer(self, element, new):
        count = {"count": str(len(element.children) + len(new))}
        tag = markup.with_attributes(self.data[element.start : element.inside], count)
        return [(element.start, element.inside, tag), (element.close, element.close, b"".join(new))]
