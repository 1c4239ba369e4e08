"""`describe`: the vocabulary that outside programs rely on is complete, and in both languages."""

import json

import pytest

import choices
import config
import models
import reports
from commands.vocabulary import all_commands
from language import speaking


@pytest.fixture
def described(run):
    said = run("describe", "--json")
    assert said.exit_code == 0
    return json.loads(said.stdout)


def test_the_vocabulary_is_complete(desk, described):
    entities = {entity["table"]: entity for entity in described["entities"]}
    assert list(entities) == [model._meta.table_name for model in models.RECORDS]
    for model in models.RECORDS:
        names = [column["name"] for column in entities[model._meta.table_name]["columns"]]
        assert names == [field.name for field in models.columns(model)]
    assert [report["name"] for report in described["reports"]] == [report.name for report in reports.REPORTS]
    assert [role["value"] for role in described["roles"]] == list(choices.Role)
    assert [setting["name"] for setting in described["settings"]] == [s.name for s in config.SETTINGS]
    assert {command["name"] for command in described["commands"]} == {n for n, _c in all_commands(desk.cli)}


def test_every_word_of_the_vocabulary_is_in_both_languages(described):
    for words in in_two_languages(described):
        assert words["en"], words
        assert not has_chinese(words["en"])
        assert words["zh"], words


def in_two_languages(part):
    if isinstance(part, dict):
        if "en" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from in_two_languages(inner)


def test_a_column_says_what_can_be_written_in_it(described):
    entities = {entity["table"]: entity for entity in described["entities"]}
    columns = {(table, column["name"]): column for table in entities for column in entities[table]["columns"]}
    assert columns["worker", "organisation"]["target"] == "organisation"
    assert columns["worker", "id_number"]["sensitive"]
    assert columns["worker", "id_number"]["distinct"]
    assert columns["worker", "name"]["required"]
    assert not columns["worker", "note"]["required"]
    running = columns["mentorship_contract", "state"]["choices"][2]
    assert (running["value"], running["en"]) == ("running", "Running")
    assert running["moves"] == ["completed", "ended_early"]
    assert columns["mentorship_contract", "state"]["life_cycle"]
    assert entities["mentorship_contract"]["life_cycle"] == "state"
    assert not columns["worker", "sex"]["life_cycle"]


def test_the_words_do_not_depend_on_the_language_spoken(run, described):
    with speaking("en"):
        assert json.loads(run("describe", "--json").stdout) == described


def has_chinese(text):
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
