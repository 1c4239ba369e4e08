"""Every door × every entity × every role, with the record of a sibling union behind it: not to be had by any guess.

The doors are the application's own routes. A new one without a line in the table fails here by its name. Doors that
belong to no entity: test_other_doors.
"""

import re

import pytest
from front_door import codes
from make import make
from roles import UNDER_BOTH, plain
from test_doors import theirs

import models
import operations
import operations.months
import reports
import scope
from fields import ForeignKeyField
from models import RECORDS, columns
from sync import sharing
from sync.run import run

every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)

# How a door of an entity is tried: `read` and `write` by the id in the address, `page` by what stands on it, ...
ENTITY_DOORS = {
    "": "page",
    "trash/": "bin",
    "export/<export_type>/": "page",
    "export/participants/": "guarded",
    "template/xlsx/": "typed",
    "ajax/lookup/": "lookup",
    "new/": "typed",
    "import/": "typed",
    "details/": "read",
    "edit/": "write",
    "delete/": "write",
    "batch/": "write",
    "cell/": "write",
    "reveal/": "post",
    "version/": "read",
    "revert/": "post",
    "restore/": "binned",
    "purge/": "binned",
    "erase/": "guarded",
    "archive/": "guarded",
    "ajax/update/": "shut",  # Flask-Admin's own; nothing is editable by it
    "action/": "shut",
    "do/<verb>/": "verb",  # each verb and paper of each view: tried in test_verbs
    "paper/<paper>/": "verb",
}
KINDS = {"page", "bin", "typed", "lookup", "guarded", "read", "write", "post", "binned", "shut", "verb"}
WRITERS = ("administrator", "province", "county", "township", "clerk")
KEEPERS = ("administrator", "province")  # of what all unions share


@pytest.fixture
def behind(unions):
    """Makes (a record of the township, one of its sibling) of an entity."""

    def make_both(model):
        if model._meta.scope is None:
            return make(model), make(model)
        return theirs(model, unions[2]), theirs(model, unions[3])

    return make_both


# The table is complete ----------------------------------------------------------------------------


def doors(desk):
    """The routes of entities, without the entity."""
    for rule in desk.url_map.iter_rules():
        found = re.match(r"/admin/(\w+)/(.*)", str(rule))
        if found and found[1] in models.BY_TABLE:
            yield found[2]


def test_every_door_has_a_line_in_the_table(desk):
    assert sorted(set(doors(desk)) - set(ENTITY_DOORS)) == []
    assert set(ENTITY_DOORS.values()) <= KINDS


# Doors of an entity -------------------------------------------------------------------------------


def may_write(name, model):
    return name in (KEEPERS if model._meta.scope is None else WRITERS)


def sees(name, model):
    """Whether somebody sees the sibling's record, too."""
    return model._meta.scope is None or name in UNDER_BOTH


def those(desk, *kinds):
    """The doors of entities that are tried in one of these ways and that the application has."""
    present = set(doors(desk))
    return [door for door, kind in ENTITY_DOORS.items() if kind in kinds and door in present]


def sent_on(person, address, form):
    """The answer to a form, and to where it leads: the words of a refusal stand there."""
    return person.client.post(address, data=form, follow_redirects=True)


def guesses(foreign):
    """The id of the foreign record and one that nobody has; with noughts, so that they stand out in an answer."""
    return f"{foreign.id:09d}", "000999999"


@every_record
def test_a_foreign_record_is_behind_no_door_that_takes_an_id(people, behind, model, tried):
    own, foreign = behind(model)
    base = f"/admin/{model._meta.table_name}/"
    column = next(c.name for c in columns(model) if c.typed and not c.sensitive and not c.wide)
    for name, person in people.items():
        for door in those(person.desk, "read", "write"):
            expected = 200 if ENTITY_DOORS[door] == "read" or may_write(name, model) else 403
            there = f"{base}{door}?column={column}&audit="
            answer = person.get(f"{there}{line_about(own)}&id={own.id}")
            assert answer.status_code == expected, (name, door)
            tried("doors × entities × roles")
            if not sees(name, model):
                typed = [
                    f"{start}{id}" for start in ("", model._meta.prefix + "-") for id in guesses(foreign)
                ]
                there += f"{line_about(foreign)}&id="
                answers = {plain(person.get(f"{there}{guess}"), guess) for guess in typed}
                assert len(answers) == 1, (name, door)
                assert answers.pop()[0] == (404 if expected == 200 else 403), (name, door)


