"""`python -m translations.update`: bring the catalogue to the words now in code, templates and declarations.

Translations are kept, words no longer used dropped, new ones added empty for a person to translate.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from language import DEFAULT, FOLDER

ROOT = FOLDER.parent
FILE = FOLDER / DEFAULT / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy": None}
ELSEWHERE = {"instance", "node_modules", "__pycache__"}

# Without the dates that Babel writes: they would differ in every branch.
HEADER = b"""# The words of the records desk in Chinese. Messages come from `python -m translations.update`.
msgid ""
msgstr ""
"Project-Id-Version: Gongyou\\n"
"Language: zh_Hans_CN\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extracted() -> Catalog:
    """Every message that a person may see, in no particular language."""
    with (FOLDER / "babel.cfg").open() as text:
        methods, options = parse_mapping_cfg(text)
    catalog = Catalog(project="Gongyou", charset="utf-8")
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=ours)
    for file, _line, message, _comments, context in found:
        if str(message).strip():  # `gettext(" ".join(…))` is no message
            catalog.add(message, None, [(file, 0)], context=context)
    return catalog


def ours(folder):
    name = Path(folder).name
    return name not in ELSEWHERE and not name.startswith(".")


def stored() -> Catalog:
    """The catalogue as it lies in the file."""
    with FILE.open("rb") as text:
        return read_po(text, locale=DEFAULT)


def merged(catalog: Catalog, template: Catalog) -> Catalog:
    """The catalogue with the template's messages and no others."""
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def write(catalog: Catalog):
    with FILE.open("wb") as text:
        text.write(HEADER)
        write_po(text, catalog, width=110, sort_output=True, include_lineno=False, omit_header=True)


def missing(catalog: Catalog) -> list:
    """The messages without a translation."""
    return [m.id for m in catalog if m.id and not all(m.string if m.pluralizable else [m.string])]


def main():
    catalog = merged(stored(), extracted())
    write(catalog)
    gaps = missing(catalog)
    print(*gaps, sep="\n")
    sys.exit(f"{len(gaps)} of {len(catalog)} messages are not translated yet: {FILE}" if gaps else 0)


if __name__ == "__main__":
    main()
