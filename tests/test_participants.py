"""The union that runs a programme sees its participants' named columns while it runs, and nothing more of them."""

import csv
import io
from datetime import date, datetime, timedelta
from zipfile import ZipFile

import pytest
from front_door import Person, codes
from make import county, make, resident
from workbook import Workbook

import models
import operations
import participants
import scope
from choices import Area, CompetitionState, EventState, Role
from models import RECORDS
from sync import places, sharing
from sync.run import run

TODAY = date(2026, 3, 5)  # of the clock
ID_NUMBER = resident("62070219900307101")
TAKING = [model for model in RECORDS if model._meta.participants]
RUNNING, WAITING, OVER = "running", "before", "over"


@pytest.fixture
def unions(desk, clock):
    return county()


@pytest.fixture
def own(unions):
    return make(models.Worker, organisation=unions[1], name="李明", phone="13800000001")


@pytest.fixture
def foreign(unions):
    """A worker of the sibling union, with all that must stay there."""
    worker = make(
        models.Worker, organisation=unions[2], name="欧阳海", phone="13900000002", id_number=ID_NUMBER,
        post="电气焊班长", address="丹霞东路九号", trade=make(models.Trade, name="焊工"),
    )  # fmt: skip
    make(models.MatchProfile, worker=worker, organisation=unions[2], hobbies="骑行", wishes="踏实")
    return worker


@pytest.fixture
def team(unions, own, foreign):
    """The members of an entry in a contest of the left union: one of its own, one of the sibling's."""
    competition = make(
        models.Competition, organisation=unions[1], starts_on=TODAY, ends_on=TODAY + timedelta(days=3),
    )  # fmt: skip
    contest = make(models.Contest, competition=competition, team_size=2, name="焊工赛项")
    entry = make(models.Entry, contest=contest, name="第一队")
    return [make(models.EntryMember, entry=entry, worker=worker) for worker in (own, foreign)]


@pytest.fixture
def guests(unions, own, foreign):
    """The registrations for a match event of the left union."""
    make(models.MatchProfile, worker=own, organisation=unions[1])
    event = make(
        models.MatchEvent, organisation=unions[1], starts_at=datetime(2026, 3, 6, 14), register_by=None,
        choose_by=datetime(2026, 3, 7, 20),
    )  # fmt: skip
    profiles = [models.MatchProfile.get(models.MatchProfile.worker == worker) for worker in (own, foreign)]
    return [
        make(models.MatchRegistration, event=event, profile=profile, badge=number + 31)
        for number, profile in enumerate(profiles)
    ]


def moved(record, *states):
    """The record after these moves of its life cycle."""
    for state in states:
        record = type(record).get_by_id(record.id)
        record.state = state
        operations.save(record, scope.SYSTEM)
    return record


def competition_of(team):
    return team[0].entry.contest.competition


def everywhere(team):
    """The pages and files of the running union on which participants stand."""
    competition, contest, entry = competition_of(team), team[0].entry.contest, team[0].entry
    yield f"/admin/competition/details/?id={competition.id}"
    yield f"/admin/competition/export/participants/?id={competition.id}&of=entry_member"
    yield f"/admin/contest/details/?id={contest.id}"
    yield f"/admin/contest/export/participants/?id={contest.id}&of=entry_member"
    yield f"/admin/entry/details/?id={entry.id}"
    yield "/admin/entry_member/"
    yield "/admin/entry_member/export/csv/"
    yield from (f"/admin/entry_member/{door}/?id={team[1].id}" for door in ("details", "edit", "delete"))


def table(person, address):
    """The file as rows."""
    return list(csv.reader(io.StringIO(person.text(address).lstrip("\ufeff"))))


def test_before_while_and_after_it_runs(desk, unions, team, own, foreign, clock):
    left = Person(desk, "left", Role.UNION, unions[1])

    def naming():
        return [address for address in everywhere(team) if foreign.name in left.text(address)]

    assert naming() == []
    for address in everywhere(team):
        assert own.name in left.text(address) or address.endswith(f"id={team[1].id}"), address
    moved(competition_of(team), CompetitionState.OPEN)
    assert naming() == list(everywhere(team))
    moved(competition_of(team), CompetitionState.RUNNING)
    clock.forward(days=3)
    left.sign_in("left", "correct horse 9")
    assert naming() == list(everywhere(team))
    clock.forward(days=1)  # nobody said that it is over, but its last day is
    left.sign_in("left", "correct horse 9")
    assert naming() == []


