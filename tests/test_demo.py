"""The demonstrations: made-up records that the desk itself would have accepted, the same each time."""

import re
from datetime import date

import pytest
from stdnum.cn import ric

import database
import demo.office
import demo.scale
import reports
import scope
from choices import ContractState, CoupleState, IdKind, TrainerKind, UnionKind
from demo import people, province, words
from demo.trades import TRADES
from fields import ForeignKeyField
from models import (
    RECORDS,
    Account,
    Competition,
    Contest,
    Couple,
    Enterprise,
    Entry,
    MatchChoice,
    MatchProfile,
    MentorshipContract,
    Organisation,
    Record,
    SharedSheet,
    Skill,
    Trade,
    Trainer,
    Worker,
    columns,
)
from operations import Refused
from operations.checks import CHECKS
from sync.layout import takes_new_rows
from tests.make import make

TODAY = date(2026, 11, 20)


@pytest.fixture
def office(desk, settings):
    demo.office.build(TODAY, settings)
    return settings.sheets_folder


def content(model):
    """Every row of an entity as plain text."""
    return [
        [field.plain(record.__data__[field.name]) for field in columns(model)]
        for record in model.select().order_by(model.id)
    ]


def wrong_with(record: Record):
    """Every rule that one record breaks."""
    for field in columns(type(record)):
        value = record.__data__[field.name]
        if not isinstance(field, ForeignKeyField) and field.read(field.plain(value)) != value:
            yield field.name, value
    yield from record.problems()
    for rule in CHECKS.get(type(record), ()):
        yield from rule(record, record)


def test_every_record_of_the_office_would_pass_its_checks_again(office):
    mistakes = {
        (record.code, column): words
        for model in RECORDS
        for record in model.select()
        for column, words in wrong_with(record)
    }
    assert mistakes == {}


def test_the_office_has_something_of_every_entity_and_as_much_as_the_articles_tell(office):
    assert [model for model in RECORDS if not model.select().exists()] == []
    counts = {Worker: 300, Trainer: 39, MentorshipContract: 24, Competition: 2, MatchProfile: 40, Trade: 40}
    assert {model: model.select().count() for model in counts} == counts
    assert Organisation.select().where(Organisation.kind == UnionKind.ENTERPRISE).count() == 8
    assert Contest.select(Contest.name).distinct().count() == 6
    assert {trainer.kind for trainer in Trainer.select()} == {TrainerKind.FULL_TIME, TrainerKind.ENTERPRISE}


def test_contracts_and_couples_stand_in_every_state(office):
    assert {contract.state for contract in MentorshipContract.select()} == set(ContractState)
    assert {couple.state for couple in Couple.select()} == set(CoupleState)


def test_every_entry_of_the_office_has_its_whole_team(office):
    assert all(entry.members.count() == entry.contest.team_size for entry in Entry.select())


def test_the_office_tells_nobodys_choice_and_opens_no_account(office):
    assert not MatchChoice.select().exists()
    assert not Account.select().exists()


def test_one_township_shares_its_register_as_a_workbook_that_takes_new_workers(office):
    sheet = SharedSheet.get()
    assert [file.name for file in office.glob("*.xlsx")] == ["职工花名册-党寨镇.xlsx"]
    assert sheet.good_at is not None, sheet.words
    assert takes_new_rows(sheet)


@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2027, 1, 1), date(2026, 3, 31)])
def test_the_office_can_be_built_on_any_day_and_its_reports_have_something_to_tell(desk, settings, today):
    demo.office.build(today, settings)
    month = f"{today:%Y-%m}"
    for name in ("workers", "trainers", "mentorship", "matchmaking"):
        assert any(row.numerator for row in reports.run(name, month, scope.SYSTEM).rows)


def test_a_demonstration_never_mixes_with_other_records(desk, settings):
    make(Organisation)
    for build in (lambda: demo.office.build(TODAY, settings), lambda: demo.scale.build(10)):
        with pytest.raises(Refused):
            build()
    assert not Trade.select().exists()
    assert list(settings.sheets_folder.glob("*.xlsx")) == []


# Very many ---------------------------------------------------------------------------------------


@pytest.fixture
def thousands(desk):
    demo.scale.build(2_000, seed=1)
    return list(Worker.select().order_by(Worker.id))


def test_there_are_as_many_workers_as_asked_for_with_unions_and_skills(thousands):
    assert len(thousands) == 2_000
    assert Organisation.select().count() == 4
    assert Skill.select().count() > 400
    assert (
        Enterprise.select().count() == Organisation.select().where(Organisation.kind == "enterprise").count()
    )


def test_names_are_of_every_kind_that_a_register_must_bear(thousands):
    names = {worker.name for worker in thousands}
    assert any(len(name) == 2 for name in names)
    assert any(name[:2] in words.COMPOUND for name in names)
    assert any(re.fullmatch(r"\w+古丽·\w+", name) for name in names)
    assert any("𠮷" in name for name in names)
    assert names & set(words.TIBETAN)
    assert names & set(words.MONGOLIAN)
    assert names & set(words.FOREIGN)


def test_every_identity_number_is_valid_and_nobody_elses(thousands):
    residents = [worker for worker in thousands if worker.id_kind == IdKind.RESIDENT]
    assert all(ric.validate(worker.id_number) == worker.id_number for worker in residents)
    assert len({worker.id_number for worker in thousands}) == len(thousands)
    assert len({worker.phone for worker in thousands}) == len(thousands)
    assert len(residents) < len(thousands)


def test_every_worker_and_skill_of_the_thousands_would_pass_its_checks_again(thousands):
    records = [*thousands[::10], *Skill.select().limit(200), *Organisation.select(), *Enterprise.select()]
    assert [(record.code, *wrong) for record in records for wrong in wrong_with(record)] == []


def test_the_same_seed_gives_the_same_data_and_another_seed_other_people(migrated, tmp_path):
    made = []
    for place, seed in [("one", 1), ("same", 1), ("other", 2)]:
        (tmp_path / place).mkdir()
        database.connect(migrated(tmp_path / place))
        demo.scale.build(600, seed)
        made.append([content(model) for model in (Organisation, Enterprise, Trade, Worker, Skill)])
        database.db.close()
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_a_birthday_and_turn_is_given_once_only_by_construction():
    """The step has no factor in common with the whole, so that it comes round only after all of it."""
    assert people.coprime(people.STEP, people.MOST) == people.STEP
    assert people.coprime(people.PHONE_STEP, 10**8) == people.PHONE_STEP
    assert people.MOST > 10_000_000


@pytest.mark.parametrize(("workers", "unions"), [(1, 3), (1_000, 3), (100_000, 200), (1_000_000, 2_000)])
def test_there_is_a_union_for_every_five_hundred_workers(workers, unions):
    assert 1 + sum(province.sizes(workers).values()) == unions
    assert all(size >= 0 for size in province.sizes(workers).values())


def test_trades_are_named_once_and_their_codes_have_the_form_of_the_classification():
    names, numbers, _industries = zip(*TRADES, strict=True)
    assert len(set(names)) == len(names) == 40
    given = [number for number in numbers if number]
    assert len(set(given)) == len(given)
    assert all(re.fullmatch(r"\d-\d\d-\d\d-\d\d", number) for number in given)
