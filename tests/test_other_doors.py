"""Every door that belongs to no entity × every role, with something of a sibling union behind it.

The doors are the application's own routes. One without a line in a table here fails by its name.
"""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from flask import request, request_finished
from flask_login import current_user
from front_door import PASSWORD, Person
from make import make
from roles import PEOPLE, UNDER_BOTH, plain
from test_doors import theirs
from workbook import Workbook

import models
import operations
import reports
import scope
from choices import Matter, Role, SeasonState, Waiting
from models import MentorshipContract, Worker
from operations import accounts, findings, likeness, links, merging, quality_rules, transfers
from sync import places, sharing
from sync.importing import uploads
from sync.importing.keeping import FOLDER
from sync.run import run

OUTSIDERS = [name for name in PEOPLE if name not in UNDER_BOTH]
NOBODYS = (999_999, 999_998)

# Pages without a number: nothing of the sibling stands on them. True: it does for who sees both.
PAGES = {
    "/admin/": True,
    "/admin/accounts/": True,
    "/admin/accounts/export/csv/": True,
    "/admin/boards/": False,
    "/admin/champions/": True,
    "/admin/duplicates/": True,
    "/admin/imports/": True,
    "/admin/pairing/": False,
    "/admin/jobs/pool/": False,
    "/admin/labour/graduates": True,
    "/admin/labour/ledgers": True,
    "/admin/labour/teams": True,
    "/admin/matchmaking/funnel": True,
    "/admin/quality/": True,
    "/admin/quality/rules/": False,
    "/admin/quality/worklist/": True,
    "/admin/sheets/": True,
    "/admin/sheets/export/csv/": True,
    "/admin/sign-ins/": True,
    "/admin/sign-ins/export/csv/": True,
    "/admin/tasks/": True,
    "/admin/trail/": True,
    "/admin/trail/export/csv/": True,
    "/admin/transfers/": True,
    "/reports/": False,
    "/reports/academies": True,
    "/admin/seasons/": False,
    "/reports/contracts-by-trade": True,
    "/reports/gaps": True,
    "/reports/gaps/people": True,
    "/reports/gaps/of-year": False,
    "/reports/fairs-by-kind": True,
    "/reports/from-class-to-job": True,
    "/reports/cadre-training": True,
    "/reports/demand-by-trade": True,
    "/reports/people-served": True,
    "/reports/months": True,
    "/reports/training-table": True,
    **{f"/reports/{report.name}": True for report in reports.REPORTS},
}
# Doors that hold no record, or whose reader is not told by the union.
OPEN = {
    "/", "/healthz", "/language/<locale>", "/login", "/login/code", "/logout", "/password", "/second-factor",
    "/sessions", "/sessions/end", "/sessions/end-others", "/static/<path:filename>", "/admin/static/<path:filename>",
    "/admin/quality/rules/<int:id>/", "/admin/quality/rules/<int:id>/state", "/admin/quality/rules/new/",
    "/admin/quality/run/",  # rules are the same for all unions; who sets them is told by the role
    "/verify/", "/verify/<number>",  # for everybody, on purpose: what it tells, test_certificates holds
    "/admin/transfers/ajax/unions/",  # all unions, on purpose: a record may go to any
}  # fmt: skip
# Doors with a test of their own in this file, which must really have knocked at them.
ALONE = {
    "/admin/sheets/new/": "test_a_sheet_of_a_sibling_union_is_shared_by_nobody_there",
    "/admin/accounts/new/": "test_an_account_at_a_sibling_union_is_made_by_nobody_there",
    "/admin/champions/approve": "test_nominations_of_a_sibling_union_are_decided_by_nobody_there",
    "/admin/champions/award": "test_nominations_of_a_sibling_union_are_decided_by_nobody_there",
    "/admin/labour/teams/found": "test_a_team_of_a_sibling_union_is_founded_by_nobody_there",
    "/p/<token>": "test_a_guessed_personal_link_opens_nothing",
    "/reports/months": "test_the_months_of_a_sibling_union_are_like_none",
    "/reports/<name>/close": "test_the_months_of_a_sibling_union_are_like_none",
    "/reports/<name>/reopen": "test_the_months_of_a_sibling_union_are_like_none",
}


