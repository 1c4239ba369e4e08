"""`python -m docs.generate`: docs/records.md, worked out from the declarations; a test compares the two.

What a column means is said where it is declared; nothing is worded here but the frame.
"""

from itertools import groupby
from pathlib import Path

from choices import Area
from commands.vocabulary import entity
from language import speaking
from models import RECORDS

FILE = Path(__file__).parent / "records.md"
HEAD = """# The records

Every entity with its columns, in the order of the menu. Made from `models.py` and `choices.py` by
`python -m docs.generate`; do not edit. Every record also has a code (`W-17`), a version, the times it was made
and last changed, and a place in the trash.

"""
TYPES = {
    "char": "text",
    "name": "name",
    "text": "long text",
    "integer": "whole number",
    "decimal": "exact number",
    "boolean": "yes or no",
    "date": "date",
    "datetime": "date and time",
    "choice": "one word",
    "choices": "several words",
    "order": "several words in their order",
    "phone": "phone number",
    "idnumber": "document number",
    "creditcode": "credit code",
}


def page() -> str:
    """The whole of docs/records.md."""
    parts = [HEAD, "| Entity | Table | Code | Columns |\n|---|---|---|---|\n"]
    records = [entity(model) for model in RECORDS]
    parts += [index_line(record) for record in records]
    for area, members in groupby(records, key=lambda record: record["area"]):
        parts.append(f"\n## {in_english(Area(area).words)}\n")
        parts += [section(record) for record in members]
    return "".join(parts)


def in_english(words):
    with speaking("en"):
        return str(words)


def index_line(record):
    anchor = record["title"]["en"].lower().replace(" ", "-")
    title = f"[{record['title']['en']}](#{anchor}) {record['title']['zh']}"
    return f"| {title} | `{record['table']}` | `{record['prefix']}-1` | {len(record['columns'])} |\n"


def section(record):
    lines = [
        f"\n### {record['title']['en']}\n\n{record['title']['zh']} · `{record['table']}`\n",
        f"{record['sentence']['en']} {record['sentence']['zh']}\n",
        "| Column | 列 | Name | Holds | |\n|---|---|---|---|---|",
        *map(column_line, record["columns"]),
    ]
    lines += [f"\nDifferent together: {', '.join(f'`{n}`' for n in names)}." for names in record["together"]]
    lines += [word_lines(column) for column in record["columns"] if column["choices"]]
    return "\n".join(lines) + "\n"


def column_line(column):
    marks = [mark for mark in ("required", "sensitive", "distinct") if column[mark]]
    holds = f"link to `{column['target']}`" if column["target"] else TYPES[column["type"]]
    return f"| {column['en']} | {column['zh']} | `{column['name']}` | {holds} | {', '.join(marks)} |"


def word_lines(column):
    """The words of a column, those of a life cycle with the moves between them."""
    words = {word["value"]: f"{word['en']} {word['zh']}" for word in column["choices"]}
    if not column["life_cycle"]:
        return f"\n{column['en']}: {' · '.join(words.values())}."
    moves = (
        f"- {words[word['value']]} → {' · '.join(words[move] for move in word['moves']) or 'the end'}"
        for word in column["choices"]
    )
    return f"\n{column['en']}, a life cycle that starts at the first:\n\n" + "\n".join(moves)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
