"""A request, an answer, and the table of routes. What the routes do does not belong here."""

import json
import re
from dataclasses import dataclass, field

from tests.sheet_service.errors import Problem

ROUTES = []


@dataclass
class Request:
    method: str
    path: str
    query: dict
    body: bytes
    headers: dict
    caller: str = ""

    def json(self):
        if not self.body:
            return {}
        try:
            found = json.loads(self.body)
        except ValueError:
            raise Problem(400, "Invalid JSON payload received. Unexpected token.") from None
        if not isinstance(found, dict):
            raise Problem(400, "Invalid JSON payload received. Unknown name.")
        return found

    def option(self, name, default=""):
        return self.query.get(name, [default])[0]


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    kind: str = "application/json; charset=UTF-8"
    headers: dict = field(default_factory=dict)
    lost: bool = False  # the line breaks before it arrives
    wait: float = 0.0


def route(method, pattern):
    def known(function):
        ROUTES.append((method, re.compile(pattern), function))
        return function

    return known


def as_json(value, status=200):
    return Answer(status, json.dumps(value, ensure_ascii=False).encode())


def refusal(problem, drive=False):
    return as_json(problem.body(drive), problem.code)


def options_of(request):
    return {name: some[0] for name, some in request.query.items()}


def finish(service, book):
    book.work_out()
    service.keep(book)
