"""The commands: what each says and does, through the same door as `flask --app app …`."""

import re

import click
import pytest

import choices
import models
import operations
import reports
import scope
from commands.vocabulary import all_commands
from language import gettext
from operations import accounts

PASSWORD = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){2}")


@pytest.fixture
def union(desk):
    return operations.save(models.Organisation(name="甘州区总工会", kind="county"), scope.SYSTEM)


@pytest.fixture
def worker(union):
    return operations.save(
        models.Worker(name="王建国", organisation=union, phone="13812345678", id_number="11010519491231002X"),
        scope.SYSTEM,
    )


def account(name):
    return models.Account.get_or_none(models.Account.name == name)


def has_chinese(text):
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


# Every command -----------------------------------------------------------------------------------


def test_every_command_and_option_has_help_in_words(desk, run):
    found = dict(all_commands(desk.cli))
    assert {"start", "migrate", "work", "demo", "export", "report", "describe", "check"} <= set(found)
    for name, command in found.items():
        shown = run(*name.split(), "--help")
        assert shown.exit_code == 0, name
        assert str(command.help)[:20] in shown.output, name
        assert not re.search(r"Usage|Options|Commands|OPTIONS|Show this", shown.output), name
        assert has_chinese(str(command.help)), name
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                assert has_chinese(str(param.help)), f"{name} {param.opts}"


@pytest.mark.parametrize(
    "typed",
    [
        ["user", "add"],
        ["user", "add", "li"],
        ["user", "add", "li", "--role", "emperor"],
        ["user", "add", "li", "--role", "clerk", "--organisation", "O-1", "--areas", "moon"],
        ["user", "add", "li", "--rolle", "reader"],
        ["user", "add", "li", "wang", "--role", "reader"],
        ["user", "add", "li", "--role"],
        ["user", "moon"],
        ["demo", "--scale", "many"],
        ["demo", "--scale", "0"],
        ["export"],
        ["export", "moon"],
        ["export", "match_choice"],
        ["report", "moon", "--month", "2026-03"],
        ["report", "workers", "--month", "2026-13"],
        ["report", "workers", "--month", "soon"],
        ["report", "workers"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_understood_is_said_and_ends_with_2(run, union, typed):
    said = run(*typed)
    assert said.exit_code == 2
    assert said.stdout == ""
    assert "Traceback" not in said.stderr
    assert has_chinese(said.stderr)


@pytest.mark.parametrize(
    "typed",
    [
        ["demo"],
        ["user", "add", "li", "--role", "reader"],
        ["user", "add", "li", "--role", "reader", "--organisation", "O-99"],
        ["user", "add", "l", "--role", "reader", "--organisation", "O-1"],
        ["user", "password", "nobody"],
        ["user", "lock", "nobody"],
        ["report", "workers", "--month", "2026-03", "--organisation", "O-99"],
    ],
    ids=" ".join,
)
def test_what_is_refused_is_said_and_ends_with_1(run, union, typed):
    said = run(*typed)
    assert said.exit_code == 1
    assert said.stdout == ""
    assert has_chinese(said.stderr)


def test_many_workers_are_made_on_an_empty_desk(run):
    assert run("demo", "--scale", "30").exit_code == 0
    assert models.Worker.select().count() == 30


def test_migrating_what_is_up_to_date_changes_nothing_and_says_so(run):
    said = run("migrate")
    assert (said.exit_code, said.stderr) == (0, "")
    assert has_chinese(said.stdout)


def test_a_database_that_was_never_migrated_is_no_trace(run, union):
    models.db.drop_tables([models.ExpertService])
    said = run("export", "expert_service")
    assert said.exit_code == 1
    assert "migrate" in said.stderr
    assert "Traceback" not in said.output


# Users -------------------------------------------------------------------------------------------


def test_an_added_user_signs_in_with_the_password_printed_once(run, union):
    said = run(
        "user", "add", "li", "--role", "clerk", "--organisation", union.code, "--areas", "people,trainers"
    )
    assert said.exit_code == 0
    [password] = PASSWORD.findall(said.stdout)
    li = accounts.sign_in("li", password)
    assert (li.role, li.organisation_id, li.must_change) == ("clerk", union.id, True)
    assert li.areas == (choices.Area.PEOPLE, choices.Area.TRAINERS)


def test_a_given_password_is_neither_printed_nor_to_be_changed(run, union):
    given = ["--password-stdin"]
    said = run(
        "user", "add", "li", "--role", "reader", "--organisation", "O-1", *given, input="correct horse\n"
    )
    assert said.exit_code == 0
    assert "correct horse" not in said.output
    assert accounts.sign_in("li", "correct horse").must_change is False


def test_a_short_password_and_a_name_that_is_taken_are_refused(run, union):
    add = ["user", "add", "li", "--role", "reader", "--organisation", "O-1", "--password-stdin"]
    assert run(*add, input="short\n").exit_code == 1
    assert account("li") is None
    assert run(*add, input="long enough\n").exit_code == 0
    assert run(*add, input="long enough\n").exit_code == 1


def test_a_new_password_replaces_the_old(run, union):
    accounts.add("li", choices.Role.READER, union, scope.SYSTEM, "the old one")
    assert run("user", "password", "li", "--password-stdin", input="the new one\n").exit_code == 0
    assert accounts.sign_in("li", "the old one") is None
    assert accounts.sign_in("li", "the new one")
    [made_up] = PASSWORD.findall(run("user", "password", "li").stdout)
    assert accounts.sign_in("li", "the new one") is None
    assert accounts.sign_in("li", made_up).must_change


def test_a_locked_user_stays_out_until_let_in_again(run, union):
    accounts.add("li", choices.Role.READER, union, scope.SYSTEM, "correct horse")
    assert run("user", "lock", "li").exit_code == 0
    assert accounts.sign_in("li", "correct horse") is None
    assert run("user", "lock", "li", "--undo").exit_code == 0
    assert accounts.sign_in("li", "correct horse")


# Files -------------------------------------------------------------------------------------------


def test_an_export_is_masked_and_complete(run, worker, tmp_path):
    lines = run("export", "worker").stdout_bytes.decode().split("\r\n")
    assert lines[0].startswith("\ufeff")
    assert lines[0].count(",") == len(models.columns(models.Worker))
    assert "王建国" in lines[1]
    assert "11010519491231002X" not in lines[1]
    assert "1101************2X" in lines[1]
    file = tmp_path / "workers.csv"
    assert run("export", "worker", "-o", file).exit_code == 0
    assert file.read_bytes() == run("export", "worker").stdout_bytes


@pytest.mark.parametrize("table", [model._meta.table_name for model in models.RECORDS])
def test_every_entity_can_be_exported(run, union, table):
    said = run("export", table)
    assert said.exit_code == 0
    assert said.stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_an_export_that_cannot_be_written_is_no_trace(run, union, tmp_path):
    said = run("export", "worker", "-o", tmp_path / "no such folder" / "workers.csv")
    assert said.exit_code in (1, 2)
    assert "Traceback" not in said.output


@pytest.mark.parametrize("name", [report.name for report in reports.REPORTS])
def test_every_report_can_be_written(run, worker, tmp_path, name):
    header = [gettext(word) for word in ("Indicator", "Value", "Numerator", "Denominator")]
    file = tmp_path / "report.csv"
    assert run("report", name, "--month", "2026-03", "--organisation", "O-1", "-o", file).exit_code == 0
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0] == ",".join(header)
    assert len(lines) > 3
