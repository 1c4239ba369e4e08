"""The skill profile, what it recommends and why, and the growth file: as people meet them on screen."""

import re
from datetime import date, timedelta

import pytest
from front_door import Person, mistakes
from make import make, resident

import models
import operations
from choices import (
    CareKind,
    CourseGroup,
    CourseKind,
    Education,
    EnrolmentState,
    FreeTime,
    Industry,
    Ledger,
    Role,
    Sex,
    SkillLevel,
)
from models import Course, Enrolment, Organisation, SkillProfile, Trade, TrainingClass, Worker, now
from operations import recommending
from scope import SYSTEM

EMPTY = {"lowest_education": None, "lowest_level": None, "item": None, "kept_for": None, "state": "offered"}


@pytest.fixture
def union(desk):
    return make(Organisation, name="甘州区总工会", parent=None)


@pytest.fixture
def chair(desk, union):
    return Person(desk, "chair", Role.UNION, union)


@pytest.fixture
def trades(desk):
    housework = make(Trade, name="家政服务员", industry=Industry.HOUSEHOLD)
    return {"家政": housework, "人工智能": make(Trade, name="人工智能训练师", industry=Industry.IT)}


def a_class(union, name, trade=None, level=SkillLevel.JUNIOR, course=(), **values):
    """A class open for sign-up, two weeks from now on."""
    start = now().date() + timedelta(days=14)
    taught = {
        **EMPTY, "name": f"{name}课程", "kind": CourseKind.SKILL, "trade": trade, "level": level, "flexible": False,
        "theory_hours": 16, "practice_hours": 32, **dict(course),
    }  # fmt: skip
    given = {
        "name": name, "starts_on": start, "ends_on": start + timedelta(days=27), "capacity": 30, "state": "open",
        "place": "甘州区", "mode": "on_site", "held_at": FreeTime.DAYTIME, "register_by": None,
        "theory_hours": None, "practice_hours": None, **values,
    }  # fmt: skip
    return make(TrainingClass, organisation=union, course=make(Course, organisation=union, **taught), **given)


def somebody(union, name, profile=(), **values):
    values = {"trade": None, "post": None, "state": "employed", "education": None, **values}
    worker = make(Worker, organisation=union, name=name, **values)
    told = {
        "free_times": (), "hours_a_week": None, "cares": False, "place": "甘州区", "wish_trade": None,
        "wish_industry": None, "position": None, **dict(profile),
    }  # fmt: skip
    make(SkillProfile, worker=worker, **told)
    return worker


