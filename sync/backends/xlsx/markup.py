"""XML as bytes: where each element stands, and how a piece of it is changed so that all around it stays as it is."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

BLOCK = 1 << 18
# A start tag, at a place where the parser said that one begins.
TAG = re.compile(rb"<[^\s/>]+((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")
DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile("_x(?!0000|[Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(eq=False)
class Element:
    """An element and its bytes: start tag from `start` to `inside`, content to `close`, all of it to `end`."""

    tag: str
    attributes: dict[str, str]
    start: int
    inside: int
    parent: "Element | None"
    close: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        return self.tag[: len(self.tag) - len(self.name)]


def parser() -> expat.XMLParserType:
    """A parser that refuses declarations of entities: no workbook has them, some bombs do."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.buffer_size = 1 << 16
    made.StartDoctypeDeclHandler = refuse_doctype
    return made


def refuse_doctype(*_declared):
    raise ValueError("DOCTYPE")


def elements(data: bytes) -> list[Element]:
    """All elements of a small part in their order."""
    found, path = [], []
    made = parser()

    def start(tag, attributes):
        at = made.CurrentByteIndex
        one = Element(tag, attributes, at, TAG.match(data, at).end(), path[-1] if path else None)
        if path:
            path[-1].children.append(one)
        path.append(one)
        found.append(one)

    def end(_tag):
        one = path.pop()
        one.close = one.end = made.CurrentByteIndex
        if data[one.inside - 2 : one.inside] != b"/>":
            one.end = data.index(b">", one.close) + 1

    made.StartElementHandler, made.EndElementHandler = start, end
    made.Parse(data, True)
    return found


def with_attributes(piece: bytes, changes: dict[str, str | None]) -> bytes:
    """A piece that begins with a start tag, some of the tag's attributes changed; None takes one away."""
    match = TAG.match(piece)
    tag, attributes = started(match[0])
    attributes = {**attributes, **changes}
    said = "".join(f' {name}="{quoted(value)}"' for name, value in attributes.items() if value is not None)
    return f"<{tag}{said}{match[2].decode()}>".encode() + piece[match.end() :]


def started(tag: bytes):
    """(name, attributes) of a start tag that stands alone."""
    found = []
    made = parser()
    made.StartElementHandler = lambda *one: found.append(one)
    made.Parse(tag)
    return found[0]


def spliced(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The data with some stretches replaced; the edits in any order, none within another."""
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        data = data[:start] + new + data[end:]
    return data


def streamed(
    file: BinaryIO, edits: Iterable[tuple[int, int, Callable[[bytes], Iterable[bytes]]]]
) -> Iterator[bytes]:
    """The bytes of a stream, some stretches replaced by what is made of them; edits in ascending order."""
    place = 0
    for start, end, change in edits:
        yield from exactly(file, start - place)
        yield from change(b"".join(exactly(file, end - start)))
        place = end
    while block := file.read(BLOCK):
        yield block


def exactly(file, count):
    while count:
        block = file.read(min(count, BLOCK))
        if not block:
            raise EOFError
        count -= len(block)
        yield block


# Texts -------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text as it stands in a cell; what XML cannot say is written the way Excel does."""
    return ODD.sub(named, text) if ODD.search(text) else text


def named(match):
    return NAMED.get(match[0]) or f"_x{ord(match[0]):04X}_"


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def quoted(value):
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\n", "&#10;")


# Encodings ---------------------------------------------------------------------------------------


def spelled_utf8(start: bytes) -> bool:
    return encoding(start).lower() in ("utf-8", "utf8")


def encoding(start):
    for mark, name in WIDE:
        if start.startswith(mark):
            return name
    declared = DECLARED.match(start.removeprefix(codecs.BOM_UTF8))
    return declared[1].decode() if declared else "utf-8"


def as_utf8(data: bytes) -> bytes:
    """The same document in UTF-8, so that pieces of it can be replaced by ours."""
    name = encoding(data[:200])
    if name.lower() in ("utf-8", "utf8"):
        return data
    text = data.decode(name).lstrip("\ufeff")
    return re.sub(
        r"^\s*<\?xml.*?\?>", '<?xml version="1.0" encoding="UTF-8"?>', text, count=1, flags=re.S
    ).encode()
