"""The documentation says what is."""

import re
from pathlib import Path

import pytest

from docs import generate

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_the_page_of_records_is_up_to_date():
    """When this fails: python -m docs.generate"""
    assert generate.FILE.read_text(encoding="utf-8") == generate.page()


@pytest.mark.parametrize("file", sorted(DOCS.rglob("*.md")), ids=lambda file: file.name)
def test_every_file_that_a_page_names_is_there(file):
    """`like/this.py` or [like this](that.md), from the root or from the page itself."""
    text = file.read_text(encoding="utf-8")
    named = re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|md|po|cfg|toml))`", text) + re.findall(
        r"\]\(([\w./-]+\.md)\)", text
    )
    missing = [
        name for name in named if not any((base / name).exists() for base in (DOCS.parent, file.parent))
    ]
    assert missing == []