def rows(text):
    """[(the class or person, points, why, why not first, seats and button)] of a table of choices."""
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    lines = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S) for line in body.split("<tr")[1:]]
    return [[re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", cell)).strip() for cell in line] for line in lines]


@pytest.fixture
def classes(union, trades):
    return {
        "家政": a_class(
            union, "家政初级班", trades["家政"], course={"flexible": True}, held_at=FreeTime.FLEXIBLE
        ),
        "高级": a_class(
            union, "家政高级班", trades["家政"], SkillLevel.SENIOR, course={"lowest_education": Education.HIGH}
        ),
        "人工智能": a_class(
            union, "人工智能训练师初级班", trades["人工智能"], held_at=FreeTime.EVENING,
            course={"lowest_education": Education.MIDDLE},
        ),
        "满员": a_class(union, "满员班", trades["家政"], capacity=1),
    }  # fmt: skip


@pytest.fixture
def family(union, trades):
    mother = somebody(
        union, "马秀英", sex=None, born_on=None, education=Education.PRIMARY, id_number=resident("62070219810305002"),
        profile={
            "cares": True, "hours_a_week": 14, "wish_industry": Industry.HOUSEHOLD,
            "free_times": (FreeTime.FLEXIBLE,), "wish": "离家近、能照顾老人",
        },
    )  # fmt: skip
    son = somebody(
        union, "马小军", education=Education.HIGH,
        profile={"wish_industry": Industry.IT, "free_times": (FreeTime.EVENING,), "hours_a_week": 20},
    )  # fmt: skip
    return mother, son


# Recommended with reasons --------------------------------------------------------------------------


def test_P01_each_of_a_family_is_led_to_the_class_that_suits_and_told_why(
    desk, union, chair, trades, classes, family
):
    mother, son = family
    assert now().year - mother.born_on.year == 45
    make(Enrolment, training_class=classes["满员"], worker=make(Worker, organisation=union), state="enrolled")
    far = a_class(make(Organisation, name="外地工会", parent=None), "外地家政班", trades["家政"])
    gone = a_class(union, "去年的班", trades["家政"], state="cancelled")

    table = rows(chair.text(f"/admin/recommending/worker/{mother.id}/"))
    assert "家政初级班" in table[0][0]
    for reason in (
        "正是想去的行业：居民服务",
        "零基础可学的初级班",
        "不要求学历",
        "时间灵活，能照顾家人",
        "短期班：共 48 学时",
        "离得近",
    ):
        assert reason in table[0][2], reason
    later = {line[0].split()[1]: line[3] for line in table[1:]}
    assert "至少要高中学历" in later["家政高级班"]
    assert "不是想学的内容" in later["人工智能训练师初级班"] or "学历" in later["人工智能训练师初级班"]
    assert later["满员班"] == "不能报： 名额已满"
    assert set(later) == {"家政高级班", "人工智能训练师初级班", "满员班"}
    assert far.name not in chair.last.text
    assert gone.name not in chair.last.text

    table = rows(chair.text(f"/admin/recommending/worker/{son.id}/"))
    assert "人工智能训练师初级班" in table[0][0]
    for reason in ("正是想去的行业：信息", "零基础可学的初级班", "学历够用", "上课时本人有空：工作日晚上"):
        assert reason in table[0][2], reason
    later = {line[0].split()[1]: line[3] for line in table[1:]}
    assert "不是想学的内容" in later["家政初级班"]
    assert "上课时本人没有空" in later["家政高级班"]

    # What comes first is on the person's page too, and one button gives the place, once.
    assert "人工智能训练师初级班" in section(chair, son, "profile")
    page = chair.text(f"/admin/recommending/worker/{son.id}/")
    form = re.search(r'name="once" value="([^"]+)"', page)[1]
    token = chair.form(f"/admin/recommending/worker/{son.id}/")["csrf_token"]
    for _time in range(2):
        press(chair, classes["人工智能"], son, csrf_token=token, once=form)
    (one,) = Enrolment.select().where(Enrolment.worker == son.id)
    assert (one.state, one.training_class_id, one.registered_on) == (
        EnrolmentState.ENROLLED, classes["人工智能"].id, now().date(),
    )  # fmt: skip
    assert "人工智能训练师初级班" not in str(rows(chair.text(f"/admin/recommending/worker/{son.id}/")))


def press(person, training_class, worker, **sent):
    """The button that enrols."""
    address = f"/admin/recommending/class/{training_class.id}/enrol/{worker.id}"
    return person.client.post(address, data=sent)


def section(person, worker, name):
    text = person.text(f"/admin/worker/details/?id={worker.id}")
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_people_for_a_class_come_in_the_order_of_the_same_rule(desk, union, chair, trades, classes, family):
    _mother, son = family
    somebody(make(Organisation, name="外地工会", parent=None), "外人", {"wish_industry": Industry.HOUSEHOLD})
    keen = somebody(union, "周敏", {"wish_trade": trades["家政"]}, education=Education.HIGH)
    idle = somebody(union, "无关的人")
    inside = somebody(union, "已报名", {"wish_trade": trades["家政"]})
    make(Enrolment, training_class=classes["家政"], worker=inside, state="enrolled")
    table = rows(chair.text(f"/admin/recommending/class/{classes['家政'].id}/"))
    assert [line[0].split()[1] for line in table] == ["马秀英", "周敏"]
    assert "时间灵活，能照顾家人" in table[0][2]
    assert table[1][3]
    for absent in (son, idle, inside):
        assert absent.name not in str(table)
    # The same points either way.
    (other,) = [one for one in recommending.for_person(keen, SYSTEM) if one.record == classes["家政"]]
    assert table[1][1] == str(other.fit.points)
    # Schooling and free time are narrowed by SQL as the rule judges them.
    table = rows(chair.text(f"/admin/recommending/class/{classes['高级'].id}/"))
    assert [line[0].split()[1] for line in table] == ["周敏", "已报名"]
    closed = a_class(union, "停招班", trades["家政"], state="planned")
    assert mistakes(chair.get(f"/admin/recommending/class/{closed.id}/")) == ["这个班现在不能报名。"]


def test_sql_leaves_out_nobody_whom_the_rule_would_take(desk, union, trades, classes):
    times = [(), (FreeTime.EVENING,), (FreeTime.FLEXIBLE,), (FreeTime.DAYTIME, FreeTime.WEEKEND)]
    people = [
        somebody(
            union, f"人{number}", trade=trades["家政"] if number % 3 else None, education=list(Education)[number % 8],
            profile={
                "wish_trade": [None, trades["家政"], trades["人工智能"]][number % 3],
                "wish_industry": [None, Industry.IT][number % 2], "free_times": times[number % 4],
            },
        )
        for number in range(24)
    ]  # fmt: skip
    for one in classes.values():
        found = {c.record.id for c in recommending.for_class(one, SYSTEM).choices if c.fit.open}
        told = {
            worker.id
            for worker in people
            for choice in recommending.for_person(worker, SYSTEM)
            if choice.record == one and choice.fit.open and choice.fit.matters
        }
        assert found == told, one.name


def test_who_somebody_is_never_moves_a_ranking_unless_the_law_keeps_the_course(
    desk, union, chair, trades, classes
):
    def ranking(worker):
        return [(c.record.id, c.fit.points, c.fit.open) for c in recommending.for_person(worker, SYSTEM)]

    def one(name, **values):
        return somebody(union, name, {"wish_industry": Industry.HOUSEHOLD}, id_number=None, **values)

    plain = one("甲", sex=Sex.MALE, born_on=date(1999, 1, 1))
    others = [one("乙", sex=Sex.FEMALE, born_on=date(1966, 1, 1)), one("阿依古丽·买买提", sex=None)]
    ill = one("丙", sex=Sex.MALE)
    make(models.LedgerEntry, worker=ill, ledger=Ledger.CARE, care=CareKind.DISABLED, until=None)
    assert all(ranking(other) == ranking(plain) for other in [*others, ill])
    law = {"kept_for": CourseGroup.WOMEN, "basis": "《妇女权益保障法》第二十六条"}
    kept = a_class(union, "女职工家政班", trades["家政"], course=law, held_at=FreeTime.FLEXIBLE)
    before = {c.record.id: c for c in recommending.for_person(plain, SYSTEM)}
    assert not before.pop(kept.id).fit.open
    for other in others[:1]:
        after = {c.record.id: c for c in recommending.for_person(other, SYSTEM)}
        assert after.pop(kept.id).fit.open
        assert {id: c.fit.points for id, c in after.items()} == {id: c.fit.points for id, c in before.items()}
    told = chair.text(f"/admin/recommending/worker/{others[0].id}/")
    assert "依法专为女职工开设，本人符合（《妇女权益保障法》第二十六条）" in told


def test_a_foreign_person_or_class_is_like_none(desk, union, chair, classes, family):
    away = make(Organisation, name="外地工会", parent=None)
    stranger, there = somebody(away, "外人"), a_class(away, "外地班")
    for address in ("worker", "class"):
        known = {"worker": stranger.id, "class": there.id}[address]
        answers = {
            chair.get(f"/admin/recommending/{address}/{id}/").status_code for id in (known, 999_999, "x")
        }
        assert answers == {404}
    token = chair.form(f"/admin/recommending/worker/{family[0].id}/")["csrf_token"]
    for person, place in ((stranger, classes["家政"]), (family[0], there)):
        assert press(chair, place, person, csrf_token=token).status_code == 404
    assert not Enrolment.select().exists()
    reader = Person(desk, "reader", Role.READER, union)
    token = reader.form("/password")["csrf_token"]
    assert press(reader, classes["家政"], family[0], csrf_token=token).status_code == 403
    assert "报名</button>" not in reader.text(f"/admin/recommending/worker/{family[0].id}/")


# The growth file -----------------------------------------------------------------------------------


def day(year):
    return date(year, 5, 1)


def test_P01_the_growth_file_is_one_timeline_of_all_that_happened(desk, union, chair, classes, family):
    mother, son = family
    happened = (
        (models.Skill, {"trade": make(Trade, name="面点师"), "issued_on": day(2019), "expires_on": None}),
        (
            models.LedgerEntry,
            {"ledger": Ledger.CARE, "care": CareKind.ILL, "since": day(2020), "help": "送医药补助"},
        ),
        (
            models.Certificate,
            {"title": "家政服务员（五级）", "issued_on": day(2022), "expires_on": None, "enrolment": None},
        ),
        (models.Honour, {"title": "区优秀家政员", "awarded_on": day(2024), "contest": None}),
        (
            models.Placement,
            {"employer": "金管家公司", "started_on": day(2025), "left_on": None, "enterprise": None},
        ),
    )
    for model, values in happened:
        more = {"organisation": union} if model is models.Certificate else {}
        make(model, worker=mother, **values, **more)
        make(model, worker=son, **{**values, **more, **({"title": "儿子的"} if "title" in values else {})})
    done = a_class(union, "去年的家政班", state="ended", starts_on=date(2021, 5, 1), ends_on=date(2021, 6, 1))
    make(
        Enrolment,
        training_class=done,
        worker=mother,
        state="completed",
        result="passed",
        assessed_on=date(2021, 6, 1),
    )
    make(Enrolment, training_class=classes["高级"], worker=mother, state="withdrawn")
    make(models.MentorshipContract, organisation=union, mentor=son, apprentice=mother, starts_on=date(2023, 5, 1),
         ends_on=date(2024, 5, 1), state="running")  # fmt: skip
    make(models.MatchProfile, worker=mother, organisation=union, motto="婚恋的话")
    operations.delete(make(models.Honour, worker=mother, title="撤销的荣誉", contest=None), SYSTEM)
    text = section(chair, mother, "growth")
    lines = re.findall(
        r'<li data-step="([^"]+)"><time datetime="(\d{4})[^>]*>.*?<a href="([^"]+)">(.*?)</a>', text
    )
    assert [(step, year) for step, year, _url, _words in lines] == [
        ("使用", "2025"), ("奖励", "2024"), ("练兵", "2023"), ("培训", "2022"), ("培训", "2021"), ("帮扶", "2020"),
        ("培训", "2019"),
    ]  # fmt: skip
    for words in (
        "上岗：金管家公司",
        "区优秀家政员",
        "马小军",
        "家政服务员（五级）",
        "去年的家政班，已结业，合格",
        "送医药补助",
        "面点师",
    ):
        assert words in text, words
    for hidden in ("撤销的荣誉", "儿子的", "家政高级班", "婚恋", "长期患病"):
        assert hidden not in text, hidden
    assert all(chair.get(url).status_code == 200 for _step, _year, url, _words in lines)
    paper = chair.text(f"/admin/worker/paper/growth/?id={mother.id}")
    assert re.sub("<[^>]+>", "", text.partition(">")[2]) in re.sub("<[^>]+>", "", paper)
