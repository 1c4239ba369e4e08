"""A worker tells the union on a phone when they are free and what they wish: the profile, and the class it leads to."""

import pytest
from front_door import Page, mistakes
from make import make
from test_profiles import a_class, chair, section, trades, union  # noqa: F401 - fixtures

import operations
import scope
from choices import FreeTime, Industry
from models import SkillProfile, Worker, now
from operations import links

# ruff: noqa: F811 - fixtures of another file


@pytest.fixture
def worker(union):
    return make(
        Worker,
        organisation=union,
        name="马秀英",
        trade=None,
        post=None,
        education="primary",
        state="unemployed",
    )


@pytest.fixture
def phone(desk, worker):
    """Sends the page's form with changes; the answer."""
    client, address = desk.test_client(), f"/p/{links.make('tell_wishes', worker, worker, scope.SYSTEM)}"

    def send(**changes):
        form = Page(client.get(address).get_data(as_text=True)).forms[-1]
        form = {name: value[0] if isinstance(value, list) else value for name, value in form.items()}
        sent = {name: value for name, value in {**form, **changes}.items() if value is not None}
        return client.post(address, data=sent, follow_redirects=True)

    return send


def test_P01_a_profile_told_on_a_phone_leads_to_a_class(desk, union, chair, trades, worker, phone):
    a_class(union, "家政初级班", trades["家政"], course={"flexible": True}, held_at=FreeTime.FLEXIBLE)
    answer = phone(
        free_flexible="yes",
        cares="yes",
        hours_a_week="14",
        place="甘州区",
        wish_industry="O",
        wish="能照顾老人",
    )
    assert "您于" in answer.text
    profile = SkillProfile.get()
    assert (profile.worker_id, profile.free_times, profile.cares, profile.hours_a_week, profile.wish_industry) == (
        worker.id, (FreeTime.FLEXIBLE,), True, 14, Industry.HOUSEHOLD,
    )  # fmt: skip
    assert profile.asked_on == now().date()
    assert "家政初级班" in section(chair, worker, "profile")
    # Told again: the same profile, and what the office added stays.
    profile.note = "电话核实"
    operations.save(profile, scope.SYSTEM)
    phone(hours_a_week="20", free_flexible=None, free_evening="yes")
    profile = SkillProfile.get()
    assert (profile.hours_a_week, profile.free_times, profile.note) == (20, (FreeTime.EVENING,), "电话核实")


def test_what_cannot_be_read_is_said_and_nothing_is_kept(desk, worker, phone):
    answer = phone(hours_a_week="一百零一", wish="还在")
    assert answer.status_code == 422
    assert mistakes(answer)
    assert "还在" in answer.text
    assert not SkillProfile.select().exists()


def test_a_link_is_for_the_profile_of_one_person_alone(desk, worker, phone, union):
    other = make(Worker, organisation=union, name="别人")
    make(SkillProfile, worker=other, wish="别人的愿望")
    assert "别人" not in phone(hours_a_week="8").text
    assert {one.worker_id for one in SkillProfile.select()} == {worker.id, other.id}
    assert SkillProfile.get(SkillProfile.worker == other).wish == "别人的愿望"
