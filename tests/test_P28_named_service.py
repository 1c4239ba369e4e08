"""P28, 1-1-3-1: each poor graduate has one policy talk, one guidance, three job offers, one training; who is behind."""

import re
from datetime import date, datetime

import pytest
from front_door import Person, mistakes
from hypothesis import given
from hypothesis import strategies as st
from make import again, make

import language
import operations
import reports
import scope
from choices import NamedServiceKind, NamedServiceState, Role
from models import Audit, JobPost, NamedService, ServiceStep, TrainingClass, Worker
from operations import serving
from rules.named_service import WANTED, Step, complete_on, missing, progress
from scope import SYSTEM
from sync import sharing

POLICY, GUIDANCE, OFFER, TRAINING = NamedServiceKind
RUNNING, DONE, ENDED = NamedServiceState
MARCH = date(2026, 3, 2)


@pytest.fixture
def june(clock):
    clock.moment = datetime(2026, 6, 30, 9, 0)
    return clock


@pytest.fixture
def office(june, desk, unions):
    return Person(desk, "office", Role.UNION, unions[1])


def do(person, record, verb, **typed):
    address = f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


def graduate(union, name="刘毕业", starts_on=MARCH, **more):
    worker = make(Worker, organisation=union, name=name)
    return make(NamedService, worker=worker, organisation=union, starts_on=starts_on, care="poor", **more)


def standing(service):
    return [f"{one.done}/{one.wanted}" for one in serving.standing(again(service)).progress]


# The rule ---------------------------------------------------------------------------------------------

steps = st.builds(
    Step, st.sampled_from(NamedServiceKind), st.dates(date(2026, 1, 1), date(2026, 2, 1)),
    st.none() | st.sampled_from([1, 2, 3, 4]),
)  # fmt: skip


@given(st.lists(steps, max_size=14), st.randoms())
def test_P28_complete_is_what_has_every_kind_and_three_different_posts(done, rng):
    offered = {one.offered for one in done if one.kind == OFFER and one.offered}
    whole = len(offered) >= 3 and {POLICY, GUIDANCE, TRAINING} <= {one.kind for one in done}
    assert (missing(done) == []) == whole == (complete_on(done) is not None)
    assert all(0 <= one.done <= one.wanted == WANTED[one.kind] for one in progress(done))
    shuffled = rng.sample(done, len(done))
    assert complete_on(shuffled) == complete_on(done)
    if whole:
        day = complete_on(done)
        assert missing([one for one in done if one.done_on <= day]) == []
        assert missing([one for one in done if one.done_on < day]) != []


# One graduate, through the front door -------------------------------------------------------------------


def test_P28_a_graduate_is_served_step_by_step_and_in_full_by_itself(office, unions):
    service = graduate(unions[2])
    assert service.due_on == date(2026, 9, 1)  # six months, unless another day is agreed on
    posts = [make(JobPost, organisation=unions[2], name=name) for name in ("会计", "焊工")]
    for kind in ("政策宣讲", "职业指导"):
        assert do(office, service, "record", kind=kind, done_on="2026-03-10").status_code == 200
    for post in (posts[0], posts[1]):
        do(office, service, "record", kind="岗位推荐", done_on="2026-04-01", post=post.code)
    do(office, service, "record", kind="岗位推荐", done_on="2026-04-02", post=posts[0].code)  # the same again
    assert standing(service) == ["1/1", "1/1", "2/3", "0/1"]
    page = office.text(f"/admin/named_service/details/?id={service.id}")
    assert "2/3" in page
    assert "重复推荐同一岗位不计" in page
    assert do(office, service, "record", kind="岗位推荐", done_on="2026-04-03").status_code == 422  # of what?
    lesson = make(TrainingClass, organisation=unions[2])
    do(office, service, "record", kind="培训或见习", done_on="2026-05-20", training_class=lesson.code)
    assert again(service).state == RUNNING
    do(office, service, "record", kind="岗位推荐", done_on="2026-05-06", content="县人社局见习岗")
    assert (again(service).state, again(service).done_on) == (
        DONE,
        date(2026, 5, 20),
    )  # the last that was needed
    line = Audit.select().where(Audit.entity == "named_service").order_by(Audit.id.desc()).first()
    assert line.via == "serving"
    assert do(office, service, "record", kind="政策宣讲", done_on="2026-05-07").status_code == 409


def test_P28_a_step_that_was_needed_stays_until_the_service_is_taken_up_again(office, unions):
    service = graduate(unions[2])
    for post in "甲乙丙丁":
        serving_step(service, OFFER, post)
    for kind in (POLICY, GUIDANCE, TRAINING):
        serving_step(service, kind)
    assert again(service).state == DONE
    policy, spare = (ServiceStep.get(ServiceStep.kind == kind) for kind in (POLICY, OFFER))
    with pytest.raises(operations.Refused, match="恢复服务"):
        operations.delete(again(policy), SYSTEM)
    policy = again(policy)
    policy.kind = GUIDANCE
    with pytest.raises(operations.Invalid, match="恢复服务"):
        operations.save(policy, SYSTEM)
    operations.delete(spare, SYSTEM)  # three others are left
    assert do(office, again(service), "take_up").status_code == 200
    assert (again(service).state, again(service).done_on) == (RUNNING, None)
    operations.delete(again(policy), SYSTEM)
    assert standing(service) == ["0/1", "1/1", "3/3", "1/1"]
    serving_step(service, POLICY)
    assert again(service).state == DONE


