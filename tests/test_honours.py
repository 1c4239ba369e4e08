"""Champions of key posts, from nomination or result to the honour in the growth file."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from front_door import PASSWORD, Person, mistakes
from make import make

import models
import operations
from choices import HonourKind, NominationState, PostTitle, Role
from models import Honour, KeyPost, Nomination, Organisation, Worker
from operations import bulk
from rules import post_titles
from scope import SYSTEM

FIRST = date(2027, 1, 15)


# Pure rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2026年3月", "2026-03"), ("2026-3", "2026-03"), (" 2026 / 03 ", "2026-03"), ("2026年度", "2026"), ("2026", "2026"),
     ("2026-13", "2026-13"), ("三月", "三月"), ("", "")],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(typed, kept):
    assert post_titles.period(typed) == kept


def test_a_title_is_for_its_kind_of_period_and_a_notice_has_its_whole_last_day():
    month, year = PostTitle.MONTHLY_EXPERT, PostTitle.ANNUAL_CRAFTSMAN
    good = [(month, "2026-03"), (year, "2026")]
    bad = [(month, "2026"), (year, "2026-03"), (month, "2026-13"), (month, "")]
    assert not any(post_titles.misfit(*one) for one in good)
    assert all(post_titles.misfit(*one) for one in bad)
    last = post_titles.last_day(FIRST, 5)
    assert [post_titles.over(last, FIRST + timedelta(days=days)) for days in (0, 4, 5)] == [
        False,
        False,
        True,
    ]
    assert not post_titles.over(None, FIRST)
    assert [len(post_titles.periods(2026)), post_titles.periods(2026)[2][1]] == [13, "2026-03"]


# Nominated, approved by another, on view, honoured ----------------------------------------------------


@pytest.fixture
def union(desk, clock):
    clock.moment = clock.moment.replace(year=2027, month=1, day=15)
    return make(Organisation, name="凌源钢铁工会")


@pytest.fixture
def nominator(desk, union):
    return Person(desk, "nominator", Role.UNION, union)


@pytest.fixture
def chair(desk, union):
    return Person(desk, "chair", Role.UNION, union)


@pytest.fixture
def nomination(nominator, union):
    post, worker = (
        make(KeyPost, organisation=union, name="炼钢工"),
        make(Worker, organisation=union, name="李强"),
    )
    nominator.fill(
        "/admin/nomination/new/", key_post=post.code, title="月度岗位能手", period="2026年12月", worker=worker.code,
        reason="转炉一倒命中率第一",
    )  # fmt: skip
    return Nomination.get()


def do(person, record, verb, **typed):
    address = f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


def later(clock, days, *people):
    """So many days later they sign in anew."""
    clock.forward(days=days)
    for person in people:
        person.sign_in(person.account.name, PASSWORD)


def state(nomination):
    return Nomination.get_by_id(nomination.id).state


def test_who_nominated_does_not_approve_and_the_notice_runs_to_its_end(nominator, chair, nomination, clock):
    assert nomination.period == "2026-12"
    assert chair.get(f"/admin/nomination/paper/notice/?id={nomination.id}").status_code == 404
    assert "不能由本人" in do(nominator, nomination, "approve").text
    assert state(nomination) == NominationState.NOMINATED
    assert do(chair, nomination, "approve", days="3").status_code == 200
    assert Nomination.get().notice_until == date(2027, 1, 17)
    paper = chair.text(f"/admin/nomination/paper/notice/?id={nomination.id}")
    assert "李强" in paper
    assert "2027-01-17" in paper
    later(clock, 2, chair)
    assert do(chair, nomination, "award").status_code == 422
    later(clock, 1, chair)
    assert do(chair, nomination, "award").status_code == 200
    honour = Honour.get()
    assert (honour.worker.name, honour.post, honour.period, honour.kind) == (
        "李强", "炼钢工", "2026-12", HonourKind.MONTHLY_EXPERT,
    )  # fmt: skip
    assert honour.reason == "转炉一倒命中率第一"
    assert state(nomination) == NominationState.AWARDED


def test_whoever_objects_is_heard_and_nobody_is_honoured(chair, nomination, clock):
    do(chair, nomination, "approve")
    assert do(chair, nomination, "refuse", answer="").status_code == 422
    assert do(chair, nomination, "refuse", answer="公示期内有异议，查实").status_code == 200
    later(clock, 30, chair)
    assert do(chair, nomination, "award").status_code == 409
    assert not Honour.select().exists()
    assert Nomination.get().answer == "公示期内有异议，查实"


def test_what_was_approved_is_not_changed_and_nobody_types_a_status(nominator, chair, nomination):
    do(chair, nomination, "approve")
    other = make(Worker, organisation=nomination.key_post.organisation)
    address = f"/admin/nomination/edit/?id={nomination.id}"
    assert mistakes(nominator.fill(address, worker=other.code))
    assert "state" not in nominator.form(address)
    assert Nomination.get().worker.name == "李强"


def test_one_post_has_one_champion_in_a_period_at_every_door(chair, nomination, union, clock):
    rival = Nomination(
        key_post=nomination.key_post_id, title=nomination.title, period="2026-12", reason="同样优秀",
        worker=make(Worker, organisation=union),
    )  # fmt: skip
    operations.save(rival, SYSTEM)
    do(chair, nomination, "approve")
    assert do(chair, rival, "approve").status_code == 422
    later(clock, 9, chair)
    do(chair, nomination, "award")
    twin = {"key_post": nomination.key_post_id, "kind": "monthly_expert", "period": "2026-12"}
    with pytest.raises(operations.Invalid):
        make(Honour, worker=rival.worker, **twin)
    with pytest.raises(operations.Invalid):
        make(Nomination, key_post=nomination.key_post, period="2026-12", organisation=union)
    assert make(Honour, worker=rival.worker, **{**twin, "period": "2026-11"})


def test_who_came_first_is_nominated_from_the_result(chair, nomination, union):
    entry = make(models.Entry, organisation=union)
    champion = make(models.EntryMember, entry=entry, worker=make(Worker, organisation=union)).worker
    stage = make(models.Stage, contest=entry.contest)
    score = make(models.Score, entry=entry, stage=stage, place=1, total=Decimal("91.5"), state="confirmed")
    typed = {"key_post": nomination.key_post.code, "title": "annual_craftsman", "period": "2026"}
    assert do(chair, score, "nominate", **typed).status_code == 200
    made = Nomination.get(Nomination.worker == champion)
    assert (made.score_id, made.period) == (score.id, "2026")
    assert "91.50" in made.reason


# A year of 99 posts --------------------------------------------------------------------------------


def test_P17_post_champions_of_99_posts_by_month_and_who_is_missing(
    desk, union, nominator, chair, clock, run, tmp_path
):
    """Eleven months honoured, December nominated from a file, approved and honoured at once; beside it a duplicate, a
    withdrawn honour, another year's and a foreign union's, which do not count."""
    posts = [KeyPost(name=f"关键岗位{number:02d}", organisation=union, in_force=True) for number in range(99)]
    bulk.load(KeyPost, posts, SYSTEM)
    bulk.load(Worker, [Worker(name=f"职工{number:02d}", organisation=union) for number in range(99)], SYSTEM)
    posts = list(KeyPost.select().order_by(KeyPost.id))
    workers = list(Worker.select().order_by(Worker.id))
    pairs = list(zip(posts, workers, strict=True))
    months = [f"2026-{month:02d}" for month in range(1, 12)]
    bulk.load(Honour, (won(post, worker, month) for month in months for post, worker in pairs), SYSTEM)
    gone = Honour.get(Honour.key_post == posts[5], Honour.period == "2026-04")
    operations.delete(gone, SYSTEM)
    bulk.load(Honour, [won(posts[0], workers[0], "2025-12")], SYSTEM)
    foreign = make(KeyPost, organisation=make(Organisation), name="外单位岗")
    make(Honour, worker=make(Worker, organisation=foreign.organisation), key_post=foreign, period="2026-12",
         kind="monthly_expert")  # fmt: skip
    # December: a file of 99 nominations and one row twice.
    lines = [f"{post.code},月度岗位能手,2026年12月,{worker.code},当月第一" for post, worker in pairs]
    file = tmp_path / "提名.csv"
    file.write_text(
        "\n".join(["提名的关键岗位,提名称号,月份或年度,被提名人,提名理由", *lines, lines[0] + "！"]),
        "utf-8-sig",
    )
    assert run("import", "nomination", file).exit_code == 1
    assert Nomination.select().count() == 98  # which of the two it should be, a person says
    post, worker = pairs[0]
    chair.fill(
        "/admin/nomination/new/", key_post=post.code, period="2026-12", worker=worker.code, reason="当月第一"
    )
    told = press(chair, "approve")
    assert "已批准：98" in told
    assert "不能由本人" in told
    assert "已批准：1<" in press(nominator, "approve")
    later(clock, 10, chair)
    assert "已授予：99" in press(chair, "award")
    page = chair.text("/admin/champions/?year=2026")
    assert (
        "关键岗位：99；已授予称号：1187；空缺：100" in page
    )  # April of one post, and the year of every post
    assert page.count("职工07") == 12
    assert foreign.name not in page
    rows = chair.text("/admin/champions/?year=2026&format=csv").lstrip("\ufeff").splitlines()
    assert len(rows) == 100
    assert rows[6].split(",")[1:6] == ["关键岗位05", "职工05", "职工05", "职工05", ""]
    assert "职工00" in chair.text("/admin/champions/?year=2025")


def won(post, worker, month):
    return Honour(
        worker=worker, kind=HonourKind.MONTHLY_EXPERT, title=f"{post.name}{month}岗位能手", key_post=post,
        awarded_on=date.fromisoformat(f"{month}-28"), post=post.name, period=month,
    )  # fmt: skip


def press(person, verb):
    """A button above the table; the page that answers."""
    form = {"csrf_token": person.form("/admin/champions/?year=2026")["csrf_token"]}
    address = f"/admin/champions/{verb}?year=2026"
    return person.client.post(address, data=form, follow_redirects=True).text


# The growth file -----------------------------------------------------------------------------------


def test_P08_honours_stand_in_the_growth_file_with_all_five_stages(desk, union, chair):
    worker = make(Worker, organisation=union, name="王芳", post="天车工")
    other = make(Worker, organisation=union, name="赵敏")
    make(models.Skill, worker=worker, trade=make(models.Trade, name="起重工"), level="5")
    pair = {
        "organisation": union,
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2027, 3, 1),
        "state": "running",
    }
    make(models.MentorshipContract, mentor=other, apprentice=worker, **pair)
    make(
        models.MentorshipContract,
        mentor=worker,
        apprentice=make(Worker, organisation=union, name="孙丽"),
        **pair,
    )
    draft = {**pair, "state": "draft"}
    make(models.MentorshipContract, mentor=make(Worker, name="没有签"), apprentice=worker, **draft)
    entry = make(models.Entry, organisation=union, state="confirmed")
    make(models.EntryMember, entry=entry, worker=worker)
    stage = make(models.Stage, contest=entry.contest)
    make(models.Score, entry=entry, stage=stage, total=Decimal("88.8"), place=2)
    make(models.Judge, stage=make(models.Stage, organisation=union), worker=worker, organisation=union)
    make(Honour, worker=worker, title="市五一劳动奖章", contest=None)
    operations.delete(make(Honour, worker=worker, title="撤销的荣誉", contest=None), SYSTEM)
    make(Honour, worker=other, title="别人的荣誉", contest=None)
    page = (
        chair.text(f"/admin/worker/details/?id={worker.id}")
        .partition('id="growth"')[2]
        .partition("</section>")[0]
    )
    lines = re.findall(r'<li data-step="([^"]+)">(.*?)</li>', page, re.S)
    for stage_words, expected in {
        "培训": "起重工", "练兵": "赵敏", "比武": "88.80", "奖励": "市五一劳动奖章", "使用": "孙丽",
    }.items():  # fmt: skip
        assert any(step == stage_words and expected in words for step, words in lines), stage_words
    for expected in ("天车工", "评委"):
        assert any(step == "使用" and expected in words for step, words in lines), expected
    for hidden in ("撤销的荣誉", "别人的荣誉", "没有签"):
        assert hidden not in page
    paper = chair.text(f"/admin/worker/paper/growth/?id={worker.id}")
    assert "市五一劳动奖章" in paper
    assert "<nav" not in paper


def test_a_growth_file_shows_nobody_what_is_not_theirs(desk, union):
    worker = make(Worker, organisation=union)
    entry = make(models.Entry, organisation=make(Organisation), state="confirmed")
    make(models.EntryMember, entry=entry, worker=worker)
    stage = make(models.Stage, contest=entry.contest)
    make(models.Score, entry=entry, stage=stage, total=Decimal("12.34"))
    own = Person(desk, "own", Role.UNION, union)
    assert "12.34" not in own.text(f"/admin/worker/details/?id={worker.id}")
