"""The trail as a whole, for who may read it: newest first, narrowed, as a file. Nothing here changes a line."""

from datetime import date, datetime, time
from typing import NamedTuple

from flask import abort, flash, request, url_for
from flask_admin import BaseView, expose

from admin import trail_lines
from admin.access import actor, run_view
from admin.drawing import actor_words, door_words
from admin.files import csv_response
from choices import Act
from language import gettext
from models import BY_TABLE, Audit
from operations import trail
from operations.exports import recorded, veiled
from rows import csv_lines

AT_ONCE = 100
ASKED = ("who", "entity", "act", "from", "to")


class TrailView(BaseView):
    """GET /admin/trail/?who=&entity=&act=&from=&to=&before= and the same as CSV."""

    _run_view = run_view

    @expose("/")
    def index(self):
        readers_only()
        asked = asked_for()
        lines = page_of(narrowed(asked), number_in(request.args.get("before", "")))
        older = url_for(".index", **asked, before=lines[AT_ONCE - 1].id) if len(lines) > AT_ONCE else None
        return self.render(
            "trail.html", lines=lines[:AT_ONCE], older=older, asked=asked, acts=list(Act), titles=titles(),
            subject=subject, changed=trail_lines.changed, told=trail_lines.told, linked=linked,
        )  # fmt: skip

    @expose("/export/csv/")
    def export(self):
        readers_only()
        asked = asked_for()
        words = [f"{name} {veiled(text)}" for name, text in asked.items()]
        table = recorded(table_of(narrowed(asked)), "audit", actor(), filters=words)
        return csv_response(csv_lines(table), gettext("Audit trail"))


def readers_only():
    if not trail.may_read(actor()):
        abort(403)


# Narrowing ---------------------------------------------------------------------------------------


def asked_for():
    """What the address asks for, without what it leaves open."""
    given = {name: request.args.get(name, "").strip()[:50].replace("\0", "") for name in ASKED}
    return {name: text for name, text in given.items() if text}


def narrowed(asked):
    """The lines asked for. What cannot be understood is said, and finds nothing."""
    query = trail.visible(actor())
    for name, text in asked.items():
        try:
            query = query.where(TESTS[name](text))
        except ValueError:
            flash(gettext("“%(text)s” cannot be looked for here.", text=text), "error")
            query = query.where(Audit.id.is_null())
    return query


def start(text):
    """The first moment of a day."""
    return datetime.combine(date.fromisoformat(text), time.min)


def end(text):
    """The last moment of a day."""
    return datetime.combine(date.fromisoformat(text), time.max)


TESTS = {
    "who": lambda text: Audit.who.contains(text),
    "entity": lambda text: Audit.entity == text,
    "act": lambda text: Audit.act == Act(text),
    "from": lambda text: Audit.at >= start(text),
    "to": lambda text: Audit.at <= end(text),
}


def number_in(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def page_of(query, before):
    """A page's lines and one more, which tells that there are older ones."""
    query = query.where(Audit.id < before) if before is not None else query
    return list(query.order_by(Audit.id.desc()).limit(AT_ONCE + 1))


# Words -------------------------------------------------------------------------------------------


class Subject(NamedTuple):
    """What a line is about, in words."""

    title: str
    code: str


def titles():
    """{entity: title} of all that lines can be about."""
    others = {
        "account": gettext("Accounts"),
        "sign_in": gettext("Sign-in log"),
        "report": gettext("Month reports"),
        "audit": gettext("Audit trail"),
        "quality_rule": gettext("Quality rules"),
        "quality": gettext("Data quality"),
        "shared_sheet": gettext("Shared workbooks"),
    }
    return {table: str(model._meta.title) for table, model in BY_TABLE.items()} | others


def subject(line):
    model = BY_TABLE.get(line.entity)
    number = line.record if line.record is not None else ""
    code = f"{model._meta.prefix}-{number}" if model and line.record is not None else str(number)
    return Subject(titles().get(line.entity, line.entity), code)


def linked(line):
    """The address of the record, where it is one."""
    known = line.entity in BY_TABLE and line.record is not None
    return url_for(f"{line.entity}.details_view", id=line.record) if known else None


# The file ----------------------------------------------------------------------------------------


def table_of(query):
    """Header and lines, newest first, read in pages so that nothing stays open."""
    yield header()
    before = None
    while lines := page_of(query, before):
        yield from (row(line) for line in lines)
        before = lines[-1].id


def header():
    return [
        *(gettext("Number"), gettext("When"), gettext("Who"), gettext("Through"), gettext("What")),
        *(gettext("Entity"), gettext("Code"), gettext("Changes")),
    ]


def row(line):
    what = subject(line)
    return [
        str(line.id), f"{line.at:%Y-%m-%d %H:%M:%S}", actor_words(line.who), door_words(line.via),
        str(line.act.words), *what, changes(line),
    ]  # fmt: skip


def changes(line):
    """All that a line says, in one cell."""
    texts = [f"{label}：{old or '—'} → {new or '—'}" for label, old, new in trail_lines.changed(line)]
    return "；".join([text for text in (trail_lines.told(line), *texts) if text])
