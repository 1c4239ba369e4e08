"""A worker registers for a matchmaking event on a phone, without an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from front_door import Page, Person, mistakes
from make import again, make, resident

import models
import operations
import scope
from choices import EventState, ProfileState, RegistrationState, Role
from models import MatchRegistration, now
from operations import links


@pytest.fixture
def event(desk):
    union = make(models.Organisation, name="甘州区总工会")
    soon = now() + timedelta(days=3)
    return make(
        models.MatchEvent, name="七夕相亲会", organisation=union, place="湿地公园", note="内部",
        places_men=1, places_women=1, choose_by=None, starts_at=soon,
        register_by=soon - timedelta(days=1), state=EventState.OPEN,
    )  # fmt: skip


def single(event, name, number="101", **profile):
    """A worker with a verified profile; an odd last number is a man's."""
    worker = make(
        models.Worker,
        name=name,
        organisation=event.organisation,
        id_number=resident(f"62070219950505{number}"),
    )
    profile = {"state": ProfileState.VERIFIED, "verified_until": None, **profile}
    make(models.MatchProfile, worker=worker, organisation=event.organisation, **profile)
    return worker


class Guest:
    """A person with a phone and a link to the event."""

    def __init__(self, desk, event, worker):
        self.client, self.worker = desk.test_client(), worker
        self.address = f"/p/{links.make('register_event', event, worker, scope.SYSTEM)}"

    def text(self):
        return self.client.get(self.address).get_data(as_text=True)

    def forms(self):
        return Page(self.text()).forms

    def send(self, form):
        return self.client.post(self.address, data=form)

    def press(self, verb):
        """Send the page's form; another verb than it offers, where it offers none."""
        token = self.forms()[-1:] or [{"csrf_token": self.proof()}]
        return self.send({**token[0], "do": verb})

    def proof(self):
        """The proof of an earlier page of the same phone."""
        return self.kept

    def keep(self):
        self.kept = self.forms()[-1]["csrf_token"]
        return self


@pytest.fixture
def man(desk, event):
    return Guest(desk, event, single(event, "张伟")).keep()


@pytest.fixture
def rival(desk, event):
    return Guest(desk, event, single(event, "王强", "103")).keep()


@pytest.fixture
def woman(desk, event):
    return Guest(desk, event, single(event, "李娜", "102")).keep()


def state(guest):
    """The states of all registrations of a guest."""
    profile = models.MatchProfile.get(models.MatchProfile.worker == guest.worker)
    return [one.state for one in MatchRegistration.select().where(MatchRegistration.profile == profile)]


def change(record, **values):
    record = again(record)
    for name, value in values.items():
        setattr(record, name, value)
    operations.save(record, scope.SYSTEM)


def profile_of(guest):
    return models.MatchProfile.get(models.MatchProfile.worker == guest.worker)


def test_the_page_tells_of_the_event_what_a_guest_needs_and_no_more(man, event):
    text = man.text()
    for shown in (
        "七夕相亲会",
        "湿地公园",
        f"{event.starts_at:%Y-%m-%d %H:%M}",
        f"{event.register_by:%Y-%m-%d %H:%M}",
    ):
        assert shown in text
    for hidden in ("内部", event.code, man.worker.code, man.worker.phone, profile_of(man).hobbies):
        assert hidden not in text


def test_a_registration_takes_a_place_of_the_persons_sex(man, woman):
    assert man.press("register").status_code == 303
    assert state(man) == [RegistrationState.REGISTERED]
    assert MatchRegistration.get().registered_on == now().date()
    assert (places(man), places(woman)) == ("0", "1")


def places(guest):
    facts = Page(guest.text()).words
    return facts[facts.index("您可用的剩余名额") + 1]


def test_when_all_places_are_taken_there_is_the_waiting_list(man, rival, woman):
    for guest in (man, rival, woman):
        guest.press("register")
    assert [state(guest) for guest in (man, rival, woman)] == [
        [RegistrationState.REGISTERED],
        [RegistrationState.WAITING],
        [RegistrationState.REGISTERED],
    ]


def test_a_confirmed_guest_holds_a_place_and_one_of_another_event_none(man, rival, event):
    other = make(models.MatchEvent, organisation=event.organisation)
    make(MatchRegistration, event=other, profile=profile_of(rival))
    assert places(man) == "1"
    rival.press("register")
    change(MatchRegistration.get(MatchRegistration.event == event), state=RegistrationState.CONFIRMED)
    assert places(man) == "0"


