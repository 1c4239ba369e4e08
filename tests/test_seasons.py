"""A whole season on screen: a proposal with reasons, who gets nothing and why, accepted in parts, stopped, gone on with."""

# ruff: noqa: F811 - fixtures of another file

import re
from datetime import timedelta

import pytest
from front_door import Person, mistakes
from make import make
from test_profiles import EMPTY, a_class, chair, rows, somebody, trades, union  # noqa: F401 - fixtures

import jobs
from choices import EnrolmentState, FreeTime, Role, SeasonState
from models import Enrolment, Organisation, SeasonRun, SeasonSeat, now
from operations import season_work

assert EMPTY


@pytest.fixture
def classes(union, trades):
    return [
        a_class(union, "家政班", trades["家政"], held_at=FreeTime.FLEXIBLE, capacity=2),
        a_class(union, "训练师班", trades["人工智能"], held_at=FreeTime.EVENING, capacity=3),
    ]


@pytest.fixture
def people(union, trades):
    """Four wish for housework, where there are two seats; one of them would take the other trade, too."""
    first = trades["家政"]
    found = [
        somebody(union, f"家政{number}", {"wish_trade": first, "cares": number < 2}) for number in range(3)
    ]
    both = somebody(union, "都行", {"wish_trade": first, "wish_industry": trades["人工智能"].industry})
    idle = somebody(union, "没意愿")
    return [*found, both, idle]


def ask(person, union, **changes):
    """The form of a new season, sent; its page."""
    today = now().date()
    asked = {
        "organisation": union.code,
        "first": today.isoformat(),
        "last": (today + timedelta(weeks=9)).isoformat(),
    }
    person.last = person.fill("/admin/seasons/", **{**asked, **changes})
    return person.last


def press(person, one, verb):
    token = person.form("/admin/seasons/")["csrf_token"]
    return person.client.post(f"/admin/seasons/{one.id}/{verb}", data={"csrf_token": token})


def test_a_season_is_proposed_looked_at_and_let_in(desk, settings, union, chair, classes, people):
    make(Enrolment, training_class=a_class(union, "另一班", state="running"), worker=somebody(union, "已在班", {
        "wish_trade": people[0].trade_id}), state="enrolled")  # fmt: skip
    before = Enrolment.select().count()
    assert ask(chair, union).status_code == 302
    one = SeasonRun.get()
    assert "data-poll" in chair.text(f"/admin/seasons/{one.id}/")
    jobs.give_seasons_out()
    one = SeasonRun.get()
    assert (one.state, one.people, one.placed, one.classes, one.seats) == (SeasonState.PROPOSED, 5, 3, 2, 5)
    assert Enrolment.select().count() == before, "a proposal enrols nobody"
    # Who cares for family fits best; whoever could take the other class makes room.
    table = rows(chair.text(f"/admin/seasons/{one.id}/?class={classes[0].code}"))
    assert {line[0].split()[1] for line in table} == {"家政0", "家政1"}
    assert all("正是想学的工种" in line[2] and "能照顾家人" in line[2] for line in table)
    table = rows(chair.text(f"/admin/seasons/{one.id}/?class={classes[1].code}"))
    assert [line[0].split()[1] for line in table] == ["都行"]
    without = {
        line[0].split()[1]: line[2] for line in rows(chair.text(f"/admin/seasons/{one.id}/?class=none"))
    }
    assert without == {"家政2": "有 1 个班适合，但名额给了别人", "没意愿": "没有与其意愿、工种或差距相关的班"}
    press(chair, one, "accept")
    jobs.give_seasons_out()
    made = Enrolment.select().where(Enrolment.training_class.in_(classes)).order_by(Enrolment.worker)
    assert [(e.worker_id, e.training_class_id, e.state, e.registered_on) for e in made] == [
        (people[0].id, classes[0].id, EnrolmentState.ENROLLED, now().date()),
        (people[1].id, classes[0].id, EnrolmentState.ENROLLED, now().date()),
        (people[3].id, classes[1].id, EnrolmentState.ENROLLED, now().date()),
    ]
    assert SeasonRun.get().state == SeasonState.DONE
    assert "整季排班" in chair.text(
        f"/admin/enrolment/details/?id={made[0].id}"
    )  # by which door, in its history


def test_a_season_is_stopped_between_two_parts_and_gone_on_with(
    desk, union, chair, classes, people, monkeypatch
):
    monkeypatch.setattr(season_work, "CHUNK", 1)
    ask(chair, union)
    jobs.give_seasons_out()
    one = SeasonRun.get()
    press(chair, one, "accept")
    season_work.carry_on(SeasonRun.get(), 0)
    press(chair, one, "stop")
    jobs.give_seasons_out()
    assert (SeasonRun.get().state, Enrolment.select().count()) == (SeasonState.STOPPED, 1)
    # Meanwhile somebody takes the last seat by hand: the season says so and goes on.
    full = SeasonSeat.get(SeasonSeat.state == "proposed", SeasonSeat.training_class == classes[0].id)
    make(Enrolment, training_class=classes[0], worker=somebody(union, "手快的"), state="enrolled")
    assert "继续报名" in chair.text(f"/admin/seasons/{one.id}/")
    press(chair, one, "accept")
    jobs.give_seasons_out()
    assert (SeasonRun.get().state, Enrolment.select().count()) == (SeasonState.DONE, 3)
    table = rows(chair.text(f"/admin/seasons/{one.id}/?class={classes[0].code}"))
    assert any("名额" in line[3] or "已满" in line[3] or "占满" in line[3] for line in table), table
    assert SeasonSeat.get_by_id(full.id).state == "refused"


def test_a_season_that_cannot_be_says_why_and_can_be_dropped(desk, union, chair, classes, people):
    ask(chair, union, first="2001-01-01", last="2001-02-01")
    jobs.give_seasons_out()
    one = SeasonRun.get()
    assert "这段时间里没有开班并可报名的班。" in chair.text(f"/admin/seasons/{one.id}/")
    press(chair, one, "drop")
    assert SeasonRun.get().state == SeasonState.DROPPED
    press(chair, one, "accept")
    assert mistakes(chair.get(f"/admin/seasons/{one.id}/")) == ["期间已有别人处理过，请重新查看。"]
    assert not Enrolment.select().exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"organisation": "O-999999"}, "请选择为哪个工会的人排班"),
        ({"first": "昨天"}, "日期"),
        ({"last": "2001-01-01"}, "最后一天不能早于第一天"),
    ],
)
def test_what_is_asked_amiss_is_said(desk, union, chair, typed, words):
    foreign = make(Organisation, name="外地工会", parent=None)
    for code in ({**typed}, {**typed, "organisation": foreign.code}) if "organisation" in typed else (typed,):
        ask(chair, union, **code)
        assert words in re.sub("<[^>]+>", "", chair.text("/admin/seasons/"))
    assert not SeasonRun.select().exists()


def test_who_may_only_look_starts_and_accepts_nothing(desk, union, chair, classes, people):
    ask(chair, union)
    jobs.give_seasons_out()
    reader, one = Person(desk, "reader", Role.READER, union), SeasonRun.get()
    assert "采用：" not in reader.text(f"/admin/seasons/{one.id}/")
    token = reader.form("/password")["csrf_token"]
    for address in (
        "/admin/seasons/",
        *(f"/admin/seasons/{one.id}/{verb}" for verb in ("accept", "stop", "drop")),
    ):
        assert reader.client.post(address, data={"csrf_token": token}).status_code == 403
