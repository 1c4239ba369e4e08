"""What the address of a page asks for: which union, which page. What else it may hold is each page's own."""

from flask import abort, request

import scope
from admin.access import actor
from models import Organisation

LAST_PAGE = 10**6


def union() -> Organisation | None:
    """The union in `?organisation=O-3`; none means all that the reader sees. A foreign one looks like an unknown one."""
    code = request.args.get("organisation", "").strip()
    return (scope.find(Organisation, code.split()[0], actor()) or abort(404)) if code else None


def page_number() -> int:
    """The page in `?page=`, from 0; what is no number is the first."""
    return min(number_in(request.args.get("page", "")), LAST_PAGE)


def number_in(text: str) -> int:
    """A whole number as an address or a form holds it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
