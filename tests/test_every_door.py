"""Every door × every entity × every role, with the record of a sibling union behind it: not to be had by any guess.

The doors are the application's own routes. A new one without a line in the table fails here by its name.
"""

import io
import re

import pytest
from front_door import Person, codes
from make import make
from test_doors import theirs

import models
import operations
import operations.months
import reports
import scope
from choices import Area, Role
from fields import ForeignKeyField
from models import RECORDS, columns
from operations import transfers
from sync import sharing
from sync.importing import uploads
from sync.importing.keeping import FOLDER
from sync.run import run

every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)

# How a door of an entity is tried: `read` and `write` by the id in the address, `page` by what stands on it, ...
ENTITY_DOORS = {
    "": "page",
    "trash/": "bin",
    "export/<export_type>/": "page",
    "export/participants/": "the participants' own tests",
    "template/xlsx/": "the template's own tests",
    "ajax/lookup/": "lookup",
    "new/": "typed",
    "import/": "the imports' own tests",
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
    "erase/": "test_erasing_page",
    "archive/": "own",  # of a union alone: test_an_archive_shows_who_asks_the_own_alone_and_masked
    "ajax/update/": "shut",  # Flask-Admin's own; nothing is editable by it
    "action/": "shut",
}
# Where the other doors are tried.
ELSEWHERE = {
    "/admin/": "test_a_sheet_a_report_and_the_front_page_show_the_own_union_alone",
    "/reports/<name>": "test_a_sheet_a_report_and_the_front_page_show_the_own_union_alone",
    "/admin/imports/": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/imports/<int:id>/": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/imports/<int:id>/columns": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/imports/<int:id>/go": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/imports/<int:id>/stop": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/imports/<int:id>/undo": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/imports/<int:id>/rejects.<kind>": "test_the_import_of_a_sibling_union_is_like_none",
    "/admin/sheets/": "test_a_sheet_a_report_and_the_front_page_show_the_own_union_alone",
    "/admin/sheets/<int:id>/": "test_the_sheet_of_a_sibling_union_is_like_none",
    "/admin/sheets/<int:id>/run": "test_the_sheet_of_a_sibling_union_is_like_none",
    "/admin/sheets/<int:id>/rehearse": "test_the_sheet_of_a_sibling_union_is_like_none",
    "/admin/sheets/<int:id>/pause": "test_the_sheet_of_a_sibling_union_is_like_none",
    "/admin/sheets/<int:id>/settle/<int:number>": "test_the_sheet_of_a_sibling_union_is_like_none",
    "/admin/sheets/<int:id>/decide/<int:number>": "test_the_sheet_of_a_sibling_union_is_like_none",
    "/admin/accounts/": "test_accounts",
    "/admin/accounts/new/": "test_accounts",
    "/admin/accounts/<int:id>/": "test_accounts",
    "/admin/accounts/<int:id>/lock": "test_accounts",
    "/admin/accounts/<int:id>/unlock": "test_accounts",
    "/admin/accounts/<int:id>/password": "test_accounts",
    "/admin/accounts/<int:id>/second-factor": "test_accounts",
    "/admin/sign-ins/": "test_accounts",
    "/admin/accounts/export/csv/": "test_exports_recorded: test_users_and_sign_ins_leave_for_who_may_see_them",
    "/admin/sign-ins/export/csv/": "test_exports_recorded: test_users_and_sign_ins_leave_for_who_may_see_them",
    "/admin/trail/": "the trail's own tests",
    "/admin/trail/export/csv/": "the trail's own tests",
    "/admin/duplicates/": "test_duplicates",
    "/admin/duplicates/<table>/<int:staying>/<int:leaving>/": "test_duplicates",
    "/admin/duplicates/<table>/<int:staying>/<int:leaving>/apart": "test_duplicates",
    "/admin/duplicates/undo/<int:id>/": "test_duplicates",
    "/admin/quality/": "test_quality",
    "/admin/quality/run/": "test_quality",
    "/admin/quality/worklist/": "test_quality",
    "/admin/quality/rules/": "test_quality",
    "/admin/quality/rules/new/": "test_quality",
    "/admin/quality/rules/<int:id>/": "test_quality",
    "/admin/quality/rules/<int:id>/state": "test_quality",
    "/admin/quality/exempt/<int:id>/": "test_quality",
    "/admin/quality/lift/<int:id>/": "test_quality",
    "/admin/links/<table>/<int:id>/": "test_the_personal_links_of_a_foreign_record_are_like_none",
    "/admin/links/<table>/<int:id>/revoke/<int:number>": "test_the_personal_links_of_a_foreign_record_are_like_none",
    "/admin/transfers/": "test_a_transfer_of_a_sibling_union_is_like_none",
    "/admin/transfers/ajax/unions/": "test_transfers",
    "/admin/transfers/<int:id>/": "test_a_transfer_of_a_sibling_union_is_like_none",
    "/admin/transfers/<int:id>/accept": "test_a_transfer_of_a_sibling_union_is_like_none",
    "/admin/transfers/<int:id>/decline": "test_a_transfer_of_a_sibling_union_is_like_none",
    "/admin/transfers/<int:id>/withdraw": "test_a_transfer_of_a_sibling_union_is_like_none",
    "/admin/transfers/release/<table>/<int:id>/": "test_a_transfer_of_a_sibling_union_is_like_none",
    "/admin/tasks/": "tests/test_tasks.py",
    "/reports/months": "test_the_months_of_a_sibling_union_are_like_none",
    "/reports/<name>/close": "test_the_months_of_a_sibling_union_are_like_none",
    "/reports/<name>/reopen": "test_the_months_of_a_sibling_union_are_like_none",
    "/p/<token>": "test_a_guessed_personal_link_opens_nothing",
}
# They hold no record.
OPEN = {
    "/", "/healthz", "/language/<locale>", "/login", "/login/code", "/logout", "/password", "/reports/", "/second-factor",
    "/sessions", "/sessions/end", "/sessions/end-others", "/static/<path:filename>", "/admin/static/<path:filename>",
}  # fmt: skip

