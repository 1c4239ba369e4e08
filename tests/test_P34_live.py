"""P34: chairs present posts on air: sessions, posts shown, applications after it."""

from datetime import datetime, time, timedelta

import pytest
from front_door import Person, mistakes
from job_fairs import a_month_before, do, figures, people
from make import again, make

from choices import ApplicationState, FairKind, FairState, Role
from models import Application, Fair, JobPost, LivePost, LiveSession, Organisation, now

TODAY = now().date()


@pytest.fixture
def office(desk, unions):
    return Person(desk, "chair", Role.UNION, unions[1])


def session(union, day, posts, **about):
    made = make(
        LiveSession, organisation=union, starts_at=datetime.combine(day, time(0, 5)), viewers=20_000, **about
    )
    for post in posts:
        make(LivePost, live=made, post=post)
    return made


def posts(union, number):
    return [
        make(JobPost, organisation=union, openings=9, closes_on=None, fair=None) for _number in range(number)
    ]


def test_P34_sessions_posts_shown_and_applications_after_them(office, unions):
    fair = make(
        Fair, organisation=unions[1], kind=FairKind.LIVE, starts_on=TODAY, ends_on=None, state=FairState.HELD
    )
    shown, (unshown,) = posts(unions[1], 3), posts(unions[1], 1)
    live = session(
        unions[1], TODAY, shown, fair=fair, host="李建国", host_title="区总工会主席", platform="抖音"
    )
    foreign = make(Organisation)
    for union, day in ((unions[1], a_month_before(TODAY)), (foreign, TODAY)):
        (other,) = posts(union, 1)
        make(Application, post=other, live=session(union, day, [other]), applied_on=TODAY)
    named, unnamed, late, gone = people(unions[2], 4)
    assert (
        do(
            office, shown[0], "apply", people=f"{named.code}\n{gone.code}", source="live", live=live.code
        ).status_code
        == 200
    )
    assert do(office, shown[0], "apply", people=named.code, live=live.code).status_code == 422  # twice
    assert do(office, shown[1], "apply", people=unnamed.code, source="live").status_code == 200
    assert Application.get(Application.worker == unnamed).live_id == live.id  # the last that showed the post
    answer = do(office, unshown, "apply", people=named.code, live=live.code)
    assert "没有推介过这个岗位" in " ".join(mistakes(answer))
    before = (TODAY - timedelta(days=1)).isoformat()
    answer = do(office, shown[2], "apply", people=late.code, live=live.code, applied_on=before)
    assert "晚于应聘日期" in " ".join(mistakes(answer))
    assert do(office, shown[1], "apply", people=late.code).status_code == 200  # names no session
    do(office, Application.get(Application.worker == gone), "withdraw")
    assert do(office, Application.get(Application.worker == named), "hire").status_code == 200
    page = office.text(f"/admin/live_session/details/?id={live.id}")
    assert "李建国" in page
    for words, number in (
        ("推介岗位", 3),
        ("注明本场直播的应聘", 2),
        ("其中录用", 1),
        (f"7天内应聘“{shown[1].name}”", 2),
    ):
        assert f"<dt>{words}</dt><dd><a" in page, words
        assert f">{number}</a>" in page.split(f"<dt>{words}</dt>")[1][:300], words
    found = figures(office, f"/reports/jobs?month={TODAY:%Y-%m}&organisation={unions[1].code}&format=csv")
    names = ("本月直播带岗场次", "直播观看人次", "直播推介岗位", "直播后应聘人次")
    assert [found[name] for name in names] == ["1", "20000", "3", "2"]
    assert again(Application.get(Application.worker == gone)).state == ApplicationState.WITHDRAWN
