"""Workbooks as other programs write them: parts by hand, and one with everything that people put beside a list."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def raw(sheet: str | bytes, strings: str = "", extra=None, book: str = "") -> bytes:
    """A workbook with one tab whose part is `sheet`; `strings` and other parts besides."""
    parts = {
        "[Content_Types].xml": content_types([SHEET, *(extra or {})]),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "/xl/sharedStrings.xml"),
            ("calcChain", "calcChain.xml"),
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        SHEET: sheet,
        **(extra or {}),
    }  # fmt: skip
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return content.getvalue()


def relations(*targets):
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{found}</Relationships>'


def content_types(parts):
    kinds = {"worksheets/sheet": "worksheet", "calcChain": "calcChain"}
    told = "".join(
        f'<Override PartName="/{part}" ContentType="{SPREADSHEET}.{kind}+xml"/>'
        for part in parts
        for piece, kind in kinds.items()
        if piece in part
    )
    usual = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    told += "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{SPREADSHEET}.{kind}+xml"/>'
        for name, kind in usual.items()
    )
    defaults = '<Default Extension="xml" ContentType="application/xml"/>'
    defaults += (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'<Types xmlns="{TYPES}">{defaults}{told}</Types>'


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def with_parts(content: bytes, more: dict[str, bytes]) -> bytes:
    """The same workbook with parts that only other programs understand."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name, part in {**parts(content), **more}.items():
            new.writestr(name, part)
    return target.getvalue()


def decorated(path, rows) -> None:
    """These rows with a picture, a chart, comments, colours by value, own formulas, a table, and foreign parts."""
    with xlsxwriter.Workbook(path) as book:
        tab, count = book.add_worksheet("名册"), len(rows)
        own = max(map(len, rows))
        text = book.add_format({"num_format": "@"})
        for line, texts in enumerate(rows):
            tab.write_row(line, 0, texts, text)
            tab.write_formula(line, own, f"=LEN(C{line + 1})", None, len(texts[2] or ""))
        tab.set_column(0, 0, None, None, {"hidden": True})
        tab.insert_image("M2", "旗.png", {"image_data": BytesIO(picture())})
        tab.write_comment("C2", "问过本人")
        tab.conditional_format(
            f"D2:D{count}", {"type": "text", "criteria": "begins with", "value": "138", "format": None}
        )
        tab.autofilter(0, 0, count - 1, own - 1)
        other = book.add_worksheet("汇总")
        other.write_formula("A1", "=COUNTA(名册!C:C)", None, count)
        other.merge_range("B1:C1", "合计")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"=名册!$K$2:$K${count}"})
        other.insert_chart("D2", chart)
        other.add_table("F1:G3", {"columns": [{"header": "甲"}, {"header": "乙"}]})
        book.set_properties({"title": "职工"})
    foreign = {
        "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        "customXml/item1.xml": b"<mine>\r\n</mine>",
    }
    book = {
        "xl/workbook.xml": parts(path.read_bytes())["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    }
    path.write_bytes(with_parts(path.read_bytes(), foreign | book))


def picture():
    """A red dot as PNG."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")