@pytest.fixture
def knocked(desk):
    """The routes that were knocked at, with the name of who did: {(route, name)}."""
    seen = set()

    def note(_sender, **_more):
        name = current_user.account.name if current_user.is_authenticated else ""
        seen.add((str(request.url_rule), name))

    with request_finished.connected_to(note, desk):
        yield seen


@pytest.fixture(autouse=True)
def at_the_door(knocked, request):
    """A test that the table names has knocked at its doors, as somebody who must not get in."""
    yield
    mine = {rule for rule, test in ALONE.items() if test == request.node.name}
    tried = {rule for rule, name in knocked if name in ("", *OUTSIDERS)}
    assert mine - tried == set()


# Something behind the doors ------------------------------------------------------------------------


def sheet(own, foreign, settings):
    """A shared workbook with a conflict and something to be approved; the numbers in its addresses."""
    made = sharing.share(
        Worker, settings.sheets_folder, scope.SYSTEM, organisation=foreign,
        editable=["phone", "post"], name=f"花名册{foreign.id}",
    )  # fmt: skip
    worker = make(Worker, organisation=foreign)
    run(made, settings)
    book = Workbook(places.path(made, settings))
    book.type(worker.code, "岗位", "班长")
    worker.post = "组长"
    operations.save(worker, scope.SYSTEM)
    run(models.SharedSheet.get_by_id(made.id), settings)
    number = models.SheetConflict.get().id
    models.SheetProposal.create(
        id=number,
        sheet=made,
        fingerprint="x",
        matter=Matter.MISSING,
        record=worker.id,
        text="",
        state=Waiting.OPEN,
    )
    return {"id": made.id, "number": number}


def account(own, foreign, settings):
    return {"id": accounts.add("sibling", Role.UNION, foreign, scope.SYSTEM)[0].id}


def twins(own, foreign):
    first = make(Worker, organisation=own, name="欧阳双", phone="13812345678")
    return first, make(Worker, organisation=foreign, name="欧阳双", phone="13812345678", id_number=None)


def pair(own, foreign, settings):
    first, second = twins(foreign, foreign)
    return {"table": "worker", "staying": first.id, "leaving": second.id}


def merge(own, foreign, settings):
    return {"id": merging.merge(*twins(foreign, foreign), [], scope.SYSTEM).id}


def finding(own, foreign, settings):
    return {"id": found_at(foreign).id}


def found_at(union):
    """A finding about a worker of the union whose telephone number is missing."""
    quality_rules.store_built_in()
    worker = make(Worker, organisation=union)
    Worker.update(phone="12").where(Worker.id == worker.id).execute()
    findings.look_through(full=True)
    return models.QualityFinding.get(models.QualityFinding.record == worker.id)


def exemption(own, foreign, settings):
    until = date.today() + timedelta(days=30)
    return {"id": quality_rules.exempt(found_at(foreign), "核实中", until, scope.SYSTEM).id}


def link(own, foreign, settings):
    contract = make(MentorshipContract, organisation=foreign)
    links.make("sign_contract", contract, contract.mentor, scope.SYSTEM)
    return {"table": "mentorship_contract", "id": contract.id, "number": models.PersonalLink.get().id}


def transfer(own, foreign, settings):
    return {
        "id": transfers.release(make(Worker, organisation=foreign), foreign.parent, "调动", scope.SYSTEM).id
    }


def worker(own, foreign, settings):
    return {"table": "worker", "id": make(Worker, organisation=foreign).id}


def training_class(own, foreign, settings):
    """A class open for sign-up and somebody for it."""
    start = date.today() + timedelta(days=9)
    one = make(models.TrainingClass, organisation=foreign, starts_on=start, ends_on=start, state="open")
    return {"id": one.id, "number": make(Worker, organisation=foreign).id}