# name: (role, at which of province, county, own township, sibling; areas). The record tried is the township's.
PEOPLE = {
    "administrator": (Role.ADMINISTRATOR, None, ()),
    "province": (Role.UNION, 0, ()),
    "county": (Role.UNION, 1, ()),
    "township": (Role.UNION, 2, ()),
    "clerk": (Role.CLERK, 2, tuple(Area)),
    "clerk of nothing": (Role.CLERK, 2, ()),
    "reader": (Role.READER, 2, ()),
    "auditor": (Role.AUDITOR, 2, ()),
}
UNDER_BOTH = ("administrator", "province", "county")
WRITERS = ("administrator", "province", "county", "township", "clerk")
KEEPERS = ("administrator", "province")  # of what all unions share


@pytest.fixture
def unions(desk):
    """A province, a county, two townships."""
    province = make(models.Organisation)
    county = make(models.Organisation, parent=province)
    return [
        province,
        county,
        make(models.Organisation, parent=county),
        make(models.Organisation, parent=county),
    ]


@pytest.fixture
def people(desk, unions):
    return {
        name: Person(desk, name, role, None if at is None else unions[at], areas)
        for name, (role, at, areas) in PEOPLE.items()
    }


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
    """The routes, those of entities without the entity."""
    for rule in desk.url_map.iter_rules():
        found = re.match(r"/admin/(\w+)/(.*)", str(rule))
        yield ("*", found[2]) if found and found[1] in models.BY_TABLE else ("", str(rule))


def test_every_door_has_a_line_in_the_table(desk):
    known = {("*", door) for door in ENTITY_DOORS} | {("", door) for door in [*ELSEWHERE, *OPEN]}
    assert sorted(set(doors(desk)) - known) == []


# Doors of an entity -------------------------------------------------------------------------------


def may_write(name, model):
    return name in (KEEPERS if model._meta.scope is None else WRITERS)


def sees(name, model):
    """Whether somebody sees the sibling's record, too."""
    return model._meta.scope is None or name in UNDER_BOTH