def line_about(record):
    """The line of the trail that says how the record was made."""
    own = (models.Audit.entity == record._meta.table_name) & (models.Audit.record == record.id)
    return models.Audit.select(models.Audit.id).where(own).order_by(models.Audit.id).limit(1).scalar()


@every_record
def test_a_foreign_record_is_behind_no_door_that_is_not_for_everybody(people, behind, model, tried):
    """Doors to which only some roles come at all, and doors without a number that are asked for a foreign union."""
    _own, foreign = behind(model)
    base = f"/admin/{model._meta.table_name}/"
    for name, person in people.items():
        if not sees(name, model):
            token = {"csrf_token": person.form("/password")["csrf_token"], "reason": "guess"}
            for door in those(person.desk, "guarded"):
                got = {plain(person.get(f"{base}{door}?id={id}"), id) for id in guesses(foreign)}
                sent = {
                    plain(person.client.post(f"{base}{door}?id={id}", data=token), id)
                    for id in guesses(foreign)
                }
                assert (len(got), len(sent)) == (1, 1), (name, door)
                assert {status for status, _text in got | sent} <= {400, 403, 404, 405}, (name, door)
                tried("doors × entities × roles")
        for door in those(person.desk, "typed"):
            answer = person.get(f"{base}{door}")
            assert answer.status_code in ((200,) if may_write(name, model) else (200, 403)), (name, door)
            text = answer.get_data().decode(errors="replace")
            assert foreign.code not in re.findall(r"\b[A-Z]{1,2}-\d+\b", text) or sees(name, model), (
                name,
                door,
            )
            tried("doors × entities × roles")


@every_record
def test_a_foreign_record_is_changed_through_no_door(people, behind, model, tried):
    own, foreign = behind(model)
    base = f"/admin/{model._meta.table_name}/"
    column = next(c.name for c in columns(model))
    for name, person in people.items():
        form = {
            "csrf_token": person.form("/password")["csrf_token"],
            column: "x",
            "reason": "x",
            "confirm": foreign.code,
        }
        if may_write(name, model):
            form |= person.form(f"{base}edit/?id={own.id}")
        for door in those(person.desk, "write", "post", "binned", "shut"):
            answers = set()
            for guess in guesses(foreign):
                sent = {**form, "id": guess, "list_form_pk": guess, "rowid": guess, "action": "delete"}
                if not sees(name, model):
                    answer = sent_on(person, f"{base}{door}?column={column}&id={guess}", sent)
                    answers.add(plain(answer, guess))
                    assert answer.status_code in (400, 403, 404) or door == "restore/", (name, door)
            assert len(answers) in (0, 1), (name, door)
            tried("doors × entities × roles")
    after = model.get_by_id(foreign.id)
    assert (after.version, after.deleted_at) == (foreign.version, None)


@every_record
def test_a_foreign_record_stands_on_no_page(people, behind, model, tried):
    own, foreign = behind(model)
    base = f"/admin/{model._meta.table_name}/"
    sorts = [f"{base}?page_size=200&sort={n}{d}" for n in range(len(columns(model))) for d in ("", "&desc=1")]
    for name, person in people.items():
        for address in (f"{base}?page_size=200", *sorts):
            seen = codes(person.text(address))
            assert own.code in seen, (name, address)
            assert (foreign.code in seen) == sees(name, model), (name, address)
        exported = person.text(f"{base}export/csv/")
        assert f"\n{own.code}," in exported, name
        assert (f"\n{foreign.code}," in exported) == sees(name, model), name
        for door in ("", "export/csv/"):
            both = (foreign.code, f"{model._meta.prefix}-999999")
            searched = [plain(person.get(f"{base}{door}?search={code}"), code) for code in both]
            assert (searched[0] == searched[1]) != sees(name, model), (name, door)
            tried("doors × entities × roles")