def serving_step(service, kind, content=None, day=date(2026, 4, 1)):
    serving.record(again(service), SYSTEM, kind, day, content=content)


def in_full(service):
    for post in "甲乙丙":
        serving_step(service, OFFER, post)
    for kind in (POLICY, GUIDANCE, TRAINING):
        serving_step(service, kind)


def test_P28_a_service_ends_early_with_a_reason_only_and_nobody_types_its_status(office, unions):
    service = graduate(unions[2])
    assert do(office, service, "end_early", ended_on="2026-05-01", end_reason="").status_code == 422
    for day, said in (("2026-07-01", "不能晚于"), ("2026-03-01", "早于")):
        answer = do(office, service, "end_early", ended_on=day, end_reason="已就业")
        assert said in "".join(mistakes(answer))
    form = office.form(f"/admin/named_service/edit/?id={service.id}")
    assert "state" not in form
    office.client.post(
        f"/admin/named_service/edit/?id={service.id}", data={**form, "state": "done", "school": "职院"}
    )
    assert (again(service).state, again(service).school) == (RUNNING, "职院")
    assert do(office, service, "end_early", ended_on="2026-05-01", end_reason="已就业").status_code == 200
    ended = again(service)
    assert (ended.state, ended.ended_on, ended.end_reason) == (ENDED, date(2026, 5, 1), "已就业")
    answer = office.client.get(f"/admin/named_service/do/record/?id={service.id}")
    assert answer.status_code == 409


def test_P28_a_graduate_is_served_once_at_a_time(office, unions):
    service = graduate(unions[2])
    with pytest.raises(operations.Refused, match="实名服务"):
        make(NamedService, worker=service.worker, starts_on=date(2026, 4, 1), organisation=unions[2])


# Who is behind, and the month ----------------------------------------------------------------------------


def test_P28_who_is_behind_is_listed_first_with_what_is_lacking(office, unions):
    late = graduate(unions[2], "赵超期", due_on=date(2026, 6, 20))
    soon = graduate(unions[3], "钱将至", due_on=date(2026, 7, 10))
    done = graduate(unions[2], "孙做齐", due_on=date(2026, 6, 1))
    in_full(done)
    graduate(unions[0], "李外地", due_on=date(2026, 6, 1))
    operations.delete(graduate(unions[2], "周删除", due_on=date(2026, 6, 1)), SYSTEM)
    serving_step(late, POLICY)
    page = office.text("/admin/labour/graduates")
    assert re.findall(r">(NS-\d+) ", page) == [late.code, soon.code]
    row = re.search(rf"{late.code} .*?</tr>", page, re.S)[0]
    cells = re.findall(r'<td class="number">([^<]*)</td>', row)
    assert cells == ["10", "1/1", "0/1", "0/3", "0/1"]
    tasks = office.text("/admin/tasks/")
    for words in ("实名服务已超期的毕业生", "30天内须做齐服务的毕业生"):
        assert words in tasks
    assert "脱贫不稳定" not in page


def test_P28_the_month_counts_named_graduates_and_their_steps(office, unions):
    for number in range(3):
        done = graduate(unions[2], f"毕业生{number}")
        in_full(done)
    part = graduate(unions[2], "刘一半")
    serving_step(part, OFFER, "甲", date(2026, 5, 1))  # another month
    serving_step(part, POLICY, None, date(2026, 4, 30))
    operations.delete(ServiceStep.get(ServiceStep.service == part, ServiceStep.kind == POLICY), SYSTEM)
    with language.speaking("en"):
        result = reports.run("named_service", "2026-04", scope.actor(office.account), unions[1])
    found = {row.key: row.numerator for row in result.rows if not row.group}
    assert found["Graduates served in full in the month"] == 3
    assert found["Graduates being served at the end of the month"] == 1
    per_kind = [
        found[f"Steps of the month: {kind}"] for kind in ("Policy talk", "Career guidance", "Job offer")
    ]
    assert (per_kind, found["Steps of the month: Training or traineeship"]) == ([3, 3, 9], 3)


# Why somebody is poor is theirs ---------------------------------------------------------------------------


def test_P28_the_kind_of_need_is_masked_and_leaves_in_no_sheet_of_who_may_not_see_it(
    desk, office, unions, settings
):
    service = graduate(unions[2], note="父亲重病")
    reader = Person(desk, "reader", Role.READER, unions[2])
    for page in (
        f"/admin/named_service/details/?id={service.id}", "/admin/named_service/", "/admin/named_service/export/csv/",
    ):  # fmt: skip
        assert "脱贫不稳定" not in reader.text(page), page
        assert "父亲重病" not in reader.text(page), page
    asked = {"to": settings.sheets_folder, "organisation": unions[2], "name": "毕业生"}
    words = {"columns": ["worker", "care"], "purpose": "帮扶", "recipients": "乡镇干部"}
    keeper = Person(desk, "keeper", Role.ADMINISTRATOR)  # of the machine, not of the records
    for person in (reader, keeper):
        with pytest.raises(operations.Refused):
            sharing.share(NamedService, by=scope.actor(person.account), **asked, **words)
    sheet = sharing.share(NamedService, by=scope.actor(office.account), **asked)
    assert not {"care", "note"} & set(re.findall(r"\w+", sheet.columns))
