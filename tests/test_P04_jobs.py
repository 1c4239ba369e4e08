"""P04 and P15: from the class to the job and what stays of it; the talent pool and who suits which post."""

from datetime import timedelta

import pytest
from front_door import Person, mistakes
from job_fairs import do, figures, held, people
from make import again, make
from playhouse.test_utils import count_queries

import operations
from choices import (
    ApplicationSource,
    ApplicationState,
    ClassState,
    EnrolmentState,
    PlacementStep,
    Role,
    SkillLevel,
    WorkPlace,
)
from models import (
    Application,
    Demand,
    Enrolment,
    Enterprise,
    JobPost,
    Organisation,
    Placement,
    PlacementCheck,
    Skill,
    SkillProfile,
    Trade,
    TrainingClass,
    Worker,
    now,
)
from operations import bulk
from rules.staying import due_on, months_after
from scope import SYSTEM

TODAY = now().date()


@pytest.fixture
def office(desk, unions):
    return Person(desk, "chair", Role.UNION, unions[1])


def completed(union, name, number, day=TODAY, state=EnrolmentState.COMPLETED, **about):
    """A class that ended, with so many who completed it."""
    term = {"starts_on": day, "ends_on": day, "state": ClassState.ENDED, "capacity": 500, **about}
    held_class = make(TrainingClass, organisation=union, name=name, **term)
    workers = people(union, number)
    places = (Enrolment(training_class=held_class, worker=worker, state=state) for worker in workers)
    bulk.load(Enrolment, places, SYSTEM)
    return held_class, workers


def start(worker, company, place=WorkPlace.COUNTY, day=TODAY):
    """The class before is found by itself."""
    made = Placement(worker=worker, enterprise=company, started_on=day, work_place=place)
    return operations.save(made, SYSTEM)


def test_P04_placement_by_class_and_hires_by_company(office, unions):
    """甘州: more than 90 % of the AI trainers began a job; 101 welders, most in the county, more than 20 in key firms."""
    key, other = (make(Enterprise, organisation=unions[1], key=key) for key in (True, False))
    trainers, learned = completed(unions[1], "人工智能训练师班", 33)
    welders, welded = completed(unions[1], "焊工班", 108)
    for worker in learned[:31]:
        start(worker, other)
    for number, worker in enumerate(welded[:101]):
        start(worker, key if number < 23 else other, WorkPlace.COUNTY if number < 88 else WorkPlace.OUTSIDE)
    start(learned[0], key, day=TODAY + timedelta(days=1))  # a second job counts for no class
    _class, failed = completed(unions[1], "未结业班", 1, state=EnrolmentState.FAILED)
    assert start(failed[0], other).training_class_id is None
    foreign = make(Organisation)
    _class, strangers = completed(foreign, "外地班", 2)
    start(strangers[0], other)
    _class, earlier = completed(unions[1], "去年班", 2, day=TODAY - timedelta(days=366))
    start(earlier[0], other, day=TODAY - timedelta(days=366))
    operations.delete(start(welded[101], key), SYSTEM)
    address = f"/reports/from-class-to-job?year={TODAY.year}&organisation={unions[1].code}"
    found = figures(office, f"{address}&format=csv")
    expected = {
        "结业：人工智能训练师班": "33", "已就业：人工智能训练师班": "93.94%", "结业：焊工班": "108",
        "已就业：焊工班": "93.52%", "县内：焊工班": "87.13%", "进入重点企业：焊工班": "22.77%", f"新就业：{key.name}": "24",
    }  # fmt: skip
    assert {name: found.get(name) for name in expected} == expected
    assert not any("外地班" in name or "去年班" in name for name in found)
    page = office.text(address)
    for number in (33, 31, 108, 101, 88, 23):
        assert f">{number}</a>" in page
    listed = office.text(
        f"/admin/placement/?flt0_training_class-is={welders.code}&flt1_enterprise.key-is=yes"
    )
    assert ">23<" in listed or " 23 " in listed
    wrong = Placement.get(Placement.worker == failed[0])
    wrong.training_class = trainers
    with pytest.raises(operations.Invalid, match="没有结业"):
        operations.save(wrong, SYSTEM)