def season(own, foreign, settings):
    """A proposal that waits for somebody to accept it."""
    today = date.today()
    values = {"first": today, "last": today, "who": "x", "locale": "en", "state": SeasonState.PROPOSED}
    return {"id": models.SeasonRun.create(organisation=foreign, **values).id}


def stage(own, foreign, settings):
    return {"id": theirs(models.Stage, foreign).id}


def match_event(own, foreign, settings):
    return {"id": make(models.MatchEvent, organisation=foreign).id}


def file_import(own, foreign, settings):
    sibling = (
        models.Account.get_or_none(name="sibling")
        or accounts.add("sibling", Role.UNION, foreign, scope.SYSTEM)[0]
    )
    file = io.BytesIO("姓名\n李明\n".encode())
    begun = uploads.begin(Worker, file, "欧阳花名册.csv", settings.instance / FOLDER, scope.actor(sibling))
    return {"id": begun.id, "kind": "csv"}


def lesson(own, foreign, settings):
    return {"id": make(models.Lesson, organisation=foreign).id}


# How the address of a door begins, and what is put behind it; the longest beginning decides.
BEHIND = {
    "/admin/accounts/<": account,
    "/admin/boards/<": stage,
    "/admin/duplicates/<": pair,
    "/admin/duplicates/undo/": merge,
    "/admin/imports/<": file_import,
    "/admin/jobs/posts/<": worker,
    "/admin/links/": link,
    "/admin/matchmaking/door/": match_event,
    "/admin/recommending/class/": training_class,
    "/admin/recommending/worker/": worker,
    "/admin/seasons/<": season,
    "/admin/quality/exempt/": finding,
    "/admin/quality/lift/": exemption,
    "/admin/sheets/<": sheet,
    "/admin/teaching/code/": lesson,
    "/admin/transfers/<": transfer,
    "/admin/transfers/release/": worker,
}
FORM = {
    "winner": "office", "verdict": "approve", "reason": "核实中", "until": "2030-01-01", "organisation": "",
    "state": "switched_off", "role": "clerk",
}  # fmt: skip


def others(desk):
    """The routes that belong to no entity."""
    for rule in desk.url_map.iter_rules():
        found = re.match(r"/admin/(\w+)/", str(rule))
        if not (found and found[1] in models.BY_TABLE):
            yield rule


def maker(rule):
    beginnings = [start for start in BEHIND if str(rule).startswith(start)]
    return BEHIND[max(beginnings, key=len)] if beginnings else None


def test_every_other_door_has_a_line_in_a_table(desk):
    known = {*PAGES, *OPEN, *ALONE, "/reports/<name>"}
    assert [str(rule) for rule in others(desk) if str(rule) not in known and not maker(rule)] == []
    assert {test for test in ALONE.values() if test not in globals()} == set()


# Doors with a number -------------------------------------------------------------------------------


def address(rule, numbers):
    """The address of a rule; numbers with noughts, so that they stand out in an answer."""

    def part(found):
        value = numbers[found[2]]
        return f"{value:09d}" if isinstance(value, int) else value

    return re.sub(r"<(\w+:)?(\w+)>", part, str(rule))


def guesses(numbers):
    """The numbers of something foreign; then numbers that nobody has, in place of all of them and of each."""
    ids = [name for name, value in numbers.items() if isinstance(value, int) and name != "number"]
    nobodys = dict(zip(ids, NOBODYS, strict=False))
    return [numbers, {**numbers, **nobodys}, *({**numbers, name: id} for name, id in nobodys.items())]


def knock(person, rule, method, numbers):
    """The answer at the door, without what was typed into the address."""
    form = {**FORM, "csrf_token": person.form("/password")["csrf_token"]} if method == "POST" else None
    with person.client.open(address(rule, numbers), method=method, data=form) as answer:
        return plain(
            answer, *(f"{value:09d}" for value in (*numbers.values(), *NOBODYS) if isinstance(value, int))
        )