@every_record
def test_filters_tell_a_foreign_link_from_none_by_nothing(people, behind, model):
    """A filter by the code of a foreign record, and a look-up of it, answer as for a code that nobody has."""
    _own, foreign = behind(model)
    base = f"/admin/{model._meta.table_name}/"
    for field in columns(model):
        if isinstance(field, ForeignKeyField) and field.rel_model._meta.scope is not None:
            secret = getattr(foreign, field.name) or foreign
            if type(secret) is field.rel_model:
                alike(people["township"], base, field, secret)


def alike(person, base, field, secret):
    unknown = f"{field.rel_model._meta.prefix}-999999"
    for address in ("?flt0_{name}-is={code}", "ajax/lookup/?name={name}&query={code}"):
        answers = {
            plain(person.get(base + address.format(name=field.name, code=code)), code, str(secret))
            for code in (secret.code, unknown)
        }
        assert len(answers) == 1, (field, address)


@every_record
def test_a_foreign_record_in_the_trash_is_out_of_reach(people, behind, model):
    own, foreign = behind(model)
    for record in (own, foreign):
        for _time in range(3):
            try:
                operations.delete(type(record).get_by_id(record.id), scope.SYSTEM)
            except operations.Refused:
                pytest.skip("a record that others need does not go")
            break
    base = f"/admin/{model._meta.table_name}/"
    for name, person in people.items():
        token = {"csrf_token": person.form("/password")["csrf_token"], "confirm": foreign.code}
        for door in those(person.desk, "bin"):
            text = person.text(base + door)
            assert (own.code in text) == may_write(name, model), (name, door)
            assert (foreign.code in text) == (sees(name, model) and may_write(name, model)), (name, door)
        if not (sees(name, model) and may_write(name, model)):
            for door in those(person.desk, "binned"):
                answers = {
                    plain(sent_on(person, f"{base}{door}?id={id}", token), id) for id in guesses(foreign)
                }
                assert len(answers) == 1, (name, door)
    assert model.get_by_id(foreign.id).deleted_at is not None


# Doors of other things ----------------------------------------------------------------------------


def test_a_sheet_a_report_and_the_front_page_show_the_own_union_alone(people, unions, settings):
    own, foreign = (make(models.Worker, organisation=union) for union in unions[2:])
    sheets = [shared(union, settings) for union in unions[2:]]
    for name, person in people.items():
        both = name in UNDER_BOTH
        for report in reports.REPORTS:
            address = f"/reports/{report.name}?month=2026-03&organisation="
            assert person.get(address + unions[2].code).status_code == 200, name
            answers = [plain(person.get(address + code), code) for code in (unions[3].code, "O-999999")]
            assert (answers[0] == answers[1]) != both, (name, report.name)
            assert foreign.organisation.name not in person.text(address) or both, (name, report.name)
        workers = re.search(
            r'/admin/worker/"[^>]*>[^<]*</a> <span class="number">(\d+)', person.text("/admin/")
        )
        assert int(workers[1]) == 1 + both, name
        listed = person.text("/admin/sheets/")
        assert (f"/admin/sheets/{sheets[0].id}/" in listed) or name not in (*UNDER_BOTH, "township"), name
        assert (f"/admin/sheets/{sheets[1].id}/" in listed) <= both, name
    assert own.id != foreign.id


def shared(union, settings):
    sheet = sharing.share(
        models.Worker,
        settings.sheets_folder,
        scope.SYSTEM,
        organisation=union,
        editable=["phone"],
        name=f"花名册{union.id}",
    )
    run(sheet, settings)
    return sheet