@pytest.mark.parametrize("end", [CompetitionState.FINISHED, CompetitionState.CANCELLED])
def test_its_state_ends_it_before_its_last_day(desk, unions, team, foreign, end):
    moved(competition_of(team), CompetitionState.OPEN, CompetitionState.RUNNING)
    left = Person(desk, "left", Role.UNION, unions[1])
    assert foreign.name in left.text("/admin/entry_member/")
    moved(competition_of(team), end)
    assert foreign.name not in left.text("/admin/entry_member/")


@pytest.mark.parametrize("role", [Role.UNION, Role.CLERK, Role.READER])
def test_the_named_columns_and_no_others_in_page_and_file(desk, unions, team, foreign, role):
    areas = (Area.COMPETITIONS,) if role == Role.CLERK else ()
    person = Person(desk, "left", role, unions[1], areas)
    competition = moved(competition_of(team), CompetitionState.OPEN)
    page = person.text(f"/admin/competition/details/?id={competition.id}")
    rows = table(person, f"/admin/competition/export/participants/?id={competition.id}&of=entry_member")
    assert len(rows) == 3
    assert rows[2][0] == team[1].code
    assert rows[2][2] == f"{foreign.code} {foreign.name}"
    assert rows[2][4:] == [
        "男",
        f"{foreign.trade.code} 焊工",
        f"{unions[2].code} {unions[2].name}",
        "13900000002",
    ]
    assert 'class="number">2</span>' in page
    for secret in (ID_NUMBER, ID_NUMBER[:6], foreign.post, foreign.address, "1990-03-07", "骑行", "踏实"):
        assert secret not in page
        assert secret not in str(rows)
    (line,) = models.Audit.select().where(models.Audit.via == "screen", models.Audit.entity == "entry_member")
    assert (line.account_id, line.act) == (person.account.id, "exported")


def test_their_own_records_stay_closed_behind_every_door(desk, unions, team, guests, foreign):
    moved(competition_of(team), CompetitionState.OPEN, CompetitionState.RUNNING)
    moved(guests[0].event, EventState.OPEN)
    profile = guests[1].profile
    left = Person(desk, "left", Role.UNION, unions[1])
    for record in (foreign, profile):
        base = f"/admin/{record._meta.table_name}/"
        assert record.code not in codes(left.text(base))
        assert record.code not in codes(left.text(f"{base}?search={foreign.name}"))
        assert f"\n{record.code}," not in left.text(f"{base}export/csv/")
        for door in ("details/", "edit/", "delete/", "batch/", "version/", "cell/"):
            assert left.get(f"{base}{door}?id={record.id}&column=name&audit=1").status_code == 404, door
        token = {"csrf_token": left.form("/password")["csrf_token"], "reason": "想看看"}
        for door in ("reveal/", "revert/", "edit/", "delete/", "cell/", "purge/"):
            answer = left.client.post(f"{base}{door}?id={record.id}&column=id_number", data=token)
            assert answer.status_code in (403, 404), door
    for address in ("skill/ajax/lookup/?name=worker", "match_registration/ajax/lookup/?name=profile"):
        assert left.get(f"/admin/{address}&query={foreign.name}").json == []
    # Nor can anything of theirs but the name be guessed by asking the list of participations.
    lists = {"entry_member": "worker", "match_registration": "profile.worker"}
    for name, path in lists.items():
        for question in ("phone-is=13900000002", f"id_number-is={ID_NUMBER}", "born_on-from=1990-03-07"):
            column, _dash, rest = question.partition("-")
            shown = left.text(f"/admin/{name}/?flt0_{path}.{column}-{rest}")
            assert foreign.name not in shown, question


def test_a_name_is_found_and_sorted_by_only_while_it_is_shown(desk, unions, team, own, foreign):
    left = Person(desk, "left", Role.UNION, unions[1])

    def found(text):
        return codes(left.text(f"/admin/entry_member/?search={text}"))

    assert found(foreign.name) == found("oyh") == []
    assert found(own.name) == [team[0].code]
    assert found(team[1].code) == [team[1].code]
    moved(competition_of(team), CompetitionState.OPEN)
    assert found(foreign.name) == found("oyh") == [team[1].code]


def test_of_a_match_event_badge_name_and_sex(desk, unions, guests, foreign, clock):
    left = Person(desk, "left", Role.UNION, unions[1])
    event = guests[0].event
    models.MatchChoice.create(event=event, chooser=guests[1].profile, chosen=guests[0].profile)
    file = f"/admin/match_event/export/participants/?id={event.id}&of=match_registration"
    profile = guests[1].profile
    before = [guests[1].code, profile.code, "32", "已报名", ""]
    while_it_runs = [guests[1].code, f"{profile.code} {foreign.name}", "32", "已报名", "男"]
    assert table(left, file)[2] == before
    moved(event, EventState.OPEN)
    assert table(left, file)[2] == while_it_runs
    page = left.text(f"/admin/match_event/details/?id={event.id}")
    assert foreign.name in page
    for secret in ("13900000002", ID_NUMBER[:6], "骑行", "踏实"):
        assert secret not in page
    moved(event, EventState.CLOSED, EventState.HELD)
    clock.forward(days=2)  # the day on which they choose
    left.sign_in("left", "correct horse 9")
    assert table(left, file)[2] == while_it_runs
    clock.forward(days=1)
    left.sign_in("left", "correct horse 9")
    assert table(left, file)[2] == before


