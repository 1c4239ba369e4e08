"""The small office: a district union with its townships and companies, as the articles tell of one."""

from datetime import date
from pathlib import Path

from demo.ground import refuse_on_used_desk


def build(today: date, sheets_folder: Path) -> None:
    """Fill an empty desk with the small office and share one of its registers as a workbook."""
    refuse_on_used_desk()