def test_the_last_place_goes_to_one_of_those_who_press_at_the_same_moment(desk, event):
    guests = [Guest(desk, event, single(event, f"王{n}强", f"1{n}1")) for n in range(4)]
    forms = [guest.forms()[-1] for guest in guests]
    with ThreadPoolExecutor(len(guests)) as together:
        answers = list(
            together.map(lambda pair: pair[0].send(pair[1]).status_code, zip(guests, forms, strict=True))
        )
    assert answers == [303] * 4
    places = sorted(state(guest)[0] for guest in guests)
    assert places == [RegistrationState.REGISTERED, *[RegistrationState.WAITING] * 3]


def test_nothing_of_another_guest_is_on_the_page(man, rival):
    rival.press("register")
    text = man.text()
    profile = profile_of(rival)
    for hidden in ("王强", rival.worker.code, rival.worker.phone, profile.code, MatchRegistration.get().code):
        assert hidden not in text


def test_a_second_click_does_no_harm(man):
    form = man.forms()[-1]
    assert [man.send(form).status_code for _click in range(3)] == [303, 303, 303]
    assert state(man) == [RegistrationState.REGISTERED]
    form = man.forms()[-1]
    assert [man.send(form).status_code for _click in range(3)] == [303, 303, 303]
    assert state(man) == [RegistrationState.WITHDRAWN]
    assert models.PersonalLink.get().uses_left == 8


@pytest.mark.parametrize("how", ["link", "screen", "trash"])
def test_a_place_given_up_goes_to_who_has_waited_longest(desk, event, man, rival, woman, how):
    late = Guest(desk, event, single(event, "赵磊", "105")).keep()
    for guest in (man, rival, late, woman):
        guest.press("register")
    place = MatchRegistration.get(MatchRegistration.profile == profile_of(man))
    office = Person(desk, "xindun", Role.UNION, event.organisation)
    if how == "link":
        man.press("withdraw")
    elif how == "screen":
        office.fill(f"/admin/match_registration/edit/?id={place.id}", state="withdrawn")
    else:
        office.fill(f"/admin/match_registration/delete/?id={place.id}")
    assert [state(guest) for guest in (rival, late, woman)] == [
        [RegistrationState.CONFIRMED],
        [RegistrationState.WAITING],
        [RegistrationState.REGISTERED],
    ]
    called = MatchRegistration.get(MatchRegistration.profile == profile_of(rival))
    line = models.Audit.get(models.Audit.via == "waiting")
    assert (line.entity, line.record, line.version) == ("match_registration", called.id, called.version)
    assert (line.who, line.act) == ("system", "changed")
    assert '"state": ["waiting", "confirmed"]' in line.changes
    assert "候补名单" in office.text(f"/admin/match_registration/details/?id={called.id}")


@pytest.mark.parametrize("why", ["no place", "not verified", "held", "over", "of the other sex"])
def test_nobody_is_called_for_whom_there_is_no_place(event, man, rival, woman, why):
    for guest in (man, rival, woman):
        guest.press("register")
    place = MatchRegistration.get(MatchRegistration.profile == profile_of(man))
    if why == "no place":
        change(event, places_men=0)
    elif why == "not verified":
        change(profile_of(rival), state=ProfileState.PAUSED)
    elif why == "held":
        change(event, state=EventState.CLOSED)
        change(event, state=EventState.HELD)
    elif why == "over":
        change(event, register_by=None, starts_at=now() - timedelta(hours=1))
    else:
        place = MatchRegistration.get(MatchRegistration.profile == profile_of(woman))
    change(place, state=RegistrationState.WITHDRAWN)
    assert state(rival) == [RegistrationState.WAITING]


def test_a_place_given_up_is_free_for_the_next(man, rival):
    man.press("register")
    man.press("withdraw")
    rival.press("register")
    assert state(rival) == [RegistrationState.REGISTERED]
    assert man.press("register").status_code == 422
    assert state(man) == [RegistrationState.WITHDRAWN]


@pytest.mark.parametrize(
    ("record", "values"),
    [
        ("event", {"state": EventState.CLOSED}),
        ("event", {"state": EventState.CANCELLED}),
        ("event", {"register_by": now() - timedelta(minutes=1)}),
        ("event", {"register_by": None, "starts_at": now() - timedelta(minutes=1)}),
        ("profile", {"state": ProfileState.PAUSED}),
        ("profile", {"state": ProfileState.CLOSED}),
        ("profile", {"state": ProfileState.DRAFT}),
        ("profile", {"verified_until": now().date() - timedelta(days=1)}),
    ],
    ids=lambda value: str(value)[:50],
)
def test_who_may_not_or_comes_too_late_is_told_so_and_gets_no_place(man, event, record, values):
    form = man.forms()[-1]
    change(event if record == "event" else profile_of(man), **values)
    answer = man.send(form)
    assert answer.status_code == 422
    assert len(mistakes(answer)) == 1
    assert "<form" not in man.text()
    assert state(man) == []


