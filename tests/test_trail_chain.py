"""The trail as a chain: whoever changes or removes a line is noticed; what the law wants gone can go."""

import contextlib
import json
import re
import threading
from functools import partial

import pytest

import database
import models
import operations
import scope
from choices import Act, Role
from models import Audit, Organisation, TrailEnd, Worker
from operations import Refused, Stale, bulk, chain, records, trail, whole
from tests.make import actor, again, make, unsaved

NUMBER = "11010519491231002X"


@pytest.fixture
def worker(desk):
    """Somebody who came, moved and was renamed: five lines of the trail."""
    union = make(Organisation, name="甘州区总工会")
    worker = make(
        Worker, organisation=union, id_number=NUMBER, address="县府街1号", trade=None, enterprise=None
    )
    for name in ("王建国", "王建军"):
        worker.name = name
        worker = operations.save(worker, scope.SYSTEM)
    return worker


def execute(statement):
    database.db.execute_sql(statement)


def test_an_untouched_trail_holds(worker, run):
    assert chain.first_break() is None
    said = run("check")
    assert (said.exit_code, said.stderr) == (0, "")
    assert TrailEnd.get().seal[:16] in said.output


@pytest.mark.parametrize(
    ("statement", "number", "words"),
    [
        ("UPDATE audit SET who = 'somebody else' WHERE id = 2", 2, "被改动"),
        ("UPDATE audit SET at = '2020-01-01 00:00:00' WHERE id = 3", 3, "被改动"),
        ("UPDATE audit SET changes = '{}' WHERE id = 3", 3, "被改动"),
        ("UPDATE audit SET changes = 'nonsense' WHERE id = 3", 3, "被改动"),
        ("UPDATE audit SET commitments = '{}' WHERE id = 2", 2, "被改动"),
        ("UPDATE audit SET changes = replace(changes, '县府街', '南大街') WHERE id = 2", 2, "被改动"),
        ("UPDATE audit SET act = 'third' WHERE id = 3", 3, "被改动"),
        ("UPDATE audit SET record = 17, version = 9 WHERE id = 4", 4, "被改动"),
        ("UPDATE audit SET organisation = 9 WHERE id = 4", 4, "被改动"),
        ("UPDATE audit SET seal = '' WHERE id = 1", 1, "被改动"),
        ("DELETE FROM audit WHERE id = 1", 1, "不见了"),
        ("DELETE FROM audit WHERE id = 3", 3, "不见了"),
        ("DELETE FROM audit WHERE id = 4", 4, "不见了"),
        ("DELETE FROM audit", 1, "不见了"),
        ("DELETE FROM trail_end", 1, "多出来"),
        ("UPDATE trail_end SET number = 3", 3, "被改动"),
        ("UPDATE trail_end SET seal = 'x'", 4, "被改动"),
    ],
)
def test_check_names_the_first_line_that_is_not_as_it_was_written(worker, run, statement, number, words):
    assert Audit.select().count() == 4
    execute(statement)
    said = run("check")
    assert said.exit_code == 1
    assert f"审计记录第 {number} 条" in said.output
    assert words in said.output
    assert "Traceback" not in said.output


def test_every_kind_of_write_is_a_link_of_the_chain(worker):
    bulk.load(Worker, [unsaved(Worker) for _time in range(3)], scope.SYSTEM)
    operations.delete(worker, scope.SYSTEM)
    operations.restore(worker, scope.SYSTEM)
    acts = [audit.act for audit in Audit.select().order_by(Audit.id.desc()).limit(3)]
    assert acts == [Act.RESTORED, Act.DELETED, Act.LOADED]
    assert [audit.id for audit in Audit.select().order_by(Audit.id)] == list(
        range(1, TrailEnd.get().number + 1)
    )
    assert chain.first_break() is None


def test_a_write_that_was_taken_back_leaves_no_gap(worker):
    taken_back = unsaved(Worker, organisation=worker.organisation)
    with database.db.atomic() as transaction:
        operations.save(taken_back, scope.SYSTEM)
        transaction.rollback()
    make(Worker)
    assert chain.first_break() is None


