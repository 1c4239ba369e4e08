"""The state of the service: a request in, an answer out, by the routes in `doors`. Sockets do not belong here."""

import random
import re
import string
import threading
import time
from collections import deque
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

from tests.sheet_service.book import Book, Sheet
from tests.sheet_service.doors import ROUTES
from tests.sheet_service.errors import Problem, forbidden, not_found
from tests.sheet_service.faults import PAGE, Faults, Quota
from tests.sheet_service.web import Answer, Request, as_json, refusal

PRIVATE = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
RECORDER = "telegram-budgeter@telegram-budgeter.iam.gserviceaccount.com"  # whom the recordings were made as
OTHER = "1aFileThatWasThereBeforeAnythingElseHappened0"
LETTERS = string.ascii_letters + string.digits + "-_"


class Service:
    """Every spreadsheet there is, and who asks for what."""

    def __init__(self, seed=None, clock=time.time):
        self.books, self.log = {}, deque(maxlen=10_000)
        self.faults, self.quota, self.tokens = Faults(), Quota(), {}
        self.undo = {}
        self.random, self.clock = random.Random(seed), clock
        self.lock = threading.RLock()
        self.create("家庭开支", RECORDER, id=OTHER)  # nobody's Drive is empty

    # Requests ------------------------------------------------------------------------------------

    def answer(self, method, target, headers, body):
        """What a request gets; the fault that is ordered for it comes first."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        request = Request(method, path, parse_qs(parts.query, keep_blank_values=True), body, headers)
        if path.startswith("/_"):
            return self.dispatched(request)
        fault = self.faults.strike(method, path)
        self.log.append(
            {
                "method": method,
                "path": path,
                "query": parts.query,
                "bytes": len(body),
                "fault": fault and fault.kind,
            }
        )
        if fault and fault.kind not in ("lost", "slow"):
            return self.broken(fault)
        answer = self.limited(request) or self.dispatched(request)
        if fault:
            answer.lost, answer.wait = fault.kind == "lost", fault.seconds
        return answer

    def broken(self, fault):
        if fault.kind == "reset":
            return Answer(lost=True)
        if fault.kind == "html":
            return Answer(502, PAGE.encode(), "text/html; charset=UTF-8")
        code = int(fault.kind)
        words = {
            429: "Quota exceeded for quota metric 'Read requests'",
            503: "The service is currently unavailable.",
        }
        answer = refusal(Problem(code, words.get(code, "Internal error encountered.")))
        if fault.retry_after is not None:
            answer.headers["Retry-After"] = str(fault.retry_after)
        return answer

    def limited(self, request):
        if not request.path.startswith("/v4/"):
            return None
        writes = request.method != "GET" and not re.search(r"ByDataFilter|:search$", request.path)
        name = self.quota.take(self.caller(request), writes, self.clock())
        if name is None:
            return None
        metric = "Write requests" if writes else "Read requests"
        return refusal(
            Problem(
                429, f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute per user'"
            )
        )

    def dispatched(self, request):
        for method, pattern, function in ROUTES:
            found = pattern.fullmatch(request.path)
            if found and method == request.method:
                return self.tried(request, function, found)
        return refusal(not_found(), request.path.startswith("/drive"))

    def tried(self, request, function, found):
        request.caller = self.caller(request)
        try:
            with self.lock:
                done = function(self, request, *found.groups())
        except Problem as problem:
            return refusal(problem, request.path.startswith("/drive"))
        return done if isinstance(done, Answer) else as_json(done)

    def caller(self, request):
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return self.tokens.get(token, RECORDER)

    # Books ---------------------------------------------------------------------------------------

    def fresh(self):
        return self.random.randrange(1, 2**31)

    def create(self, title, owner, locale="en_US", id=None):
        id = id or "1" + "".join(self.random.choices(LETTERS, k=43))
        properties = {"title": title, "locale": locale, "timeZone": "Etc/GMT"}
        now = self.now()
        self.books[id] = Book(id, properties, [Sheet.new(0, "Sheet1")], owner, now, now)
        return self.books[id]

    def now(self):
        return (
            datetime.fromtimestamp(self.clock(), UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z")
        )

    def book(self, id):
        if id == PRIVATE:
            raise forbidden()
        if id not in self.books:
            raise not_found()
        return self.books[id]

    def changing(self, id):
        """A copy to work on; `keep` puts it in the book's place."""
        return self.book(id).copy()

    def keep(self, book):
        before = self.books.get(book.id)
        book.version += 1
        book.changed = self.now()
        self.books[book.id] = book
        if before is not None:
            self.undo.setdefault(book.id, deque(maxlen=50)).append(before)