def test_P04_who_began_a_job_is_asked_after_one_three_and_six_months(desk, office, unions):
    company, worker = make(Enterprise, organisation=unions[1]), people(unions[2], 1)[0]
    began = months_after(TODAY, -3)
    placement = start(worker, company, day=began)
    tasks = office.text("/admin/tasks/?area=jobs")
    assert "满一个月回访已逾期" in tasks
    assert "满三个月待回访的就业" in tasks
    assert "满六个月" not in tasks
    early = due_on(began, PlacementStep.SIXTH)
    asked = {"step": "6", "done_on": TODAY.isoformat(), "still_there": "yes"}
    assert early.isoformat() in " ".join(mistakes(do(office, placement, "check", **asked)))
    for step in ("1", "3"):
        assert (
            do(
                office, placement, "check", step=step, done_on=TODAY.isoformat(), still_there="yes"
            ).status_code
            == 200
        )
    assert again(placement).stayed == PlacementStep.THIRD
    assert "待回访" not in office.text("/admin/tasks/?area=jobs")
    gone = start(people(unions[2], 1)[0], company, day=began)
    never = start(people(unions[2], 1)[0], company, day=began)
    answer = do(office, gone, "check", step="1", done_on=TODAY.isoformat(), still_there="no")
    assert "请填写离岗日期" in answer.text
    assert PlacementCheck.select().where(PlacementCheck.placement == gone).count() == 0
    left = {"step": "1", "done_on": TODAY.isoformat(), "still_there": "no", "left_on": TODAY.isoformat()}
    answer = do(office, gone, "check", **left, leave_reason="工资低")
    assert answer.status_code == 200, mistakes(answer)
    assert (again(gone).left_on, again(gone).stayed) == (TODAY, None)
    start(make(Worker, organisation=make(Organisation)), company, day=began)
    assert never.stayed is None
    found = figures(office, f"/reports/jobs?month={TODAY:%Y-%m}&organisation={unions[1].code}&format=csv")
    assert found["在岗率：满三个月"] == "33.33%"


# The talent pool ----------------------------------------------------------------------------------


@pytest.fixture
def welder(unions):
    return make(Trade, name="焊工")


def seeker(union, trade, level=None, in_pool=True, **wishes):
    worker = make(Worker, organisation=union, trade=trade, education="high")
    wishes = {
        "work_place": WorkPlace.COUNTY,
        "wage": 5000,
        "wish_trade": None,
        "wish_industry": None,
        **wishes,
    }
    make(SkillProfile, worker=worker, in_pool=in_pool, free_times=(), position=None, **wishes)
    if level:
        make(Skill, worker=worker, trade=trade, level=level, issued_on=TODAY, expires_on=None)
    return worker


def in_page(text, workers):
    return [worker for worker in workers if f">{worker.name}<" in text or f" {worker.name}<" in text]


def test_P04_the_pool_is_filtered_by_trade_level_and_wishes(office, unions, welder):
    cook = make(Trade, name="中式面点师")
    skilled = seeker(unions[2], welder, SkillLevel.SENIOR)
    learning = seeker(unions[2], cook, wish_trade=welder, work_place=WorkPlace.OUTSIDE, wage=9000)
    baker = seeker(unions[1], cook, SkillLevel.JUNIOR)
    hidden = [seeker(unions[2], welder, in_pool=False), seeker(make(Organisation), welder, SkillLevel.SENIOR)]
    everybody = [skilled, learning, baker, *hidden]
    for question, expected in (
        ("", [skilled, learning, baker]),
        (f"?trade={welder.code}", [skilled, learning]),
        (f"?trade={welder.code}&level=4", [skilled]),
        ("?level=5", []),
        ("?work_place=outside", [learning]),
        ("?wage=6000", [skilled, baker]),
        (f"?search={baker.name}", [baker]),
        ("?trade=nonsense", [skilled, learning, baker]),
    ):
        assert in_page(office.text(f"/admin/jobs/pool/{question}"), everybody) == expected, question


