"""A form does its work once: sent again, by a double click or from an earlier page, it answers with what it did.

Each form that is drawn holds a word of its own. What is kept of one that did its work is a fingerprint, so that
any number of web processes know it. Pages are `admin`'s.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import models
from database import db
from models import SentForm
from operations.chain import hold
from operations.refusals import in_words

KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Sent:
    """A form as it came in: its own word, who sent it, for which table, and what it holds."""

    word: str
    account: int
    table: str
    fields: tuple[tuple[str, str], ...]
    record: int | None = None  # what it is to change; None where it makes something

    @property
    def content(self) -> str:
        return digest([self.word, self.fields])

    @property
    def key(self) -> str:
        """A form that makes something is one, whatever it holds; one that changes something may hold another change."""
        return digest([self.word, self.account, self.table, self.record, self.record and self.content])


class Repeated(Exception):
    """This form has done its work before. `record`: the id of what it made; `same`: it held what it holds now."""

    def __init__(self, record, same):
        super().__init__(record)
        self.record, self.same = record, same


def digest(values):
    return sha256(json.dumps(values).encode()).hexdigest()


def new_word() -> str:
    return secrets.token_urlsafe(16)


def refuse_repeated(sent: Sent) -> None:
    """Raises Repeated where the form has done its work."""
    found = SentForm.get_or_none(SentForm.fingerprint == sent.key) if sent.word else None
    if found:
        raise Repeated(found.record, found.content == sent.content)


def once(sent: Sent, act: Callable):
    """What `act` makes, and the form done with; or nothing at all. Raises Repeated, and whatever `act` raises."""
    with in_words(), db.atomic():
        hold()  # the same form sent twice at one moment: the second waits here until the first is through
        refuse_repeated(sent)
        made = act()
        if sent.word:
            SentForm.create(fingerprint=sent.key, content=sent.content, record=made.id, at=models.now())
    return made


def purge() -> int:
    """Forget the forms that nobody will send any more. How many."""
    return SentForm.delete().where(SentForm.at < models.now() - KEPT).execute()