@pytest.mark.parametrize("make_one", BEHIND.values(), ids=lambda make_one: make_one.__name__)
def test_something_of_a_sibling_union_is_like_nothing_behind_every_door(
    people, unions, settings, make_one, tried
):
    desk = people["county"].desk
    numbers = make_one(unions[2], unions[3], settings)
    doors = [
        (rule, m)
        for rule in others(desk)
        if maker(rule) is make_one
        for m in ("GET", "POST")
        if m in rule.methods
    ]
    before = written()
    for name in OUTSIDERS:
        for rule, method in doors:
            answers = {knock(people[name], rule, method, guess) for guess in guesses(numbers)}
            assert len(answers) == 1, (name, rule, method)
            assert answers.pop()[0] in (403, 404), (name, rule, method)
            tried("other doors × roles")
    assert written() == before
    real = []
    # The table is no wall of doors that open to nobody. Those further down first: what they act on is still there.
    for rule, method in sorted(doors, key=lambda door: -len(str(door[0]))):
        insider = people["administrator" if make_one is file_import else "province"]
        there, nowhere = (knock(insider, rule, method, guess) for guess in guesses(numbers)[:2])
        real.append((str(rule), method, nowhere[0] in (403, 404) and there != nowhere))
    assert [door for door in real if not door[2]] == []


def written():
    """How many lines the trail has, and the state of what stands outside of it."""
    return (
        models.Audit.select().count(),
        list(models.SheetConflict.select().tuples()),
        models.SheetRun.select().count(),
    )


def test_the_own_number_beside_a_foreign_one_is_like_the_own_beside_nobodys(people, unions, settings):
    """Two numbers in an address: one's own record does not open a door to another's."""
    own, foreign = twins(*unions[2:])
    mine = sharing.share(
        Worker,
        settings.sheets_folder,
        scope.SYSTEM,
        organisation=unions[2],
        editable=["phone"],
        name="花名册",
    )
    waiting = sheet(*unions[2:], settings)["number"]
    doors = [f"/admin/sheets/{mine.id}/{door}/{{}}" for door in ("settle", "decide")]
    for door in ("", "apart"):
        doors += [
            f"/admin/duplicates/worker/{own.id}/{{}}/{door}",
            f"/admin/duplicates/worker/{{}}/{own.id}/{door}",
        ]
    for name in OUTSIDERS:
        for door in doors:
            theirs = waiting if "sheets" in door else foreign.id
            numbers = [f"{number:09d}" for number in (theirs, NOBODYS[0])]
            answers = {plain(post(people[name], door.format(number)), number) for number in numbers}
            assert len(answers) == 1, (name, door)
            assert answers.pop()[0] in (403, 404), (name, door)


def post(person, door, **more):
    token = person.form("/password")["csrf_token"]
    return person.client.post(door, data={**FORM, "csrf_token": token, **more})


# Pages ---------------------------------------------------------------------------------------------


def text_of(answer):
    """What a page or a file says."""
    if "spreadsheet" in (answer.mimetype or ""):
        book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
        return " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    return answer.get_data(as_text=True)


@pytest.fixture
def sibling(people, unions, settings):
    """Something of the sibling behind every page; the words by which it would be known."""
    union = unions[3]
    sheet(unions[2], union, settings)
    account(unions[2], union, settings)
    pair(unions[2], union, settings)
    likeness.look_for_pairs()
    found_at(union)
    moved = transfer(unions[2], union, settings)
    file_import(unions[2], union, settings)
    Person.sign_in(people["reader"], "sibling", "wrong")
    operations.months.close("workers", "2026-03", union, scope.SYSTEM)
    words = [
        union.name,
        "欧阳双",
        "sibling",
        f"花名册{union.id}",
        models.Transfer.get_by_id(moved["id"]).code,
    ]
    people["reader"].sign_in("reader", PASSWORD)
    return words


def shown(person, page, words):
    return [word for word in words if word in text_of(person.get(page))]


