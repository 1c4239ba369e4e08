"""P32: what only one side chose is visible to nobody and is nowhere: not in any page, file or log, not in any byte."""

import json
import logging
import re
import sqlite3
import struct
from datetime import timedelta

import pytest
from front_door import PASSWORD, Person
from make import make
from matching import Guest, event, registered, singles
from test_odd_input import address

import database
import jobs
import models
import scope
from choices import RegistrationState, Role, Sex
from database import db
from models import MatchChoice, MatchEvent, MatchProfile, MatchRegistration
from operations import links, match_pairs

FIRST_PROFILE = 0x5A51_5253  # four bytes that stand nowhere else by chance
FIRST_BADGE = 8731


@pytest.fixture
def party(desk, clock, monkeypatch):
    """An event with three men and three women who are there, choosing open, each with a link; their bytes stand out."""
    monkeypatch.setattr(links, "now", clock)  # when a link was opened does not depend on the second
    union = make(models.Organisation)
    filler = make(MatchProfile, organisation=union)
    MatchProfile.update(id=FIRST_PROFILE - 1).where(MatchProfile.id == filler.id).execute()
    if database.db.obj.__class__.__name__.startswith("Postgresql"):
        db.execute_sql(f"ALTER SEQUENCE match_profile_id_seq RESTART WITH {FIRST_PROFILE}")
    else:
        models.Audit.update(record=FIRST_PROFILE - 1).where(
            models.Audit.entity == "match_profile", models.Audit.record == filler.id
        ).execute()
    party = event(union, name="七夕")
    people = [*singles(union, 3, Sex.MALE), *singles(union, 3, Sex.FEMALE, 200)]
    assert people[0].id == FIRST_PROFILE
    registered(party, people, RegistrationState.ATTENDED)
    for number, one in enumerate(MatchRegistration.select().order_by(MatchRegistration.id)):
        MatchRegistration.update(badge=FIRST_BADGE + number).where(MatchRegistration.id == one.id).execute()
    office = Person(desk, "hongniang", Role.UNION, union)
    deadline = (clock() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    office.fill(f"/admin/match_event/do/choosing/?id={party.id}", choose_by=deadline)
    party = MatchEvent.get_by_id(party.id)
    party.office, party.people = office, people
    party.guests = [
        Guest(desk, f"/p/{links.make('choose_at_event', party, one.worker, scope.SYSTEM)}") for one in people
    ]
    for guest in party.guests:
        guest.text()
    return party


def everybody_chooses(party):
    """One couple, four choices that are not returned."""
    his, hers = party.guests[:3], party.guests[3:]
    badges = [FIRST_BADGE + number for number in range(6)]
    for _again in range(2):  # changed once: what stood before must be gone as well
        assert his[0].choose(badges[4], badges[3]).status_code == 303
        assert his[0].choose(badges[3], badges[5]).status_code == 303
    assert hers[0].choose(badges[0], badges[1]).status_code == 303
    assert his[1].choose(badges[4]).status_code == 303
    assert hers[2].choose(badges[1]).status_code == 303


# Nobody sees --------------------------------------------------------------------------------------


def screens(desk, people):
    """{(who, rule): what stands there}: every page and file about matchmaking, and whatever belongs to no entity."""
    seen, own = {}, ("match_event", "match_registration", "match_profile", "couple")
    for rule in desk.url_map.iter_rules():
        table = rule.endpoint.partition(".")[0]
        skipped = table in ("signin", "health", "static", "trail") or "static" in rule.endpoint
        if "GET" not in rule.methods or skipped or (table in models.BY_TABLE and table not in own):
            continue
        query = f"?id={FIRST_PROFILE}" if table == "match_profile" else "?id=1" if table in own else ""
        for name, person in people.items():
            with person.client.get(address(rule) + query) as answer:
                seen[name, str(rule)] = answer.status_code, without_marks(answer)
    return seen


def without_marks(answer):
    if "spreadsheet" in (answer.mimetype or "") or "zip" in (answer.mimetype or ""):
        return ""
    text = re.sub(r'name="(?:csrf_token|typist|once)" value="[^"]+"', "", answer.get_data(as_text=True))
    return re.sub(r"\b\d{12}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|[0-9a-f]{16,}", "", text)


def newest():
    return models.Audit.select(models.Audit.id).order_by(models.Audit.id.desc()).scalar()


def exported(run):
    return [run("export", table).output for table in models.BY_TABLE if table.startswith(("match", "couple"))]


def test_P32_no_page_of_anybody_changes_by_a_choice(desk, party, unions, run, tried):
    union = party.organisation
    people = {
        "administrator": Person(desk, "administrator"),
        "union": party.office,
        "auditor": Person(desk, "auditor", Role.AUDITOR, union),
    }
    party.office.get("/admin/")  # what was still to be said to somebody is said once
    before, rows = screens(desk, people), exported(run)
    links_before, audits = (
        list(models.PersonalLink.select().order_by(models.PersonalLink.id).dicts()),
        newest(),
    )
    everybody_chooses(party)
    assert newest() == audits
    assert list(models.PersonalLink.select().order_by(models.PersonalLink.id).dicts()) == links_before
    after = screens(desk, people)
    assert [key for key in before if before[key] != after[key]] == []
    assert exported(run) == rows
    since = models.Audit.select().where(
        models.Audit.id > audits
    )  # that this test took files, and nothing else
    assert {line.act.value for line in since} <= {"exported"}
    tried("pages compared before and after a choice", len(before))


def test_P32_a_guest_sees_their_own_choices_alone(party):
    everybody_chooses(party)
    pages = [guest.text() for guest in party.guests]
    assert party.guests[0].chosen() == [str(FIRST_BADGE + 3), str(FIRST_BADGE + 5)]
    assert party.guests[4].chosen() == []  # chosen by one, and learns nothing of it
    own = re.compile(r'胸牌号是 \d+|<option value="\d*"[^>]*>|[\u4e00-\u9fff][男女]\d{3}|value="[^"]{20,}"')
    assert own.sub("", pages[1]) == own.sub("", pages[2])  # who has chosen somebody, and who nobody
    assert own.sub("", pages[4]) == own.sub("", pages[3])


@pytest.mark.parametrize(
    "typed", [[1], [FIRST_BADGE], [FIRST_BADGE + 3] * 2, ["x" * 5000], ["\0"]], ids=lambda t: str(t)[:20]
)
def test_P32_only_people_who_are_there_can_be_chosen(party, typed):
    assert party.guests[0].choose(*typed).status_code == 422
    assert MatchChoice.select().where(MatchChoice.chooser != MatchChoice.chosen).count() == 0


def test_P32_choosing_ends_with_the_deadline_and_is_for_those_who_are_there(desk, party, clock):
    guest = party.guests[0]
    MatchProfile.update(verified_until=clock().date() - timedelta(days=1)).where(
        MatchProfile.id == FIRST_PROFILE
    ).execute()
    assert "<form" not in guest.text()  # a profile past its day takes part in nothing
    MatchProfile.update(verified_until=None).where(MatchProfile.id == FIRST_PROFILE).execute()
    page = guest.text()
    clock.forward(hours=3)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    late = {"csrf_token": token, "do": "choose", "choice-1": str(FIRST_BADGE + 3)}
    assert guest.client.post(guest.address, data=late).status_code == 422
    assert MatchChoice.select().count() == 1  # the mark that choosing has begun, alone
    MatchRegistration.update(state=RegistrationState.ABSENT).where(
        MatchRegistration.profile == FIRST_PROFILE
    ).execute()
    assert guest.client.get(guest.address).status_code == 404


# Nowhere ------------------------------------------------------------------------------------------


def one_sided(party):
    """{(chooser, chosen)} of what was chosen at any time and is no couple."""
    his, hers = [p.id for p in party.people[:3]], [p.id for p in party.people[3:]]
    pairs = {(his[0], hers[1]), (his[0], hers[2]), (hers[0], his[1]), (his[1], hers[1]), (hers[2], his[1])}
    return pairs


def reader():
    """Another connection to the same file, which has read something."""
    made = sqlite3.connect(database.db.obj.database, isolation_level=None)
    made.execute("SELECT count(*) FROM trade").fetchone()
    return made


def places(folders):
    return [
        file for folder in folders for file in folder.rglob("*") if file.is_file() and not file.is_symlink()
    ]


def found_in(party, folders):
    """The files in whose bytes a one-sided choice stands, as either engine writes it, or as JSON or text would."""
    patterns = [struct.pack(order + "ii", *pair) for pair in one_sided(party) for order in "<>"] + [
        f"{one}{between}{other}".encode()
        for one, other in one_sided(party)
        for between in (",", ", ", " ", "|", ":")
    ]
    return sorted(
        {file.name for file in places(folders) for pattern in patterns if pattern in file.read_bytes()}
    )


def test_P32_no_byte_of_a_one_sided_choice_is_left_anywhere(
    desk, party, settings, engine, request, tmp_path, caplog, clock, run
):
    caplog.set_level(logging.DEBUG)
    folders = [tmp_path]
    if engine == "postgresql":
        folders.append(request.getfixturevalue("postgresql").pgdata)
    jobs.import_soon(settings)  # a queue there is
    if engine == "sqlite":
        other = reader()  # another process of the desk: its journal does not go with our last connection
    everybody_chooses(party)
    if engine == "postgresql":
        db.execute_sql("VACUUM FULL match_choice")  # else they would be in memory alone until it is shut down
    assert found_in(party, folders), "the search finds a choice while there is one"
    copy = tmp_path.parent / f"{tmp_path.name}-copy"
    copy.mkdir()
    if engine == "sqlite":
        assert run("backup", copy / "backup.db").exit_code == 0
        assert found_in(party, [copy]) == []
        assert b"match_choice" in (copy / "backup.db").read_bytes()
    clock.forward(hours=3)
    jobs.pair_those_who_chose(settings)
    assert MatchEvent.get_by_id(party.id).wiped_at is not None
    assert models.Couple.select().count() == 1
    party.office.sign_in("hongniang", PASSWORD)
    party.office.get(f"/admin/match_event/details/?id={party.id}")
    if engine == "postgresql":
        db.execute_sql("CHECKPOINT")
    assert found_in(party, folders) == []
    if engine == "sqlite":
        other.close()
    told = " ".join(record.getMessage() for record in caplog.records)
    assert "/p/<token>" in told
    assert not re.search(rf"{FIRST_BADGE // 10}\d|{FIRST_PROFILE // 100}\d\d|choice", told)
    lines = json.dumps(
        list(models.Audit.select(models.Audit.changes).where(models.Audit.via.contains("link")).tuples())
    )
    assert "873" not in lines


def test_P32_while_somebody_reads_what_was_the_wiping_is_tried_again(desk, party, engine, clock, settings):
    if engine != "sqlite":
        pytest.skip("readers keep nothing from being wiped there")
    everybody_chooses(party)
    clock.forward(hours=3)
    other = reader()
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM match_choice").fetchone()
    database.db.execute_sql("PRAGMA busy_timeout = 50")
    jobs.pair_those_who_chose(settings)
    party_now = MatchEvent.get_by_id(party.id)
    assert (party_now.paired_at is not None, party_now.wiped_at) == (True, None)
    other.close()
    match_pairs.look()
    assert MatchEvent.get_by_id(party.id).wiped_at is not None


def test_P32_after_a_restore_choices_must_be_given_again_and_the_pages_say_so(
    desk, party, engine, tmp_path, run
):
    everybody_chooses(party)
    assert "已不存在" not in party.guests[0].text()
    if engine == "sqlite":
        assert run("backup", tmp_path / "backup.db").exit_code == 0
        db.close()
        (tmp_path / "backup.db").replace(tmp_path / "gongyou.db")
        for rest in ("gongyou.db-wal", "gongyou.db-shm"):
            (tmp_path / rest).unlink(missing_ok=True)
    else:
        MatchChoice.delete().execute()  # as PostgreSQL empties the table itself after a crash
    assert MatchChoice.select().count() == 0
    assert "以前作的选择已不存在" in party.guests[0].text()
    assert "备份从不保存选择" in party.office.text(f"/admin/match_event/details/?id={party.id}")
    assert party.guests[0].choose(FIRST_BADGE + 3).status_code == 303
    assert party.guests[0].chosen() == [str(FIRST_BADGE + 3)]


def test_P32_choices_of_a_cancelled_or_deleted_event_are_wiped_too(desk, party, clock):
    everybody_chooses(party)
    party.office.fill(f"/admin/match_event/edit/?id={party.id}", state="cancelled")
    assert match_pairs.look() == 1
    assert (MatchChoice.select().count(), models.Couple.select().count()) == (0, 0)
    assert MatchEvent.get_by_id(party.id).wiped_at is not None


def test_P32_on_postgresql_choices_are_never_in_the_journal(party, engine):
    if engine != "postgresql":
        pytest.skip("SQLite has no such table")
    kind = db.execute_sql("SELECT relpersistence FROM pg_class WHERE relname = 'match_choice'").fetchone()
    links_left = db.execute_sql(
        "SELECT count(*) FROM pg_constraint WHERE conrelid = 'match_choice'::regclass AND contype = 'f'"
    )
    assert (kind[0], links_left.fetchone()[0]) == ("u", 0)


def test_P32_choices_of_an_event_that_was_removed_for_good_go_with_it(desk, party):
    everybody_chooses(party)
    MatchRegistration.delete().execute()
    models.MatchEvent.delete().execute()
    match_pairs.look()
    assert MatchChoice.select().count() == 0