def test_P04_a_page_of_the_pool_costs_the_same_however_many_there_are(office, unions, welder):
    def queries():
        with count_queries() as counted:
            office.get(f"/admin/jobs/pool/?trade={welder.code}&level=4")
        return counted.count

    seeker(unions[2], welder, SkillLevel.SENIOR)
    queries()
    few = queries()
    for _number in range(5):
        seeker(unions[2], welder, SkillLevel.SENIOR)
    assert queries() == few


def test_P04_people_for_a_post_and_posts_for_a_person_with_reasons(office, unions, welder):
    best = seeker(unions[2], welder, SkillLevel.SENIOR)
    wishing = seeker(unions[2], make(Trade), wish_trade=welder)
    low = seeker(unions[2], welder, SkillLevel.JUNIOR)
    outside = seeker(unions[2], welder, SkillLevel.SENIOR, in_pool=False)
    post = make(
        JobPost, organisation=unions[1], trade=welder, level=SkillLevel.SENIOR, lowest_education=None, wage_from=5000,
        wage_to=7000, work_place=WorkPlace.COUNTY, shifts=(), closes_on=None, openings=3, fair=None,
    )  # fmt: skip
    page = office.text(f"/admin/job_post/do/recommend/?id={post.id}")
    places = [page.find(f">{worker.code} ") for worker in (best, wishing)]
    assert 0 < places[0] < places[1]
    assert f">{low.code} " not in page
    assert "工种相符" in page
    assert "工资达到期望的5000元" in page
    assert outside.name in " ".join(mistakes(do(office, post, "recommend", people=outside.code)))
    assert do(office, post, "recommend", people=best.code).status_code == 200
    assert [(one.worker_id, one.source) for one in Application.select()] == [
        (best.id, ApplicationSource.POOL)
    ]
    assert f">{best.code} " not in office.text(f"/admin/job_post/do/recommend/?id={post.id}")
    other = make(
        JobPost, organisation=unions[1], trade=welder, level=None, lowest_education=None, closes_on=None, work_place=None,
        shifts=(), fair=None,
    )  # fmt: skip
    form = office.form(f"/admin/jobs/posts/{wishing.id}/")
    office.client.post(f"/admin/jobs/posts/{wishing.id}/", data={**form, "post": [post.code, other.code]})
    assert Application.select().where(Application.worker == wishing).count() == 2
    page = office.text(f"/admin/jobs/posts/{wishing.id}/")
    assert "没有适合此人的在招岗位" in page


# P15 ----------------------------------------------------------------------------------------------


def test_P15_training_and_recruiting_in_one_report(office, unions):
    """阿克苏: training to order, 200 firms, 1,000 posts, 800 intents. The leg of rights has its own area."""
    demand = make(Demand, organisation=unions[1])
    ordered, learned = completed(unions[1], "订单班", 40)
    TrainingClass.update(demand=demand).where(TrainingClass.id == ordered.id).execute()
    completed(unions[1], "普通班", 10)
    start(learned[0], make(Enterprise, organisation=unions[1]))
    _fair, posts = held(unions[1], 200, 1000, 1, TODAY)
    for union, day in ((make(Organisation), TODAY), (unions[1], TODAY - timedelta(days=366))):
        _other, theirs = held(union, 2, 2, 1, day)
        make(Application, post=theirs[0], state=ApplicationState.INTENT, source=None)
    who = people(unions[2], 802)
    states = [ApplicationState.INTENT] * 800 + [ApplicationState.WITHDRAWN, ApplicationState.APPLIED]
    bulk.load(Application, (
        Application(post=posts[number], worker=worker, applied_on=TODAY, state=state)
        for number, (worker, state) in enumerate(zip(who, states, strict=True))
    ), SYSTEM)  # fmt: skip
    found = figures(office, f"/reports/chain?month={TODAY:%Y-%m}&organisation={unions[1].code}&format=csv")
    expected = {
        "订单式培训班": "1", "订单式培训结业人数": "40", "培训班结业人数": "50", "累计举办招聘会": "1",
        "累计参会企业": "200", "累计提供岗位": "1000", "累计达成意向": "800", "累计培训后就业": "1",
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected
