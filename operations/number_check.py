"""What anybody may learn of the number of a certificate, without an account: whether it holds, of whom little more.

Certificates of classes and of completed apprenticeships are looked up alike, in the same steps whether one is found or
not. Which page says it is the screens' matter.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from peewee import JOIN

import models
from choices import Role, SkillLevel, Standing
from language import gettext
from models import Certificate, MentorshipContract, Organisation, Trade, Worker
from operations.knocking import knock
from rules import certificates as rules
from scope import Actor, Only, visible


@dataclass(frozen=True)
class Checked:
    """What the page says of a number; of an unknown one nothing but that."""

    number: str
    standing: Standing = Standing.UNKNOWN
    holder: str = ""  # masked
    title: str = ""
    trade: str = ""
    level: SkillLevel | None = None
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None


def check(typed: str, address: str) -> Checked:
    """What can be said of a number as somebody typed it. Raises `TooMany` where wrong ones are tried too often."""
    number = rules.as_typed(typed)
    with knock(sha256(number.encode("utf-8", "replace")).hexdigest(), address) as tries:
        found = [of_class(number), of_apprenticeship(number)]
        tries.found = next(filter(None, found), None)
    return tries.found or Checked(number)


def anybody(table, column, number):
    """Somebody who may see what bears this number, and nothing else."""
    return Actor("anybody", Role.READER, via="check", only=Only(((table, column, number),), ""))


def of_class(number):
    by = anybody("certificate", "number", number)
    row = read(
        Certificate, Certificate.worker, by,
        Certificate.title, Certificate.level, Certificate.issued_on, Certificate.expires_on, Certificate.revoked_on,
    )  # fmt: skip
    return row and said(number, **row)


def of_apprenticeship(number):
    by = anybody("mentorship_contract", "certificate", number)
    contract = MentorshipContract
    row = read(contract, contract.apprentice, by, contract.ended_on.alias("issued_on"))
    return row and said(number, title=gettext("Certificate of completed apprenticeship"), **row)


def read(model, holder, by, *facts):
    """The one row behind a number, with the names it needs; None where there is none."""
    names = (Worker.name.alias("holder"), Trade.name.alias("trade"), Organisation.name.alias("issuer"))
    query = visible(model, by, *facts, *names).join(Worker, on=holder == Worker.id)
    query = query.join_from(model, Trade, JOIN.LEFT_OUTER).join_from(model, Organisation)
    return query.dicts().first()


def said(number, holder, trade, issued_on, expires_on=None, revoked_on=None, **facts):
    return Checked(
        number, rules.standing(models.now().date(), expires_on, revoked_on), rules.masked(holder), trade=trade or "",
        issued_on=issued_on, expires_on=expires_on, revoked_on=revoked_on, **facts,
    )  # fmt: skip
