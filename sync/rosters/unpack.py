"""The child process that unpacks a workbook: `python -m sync.rosters.unpack FILE` writes its tabs as JSON lines.

A process of its own, because a workbook unpacks into a hundred times its size: the worker's memory stays flat, and
one that would eat the machine's (a lone cell in the last corner of a tab is enough) is ended without harm to anybody.
For each tab one object, then one list per line that holds something: [line, text, text, …]; a spreadsheet's error
begins with a NUL. Nothing of ours is imported: it starts at once.
"""

import json
import sys
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from sync.rosters import unseen

MOST_MEMORY = 2 * 2**30
MOST_LINES, MOST_POSITIONS = 300_000, 1000


def main(path):
    limit_memory()
    try:
        for head, lines in tabs(path):
            print(json.dumps(head))
            for line in lines:
                print(json.dumps(line))
    except calamine.PasswordError:
        print(json.dumps({"trouble": "locked"}))
    except MemoryError:
        print(json.dumps({"trouble": "large"}))
    except BaseException:  # whatever a library trips over, the person hears that the file is damaged
        print(json.dumps({"trouble": "damaged"}))


def limit_memory():
    try:
        import resource
    except ImportError:  # Windows: there the machine is the limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def tabs(path):
    book = calamine.CalamineWorkbook.from_path(path)
    hints = unseen.hints(path)
    for tab in book.sheets_metadata:
        if tab.typ == calamine.SheetTypeEnum.WorkSheet:
            sheet, hint = book.get_sheet_by_name(tab.name), hints.get(tab.name, unseen.Hint())
            yield head(tab, sheet, hint), lines(sheet, hint)


def head(tab, sheet, hint):
    merged = [
        [top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return {
        "tab": tab.name,
        "visible": tab.visible == calamine.SheetVisibleEnum.Visible,
        "merged": merged,
        "hidden_lines": sorted(hint.hidden_lines),
        "hidden_positions": sorted(hint.hidden_positions),
    }


def lines(sheet, hint):
    """[line, texts…] of every line that holds something."""
    left = sheet.start[1] if sheet.start else 0
    for line, values in enumerate(sheet.iter_rows(), 1):
        texts = [""] * left + [seen(value) for value in values]
        for position, text in hint.odd.get(line, ()):
            texts.extend([""] * (position + 1 - len(texts)))
            texts[position] = text
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield [line, *texts]
        if line > MOST_LINES or len(texts) > MOST_POSITIONS:
            raise MemoryError


def seen(value) -> str:
    """A cell as people see it. A number too long for a spreadsheet shows that its last digits are lost."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else length(value)


def number(value):
    if abs(value) >= 10**15:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else repr(round(value, 10))


def length(value):
    """Hours and minutes."""
    minutes = round(value / timedelta(minutes=1)) if isinstance(value, timedelta) else 0
    return f"{minutes // 60}:{minutes % 60:02d}"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
