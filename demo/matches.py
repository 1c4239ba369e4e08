"""The small office's matchmaking: verified people, one event held and one to come, and the couples that met.

Whom somebody chose is made up nowhere: such choices are private, also in a demonstration.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from choices import (
    CoupleState,
    EventState,
    FollowUpStep,
    ProfileState,
    RegistrationState,
    Sex,
    SingleState,
    SuggestionState,
    WorkState,
)
from demo.district import DISTRICT, somebody
from demo.ground import DEMO
from demo.register import days_before
from models import (
    Couple,
    MatchEvent,
    MatchFollowUp,
    MatchPolicy,
    MatchProfile,
    MatchRegistration,
    MatchSuggestion,
    Worker,
)
from operations import bulk, save

OF_EACH_SEX = 20
HOBBIES = ("徒步", "摄影", "读书", "羽毛球", "烘焙", "骑行", "书法", "看电影", "民乐")
# How those who registered for the event that was held came out of it, by their number; the rest attended.
ABSENT_AND_GONE = {
    4: RegistrationState.ABSENT,
    15: RegistrationState.ABSENT,
    26: RegistrationState.WITHDRAWN,
    31: RegistrationState.ABSENT,
}


def build(today: date, unions: dict, rng: Random) -> None:
    bulk.load(MatchProfile, profiles(today, rng), DEMO)
    held, coming = (save(event, DEMO) for event in events(today, unions[DISTRICT]))
    bulk.load(MatchRegistration, [*registrations(held, today), *first_registrations(coming, today)], DEMO)
    bulk.load(Couple, couples(held, today, unions[DISTRICT]), DEMO)
    save(
        MatchPolicy(
            organisation=unions[DISTRICT],
            holds_from=days_before(today, 300),
            good_for=12,
            note="凭民政部门核验结果，一年一核。",
        ),
        DEMO,
    )
    bulk.load(MatchSuggestion, suggestions(today, unions[DISTRICT]), DEMO)
    bulk.load(MatchFollowUp, follow_ups(today), DEMO)


def profiles(today, rng):
    young = (days_before(today, 41 * 365), days_before(today, 22 * 365))
    single = Worker.select().where(Worker.state == WorkState.EMPLOYED, Worker.born_on.between(*young))
    for sex in Sex:
        for worker in single.where(Worker.sex == sex).order_by(Worker.id).limit(OF_EACH_SEX):
            yield MatchProfile(
                worker=worker,
                single_state=rng.choices(list(SingleState), (17, 3, 0))[0],
                height=rng.randint(165, 186) if sex == Sex.MALE else rng.randint(155, 174),
                lives_in=rng.choice(("东街街道", "南街街道", "西街街道", "北街街道")),
                wish_age_from=22,
                wish_age_to=rng.randint(38, 45),
                hobbies="、".join(rng.sample(HOBBIES, 2)),
                wishes="踏实、孝顺，愿意在甘州安家。",
                matchmaker=somebody(rng),
                evidence="民政部门婚姻登记信息核验",
                verified_by=somebody(rng),
                verified_until=today + timedelta(days=rng.randint(120, 300)),
                consented_on=days_before(today, rng.randint(20, 90)),
                state=ProfileState.VERIFIED,
            )


def events(today, union):
    yield event(today, union, "“甘州有约”七夕青年职工联谊会", -12, EventState.HELD, 46)
    yield event(today, union, "“甘州有约”金秋徒步交友会", 20, EventState.OPEN, None)


def event(today, union, name, days, state, visitors):
    def hour(shift, at):
        return datetime.combine(today + timedelta(days=days + shift), time(at))

    return MatchEvent(
        name=name,
        organisation=union,
        theme="相约甘州，情定丹霞",
        starts_at=hour(0, 14),
        place="甘州区工人文化宫",
        places_men=25,
        places_women=25,
        register_by=hour(-3, 18),
        choose_by=hour(1, 20),
        visitors=visitors,
        state=state,
    )


def everybody():
    return list(MatchProfile.select().order_by(MatchProfile.id))


def registrations(held, today):
    for number, profile in enumerate(everybody()):
        yield MatchRegistration(
            event=held,
            profile=profile,
            badge=number + 1,
            registered_on=days_before(today, 16 + number % 4),
            state=ABSENT_AND_GONE.get(number, RegistrationState.ATTENDED),
        )


def first_registrations(coming, today):
    states = (RegistrationState.REGISTERED, RegistrationState.CONFIRMED, RegistrationState.WAITING)
    for number, profile in enumerate(everybody()[5:35:5]):
        state = states[number % len(states)]
        yield MatchRegistration(event=coming, profile=profile, registered_on=today, state=state)


def couples(held, today, union):
    people = everybody()
    met = held.starts_at.date()
    for number, (state, values) in enumerate(
        [
            (CoupleState.PAIRED, {}),
            (CoupleState.PAIRED, {}),
            (CoupleState.DATING, {}),
            (CoupleState.DATING, {}),
            (CoupleState.PARTED, {}),
            (CoupleState.REGISTERED, married(today)),
        ]
    ):
        met_there = {"event": held, "paired_on": met, **values}
        first, second = people[6 + number], people[OF_EACH_SEX + 12 + number]  # all of them were there
        yield Couple(organisation=union, first=first, second=second, state=state, **met_there)


def married(today):
    """A couple of the year before, married now, at a group wedding."""
    return {
        "event": None,
        "paired_on": days_before(today, 400),
        "registered_on": days_before(today, 10),
        "wedding": "“百年好合”职工集体婚礼",
        "wedding_on": days_before(today, 3),
    }


def suggestions(today, union):
    """What the matchmakers have put forward, in every state."""
    people = everybody()
    for number, state in enumerate(
        (SuggestionState.MADE, SuggestionState.MET, SuggestionState.CLOSED, SuggestionState.MADE)
    ):
        yield MatchSuggestion(
            organisation=union,
            first=people[number],
            second=people[OF_EACH_SEX + number],
            suggested_on=days_before(today, 5 + number),
            points=60 - 5 * number,
            reasons="年龄相差 2 岁；都喜欢徒步",
            state=state,
        )


def follow_ups(today):
    """Those who see each other were asked after three days; of the others it is due."""
    for couple in Couple.select().where(Couple.state == CoupleState.DATING).order_by(Couple.id):
        yield MatchFollowUp(
            couple=couple,
            step=FollowUpStep.DAYS,
            done_on=days_before(today, 8),
            asked_by="刘红",
            told="常联系，周末一起徒步。",
        )