def tells_apart(person, page, codes):
    """Whether a page, asked about a union, tells a foreign one from one that nobody has."""
    if "/trail/export/" in page:  # asks for no union, and holds the line that says it was taken
        return False
    return len({plain(person.get(f"{page}?organisation={code}"), code) for code in codes}) > 1


def test_nothing_of_a_sibling_union_stands_on_any_page(people, unions, sibling, tried):
    codes = (unions[3].code, "O-999999")
    seen = dict.fromkeys(PAGES, False)
    for page in PAGES:
        for name in OUTSIDERS:
            person = people[name]
            assert shown(person, page, sibling) == [], (name, page)
            assert not tells_apart(person, page, codes), (name, page)
            tried("other doors × roles")
        seen[page] = any(shown(people[name], page, sibling) for name in UNDER_BOTH) or tells_apart(
            people["province"], page, codes
        )
    assert seen == PAGES, "who sees both unions is shown something there"


def test_a_team_of_a_sibling_union_is_founded_by_nobody_there(people, unions):
    trade, door = make(models.Trade).code, "/admin/labour/teams/found"
    for name in OUTSIDERS:
        codes = (unions[3].code, "O-999999")
        answers = {plain(post(people[name], door, organisation=code, trade=trade), code) for code in codes}
        assert len(answers) == 1, name
        assert answers.pop()[0] in (403, 404), name
    assert models.ServiceTeam.select().count() == 0
    assert post(people["county"], door, organisation=unions[3].code, trade=trade).status_code == 302
    assert models.ServiceTeam.get().organisation == unions[3]


def test_an_account_at_a_sibling_union_is_made_by_nobody_there(people, unions):
    for name in OUTSIDERS:
        answers = {
            plain(post(people[name], "/admin/accounts/new/", name="newcomer", organisation=code), code)
            for code in (unions[3].code, "O-999999")
        }
        assert len(answers) == 1, name
        assert answers.pop()[0] in (403, 422), name
    assert models.Account.get_or_none(name="newcomer") is None
    assert (
        post(
            people["county"], "/admin/accounts/new/", name="newcomer", organisation=unions[3].code
        ).status_code
        == 200
    )
    assert models.Account.get(name="newcomer").organisation == unions[3]


def test_a_sheet_of_a_sibling_union_is_shared_by_nobody_there(people, unions):
    door = "/admin/sheets/new/?table=worker"
    for name in OUTSIDERS:
        form = {"name": "名册", "columns": "name"}
        answers = {
            plain(post(people[name], door, **form | {"organisation": code}), code)
            for code in (unions[3].code, "O-999999")
        }
        assert len(answers) == 1, name
        assert answers.pop()[0] in (403, 422), name
    assert models.SharedSheet.select().count() == 0
    assert post(people["county"], door, **form | {"organisation": unions[3].code}).status_code == 302
    assert models.SharedSheet.get().organisation == unions[3]


def test_the_months_of_a_sibling_union_are_like_none(people, unions):
    make(models.Worker, organisation=unions[3])
    operations.months.close("workers", "2026-03", unions[3], scope.SYSTEM)
    figures, codes_ = (
        [f"{id:09d}" for id in (models.MonthFigure.get().id, NOBODYS[0])],
        (unions[3].code, "O-999999"),
    )
    for name in OUTSIDERS:
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


def test_nominations_of_a_sibling_union_are_decided_by_nobody_there(people, unions):
    made = make(models.Nomination, organisation=unions[3])
    states = []
    for name in (*OUTSIDERS, "county"):
        token = {"csrf_token": people[name].form("/password")["csrf_token"]}
        for door in ("approve", "award"):
            people[name].client.post(f"/admin/champions/{door}?year=2026", data=token)
        states.append(models.Nomination.get_by_id(made.id).state)
    assert states == [*["nominated"] * len(OUTSIDERS), "published"]


def test_a_guessed_personal_link_opens_nothing(desk, client):
    answers = [client.get(f"/p/{token}") for token in ("x", "1", "A" * 43)]
    assert {answer.status_code for answer in answers} <= {404, 410, 429}
    assert len({plain(answer) for answer in answers}) == 1