def test_a_shared_workbook_and_an_archive_name_them_only_while_it_runs(desk, settings, unions, team, foreign):
    left = Person(desk, "left", Role.UNION, unions[1])

    def named():
        sheet = sharing.share(
            models.EntryMember, settings.sheets_folder, scope.SYSTEM, organisation=unions[1],
            name=f"参赛{models.SharedSheet.select().count()}",
        )  # fmt: skip
        run(sheet, settings)
        row = Workbook(places.path(sheet, settings)).row(team[1].code)
        with ZipFile(io.BytesIO(left.get("/admin/organisation/archive/").get_data())) as archive:
            texts = [archive.read(name).decode() for name in archive.namelist()]
        return foreign.name in row["职工"], any(foreign.name in text for text in texts)

    assert named() == (False, False)
    moved(competition_of(team), CompetitionState.OPEN)
    assert named() == (True, True)


def test_a_name_that_leads_nowhere_is_no_link(desk, unions, team, own, foreign):
    moved(competition_of(team), CompetitionState.OPEN)
    left = Person(desk, "left", Role.UNION, unions[1])
    for address in (f"entry_member/details/?id={team[1].id}", f"entry/details/?id={team[0].entry_id}"):
        page = left.text(f"/admin/{address}")
        assert foreign.name in page
        assert f"/admin/worker/details/?id={foreign.id}" not in page
    assert f"/admin/worker/details/?id={own.id}" in page


def test_who_does_not_run_it_sees_neither_programme_nor_participants(desk, unions, team, own, foreign):
    competition = moved(competition_of(team), CompetitionState.OPEN)
    right = Person(desk, "right", Role.UNION, unions[2])
    for address in everywhere(team):
        answer = right.get(address)
        assert own.name not in answer.get_data(as_text=True)
        assert answer.status_code == (200 if "?" not in address else 404), address
    top = Person(desk, "top", Role.READER, unions[0])
    moved(competition, CompetitionState.CANCELLED)
    assert all(foreign.name in top.text(address) for address in everywhere(team) if "edit" not in address
               and "delete" not in address)  # fmt: skip


def test_a_participation_is_the_programmes_and_stays_writable_without_the_name(desk, unions, team, foreign):
    """Entry and member belong to the union that runs the contest, whoever takes part; and outlast it."""
    assert all(scope.owner(member) == unions[1].id for member in team)
    left = Person(desk, "left", Role.UNION, unions[1])
    address = f"/admin/entry_member/edit/?id={team[1].id}"
    for captain in ("yes", "no"):
        answer = left.fill(address, captain=captain)
        assert answer.status_code == 302
        assert foreign.name not in left.text(answer.location)
    assert models.EntryMember.get_by_id(team[1].id).worker_id == foreign.id


def test_what_the_file_of_participants_is_asked_wrongly(desk, unions, team):
    left = Person(desk, "left", Role.UNION, unions[1])
    competition = competition_of(team)
    for wrong in ("", "&of=worker", "&of=match_registration", "&of=%00"):
        assert (
            left.get(f"/admin/competition/export/participants/?id={competition.id}{wrong}").status_code == 404
        )
    assert (
        left.get(f"/admin/worker/export/participants/?id={team[0].worker_id}&of=entry_member").status_code
        == 404
    )


@pytest.mark.parametrize("model", TAKING, ids=lambda model: model._meta.table_name)
def test_what_is_declared(desk, model):
    """Nothing sensitive is ever named; the programme says when it runs; the row is the programme's."""
    taking = model._meta.participants
    person, programme = scope.end_of(model, taking.person), scope.end_of(model, taking.programme)
    assert person is models.Worker
    assert not [name for name in taking.shows if person._meta.fields[name].sensitive]
    assert programme._meta.runs
    assert all(name in programme._meta.fields for name in programme._meta.runs.until)
    assert set(programme._meta.runs.states) < set(programme._meta.fields["state"].vocabulary)
    assert model._meta.scope == taking.programme.partition(".")[0]
    assert participants.kinds(programme)[0].model is model
