"""What is noted down about a request: its number, and never a person; what the watchdog is told."""

import io
import logging
import os
import re
import time

import peewee
import pytest
from front_door import Page, Person
from make import make, resident

import models
from admin import logs
from database import db
from sync import pulse

NAME, PHONE, ID_NUMBER = "欧阳海棠", "13912345678", resident("62070219700101123")
LINE = re.compile(
    r"[\d-]{10} [\d:,]+ INFO \[(\S+)\] gongyou\.requests: (\w+) (\S+) (\d+) \d+ ms account=(\S+)"
)


@pytest.fixture
def noted(desk, monkeypatch):
    """What went into the log, as it is written down."""
    written = io.StringIO()
    handler = logs.handler(written)
    logging.getLogger().addHandler(handler)
    monkeypatch.setitem(desk.config, "PROPAGATE_EXCEPTIONS", False)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def office(desk):
    return Person(desk, "office")


def test_each_request_is_one_line_with_its_number_and_the_account(noted, office):
    answer = office.get("/admin/trade/?search=x")
    number, method, address, status, account = LINE.findall(noted.getvalue())[-1]
    assert number == answer.headers["X-Request-Id"]
    assert (method, address, status, account) == ("GET", "/admin/trade/", "200", str(office.account.id))


@pytest.mark.parametrize(
    ("given", "taken"),
    [("a1b2-c3d4-e5f6", True), ("short", False), ("x" * 65, False), ("12345678 INFO", False), ("编号编号编号编号", False)],
)  # fmt: skip
def test_the_number_a_proxy_gave_is_taken_only_if_it_is_sane(client, given, taken):
    headers = {"X-Request-Id": given.encode().decode("latin-1")}
    answer = client.get("/login", headers=headers)
    assert (answer.headers["X-Request-Id"] == given) == taken
    assert taken or re.fullmatch(r"\d{12}", answer.headers["X-Request-Id"])


def test_no_name_phone_or_id_number_gets_into_the_log(noted, office, monkeypatch):
    union = make(models.Organisation)
    worker = {"name": NAME, "phone": PHONE, "id_number": ID_NUMBER, "organisation": union.code}
    assert office.fill("/admin/worker/new/", **worker).status_code == 302
    assert office.fill("/admin/worker/new/", **worker).status_code == 422  # there already
    assert office.fill("/admin/worker/new/", **{**worker, "id_number": ID_NUMBER[:-2]}).status_code == 422
    for address in everywhere():
        office.get(address)
    office.client.post("/login", data={"username": NAME, "password": PHONE})
    office.client.get(f"/login?next=/{NAME}", headers={"User-Agent": PHONE, "Referer": f"http://x/{NAME}"})
    office.client.open(f"/admin/worker/?search={NAME}", method="PROPFIND")
    break_something(monkeypatch)
    assert office.get(f"/admin/?search={NAME}").status_code == 500
    assert office.get(f"/admin/worker/?search={NAME}").status_code == 503
    text = noted.getvalue()
    assert "ValueError" in text
    assert "OperationalError" in text
    for secret in (NAME, PHONE, ID_NUMBER, ID_NUMBER[:-2], "%E6%AC%A7", "token-of-a-person"):
        assert secret not in text, secret


def everywhere():
    yield f"/admin/worker/?search={NAME}&flt0_name-is={NAME}&flt1_id_number-is={ID_NUMBER}&flt2_born_on-is={NAME}"
    yield f"/admin/worker/ajax/lookup/?name=organisation&query={NAME}"
    yield f"/admin/worker/export/csv/?search={PHONE}"
    yield f"/admin/worker/details/?id={NAME}"
    yield from (f"/{NAME}", f"/admin/{NAME}/", f"/reports/{NAME}", f"/static/{NAME}", f"/language/{NAME}")
    yield from (
        f"/reports/workers?month={NAME}",
        f"/reports/workers?organisation={NAME}",
        "/p/token-of-a-person",
    )


def break_something(monkeypatch):
    """Errors whose own words quote a person, as those of a database do."""

    def broken(*_args):
        raise ValueError(f"cannot read {NAME} {PHONE}")

    def refused(*_args):
        raise peewee.OperationalError("gone") from peewee.IntegrityError(
            f"Key (id_number)=({ID_NUMBER}) is there"
        )

    monkeypatch.setattr("admin.home.how_many", broken)
    monkeypatch.setattr("scope.search", refused)


# Error pages --------------------------------------------------------------------------------------


def test_an_error_page_names_the_number_that_stands_in_the_log(noted, office, monkeypatch):
    make(models.Organisation)
    break_something(monkeypatch)
    answer = office.get("/admin/")
    number = answer.headers["X-Request-Id"]
    assert any(number in words for words in Page(answer.get_data(as_text=True)).words)
    assert f"ERROR [{number}]" in noted.getvalue()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (peewee.OperationalError("database is locked"), 503),
        (peewee.OperationalError("deadlock detected"), 503),
        (peewee.IntegrityError("UNIQUE constraint failed: worker.id_number"), 409),
        (peewee.DataError("value out of range"), 400),
        (peewee.InterfaceError("connection already closed"), 503),
    ],
)
def test_whatever_the_database_refuses_is_a_sentence_on_a_page(noted, office, monkeypatch, error, status):
    def refuse(*_args):
        raise error

    monkeypatch.setattr("scope.search", refuse)
    answer = office.get("/admin/worker/?search=x")
    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert str(error) not in text
    assert "没有保存" in text


def test_a_save_that_the_database_refuses_keeps_the_form_and_says_why(noted, office, monkeypatch):
    def locked(*_args):
        raise peewee.OperationalError("database is locked")

    monkeypatch.setattr("operations.records.write", locked)
    answer = office.fill("/admin/trade/new/", name="焊工")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="焊工"' in text
    assert "locked" not in text
    assert "稍等" in text


def test_when_the_database_is_gone_the_page_still_speaks(noted, office, monkeypatch):
    def gone(*_args, **_kwargs):
        raise peewee.OperationalError("could not connect to server")

    monkeypatch.setattr(db.obj, "connect", gone)
    answer = office.get("/admin/worker/")
    assert answer.status_code == 503
    assert "暂时连不上数据库" in answer.get_data(as_text=True)


# The watchdog -------------------------------------------------------------------------------------


def test_the_watchdog_is_told_that_all_is_well(client, settings):
    assert client.get("/healthz").get_json() == {"state": "ok"}
    pulse.beat(settings.instance)
    assert client.get("/healthz").get_json() == {"state": "ok", "worker_seen_seconds_ago": 0}


def test_the_watchdog_is_told_that_the_worker_is_silent(client, settings):
    pulse.beat(settings.instance)
    hours_ago = time.time() - 7200
    os.utime(settings.instance / pulse.FILE, (hours_ago, hours_ago))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()["state"]) == (503, "后台程序已有 120 分钟没有动静。")


def test_the_watchdog_is_told_that_migrations_are_pending(client, monkeypatch):
    monkeypatch.setattr("admin.health.pending", lambda: ["0002_next"])
    assert client.get("/healthz").status_code == 503


def test_the_watchdog_is_told_that_the_records_cannot_be_reached(noted, client, monkeypatch):
    def gone(*_args):
        raise peewee.OperationalError("gone")

    monkeypatch.setattr(db.obj, "execute_sql", gone)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()["state"]) == (503, "连不上数据库。")