def at_the_same_time(*works):
    """Does several things in threads of their own; what went wrong."""
    mistakes = []

    def do(work):
        try:
            work()
        except Exception as mistake:
            mistakes.append(mistake)
        finally:
            database.db.close()

    threads = [threading.Thread(target=do, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return mistakes


def test_writers_at_the_same_time_make_one_chain(worker):
    union = worker.organisation.id

    def write(number):
        for time in range(5):
            with database.db.atomic():
                record = Worker(name=f"职工{number}{time}", organisation=union, state=worker.state)
                operations.save(record, scope.SYSTEM)
                record.post = "车工"
                operations.save(record, scope.SYSTEM)

    assert at_the_same_time(*(partial(write, number) for number in range(4))) == []
    assert Worker.select().where(Worker.post == "车工").count() == 20
    assert chain.first_break() is None


def test_nobody_waits_for_ever_on_a_whole_and_its_part(desk, monkeypatch):
    """One saves a contest with its stage, the other the stage alone: each would hold what the other wants next."""
    stage = make(models.Stage)
    contest, part = stage.contest, again(stage)
    contest.name, stage.place = "数控车工", "职工文化宫"
    meet = threading.Barrier(2)  # where both would be half way, if both could get there

    def meeting(function):
        def met(first, *rest):
            if isinstance(first, models.Stage) or rest[-1] == [part]:
                with contextlib.suppress(threading.BrokenBarrierError):
                    meet.wait(timeout=0.5)
            return function(first, *rest)

        return met

    monkeypatch.setattr(whole, "save_parts", meeting(whole.save_parts))
    monkeypatch.setattr(records, "check", meeting(records.check))
    mistakes = at_the_same_time(
        lambda: operations.save(contest, scope.SYSTEM, parts=[part]),
        lambda: operations.save(stage, scope.SYSTEM),
    )
    assert [mistake for mistake in mistakes if not isinstance(mistake, Stale)] == []
    assert chain.first_break() is None


def test_each_line_keeps_the_union_that_the_record_belonged_to(worker):
    elsewhere = make(Organisation)
    worker.organisation = elsewhere
    operations.save(worker, scope.SYSTEM)
    skill = make(models.Skill, worker=worker)
    about = Audit.select(Audit.organisation).where(Audit.entity == "worker", Audit.record == worker.id)
    unions = [audit.organisation for audit in about.order_by(Audit.id)]
    assert [unions[0], unions[-1]] == [1, elsewhere.id]
    assert Audit.get(Audit.entity == "skill", Audit.record == skill.id).organisation == elsewhere.id
    assert Audit.get(Audit.entity == "trade").organisation is None


# Erasing -----------------------------------------------------------------------------------------


def remembered():
    return " ".join(f"{audit.changes} {audit.commitments}" for audit in Audit.select())


def first_line():
    return Audit.select().where(Audit.entity == "worker").order_by(Audit.id).get()


def test_what_the_trail_remembers_of_a_number_can_be_erased_and_the_chain_holds(worker, run):
    assert NUMBER in remembered()
    assert trail.erase(worker, ["id_number"], scope.SYSTEM, "本人申请删除，区法院 3 号文") == 1
    assert NUMBER not in remembered()
    assert "县府街1号" in remembered()
    line = Audit.select().where(Audit.act == Act.ERASED).get()
    assert json.loads(line.changes) == {"columns": ["id_number"], "reason": "本人申请删除，区法院 3 号文"}
    assert run("check").exit_code == 0
    before, after = trail.changes(first_line())["id_number"]
    assert (before, after) == ("", None)


def test_erasing_leaves_nothing_to_guess_the_number_by(worker):
    trail.erase(worker, ["id_number"], scope.SYSTEM, "本人申请")
    for audit in Audit.select().where(Audit.entity == "worker"):
        for salt, digest in json.loads(audit.commitments).get("id_number", []):
            assert salt is None or digest == chain.digest(salt)  # what is left covers nothing at all


def test_a_line_written_after_an_erasure_can_be_erased_again(worker):
    trail.erase(worker, ["address"], scope.SYSTEM, "本人申请")
    worker.address = "南大街2号"
    operations.save(worker, scope.SYSTEM)
    assert trail.erase(worker, ["address"], scope.SYSTEM, "本人再次申请") == 2
    assert "南大街" not in remembered()
    assert chain.first_break() is None


def test_only_the_administrator_erases_only_sensitive_columns_and_says_why(worker):
    union = actor(Role.UNION, worker.organisation)
    for names, by, reason in (
        (["id_number"], union, "本人申请"),
        (["name"], scope.SYSTEM, "本人申请"),
        ([], scope.SYSTEM, "本人申请"),
        (["id_number"], scope.SYSTEM, " "),
        (["id_number"], scope.SYSTEM, "长" * 201),
    ):
        with pytest.raises(Refused):
            trail.erase(worker, names, by, reason)
    assert NUMBER in remembered()
    assert not Audit.select().where(Audit.act == Act.ERASED).exists()


def test_the_command_erases_once_the_record_is_empty(worker, run):
    command = ("erase", worker.code, "id_number", "--reason", "本人申请")
    said = run(*command)
    assert said.exit_code == 1
    assert "证件号码" in said.output
    assert NUMBER in remembered()
    worker.id_number = None
    operations.save(worker, scope.SYSTEM)
    assert run(*command).exit_code == 0
    assert NUMBER not in remembered()
    assert Audit.get(Audit.act == Act.ERASED).organisation == worker.organisation_id
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [("W-1", "name"), ("W-1", "nothing"), ("X-1", "id_number"), ("W-", "id_number"), ("", "id_number")],
)
def test_the_command_says_what_it_cannot_erase(worker, run, words):
    said = run("erase", *words, "--reason", "本人申请")
    assert said.exit_code == 1
    assert "Traceback" not in said.output
    assert not Audit.select().where(Audit.act == Act.ERASED).exists()


def test_a_value_wiped_without_a_record_of_it_is_noticed(worker, run):
    trail.erase(worker, ["address"], scope.SYSTEM, "本人申请")
    line = first_line()
    changes = json.loads(line.changes)
    changes["id_number"] = ["", None]
    Audit.update(changes=json.dumps(changes)).where(Audit.id == line.id).execute()
    said = run("check")
    assert said.exit_code == 1
    assert f"审计记录第 {line.id} 条" in said.output
    assert again(worker).id_number == NUMBER


def test_the_trail_has_one_writer():
    """Whoever writes a line past the chain forks it."""
    root = database.MIGRATIONS.parent
    for path in [*root.glob("*.py"), *root.glob("[acdjors]*/*.py")]:
        if path.relative_to(root).as_posix() not in (
            "operations/trail.py",
            "operations/chain.py",
            "models.py",
        ):
            found = re.search(r"Audit\(|Audit\.(create|insert|bulk_create)", path.read_text(encoding="utf-8"))
            assert not found, path


def test_who_gets_the_number_of_a_purged_record_does_not_get_its_past(worker):
    trail.note(worker, Act.PURGED, scope.SYSTEM, {})
    assert trail.history(worker) == []
    worker.name = "李秀英"
    operations.save(worker, scope.SYSTEM)
    assert [line.act for line in trail.history(worker)] == [Act.CHANGED]
