"""`check`: a desk in order passes, and whatever nobody could have saved is found."""

import pytest

import database
import models
from tests.make import make


@pytest.fixture
def worker(desk):
    union = make(models.Organisation, name="甘州区总工会")
    return make(models.Worker, organisation=union, id_number="11010519491231002X", born_on=None, sex=None)


def test_a_desk_in_order_passes(run, desk):
    for model in models.RECORDS:
        make(model)
    said = run("check")
    assert (said.exit_code, said.stderr) == (0, "")


def without_foreign_keys(engine, statement):
    db = database.db
    db.connect(reuse_if_open=True)
    if engine == "sqlite":
        db.execute_sql("PRAGMA foreign_keys = 0")
    else:
        db.execute_sql("SET session_replication_role = replica")
    db.execute_sql(statement)
    db.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE worker SET organisation_id = 4711", "worker 1"),
        ("UPDATE organisation SET path = '/9/'", "O-1"),
        ("UPDATE worker SET phone = '12'", "W-1"),
        ("UPDATE worker SET name = ''", "W-1"),
        ("UPDATE worker SET sex = 'third'", "W-1"),
        ("UPDATE worker SET born_on = '2001-01-01'", "W-1"),
        ("DELETE FROM migration_history", "0001_first"),
    ],
)
def test_check_finds_what_nobody_could_have_saved(run, engine, worker, statement, words):
    assert run("check").exit_code == 0
    without_foreign_keys(engine, statement)
    said = run("check")
    assert said.exit_code == 1
    assert words in said.output
    assert "Traceback" not in said.output
