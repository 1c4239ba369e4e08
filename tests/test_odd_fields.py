"""Odd input in every field of every form: kept as it is or refused in words at its field, never a trace."""

import re

import pytest
from front_door import Person, mistakes
from make import make
from odd import FAITHFUL, NEVER_KEPT, ODD, amiss, as_sent

import fields
import models
from models import RECORDS, columns

every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)
AT_ONCE = 12  # megabytes that a form takes


@pytest.fixture
def office(desk, model, monkeypatch):
    """The administrator at a desk with a record of the entity."""
    monkeypatch.setitem(desk.config, "PROPAGATE_EXCEPTIONS", False)
    make(model)
    return Person(desk, "office")


class Form:
    """The form of the first record, at the door that makes records or the one that edits them."""

    def __init__(self, office, model, door):
        self.office, self.model = office, model
        base = f"/admin/{model._meta.table_name}/"
        self.address, self.edit = f"{base}{door}/?id=1", f"{base}edit/?id=1"

    def fetch(self):
        """The form as its page has it, filled in as the record is."""
        own = self.office.form(self.address)
        hidden = {name: own[name] for name in ("csrf_token", "once", "version")}
        return {**own, **self.office.form(self.edit), **hidden}

    def send(self, fresh, **changes):
        self.last = self.office.client.post(self.address, data={**fresh, **changes})
        return self.last

    def refused(self):
        """The names of the columns with words beside them."""
        return set(re.findall(r'class="mistake" id="([^"]+)-error">[^<]', self.last.get_data(as_text=True)))


@every_record
@pytest.mark.parametrize("door", ["new", "edit"])
def test_an_odd_text_in_any_field_is_kept_or_refused_in_words(office, model, door, tried):
    form = Form(office, model, door)
    fresh = form.fetch()
    for odd in ODD:
        kept, refused = settled(form, fresh, odd, columns(model))
        tried("odd texts in fields", len(kept) + len(refused))
        if kept:
            latest = model.select().order_by(*[model.id.desc()] * (door == "new")).get()
            assert [field for field in kept if not faithful(latest, field, odd)] == [], odd
            fresh = form.fetch()


def settled(form, fresh, odd, wanted):
    """(the columns that took the text, those that refused it), all at once, then the rest without what was refused."""
    left, refused = list(wanted), []
    while left:
        before = stored(form.model)
        answer = form.send(fresh, **{field.name: as_sent(odd) for field in left})
        assert not amiss(answer), (odd, answer.status_code)
        if answer.status_code == 302:
            return left, refused
        assert (answer.status_code, stored(form.model)) == (422, before), odd
        assert mistakes(answer), odd
        names = form.refused()
        if not any(field.name in names for field in left):  # refused for how they stand together
            return one_by_one(form, fresh, odd, left, refused)
        refused += [field for field in left if field.name in names]
        left = [field for field in left if field.name not in names]
    return left, refused


def one_by_one(form, fresh, odd, left, refused):
    if len(left) == 1:
        return [], [*refused, *left]
    kept = []
    for field in left:
        took, not_taken = settled(form, fresh, odd, [field])
        refused = [*refused, *not_taken]
        if took:
            record = form.model.select().order_by(form.model.changed_at.desc(), form.model.id.desc()).get()
            assert faithful(record, field, odd), (field, odd)
            fresh = form.fetch()
    return kept, refused


def stored(model):
    return list(model.select(model.id, model.version).order_by(model.id).tuples())


def faithful(record, field, odd):
    """Whether what was saved has the characters that were typed."""
    value = record.__data__[field.name]
    texts = (fields.CharField, fields.NameField, fields.TextField)
    if odd in FAITHFUL and field.typed and type(field) in texts:
        return value == ODD[odd]
    return not isinstance(value, str) or not NEVER_KEPT.search(value)


@every_record
def test_a_megabyte_in_every_field_is_refused_in_words(office, model, tried):
    form, typed = Form(office, model, "edit"), [column for column in columns(model) if column.typed]
    fresh = form.fetch()
    for start in range(0, len(typed), AT_ONCE):
        some = typed[start : start + AT_ONCE]
        kept, refused = settled(form, fresh, "megabyte", some)
        assert (kept, len(refused)) == ([], len(some))
        tried("odd texts in fields", len(some))
    assert model.get_by_id(1).version == 1


@pytest.mark.parametrize("model", [models.Worker])
def test_a_megabyte_of_chinese_is_refused_in_words(office, model):
    answer = office.fill("/admin/worker/edit/?id=1", name="工" * 350_000)
    assert answer.status_code == 422
    assert mistakes(answer)


@every_record
def test_a_field_sent_twice_counts_once(office, model):
    form = office.form(f"/admin/{model._meta.table_name}/edit/?id=1")
    twice = [pair for name, value in form.items() for pair in ((name, value), (name, "x"))]
    answer = office.client.post(f"/admin/{model._meta.table_name}/edit/?id=1", data=as_lists(twice))
    assert answer.status_code in (302, 422)
    assert not amiss(answer)


def as_lists(pairs):
    found = {}
    for name, value in pairs:
        found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    return found
