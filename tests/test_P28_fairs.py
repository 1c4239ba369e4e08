"""P28: fairs at the articles' size, plan and held; a company's own link; nobody twice, nobody too many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from front_door import Page, Person, mistakes
from job_fairs import a_month_before, do, figures, held, people
from make import again, make

from choices import ApplicationState, FairKind, FairState, FirmState, JobPostState, Role
from models import (
    Application,
    Enterprise,
    Fair,
    FairFirm,
    FairPlan,
    JobPost,
    Organisation,
    PersonalLink,
    Placement,
    Worker,
    now,
)
from operations import applying, bulk, links
from scope import SYSTEM

TODAY = now().date()


@pytest.fixture
def office(desk, unions):
    """The secretary of the county."""
    return Person(desk, "chair", Role.UNION, unions[1])


def codes(workers):
    return "\n".join(worker.code for worker in workers)


def test_P28_a_campus_fair_with_its_figures(desk, office, unions):
    """湖北: 200 firms, 5,000 posts (people wanted), 2,000 students, 306 intents."""
    fair, posts = held(unions[1], 200, 1000, 5, TODAY, FairKind.CAMPUS, FairState.OPEN)
    for state in (FirmState.DECLINED, FirmState.INVITED):
        make(FairFirm, fair=fair, state=state)
    assert do(office, fair, "hold", visitors="2000").status_code == 200
    before = a_month_before(TODAY)
    for union, day, state in (
        (make(Organisation), TODAY, FairState.HELD), (unions[1], before, FairState.HELD),
        (unions[1], TODAY, FairState.CANCELLED),
    ):  # fmt: skip
        _fair, others = held(union, 3, 3, 7, day, FairKind.CAMPUS, state, visitors=9)
        make(Application, post=others[0], state=ApplicationState.INTENT, applied_on=before, source=None)
        Application.update(intent_on=before).where(Application.post == others[0]).execute()
    students = people(unions[2], 330)
    for number in range(2):
        answer = do(office, posts[number], "apply", people=codes(students[number * 165 : number * 165 + 165]))
        assert answer.status_code == 200
    there = list(Application.select().where(Application.post.in_(posts[:2])))
    for application in there[:307]:
        applying.intend(application, SYSTEM)
    assert do(office, there[0], "withdraw", reason="已升学").status_code == 200
    address = f"?month={TODAY:%Y-%m}&organisation={unions[1].code}&format=csv"
    found = figures(office, f"/reports/jobs{address}")
    assert [found[name] for name in ("本月举办招聘会", "本月招聘会参会企业", "本月招聘会招聘人数")] == [
        "1",
        "200",
        "5000",
    ]
    assert [found[name] for name in ("本月招聘会求职人数", "本月招聘会提供岗位", "本月达成意向")] == [
        "2000",
        "1000",
        "306",
    ]


def test_P28_plan_and_held_by_kind(desk, office, unions):
    """The plan of 100 campus fairs, 1,000 on site and 300 on air; 广西: 130 firms, 9,000 posts on site."""
    plans = ((FairKind.CAMPUS, 100), (FairKind.OFFLINE, 1000), (FairKind.LIVE, 300))
    for kind, planned in plans:
        make(FairPlan, organisation=unions[1], year=TODAY.year, kind=kind, planned=planned)
    make(FairPlan, organisation=unions[1], year=TODAY.year - 1, kind=FairKind.LIVE, planned=7)
    make(FairPlan, organisation=make(Organisation), year=TODAY.year, kind=FairKind.LIVE, planned=7)
    held(unions[1], 130, 180, 50, TODAY)
    held(unions[1], 1, 1, 7, TODAY, state=FairState.CANCELLED)
    held(unions[1], 1, 1, 7, TODAY - timedelta(days=366))
    bulk.load(Fair, (
        Fair(name=f"直播{number}", organisation=unions[2], kind=FairKind.LIVE, starts_on=TODAY, state=FairState.HELD)
        for number in range(12)
    ), SYSTEM)  # fmt: skip
    found = figures(
        office, f"/reports/fairs-by-kind?year={TODAY.year}&organisation={unions[1].code}&format=csv"
    )
    told = {
        (name, kind): found[f"{name}（{kind.words}）"]
        for name in ("计划场次", "已举办", "参会企业", "招聘人数")
        for kind in (FairKind.CAMPUS, FairKind.OFFLINE, FairKind.LIVE)
    }
    assert list(told.values()) == ["100", "1000", "300", "0", "1", "12", "0", "130", "0", "0", "9000", "0"]
    page = office.text(f"/reports/fairs-by-kind?year={TODAY.year}")
    assert ">9000</a>" in page
    assert office.get("/reports/fairs-by-kind?year=20x6").status_code == 400


# Nobody twice, nobody too many --------------------------------------------------------------------


@pytest.fixture
def post(unions):
    return make(
        JobPost, organisation=unions[1], openings=1, closes_on=None, fair=make(Fair, organisation=unions[1])
    )  # fmt: skip


def test_nobody_applies_twice_and_with_one_who_cannot_nobody_does(office, post, unions):
    first, second = people(unions[2], 2)
    assert do(office, post, "apply", people=codes([first, first])).status_code == 200
    answer = do(office, post, "apply", people=codes([second, first]))
    assert answer.status_code == 422
    assert "已经应聘过" in " ".join(mistakes(answer))
    assert Application.select().count() == 1
    foreign = make(Worker, organisation=make(Organisation))
    assert do(office, post, "apply", people=foreign.code).status_code == 422
    application = Application.get()
    assert do(office, application, "withdraw", reason="").status_code == 200
    assert do(office, post, "apply", people=codes([first])).status_code == 200  # the same one again
    assert [one.state for one in Application.select()] == [ApplicationState.APPLIED]
    assert do(office, post, "close").status_code == 200
    assert do(office, post, "apply", people=codes([second])).status_code == 409


def test_two_at_the_same_instant_enter_one_application(desk, office, post, unions):
    worker = people(unions[2], 1)[0]
    others = [office, Person(desk, "second", Role.UNION, unions[1])]
    address = f"/admin/job_post/do/apply/?id={post.id}"
    forms = [{**one.form(address), "people": worker.code} for one in others]

    def send(number):
        return others[number].client.post(address, data=forms[number]).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))
    assert sorted(answers) == [302, 422]
    assert Application.select().count() == 1


def test_no_more_are_hired_than_are_wanted_by_any_door(office, post, unions):
    first, second = (
        make(Application, post=post, worker=worker, source=None) for worker in people(unions[2], 2)
    )
    assert do(office, first, "hire", wage="5000").status_code == 200
    assert (again(post).state, again(first).state) == (JobPostState.FILLED, ApplicationState.HIRED)
    placement = Placement.get()
    assert (placement.worker_id, placement.enterprise_id, placement.wage) == (
        first.worker_id,
        post.enterprise_id,
        5000,
    )
    answer = do(office, second, "hire")
    assert answer.status_code == 422
    assert "已全部录用" in answer.text
    form = office.form(f"/admin/application/edit/?id={second.id}")
    address = f"/admin/application/edit/?id={second.id}"
    assert "已全部录用" in office.client.post(address, data={**form, "state": "hired"}).text
    assert again(second).state == ApplicationState.APPLIED
    assert Worker.get_by_id(first.worker_id).enterprise_id is None  # the register is left alone
    assert do(office, placement, "enter").status_code == 200
    assert Worker.get_by_id(first.worker_id).enterprise_id == post.enterprise_id
    assert do(office, first, "back").status_code == 200
    assert (again(post).state, again(placement).deleted_at is None) == (JobPostState.OPEN, False)
    assert do(office, second, "hire").status_code == 200


# A company's own link -----------------------------------------------------------------------------


class Company:
    """A company with the link to its posts."""

    def __init__(self, desk, firm):
        self.client = desk.test_client()
        self.address = f"/p/{links.make('company_posts', firm, None, SYSTEM)}"
        self.proof = None

    def text(self):
        return self.client.get(self.address).get_data(as_text=True)

    def say(self, verb, application, **typed):
        self.proof = self.proof or Page(self.text()).forms[0]["csrf_token"]
        data = {"csrf_token": self.proof, "do": verb, "application": application.code, **typed}
        return self.client.post(self.address, data=data)


@pytest.fixture
def rivals(desk, unions):
    """Two companies at a fair, each with a post and an applicant of its own."""
    fair, found = make(Fair, organisation=unions[1]), []
    for name in ("祁连化工", "河西装备"):
        company = make(Enterprise, organisation=unions[1], name=name)
        firm = make(FairFirm, fair=fair, enterprise=company, contact=f"{name}人事")
        post = make(
            JobPost, organisation=unions[1], fair=fair, enterprise=company, openings=1, closes_on=None
        )
        worker = make(Worker, organisation=unions[2], name=f"应聘{name}者")
        found.append(
            (Company(desk, firm), firm, post, make(Application, post=post, worker=worker, source=None))
        )
    return found


def test_a_company_sees_and_decides_its_own_alone(desk, rivals, unions):
    (mine, firm, post, application), (_other, _firm, foreign, theirs) = rivals
    elsewhere = make(JobPost, organisation=unions[1], enterprise=firm.enterprise, fair=None)
    page = mine.text()
    assert "祁连化工人事" in page
    assert "应聘祁连化工者" in page
    assert Worker.get_by_id(application.worker_id).phone in page
    for hidden in ("河西装备", "应聘河西装备者", foreign.name, elsewhere.name, f">{theirs.code}<"):
        assert hidden not in page
    assert mine.say("hire", theirs).status_code == 422
    assert again(theirs).state == ApplicationState.APPLIED
    assert mine.say("intend", application).status_code == 303
    assert again(application).state == ApplicationState.INTENT
    assert mine.say("hire", application, started_on="下周").status_code == 422
    assert mine.say("hire", application, started_on=TODAY.isoformat()).status_code == 303
    assert Placement.get().worker_id == application.worker_id
    assert again(post).state == JobPostState.FILLED
    assert mine.say("decline", application).status_code == 303  # done before: nothing happens
    assert again(application).state == ApplicationState.HIRED


def test_who_applied_is_named_while_the_post_is_open(rivals):
    (mine, _firm, post, application), _other = rivals
    JobPost.update(state=JobPostState.CLOSED).where(JobPost.id == post.id).execute()
    page = mine.text()
    assert application.code in page
    assert "应聘祁连化工者" not in page
    assert Worker.get_by_id(application.worker_id).phone not in page


def test_a_company_s_link_is_made_on_its_page_and_ends(desk, office, rivals):
    (mine, firm, _post, _application), (other, *_rest) = rivals
    page = office.text(f"/admin/links/fair_firm/{firm.id}/")
    assert "祁连化工人事" in page
    made = office.fill(f"/admin/links/fair_firm/{firm.id}/")
    assert "/p/" in made.text
    assert mine.client.get(mine.address).status_code == 404  # a new one takes its place
    assert "祁连化工人事" in office.text(f"/admin/fair_firm/details/?id={firm.id}")
    PersonalLink.update(expires_at=now()).execute()
    assert other.client.get(other.address).status_code == 404