def those(desk, *kinds):
    """The doors of entities that are tried in one of these ways and that the application has."""
    present = {door for star, door in doors(desk) if star}
    return [door for door, kind in ENTITY_DOORS.items() if kind in kinds and door in present]


def plain(answer, *typed):
    """An answer without what differs each time: number, time, token, and the text that was typed."""
    text = answer.get_data(as_text=True)
    text = re.sub(r'(name="(?:csrf_token|typist)" value=")[^"]+', r"\1", text)
    text = re.sub(r"\b\d{12}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "…", text)
    for word in typed:
        text = re.sub(rf"(?<!\d){word}(?!\d)", "…", text)
    return answer.status_code, text


def sent_on(person, address, form):
    """The answer to a form, and to where it leads: the words of a refusal stand there."""
    return person.client.post(address, data=form, follow_redirects=True)


def guesses(foreign):
    """The id of the foreign record and one that nobody has; with noughts, so that they stand out in an answer."""
    return f"{foreign.id:09d}", "000999999"


@every_record
def test_a_foreign_record_is_behind_no_door_that_takes_an_id(people, behind, model):
    own, foreign = behind(model)
    base = f"/admin/{model._meta.table_name}/"
    column = next(c.name for c in columns(model))
    for name, person in people.items():
        for door in those(person.desk, "read", "write"):
            expected = 200 if ENTITY_DOORS[door] == "read" or may_write(name, model) else 403
            there = f"{base}{door}?column={column}&id="
            if door not in ("cell/", "version/"):  # these want to be told more, and have tests of their own
                assert person.get(there + str(own.id)).status_code == expected, (name, door)
            if not sees(name, model):
                typed = [
                    f"{start}{id}" for start in ("", model._meta.prefix + "-") for id in guesses(foreign)
                ]
                answers = {plain(person.get(f"{there}{guess}"), guess) for guess in typed}
                assert len(answers) == 1, (name, door)
                assert answers.pop()[0] == (404 if expected == 200 else 403), (name, door)


@every_record
def test_a_foreign_record_is_changed_through_no_door(people, behind, model):
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
    after = model.get_by_id(foreign.id)
    assert (after.version, after.deleted_at) == (foreign.version, None)


@every_record
def test_a_foreign_record_stands_on_no_page(people, behind, model):
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


def test_the_sheet_of_a_sibling_union_is_like_none(people, unions, settings):
    foreign = shared(unions[3], settings)
    runs = models.SheetRun.select().count()
    for name in ("township", "clerk", "clerk of nothing", "reader", "auditor"):
        person = people[name]
        token = {
            "csrf_token": person.form("/password")["csrf_token"],
            "winner": "office",
            "verdict": "approve",
        }
        for door in ("", "run", "rehearse", "pause", "settle/1", "decide/1"):
            open_door = (lambda at: person.client.post(at, data=token)) if door else person.get  # noqa: B023
            answers = {plain(open_door(f"/admin/sheets/{id}/{door}"), id) for id in guesses(foreign)}
            assert len(answers) == 1, (name, door)
            assert answers.pop()[0] == 404, (name, door)
    assert models.SheetRun.select().count() == runs


def test_the_import_of_a_sibling_union_is_like_none(people, unions, settings):
    sibling = models.Account.create(name="sibling", password="", role=Role.UNION, organisation=unions[3])
    foreign = uploads.begin(
        models.Worker,
        io.BytesIO("姓名\n李明\n".encode()),
        "职工.csv",
        settings.instance / FOLDER,
        scope.actor(sibling),
    )
    for name in ("township", "clerk", "clerk of nothing", "reader", "auditor"):
        person = people[name]
        assert "职工.csv" not in person.text("/admin/imports/"), name
        token = {"csrf_token": person.form("/password")["csrf_token"]}
        for door in ("", "columns", "go", "stop", "undo", "rejects.csv"):
            posts = door not in ("", "rejects.csv")
            open_door = (lambda at: person.client.post(at, data=token)) if posts else person.get  # noqa: B023
            answers = {plain(open_door(f"/admin/imports/{id}/{door}"), id) for id in guesses(foreign)}
            assert len(answers) == 1, (name, door)
            assert answers.pop()[0] == 404, (name, door)
    assert models.FileImport.get().state == foreign.state


def test_the_personal_links_of_a_foreign_record_are_like_none(people, unions):
    foreign = make(models.MentorshipContract, organisation=unions[3])
    for name in ("township", "clerk", "clerk of nothing", "reader", "auditor"):
        person = people[name]
        token = {"csrf_token": person.form("/password")["csrf_token"]}
        for door in ("", "revoke/1"):
            base = f"/admin/links/{models.MentorshipContract._meta.table_name}/"
            answers = {
                plain(person.client.post(f"{base}{id}/{door}", data=token), id) for id in guesses(foreign)
            }
            assert len(answers) == 1, (name, door)
            assert answers.pop()[0] in (403, 404), (name, door)


def test_a_transfer_of_a_sibling_union_is_like_none(people, unions):
    """Of what the sibling releases to the county, or is to release, the township learns nothing by any number."""
    foreign = make(models.Worker, organisation=unions[3])
    transfer = transfers.release(make(models.Worker, organisation=unions[3]), unions[1], "调动", scope.SYSTEM)
    for name, person in people.items():
        assert (transfer.code in person.text("/admin/transfers/")) == (name in UNDER_BOTH), name
        if name not in UNDER_BOTH:
            token = {"csrf_token": person.form("/password")["csrf_token"]}
            for door in ("", "/accept", "/decline", "/withdraw"):
                answers = {
                    plain(person.client.post(f"/admin/transfers/{id}{door}", data=token), id)
                    for id in guesses(transfer)
                }
                assert len(answers) == 1, (name, door)
                assert {status for status, _text in answers} <= {404, 405}, (name, door)
            doors = [f"/admin/transfers/release/worker/{id}/" for id in guesses(foreign)]
            answers = {
                plain(person.client.post(door, data=token), id)
                for door, id in zip(doors, guesses(foreign), strict=True)
            }
            assert len(answers) == 1, name
            assert answers.pop()[0] == 404, name


def test_the_months_of_a_sibling_union_are_like_none(people, unions):
    make(models.Worker, organisation=unions[3])
    operations.months.close("workers", "2026-03", unions[3], scope.SYSTEM)
    figures, codes_ = guesses(models.MonthFigure.get()), (unions[3].code, "O-999999")
    for name in ("township", "clerk", "clerk of nothing", "reader", "auditor"):
        person = people[name]
        asked = {plain(person.get(f"/reports/months?organisation={code}"), code) for code in codes_}
        listed = {plain(person.get(f"/admin/worker/?figure={id}"), id) for id in figures}
        assert (len(asked), asked.pop()[0], len(listed)) == (1, 404, 1), name
        token = {"csrf_token": person.form("/password")["csrf_token"], "month": "2026-03", "reason": "guess"}
        for door in ("months", "workers/close", "workers/reopen"):
            forms = [token | {"organisation": code} for code in codes_]
            sent = [plain(person.client.post(f"/reports/{door}", data=form)) for form in forms]
            assert sent[0] == sent[1], (name, door)
            assert sent[0][0] == 404, (name, door)
    assert [one.reopened_at for one in models.MonthClose] == [None]


def test_a_guessed_personal_link_opens_nothing(desk, client):
    answers = [client.get(f"/p/{token}") for token in ("x", "1", "A" * 43)]
    assert {answer.status_code for answer in answers} <= {404, 410, 429}
    assert len({plain(answer) for answer in answers}) == 1


def test_accounts(people):
    """Who keeps no accounts gets no page of them, whichever account is guessed."""
    outsiders = [people[name] for name in ("clerk", "clerk of nothing", "reader", "auditor")]
    for person in outsiders:
        token = {"csrf_token": person.form("/password")["csrf_token"]}
        for door in ("1/", "1/lock", "1/unlock", "1/password", "1/second-factor"):
            account = people["administrator"].account
            addresses = [(id, f"/admin/accounts/{door.replace('1', id)}") for id in guesses(account)]
            answers = {plain(person.client.post(address, data=token), id) for id, address in addresses}
            assert len(answers) == 1, door
            assert answers.pop()[0] in (403, 404), door
