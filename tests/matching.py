"""An event of single people, for the tests of matchmaking: guests who check in and choose on their own links."""

import re
from datetime import date, timedelta

from front_door import Page
from make import make, resident

import models
from choices import EventState, ProfileState, RegistrationState, Sex, SingleState
from operations import bulk
from scope import SYSTEM

LINK = re.compile(r"/p/([\w-]{20,})")


def event(union, **values):
    """An event that is about to begin, registration closed."""
    starts = models.now() + timedelta(minutes=5)
    times = {"starts_at": starts, "register_by": None, "choose_by": None, "visitors": None, "fair": None}
    places = {"places_men": 50, "places_women": 50, "most_choices": 3}
    return make(
        models.MatchEvent, **{**times, **places, "organisation": union, "state": EventState.CLOSED, **values}
    )


def singles(union, count, sex, first=1, **values):
    """Verified profiles of that many workers of a sex, in a few statements."""
    born = date(1995, 1, 1) + timedelta(days=first)
    workers = [
        models.Worker(
            name=f"{'赵钱孙李周吴郑王冯陈'[n % 10]}{'男' if sex == Sex.MALE else '女'}{first + n:03d}",
            organisation=union, state="employed", sex=sex, born_on=born, phone=f"139{first:04d}{n:04d}", id_kind="resident",
            id_number=resident(f"370102{born:%Y%m%d}{100 + 2 * n + (sex == Sex.MALE):03d}"),
        )
        for n in range(count)
    ]  # fmt: skip
    before = models.Worker.select().count()
    bulk.load(models.Worker, workers, SYSTEM)
    made = list(models.Worker.select().order_by(models.Worker.id).offset(before))
    known = models.MatchProfile.select().count()
    bulk.load(models.MatchProfile, [profile(worker, **values) for worker in made], SYSTEM)
    return list(models.MatchProfile.select().order_by(models.MatchProfile.id).offset(known))


def profile(worker, **values):
    good = {
        "single_state": SingleState.NEVER_MARRIED, "evidence": "民政核验", "verified_by": "王核验",
        "verified_until": models.now().date() + timedelta(days=90), "consented_on": models.now().date(),
        "state": ProfileState.VERIFIED,
    }  # fmt: skip
    return models.MatchProfile(worker=worker, **{**good, **values})


def registered(event, profiles, state=RegistrationState.CONFIRMED, **values):
    day = models.now().date()
    rows = [
        models.MatchRegistration(event=event, profile=p, registered_on=day, state=state, **values)
        for p in profiles
    ]
    bulk.load(models.MatchRegistration, rows, SYSTEM)


class Guest:
    """Somebody with a phone and the link that they were given."""

    def __init__(self, desk, address, badge=None):
        self.client, self.address, self.badge = desk.test_client(), address, badge

    def text(self):
        return self.client.get(self.address).get_data(as_text=True)

    def send(self, do="choose", **typed):
        form = next(form for form in Page(self.text()).forms if form["do"] == do)
        return self.client.post(self.address, data={**form, **typed})

    def choose(self, *badges):
        typed = {f"choice-{n + 1}": str(badge) for n, badge in enumerate(badges)}
        form = dict.fromkeys(("choice-1", "choice-2", "choice-3"), "") | typed
        return self.send(**form)

    def chosen(self):
        return [
            value
            for name, value in Page(self.text()).forms[0].items()
            if name.startswith("choice-") and value
        ]


def come_in(office, event, text):
    """Find somebody at the door and check them in: the answer's page."""
    door = f"/admin/matchmaking/door/{event.id}"
    form = Page(office.text(f"{door}?who={text}")).forms[-1]
    return office.client.post(door, data=form)


def guest_from(desk, answer):
    """The guest with the link that the door showed, and their badge."""
    page = answer.get_data(as_text=True)
    return Guest(desk, f"/p/{LINK.search(page)[1]}", int(re.search(r"胸牌 (\d+) 号", page)[1]))
