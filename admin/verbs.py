"""What is done to a record by a verb, and what is printed of it: a button, a page with a form, the operation behind it.

A view declares its verbs and papers. What a verb does, who may, and in which state, is decided by its operation.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from babel.support import LazyProxy
from flask import abort, flash, g, redirect, request, url_for
from flask_admin import expose
from werkzeug.datastructures import MultiDict
from wtforms import Form

from admin import once
from admin.access import actor
from fields import ForeignKeyField, Reference
from forms.records import seen
from language import gettext
from models import Record
from operations import Invalid, Refused, sent_forms
from operations.filling import resolved
from operations.sent_forms import Repeated


def always(record):
    return True


def in_state(*states):
    """When a verb is there for records of these states only."""
    return lambda record: record.state in states


@dataclass(frozen=True)
class Verb:
    """One thing that people do to a record."""

    name: str  # in the address
    words: LazyProxy  # on the button
    act: Callable  # (record, by, **what the form asks) -> the record to show then; nothing: the same one
    sentence: LazyProxy  # what it does and what follows from it, above the form
    form: type[Form] = Form
    when: Callable[[Record], bool] = always  # whether it can be done; the operation judges anew
    shows: Callable | None = (
        None  # (record, by, **what stands in the form) -> (template, its words): what it would do
    )
    template: str = "verbs/do.html"  # one that draws the fields of its form in a way of its own extends it


@dataclass(frozen=True)
class Paper:
    """One thing that is printed of a record."""

    name: str
    words: LazyProxy
    template: str
    facts: Callable  # (record, by) -> what the template needs besides the record
    when: Callable[[Record], bool] = always


class VerbDoor:
    """GET and POST /admin/<table>/do/<verb>/?id=, GET /admin/<table>/paper/<paper>/?id="""

    verbs: tuple[Verb, ...] = ()
    papers: tuple[Paper, ...] = ()

    def sections(self, record) -> Iterable[tuple[str, dict]]:
        """(template, what it needs) of each section that the record's page has besides."""
        return ()

    def doings(self, record):
        """(address, words) of the verbs that can be done to a record now, and of what can be printed of it."""
        if self.may_write():
            for verb in self.verbs:
                if verb.when(record):
                    yield url_for(".do_view", verb=verb.name, id=record.id), verb.words
        for paper in self.papers:
            if paper.when(record):
                yield url_for(".paper_view", paper=paper.name, id=record.id), paper.words

    @expose("/do/<verb>/", methods=("GET", "POST"))
    def do_view(self, verb):
        self.writers_only()
        verb, record = named(self.verbs, verb), self.wanted()
        if not verb.when(record):
            flash(
                gettext("As the record stands, this cannot be done: %(verb)s", verb=str(verb.words)), "error"
            )
            return self.details_page(record), 409
        form = verb.form(request.form if request.method == "POST" else suggested(verb), obj=record)
        if request.method == "GET" or g.get("shown_again") or "look" in request.form:
            return self.verb_page(verb, record, form, request.method == "POST" and form.validate())
        if done := self.done(verb, record, form):
            return redirect(url_for(f"{done._meta.table_name}.details_view", id=done.id))
        return self.verb_page(verb, self.wanted(), form), 422

    def done(self, verb, record, form):
        """The record to show after it; None when it was refused, the words said."""
        if seen(request.form, "version", record) != record.version:
            flash(
                gettext("Somebody else has changed this record meanwhile. Look again, then confirm."), "error"
            )
            return None
        if not form.validate():
            return None
        sent = once.sent(f"{record._meta.table_name}.{verb.name}", record.id)
        try:
            sent_forms.refuse_repeated(sent)
            after = sent_forms.once(sent, lambda: verb.act(record, actor(), **values(form)) or record)
        except Repeated:
            return record
        except Refused as refusal:
            for words in placed(form, refusal):
                flash(words, "error")
            return None
        flash(gettext("Done: %(verb)s", verb=str(verb.words)), "done")
        return after

    def verb_page(self, verb, record, form, filled=False):
        shown, facts = None, {}
        if verb.shows:
            try:
                shown, facts = verb.shows(record, actor(), **(values(form) if filled else {}))
            except Refused as refusal:
                flash(refusal.words, "error")
        return self.render(
            verb.template, **self.words(), verb=verb, record=record, form=form, shown=shown, **facts,
            once=once.field(), lookups={f.short_name: lookup(f.column) for f in form if is_link(f)},
        )  # fmt: skip

    @expose("/paper/<paper>/")
    def paper_view(self, paper):
        paper, record = named(self.papers, paper), self.wanted()
        if not paper.when(record):
            abort(404)
        return self.render(paper.template, paper=paper, record=record, **paper.facts(record, actor()))


def suggested(verb):
    """What the address puts into a form that is drawn for the first time (`?id=3&expert=W-17`)."""
    columns = {field.short_name for field in verb.form()}
    return MultiDict([(name, text[:200]) for name, text in request.args.items() if name in columns]) or None


def named(found, name):
    return next((one for one in found if one.name == name), None) or abort(404)


def values(form):
    """{column: value} of what a filled form holds, links found in the sight of whoever fills it in.

    Raises Invalid for a link that names nothing there.
    """
    found, mistakes = {}, {}
    for field in form:
        found[field.short_name] = field.data
        if is_link(field) and isinstance(field.data, Reference):
            try:
                found[field.short_name] = resolved(field.column, field.data, actor())
            except ValueError as mistake:
                mistakes[field.short_name] = mistake.args[0]
    if mistakes:
        raise Invalid(mistakes)
    return found


def placed(form, refusal):
    """The words of a refusal at their fields; those that belong to none come back."""
    if not isinstance(refusal, Invalid):
        return [refusal.words]
    mine = {field.short_name: field for field in form}
    for column, words in refusal.problems.items():
        if column in mine:
            mine[column].errors = [*mine[column].errors, str(words)]
    rest = {column: words for column, words in refusal.problems.items() if column not in mine}
    return Invalid(rest, refusal.model, refusal.children).sentences()


def is_link(field):
    return isinstance(getattr(field, "column", None), ForeignKeyField)


def lookup(column):
    """Where a link of a form is looked up: at the entity that has the column."""
    return url_for(f"{column.model._meta.table_name}.ajax_lookup")
