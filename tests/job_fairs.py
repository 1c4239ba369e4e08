"""Fairs of the size the articles tell of, made quickly; figures read from a report. No expectations here."""

import csv
import io
from datetime import date

from choices import FairKind, FairState, FirmState
from models import Enterprise, Fair, FairFirm, JobPost, Worker
from operations import bulk
from scope import SYSTEM
from tests.make import make


def held(union, firms, posts, openings, day, kind=FairKind.OFFLINE, state=FairState.HELD, visitors=None):
    """A fair with so many companies and posts, each of so many openings: (the fair, its posts)."""
    fair = make(
        Fair, organisation=union, starts_on=day, ends_on=None, kind=kind, state=state, visitors=visitors
    )  # fmt: skip
    first = Enterprise.select().count()
    companies = [Enterprise(name=f"企业{first + number}", organisation=union) for number in range(firms)]
    bulk.load(Enterprise, companies, SYSTEM)
    there = list(Enterprise.select().order_by(Enterprise.id.desc()).limit(firms))
    bulk.load(FairFirm, (FairFirm(fair=fair, enterprise=one, state=FirmState.CAME) for one in there), SYSTEM)
    bulk.load(JobPost, (post(union, fair, there[n % firms], n, openings, day) for n in range(posts)), SYSTEM)
    return fair, list(JobPost.select().where(JobPost.fair == fair).order_by(JobPost.id))


def post(union, fair, company, number, openings, day):
    return JobPost(
        name=f"岗位{number}", organisation=union, enterprise=company, fair=fair, openings=openings,
        posted_on=day, place="市区",
    )  # fmt: skip


def people(union, number):
    """So many workers of a union."""
    bulk.load(Worker, (Worker(name="求职者", organisation=union) for _number in range(number)), SYSTEM)
    return list(Worker.select().order_by(Worker.id.desc()).limit(number))


def do(person, record, verb, **typed):
    """The answer to a verb's form, filled in on screen."""
    address = f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


def figures(person, address):
    """{indicator: value} of a report's file."""
    text = person.get(address).get_data(as_text=True).lstrip("\ufeff")
    return {row[0]: row[1] for row in csv.reader(io.StringIO(text))}


def a_month_before(day):
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