def test_after_the_deadline_a_place_cannot_be_given_up_by_link(man, event):
    man.press("register")
    form = man.forms()[-1]
    change(event, register_by=now() - timedelta(minutes=1))
    assert man.send(form).status_code == 422
    assert "<form" not in man.text()
    assert state(man) == [RegistrationState.REGISTERED]


def test_whose_sex_is_unknown_is_sent_to_the_union(desk, event):
    worker = single(event, "赵云")
    models.Worker.update(sex=None).where(models.Worker.id == worker.id).execute()
    assert "<form" not in Guest(desk, event, worker).text()


@pytest.mark.parametrize(
    "do", ["", "sign", "\0", "x" * 1_000_000, "<script>", "__class__"], ids=lambda do: do[:9]
)
def test_an_unknown_verb_is_refused(man, do):
    answer = man.press(do)
    assert answer.status_code == 422
    assert len(answer.get_data()) < 20_000
    assert state(man) == []


def test_what_else_a_form_says_changes_nothing(man, rival, event):
    other = make(models.MatchEvent, organisation=event.organisation)
    form = man.forms()[-1] | {
        "event": other.code,
        "profile": profile_of(rival).code,
        "state": "attended",
        "badge": "7",
    }
    man.send(form)
    place = MatchRegistration.get()
    assert (place.event, place.profile, place.state, place.badge) == (
        event,
        profile_of(man),
        RegistrationState.REGISTERED,
        None,
    )


def test_a_link_sees_its_event_its_profile_and_its_registration_alone(man, rival, event):
    make(models.MatchEvent, organisation=event.organisation)
    for guest in (man, rival):
        guest.press("register")
    by = links.open(man.address.removeprefix("/p/"), "here").by
    expected = {
        models.MatchEvent: [event.id],
        models.MatchProfile: [profile_of(man).id],
        models.MatchRegistration: [MatchRegistration.get(MatchRegistration.profile == profile_of(man)).id],
    }
    for model in models.RECORDS:
        assert [record.id for record in scope.visible(model, by)] == expected.get(model, []), model
        assert scope.may_write(model, by) == (model is MatchRegistration)
    for foreign in MatchRegistration.select().where(MatchRegistration.profile == profile_of(rival)):
        foreign.badge = 3
        with pytest.raises(operations.Refused):
            operations.save(foreign, by)


def test_a_link_ends_with_its_uses(man):
    models.PersonalLink.update(uses_left=1).execute()
    man.press("register")
    assert "<form" not in man.text()
    assert man.press("withdraw").status_code == 303
    assert state(man) == [RegistrationState.REGISTERED]


# The union's side ---------------------------------------------------------------------------------


def test_the_union_makes_a_link_for_each_worker_it_invites(desk, event):
    invited = [single(event, "张伟"), single(event, "李娜", "102")]
    office = Person(desk, "xindun", Role.UNION, event.organisation)
    typed = f"{invited[0].code}\r\n\r\n 李娜 \r\n{invited[0].code} 张伟"
    answer = office.fill(f"/admin/links/match_event/{event.id}/", workers=typed)
    assert answer.get_data(as_text=True).count("<svg") == 2
    assert sorted(link.worker_id for link in models.PersonalLink.select()) == sorted(
        one.id for one in invited
    )
    assert "李娜" in office.text(f"/admin/match_event/details/?id={event.id}")


def test_too_long_a_list_is_refused_and_not_cut_off(desk, event):
    worker = single(event, "张伟")
    office = Person(desk, "xindun", Role.UNION, event.organisation)
    answer = office.fill(f"/admin/links/match_event/{event.id}/", workers=f"{worker.code}\n" * 201)
    assert answer.status_code == 422
    assert "200" in mistakes(answer)[0]
    assert models.PersonalLink.select().count() == 0


def test_a_foreign_an_unknown_and_a_worker_without_profile_stop_the_whole_list(desk, event):
    office = Person(desk, "xindun", Role.UNION, event.organisation)
    good = single(event, "张伟")
    elsewhere = make(models.Organisation, name="长安镇总工会")
    foreign = make(models.Worker, organisation=elsewhere)
    make(models.MatchProfile, worker=foreign, organisation=elsewhere)
    bare = make(models.Worker, organisation=event.organisation)
    said = []
    for code in (foreign.code, "W-999", bare.code, "\0", "x" * 5000, "<script>", "\u202e"):
        answer = office.fill(f"/admin/links/match_event/{event.id}/", workers=f"{good.code}\n{code}")
        assert answer.status_code == 422, code
        said.append([words.replace(code, "…") for words in mistakes(answer)])
    assert said[0] == said[1]
    assert all(said)
    assert models.PersonalLink.select().count() == 0
